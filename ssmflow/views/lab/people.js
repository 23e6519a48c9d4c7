/**
 * @typedef {{text: string, word: string, kind: string}} End
 * @typedef {{lead: string, ends: End[]}} Outcome
 * @typedef {{id: string, title: string, edit_name: string, remove_name: string,
 *   walk_name: string, walk: string, outcome: Outcome,
 *   next: {question: string, left: string} | null,
 *   path: {summary: string, groups: {name: string, answers: string[]}[]} | null,
 *   after: (Outcome & {moved: boolean}) | null}} Row
 * @typedef {{caption: string, empty: string, words: Record<string, string>, rows: Row[],
 *   columns: {id: string, name: string, sort: string}[]}} Table
 * @typedef {{shown: boolean, heading: string, moves: number, tab: string, failure: string,
 *   lead: string, status: string, table: Table, notes: string[],
 *   progress: {text: string, done: number, total: number, act: string, button: string} | null,
 *   filters: {find: {label: string, value: string}, clear: string, filtered: boolean,
 *     end: {label: string, value: string, options: {id: string, text: string}[]},
 *     only: {id: string, text: string, on: boolean}[]},
 *   pages: {text: string, label: string,
 *     turns: {id: string, name: string, to: string, on: boolean}[]} | null,
 *   saves: {kind: string, name: string}[],
 *   file: {number: number, name: string, type: string, content: string, packed?: boolean} | null
 * }} Data
 */

const SIGNS = { ascending: " ▲", descending: " ▼", none: " ↕" };

function make(tag, { on, key, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on ?? {})) element.addEventListener(event, does);
  if (key) element.dataset.key = key;
  element.append(...children.filter((child) => child !== null));
  return element;
}

const press = (key, label, click, attributes = {}) =>
  make("button", { type: "button", key, on: { click }, ...attributes }, label);

/** Puts other content in an element, and the focus, the caret and what was unfolded back in it. */
function redraw(element, ...children) {
  const active = document.activeElement;
  // Whatever is typed and not sent yet stays.
  const held = element.contains(active) && active !== element;
  const key = held ? active.dataset.key : undefined;
  const caret = typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
  const typed = held && caret && active.value !== active.defaultValue ? active.value : null;
  const unfolded = [...element.querySelectorAll("details[open]")].map((each) => each.dataset.key);
  element.replaceChildren(...children);
  for (const each of element.querySelectorAll("details")) each.open = unfolded.includes(each.dataset.key);
  if (!held) return;
  const again = key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (again || element).focus({ preventScroll: Boolean(again) });
  if (again && typed !== null) again.value = typed;
  if (again && caret) again.setSelectionRange(...caret);
}

function save({ name, type, content, packed }) {
  const bytes = packed ? Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)) : content;
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function ends({ lead, ends: found }) {
  const lines = found.map(({ text, word, kind }) => {
    const said = word ? make("span", { class: "ssmflow-small" }, word) : null;
    return make("div", kind ? { class: `ssmflow-kind-${kind}` } : {}, make("div", {}, text), said);
  });
  if (!lead) return lines;
  return [make("strong", { class: "ssmflow-people-lead" }, lead), ...lines];
}

/** The outcome where there is one; else how many, with the exact list behind it. */
function outcome(key, said) {
  if (said.ends.length < 2) return ends(said);
  const summary = make("summary", { key: `${key}-sum` }, said.lead);
  return [make("details", { key }, summary, ...ends({ ...said, lead: "" }))];
}

function path(key, { summary, groups }) {
  if (!groups.length) return [summary];
  const lists = groups.flatMap(({ name, answers }) => [
    name ? make("p", { class: "ssmflow-small" }, name) : null,
    make("ul", {}, ...answers.map((answer) => make("li", {}, answer))),
  ]);
  return [make("details", { key }, make("summary", { key: `${key}-sum` }, summary), ...lists)];
}

function table({ caption, columns, rows, empty, words }, send) {
  if (!rows.length) return [make("p", { class: "ssmflow-people-empty" }, empty)];
  // The page that walks stands above this one, where both are served; a notebook has no such page.
  const walkable = /\/scenarios$/.test(location.pathname);
  const heads = columns.map(({ id, name, sort }) => {
    const sign = make("span", { "aria-hidden": "true" }, SIGNS[sort]);
    const button = press(`sort-${id}`, name, () => send({ act: "sort", column: id }));
    button.append(sign);
    return make("th", { scope: "col", "aria-sort": sort }, button);
  });
  const names = Object.fromEntries(columns.map(({ id, name }) => [id, name]));
  const line = (row) => {
    const cell = (id, ...inside) => make("td", { "data-label": names[id] }, ...inside);
    const { id, next, after } = row;
    const to = { href: `./#${row.walk}`, key: `walk-${id}`, "aria-label": row.walk_name };
    const acts = [
      walkable && row.path ? make("a", to, words.walk) : null,
      press(`edit-${id}`, words.edit, () => send({ act: "edit", person: id }), { "aria-label": row.edit_name }),
      press(`remove-${id}`, words.remove, () => send({ act: "remove", person: id }), { "aria-label": row.remove_name }),
    ];
    const asked = next && [make("div", {}, next.question), make("div", { class: "ssmflow-small" }, next.left)];
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, row.title),
      cell("outcome", ...outcome(`ends-${id}`, row.outcome)),
      asked ? cell("next", ...asked) : make("td", { class: "ssmflow-people-nothing" }, "–"),
      cell("path", ...(row.path ? path(`path-${id}`, row.path) : ["–"])),
      after && make("td", { "data-label": names.after, ...(after.moved && { class: "ssmflow-people-moved" }) },
        ...outcome(`after-${id}`, after)),
      make("td", { class: "ssmflow-people-acts" }, ...acts),
    );
  };
  const acts = make("td", {}, make("span", { class: "ssmflow-hidden" }, words.acts));
  return [
    make("p", { class: "ssmflow-small ssmflow-people-help" }, words.sort),
    make("table", { class: "ssmflow-stack" }, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...heads, acts)), make("tbody", {}, ...rows.map(line))),
  ];
}

function filters({ find, end, only, clear, filtered }, send) {
  const field = (label, control) =>
    make("div", { class: "ssmflow-field" }, make("label", { for: control.id }, label), control);
  const text = make("input", { id: "ssmflow-people-find", key: "find", type: "search", value: find.value, maxlength: "200",
    on: { change: (event) => send({ act: "find", text: event.target.value }) } });
  const options = end.options.map(({ id, text: said }) => make("option", { value: id }, said));
  const select = make("select", { id: "ssmflow-people-end", key: "end",
    on: { change: (event) => send({ act: "end", end: event.target.value }) } }, ...options);
  select.value = end.value;
  const ticks = only.map(({ id, text: said, on }) => {
    const tick = make("input", { type: "checkbox", id: `ssmflow-people-${id}`, key: id,
      on: { change: (event) => send({ act: "only", what: id, on: event.target.checked ? "1" : "" }) } });
    tick.checked = on;
    return make("div", { class: "ssmflow-people-tick" }, tick, make("label", { for: tick.id }, said));
  });
  return [
    make("div", { class: "ssmflow-row" }, field(find.label, text), field(end.label, select)),
    make("div", { class: "ssmflow-row" }, ...ticks,
      filtered ? press("clear", clear, () => send({ act: "clear" }), { class: "ssmflow-quiet" }) : null),
  ];
}

function progress(data, send) {
  if (!data) return [];
  const bar = make("progress", { max: data.total, value: data.done, "aria-label": data.text });
  return [bar, make("span", {}, data.text), press("progress", data.button, () => send({ act: data.act }))];
}

function pages(data, send) {
  if (!data) return [];
  const turns = data.turns.map(({ id, name, to, on }) =>
    press(id, name, () => on && send({ act: "page", page: to }), on ? {} : { "aria-disabled": "true" }));
  return [make("span", {}, data.text), ...turns];
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-people");
  const send = (content) => model.send(content);
  const part = (tag, attributes = {}) => make(tag, { tabindex: "-1", ...attributes });
  const parts = {
    filters: part("form", { class: "ssmflow-people-form", on: { submit: (event) => event.preventDefault() } }),
    progress: part("div", { class: "ssmflow-people-progress" }),
    table: part("div"),
    pages: part("nav", { class: "ssmflow-people-pages" }),
    notes: part("div"),
    saves: part("div", { class: "ssmflow-row ssmflow-people-saves" }),
  };
  const draws = {
    filters: (data) => filters(data, send),
    progress: (data) => progress(data, send),
    table: (data) => table(data, send),
    pages: (data) => pages(data, send),
    notes: (data) => data.map((note) => make("p", { class: "ssmflow-small" }, note)),
    saves: (data) => data.map(({ kind, name }) => press(kind, name, () => send({ act: "save", kind }))),
  };
  const heading = make("h2", { tabindex: "-1" });
  const lead = make("p", { class: "ssmflow-lead" });
  const status = make("p", { role: "status" });
  const failure = make("p", { class: "ssmflow-failure" });
  let drawn = {};
  let saved = model.get("data").file?.number ?? 0;
  let moves = model.get("data").moves;

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      for (const name of ["id", "role", "aria-labelledby"]) el.removeAttribute(name);
      el.replaceChildren();
      drawn = {};
      moves = -1;
      return;
    }
    const names = { id: "ssmflow-panel", role: "tabpanel", "aria-labelledby": `ssmflow-tab-${data.tab}` };
    for (const [name, value] of Object.entries(names)) el.setAttribute(name, value);
    if (!el.firstChild) el.append(heading, failure, lead, status, ...Object.values(parts));
    heading.textContent = data.heading;
    failure.textContent = data.failure;
    failure.hidden = !data.failure;
    for (const each of [lead, status, ...Object.values(parts)]) each.hidden = Boolean(data.failure);
    if (!data.failure) {
      lead.textContent = data.lead;
      if (status.textContent !== data.status) status.textContent = data.status;
      for (const [name, element] of Object.entries(parts)) {
        const now = JSON.stringify(data[name]);
        if (drawn[name] !== now) redraw(element, ...draws[name](data[name]));
        drawn[name] = now;
      }
      parts.pages.hidden = !data.pages;
      if (data.pages) parts.pages.setAttribute("aria-label", data.pages.label);
      if (data.file && data.file.number !== saved) save(data.file);
      saved = data.file?.number ?? saved;
    }
    if (data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  // A table on paper shows what is folded on the screen.
  const unfold = () => el.querySelectorAll("details").forEach((each) => { each.open = true; });
  window.addEventListener("beforeprint", unfold);
  model.on("change:data", draw);
  draw();
  return () => {
    window.removeEventListener("beforeprint", unfold);
    model.off("change:data", draw);
  };
}

export default { render };
