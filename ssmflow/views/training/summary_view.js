/**
 * @typedef {{label: string, meaning: string, url: string, source: string}} Term
 * @typedef {{case: string, title: string, open_name: string, mark: string, told: string,
 *   numbers: number[]}} Row
 * @typedef {{heading: string, name_label: string, name_help: string, print: string, title: string,
 *   blank: string, practised: string, result: string, right: string, covers: string,
 *   cases: string[], unofficial: string}} Achieved
 * @typedef {{shown: boolean, moves: number, heading: string, over: string, lead: string,
 *   total: string, caption: string, columns: string[], rows: Row[],
 *   study: {heading: string, none: string, shown: boolean, questions_label: string,
 *     questions: string[], terms_label: string, terms: Term[]},
 *   ways: {act: string, label: string}[], record: Achieved | null, new_tab: string}} Data
 */

/** Makes an element; a `html` attribute holds HTML that Python has cleaned. */
function make(tag, { html, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (html !== undefined) element.innerHTML = html;
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children.filter(Boolean));
  return element;
}

/** @param {Data} data */
function table(data, send) {
  const cell = (column, content, style = "") =>
    make("td", { "data-label": data.columns[column], class: style }, content);
  const rows = data.rows.map((row) => {
    const open = () => send({ act: "open", case: row.case });
    const title = row.case
      ? make("button", { type: "button", class: "ssmflow-quiet", "aria-label": row.open_name, on: open }, row.title)
      : row.title;
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, title),
      cell(1, make("span", { class: `ssmflow-mark-${row.mark}` }, row.told)),
      // Of what was not handed in there is nothing to count.
      ...[2, 3, 4].map((column) => cell(column, String(row.numbers[column - 2] ?? ""), "ssmflow-number-cell")),
    );
  });
  const head = data.columns.map((column, at) =>
    make("th", { scope: "col", class: at > 1 ? "ssmflow-number-cell" : "" }, column));
  return make(
    "table",
    { class: "ssmflow-results" },
    make("caption", { class: "ssmflow-hidden" }, data.caption),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...rows),
  );
}

/** @param {Data} data */
function study({ study: told, new_tab }) {
  if (!told.shown) return null;
  const terms = told.terms.map(({ label, meaning, url, source }) => {
    const hint = make("span", { class: "ssmflow-hidden" }, ` (${new_tab})`);
    const link = url && make("p", {}, make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, source, hint));
    const told = make("div", { class: "ssmflow-meaning" }, make("div", { html: meaning }), link);
    return make("details", { class: "ssmflow-term" }, make("summary", {}, label), told);
  });
  return make(
    "section",
    {},
    make("h3", {}, told.heading),
    told.none && make("p", {}, told.none),
    told.questions.length ? make("h4", {}, told.questions_label) : null,
    told.questions.length ? make("ul", {}, ...told.questions.map((text) => make("li", {}, text))) : null,
    terms.length ? make("h4", {}, told.terms_label) : null,
    terms.length ? make("div", {}, ...terms) : null,
  );
}

/**
 * The record, and the field for the name, which stays in this page: no message carries it.
 * @param {Achieved} told
 * @param {string} typed
 */
function record(told, typed) {
  const name = make("strong", { class: "ssmflow-record-name" });
  const field = make("input", { id: "ssmflow-record-name", autocomplete: "name", maxlength: "100", "aria-describedby": "ssmflow-record-help" });
  field.value = typed;
  const show = () => { name.textContent = field.value.trim() || told.blank; };
  field.addEventListener("input", show);
  show();
  const sheet = make(
    "div",
    { class: "ssmflow-record" },
    make("p", { class: "ssmflow-record-title" }, told.title),
    make("p", {}, name),
    ...[told.practised, told.result, told.right, told.covers].map((text) => make("p", {}, text)),
    make("ol", {}, ...told.cases.map((text) => make("li", {}, text))),
    make("p", { class: "ssmflow-small" }, told.unofficial),
  );
  return make(
    "section",
    { class: "ssmflow-to-print" },
    make("h3", {}, told.heading),
    make("div", { class: "ssmflow-record-form" },
      make("label", { for: field.id }, told.name_label), field,
      make("p", { id: "ssmflow-record-help", class: "ssmflow-small" }, told.name_help)),
    sheet,
    make("button", { type: "button", on: () => window.print() }, told.print),
  );
}

function render({ model, el }) {
  el.classList.add("ssmflow-summary");
  let { moves } = model.get("data");

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      return;
    }
    const field = el.querySelector("#ssmflow-record-name");
    const typing = field === document.activeElement && field !== null;
    const typed = field?.value ?? "";
    const heading = make("h2", { tabindex: "-1" }, data.heading);
    const ways = data.ways.map(({ act, label }, at) => {
      const on = () => model.send({ act });
      return make("button", { type: "button", class: at ? "" : "ssmflow-primary", on }, label);
    });
    el.replaceChildren(
      ...[heading,
        data.over && make("p", {}, data.over),
        data.total && make("p", { class: "ssmflow-total" }, data.total),
        make("p", {}, data.lead),
        data.rows.length ? table(data, (message) => model.send(message)) : null,
        ways.length ? make("div", { class: "ssmflow-acts" }, ...ways) : null,
        study(data),
        data.record && record(data.record, typed)].filter(Boolean),
    );
    if (moved) heading.focus();
    else if (typing) el.querySelector("#ssmflow-record-name")?.focus();
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
