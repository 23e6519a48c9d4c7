/**
 * What Python tells. The pictures are SVG that Python made element by element: every text in them
 * is escaped, so they may become innerHTML.
 *
 * @typedef {{index: string, condition: string, idle: string}} Group
 * @typedef {{id: string, text: string, language: string, own: {label: string, on: boolean} | null,
 *   choices: {id: string, label: string, language: string}[],
 *   splits: {by: string, label: string, on: boolean}[], sets: Group[]}} Question
 * @typedef {{told: string, thousand: string}} Cell
 * @typedef {{caption: string, columns: string[], none?: string,
 *   rows: (string | string[])[][]}} Table
 * @typedef {{heading: string, status: string, bars: string, flow_heading: string,
 *   ends: {caption: string, columns: string[], dead: {end: string, cells: Cell[]},
 *     rows: {end: string, kind: string, kind_told: string, cells: Cell[]}[]},
 *   flows: {caption: string, svg: string}[], steps: Table & {summary: string},
 *   weights: {heading: string, label: string, options: {id: string, name: string}[],
 *     chosen: string, meaning: string, tables: Table[]}}} Results
 * @typedef {{shown: boolean, heading: string, moves: number, tab: string, failure: string,
 *   revision: number, lead: string, named: string,
 *   form: {words: Record<string, string>,
 *     sides: {name: string, heading: string, hint: string, questions: Question[]}[]},
 *   values: Record<string, {slider: string, typed: string, told: string}>,
 *   evenly: Record<string, string>, refused: Record<string, string>, results: Results}} Data
 */

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

const id = (...parts) => `ssmflow-share-${parts.join("-").replaceAll("|", "-")}`;
const lines = (cell) => [].concat(cell).map((line) => make("span", { class: "ssmflow-line" }, line));

const PATIENCE = 4000; // milliseconds; Python ignores what does not fit, and says nothing of it

/** Sends one message at a time, and of each control only the latest: a slider never floods. */
function sender(model) {
  const waiting = new Map();
  let sent = "";
  let patience = 0;
  const next = () => {
    clearTimeout(patience);
    sent = "";
    const [first] = waiting;
    if (!first) return;
    const [key, message] = first;
    waiting.delete(key);
    sent = key;
    model.send(message);
    patience = setTimeout(next, PATIENCE);
  };
  return {
    send: (key, message) => {
      waiting.set(key, message);
      if (!sent) next();
    },
    answered: next,
    isUnderWay: (key) => sent === key || waiting.has(key),
  };
}

/** One row: the label, a slider and a field for the same share. */
function shareRow(place, choice, question, words, page) {
  const { side, set } = place;
  const key = [side, question.id, set, choice.id].join("|");
  const named = id(key, "label");
  const move = (percent) =>
    page.sending.send(key, { act: "move", side, question: question.id, set, choice: choice.id, percent });
  const slider = make("input", {
    type: "range",
    min: "0",
    max: "100",
    step: "0.1",
    id: id(key, "slider"),
    "data-slider": key,
    "aria-label": words.slider.replace("{choice}", choice.label),
    on: { input: ({ target }) => move(target.value) },
  });
  const field = make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    maxlength: "40",
    id: id(key, "field"),
    "data-field": key,
    "aria-describedby": id(key, "refused"),
    on: {
      input: ({ target }) => { target.dataset.typing = "yes"; },
      change: ({ target }) => {
        delete target.dataset.typing;
        move(target.value);
      },
    },
  });
  const label = make("label", { for: field.id, id: named, lang: choice.language }, choice.label);
  const percent = make("span", { class: "ssmflow-percent" }, field, make("abbr", { title: words.percent }, "%"));
  const refused = make("p", { class: "ssmflow-refused", id: id(key, "refused"), "data-refused": key });
  return make("div", { class: "ssmflow-share" }, label, slider, percent, refused);
}

function toggle(name, label, on, change) {
  const box = make("input", { type: "checkbox", id: name, on: { change } });
  box.checked = on;
  return make("p", { class: "ssmflow-switch" }, box, make("label", { for: name }, label));
}

function shareSet(side, group, question, words, page) {
  const place = { side, set: group.index };
  const single = question.choices.length < 2;
  const rows = question.choices.map((choice) =>
    single
      ? make("p", {}, `${choice.label}: 100 %`)
      : shareRow(place, choice, question, words, page),
  );
  const idle = group.idle ? [make("p", { class: "ssmflow-small" }, group.idle)] : [];
  if (!group.condition) return make("div", {}, ...idle, ...rows);
  return make("fieldset", {}, make("legend", {}, group.condition), ...idle, ...rows);
}

function questionGroup(side, question, words, page) {
  const { send } = page.sending;
  const at = { side, question: question.id };
  const splits = question.splits.map(({ by, label, on }) => {
    const name = id(side, question.id, "split", by);
    const change = ({ target }) => send(name, { act: "split", ...at, by, on: target.checked ? "yes" : "" });
    return toggle(name, label, on, change);
  });
  const own = [];
  if (question.own) {
    const name = id(side, question.id, "own");
    const change = ({ target }) =>
      send(name, { act: "own", question: question.id, on: target.checked ? "yes" : "" });
    own.push(toggle(name, question.own.label, question.own.on, change));
  }
  const even = make(
    "button",
    {
      type: "button",
      id: id(side, question.id, "even"),
      "aria-describedby": id(side, question.id, "text"),
      on: { click: () => send(`even ${side} ${question.id}`, { act: "even", ...at }) },
    },
    words.even,
  );
  const evenly = make("span", { class: "ssmflow-small", "data-evenly": `${side}|${question.id}` });
  const foot = question.sets.length && question.choices.length > 1
    ? [make("div", { class: "ssmflow-even" }, even, evenly)]
    : [];
  return make(
    "fieldset",
    { class: "ssmflow-question" },
    make("legend", { lang: question.language, id: id(side, question.id, "text") }, question.text),
    ...own,
    ...splits,
    ...question.sets.map((group) => shareSet(side, group, question, words, page)),
    ...foot,
  );
}

function drawForm(form, data, page) {
  form.replaceChildren(
    ...data.form.sides.map(({ name, heading, hint, questions }) =>
      make(
        "section",
        {},
        ...(heading ? [make("h3", {}, heading)] : []),
        ...(hint ? [make("p", { class: "ssmflow-small" }, hint)] : []),
        ...questions.map((question) => questionGroup(name, question, data.form.words, page)),
      ),
    ),
  );
}

/** Puts the shares in the form; what is on its way or being typed is left alone. */
function fill(form, data, page) {
  for (const slider of form.querySelectorAll("[data-slider]")) {
    const value = data.values[slider.dataset.slider];
    if (!page.sending.isUnderWay(slider.dataset.slider)) slider.value = value.slider;
    slider.setAttribute("aria-valuetext", value.told);
  }
  for (const field of form.querySelectorAll("[data-field]")) {
    const key = field.dataset.field;
    const message = data.refused[key] ?? "";
    if (!message && !field.dataset.typing) field.value = data.values[key].typed;
    field.setAttribute("aria-invalid", String(Boolean(message)));
    document.getElementById(id(key, "refused")).textContent = message;
  }
  for (const place of form.querySelectorAll("[data-evenly]")) {
    place.textContent = data.evenly[place.dataset.evenly] ?? "";
  }
}

function tableHead(caption, columns) {
  const cells = columns.map((column, place) =>
    make("th", { scope: "col", ...(place ? { class: "ssmflow-number-cell" } : {}) }, column),
  );
  return [make("caption", {}, caption), make("thead", {}, make("tr", {}, ...cells))];
}

function endsTable({ caption, columns, rows, dead }) {
  const numbers = (cells) =>
    cells.map(({ told, thousand }, place) =>
      make(
        "td",
        { class: "ssmflow-number-cell", "data-label": columns[place + 1] },
        make("span", { class: "ssmflow-told" }, told),
        ...(thousand ? [make("span", { class: "ssmflow-small" }, thousand)] : []),
      ),
    );
  const body = rows.map(({ end, kind, kind_told, cells }) => {
    const said = kind ? [make("span", { class: "ssmflow-small" }, kind_told)] : [];
    const inner = make("div", { class: kind ? `ssmflow-kind-${kind}` : "ssmflow-kind" }, `${end} `, ...said);
    return make("tr", {}, make("th", { scope: "row" }, inner), ...numbers(cells));
  });
  const total = make("tr", {}, make("th", { scope: "row" }, dead.end), ...numbers(dead.cells));
  return make(
    "table",
    { class: "ssmflow-stack ssmflow-ends" },
    ...tableHead(caption, columns),
    make("tbody", {}, ...body),
    make("tfoot", {}, total),
  );
}

function plainTable({ caption, columns, rows, none }) {
  if (none) return make("div", {}, make("p", { class: "ssmflow-caption" }, caption), make("p", {}, none));
  const body = rows.map((row) => {
    const [first, ...others] = row;
    const cells = others.map((cell, place) =>
      make("td", { class: "ssmflow-number-cell", "data-label": columns[place + 1] }, ...lines(cell)),
    );
    return make("tr", {}, make("th", { scope: "row" }, ...lines(first)), ...cells);
  });
  const table = { class: "ssmflow-stack" };
  return make("table", table, ...tableHead(caption, columns), make("tbody", {}, ...body));
}

/** Makes an element with HTML or SVG that Python made safe. */
function picture(svg, attributes = {}) {
  const frame = make("div", attributes);
  frame.innerHTML = svg;
  return frame;
}

function fillOnce(place, told, draw) {
  // What has not changed is not drawn again: a frame that was moved stays where it is.
  const known = JSON.stringify(told);
  if (place.known === known) return;
  place.known = known;
  place.replaceChildren(...draw(told));
}

function results(page, model) {
  const chosen = make("select", {
    id: id("weighed"),
    on: { change: ({ target }) => page.sending.send("choose", { act: "choose", end: target.value }) },
  });
  const parts = {
    heading: make("h3", {}),
    dead: make("p", { class: "ssmflow-dead" }),
    ends: make("div", {}),
    bars: make("div", { class: "ssmflow-picture-bars" }),
    flowHeading: make("h3", {}),
    flows: make("div", { class: "ssmflow-flows" }),
    summary: make("summary", {}),
    steps: make("div", {}),
    weightsHeading: make("h3", {}),
    label: make("label", { for: chosen.id }),
    chosen,
    weights: make("div", { class: "ssmflow-weights" }),
    meaning: make("p", { class: "ssmflow-small" }),
  };
  parts.beside = make("section", { class: "ssmflow-beside" }, parts.heading, parts.dead, parts.ends, parts.bars);
  const field = make("div", { class: "ssmflow-field" }, parts.label, chosen);
  parts.below = make(
    "div",
    {},
    make("section", {}, parts.weightsHeading, field, parts.weights, parts.meaning),
    make("section", {}, parts.flowHeading, parts.flows),
    make("details", {}, parts.summary, parts.steps),
  );
  return parts;
}

function fillResults(parts, found) {
  parts.heading.textContent = found.heading;
  parts.dead.textContent = found.status;
  fillOnce(parts.ends, found.ends, (ends) => [endsTable(ends)]);
  fillOnce(parts.bars, found.bars, (svg) => [picture(svg)]);
  parts.flowHeading.textContent = found.flow_heading;
  parts.flowHeading.parentElement.hidden = !found.flows.length;
  while (parts.flows.children.length > found.flows.length) parts.flows.lastChild.remove();
  found.flows.forEach(({ caption, svg }, place) => {
    const figure = parts.flows.children[place] ?? parts.flows.appendChild(make("figure", {}, ...frames()));
    figure.firstChild.textContent = caption;
    figure.lastChild.setAttribute("aria-label", caption);
    if (figure.svg !== svg) figure.lastChild.innerHTML = svg;
    figure.svg = svg;
  });
  parts.summary.textContent = found.steps.summary;
  fillOnce(parts.steps, found.steps, (steps) => [plainTable(steps)]);
  const { weights } = found;
  parts.weightsHeading.textContent = weights.heading;
  parts.label.textContent = weights.label;
  parts.meaning.textContent = weights.meaning;
  fillOnce(parts.chosen, weights.options, (options) =>
    options.map((option) => make("option", { value: option.id }, option.name)),
  );
  parts.chosen.value = weights.chosen;
  fillOnce(parts.weights, weights.tables, (tables) => tables.map(plainTable));
}

function frames() {
  const frame = { class: "ssmflow-picture-frame ssmflow-frame ssmflow-landscape", role: "group", tabindex: "0" };
  return [make("figcaption", {}), make("div", frame)];
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-shares");
  const page = { sending: sender(model) };
  let known = "";
  let moves = model.get("data").moves;
  let parts = null;
  let telling = 0;

  const frame = () => {
    parts = results(page, model);
    parts.title = make("h2", { tabindex: "-1" });
    parts.lead = make("p", { class: "ssmflow-lead" });
    parts.named = make("p", { class: "ssmflow-small ssmflow-lead" });
    parts.failure = make("p", { class: "ssmflow-failure" });
    parts.form = make("div", { class: "ssmflow-shares-form" });
    parts.status = make("p", { role: "status", class: "ssmflow-hidden" });
    parts.columns = make("div", { class: "ssmflow-shares-columns" }, parts.form, parts.beside);
    el.replaceChildren(parts.title, parts.lead, parts.named, parts.failure, parts.columns, parts.below, parts.status);
    known = "";
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    page.sending.answered();
    el.hidden = !data.shown;
    if (!data.shown) {
      for (const name of ["role", "id", "aria-labelledby"]) el.removeAttribute(name);
      el.replaceChildren();
      parts = null;
      return;
    }
    el.setAttribute("role", "tabpanel");
    el.id = "ssmflow-panel";
    el.setAttribute("aria-labelledby", `ssmflow-tab-${data.tab}`);
    if (!parts) frame();
    parts.title.textContent = data.heading;
    parts.failure.textContent = data.failure;
    parts.failure.hidden = !data.failure;
    for (const part of [parts.lead, parts.named, parts.columns, parts.below]) part.hidden = Boolean(data.failure);
    if (!data.failure) {
      parts.lead.textContent = data.lead;
      parts.named.textContent = data.named;
      const form = JSON.stringify(data.form);
      if (form !== known) {
        const focused = parts.form.contains(document.activeElement) ? document.activeElement.id : "";
        drawForm(parts.form, data, page);
        known = form;
        if (focused) document.getElementById(focused)?.focus();
      }
      fill(parts.form, data, page);
      fillResults(parts, data.results);
      clearTimeout(telling);
      // While a slider is dragged, nothing is said; what came of it is said once.
      telling = setTimeout(() => { if (parts) parts.status.textContent = data.results.status; }, 500);
    }
    if (data.moves !== moves) parts.title.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
