/**
 * Draws a tab of questions and findings; which ones is Python's to say. The pictures are SVG that
 * Python made element by element: every text in them is escaped, so they may become innerHTML.
 *
 * @typedef {{lines: string[], kind: string, more: Part[]}} Cell
 * @typedef {{is: "paragraph", text: string, tone: string} | {is: "heading", text: string}
 *   | {is: "listing", items: string[][], ordered: boolean}
 *   | {is: "table", caption: string, columns: string[], numbers: number[], rows: Cell[][]}
 *   | {is: "details", key: string, summary: string, parts: Part[]}
 *   | {is: "picture", label: string, svg: string}} Part
 * @typedef {{is: "select" | "radios", key: string, label: string, value: string, act: string,
 *     values: Record<string, string>, options: {value: string, name: string}[]}
 *   | {is: "button", key: string, label: string, look: string, act: string,
 *     values: Record<string, string>}
 *   | {is: "field", key: string, label: string, act: string, send: string, longest: number,
 *     hint: string, refused: string}
 *   | {is: "upload", key: string, label: string, act: string, longest: number, hint: string,
 *     too_large: string, refused: string[]}} Control
 * @typedef {{key: string, heading: string, lead: string, form: Control[],
 *   parts: Part[]}} Section
 * @typedef {{shown: boolean, heading: string, moves: number, tab: string, failure: string,
 *   lead: string, sections: Section[], status: string,
 *   file: {number: number, name: string, type: string, content: string} | null}} Data
 */

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

const id = (key, ...parts) => ["ssmflow-ask", key, ...parts].join("-");

const CONTROLS = {
  select({ key, label, value, options, act, values }, page) {
    const change = ({ target }) => page.send({ act, ...values, chosen: target.value });
    const list = make("select", { id: id(key), on: { change } });
    list.append(...options.map((each) => make("option", { value: each.value }, each.name)));
    list.value = value;
    return make("div", { class: "ssmflow-field" }, make("label", { for: id(key) }, label), list);
  },

  radios({ key, label, value, options, act, values }, page) {
    const rows = options.map((option, place) => {
      const change = () => page.send({ act, ...values, chosen: option.value });
      const named = id(key, place);
      const radio = make("input", { type: "radio", name: id(key), id: named, on: { change } });
      radio.checked = option.value === value;
      return make("div", { class: "ssmflow-radio" }, radio, make("label", { for: named }, option.name));
    });
    return make("fieldset", {}, make("legend", {}, label), ...rows);
  },

  button({ key, label, look, act, values }, page) {
    const attributes = { type: "button", id: id(key), on: { click: () => page.send({ act, ...values }) } };
    if (look) attributes.class = `ssmflow-${look}`;
    return make("button", attributes, label);
  },

  field({ key, label, act, send, longest, hint, refused }, page) {
    const input = make("input", {
      type: "text",
      id: id(key),
      maxlength: String(longest),
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": id(key, "hint"),
      "aria-invalid": String(Boolean(refused)),
    });
    const give = () => page.send({ act, text: input.value });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") give();
    });
    const click = make("button", { type: "button", id: id(key, "send"), on: { click: give } }, send);
    return make(
      "div",
      { class: "ssmflow-field ssmflow-wide" },
      make("label", { for: id(key) }, label),
      make("div", { class: "ssmflow-beside" }, input, click),
      below(key, hint, refused ? [refused] : []),
    );
  },

  upload({ key, label, act, longest, hint, too_large, refused }, page) {
    const change = async ({ target }) => {
      const [file] = target.files;
      if (!file) return;
      if (file.size > longest) {
        document.getElementById(id(key, "hint")).replaceWith(below(key, hint, [too_large]));
        return;
      }
      page.send({ act, name: file.name, text: await file.text() });
      target.value = "";
    };
    const attributes = { type: "file", id: id(key), accept: ".yaml,.yml", on: { change } };
    const input = make("input", { ...attributes, "aria-describedby": id(key, "hint") });
    const named = make("label", { for: id(key) }, label);
    return make("div", { class: "ssmflow-field ssmflow-wide" }, named, input, below(key, hint, refused));
  },
};

function below(key, hint, refused) {
  const lines = refused.map((line) => make("p", { class: "ssmflow-refused" }, line));
  const attributes = { id: id(key, "hint"), ...(lines.length ? { role: "alert" } : {}) };
  return make("div", attributes, make("p", { class: "ssmflow-small" }, hint), ...lines);
}

const PARTS = {
  paragraph: ({ text, tone }) => make("p", { class: `ssmflow-tone-${tone}` }, text),

  heading: ({ text }) => make("h4", {}, text),

  listing: ({ items, ordered }) =>
    make(ordered ? "ol" : "ul", { class: "ssmflow-listing" }, ...items.map((lines) => item(lines))),

  details({ key, summary, parts }, page) {
    const found = make("details", {}, make("summary", {}, summary), ...parts.map((each) => part(each, page)));
    found.open = page.opened.has(key);
    found.addEventListener("toggle", () => {
      if (found.open) page.opened.add(key);
      else page.opened.delete(key);
      if (found.open) found.querySelectorAll(".ssmflow-picture-frame").forEach(showStart);
    });
    return found;
  },

  picture({ label, svg }) {
    const attributes = { tabindex: "0", role: "region", "aria-label": label };
    const frame = make("div", { class: "ssmflow-picture-frame ssmflow-frame ssmflow-landscape", ...attributes });
    frame.innerHTML = svg;
    requestAnimationFrame(() => showStart(frame));
    return frame;
  },

  table({ caption, columns, numbers, rows }, page) {
    const number = (place) => (numbers.includes(place) ? { class: "ssmflow-number-cell" } : {});
    const head = columns.map((column, place) => make("th", { scope: "col", ...number(place) }, column));
    const body = rows.map((row) =>
      make(
        "tr",
        {},
        ...row.map((cell, place) => {
          const label = { "data-label": columns[place], ...number(place) };
          return place
            ? make("td", label, ...content(cell, page))
            : make("th", { scope: "row", ...label }, ...content(cell, page));
        }),
      ),
    );
    const named = make("caption", {}, caption);
    const parts = [named, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body)];
    return make("table", { class: "ssmflow-stack" }, ...parts);
  },
};

function item(lines) {
  if (lines.length === 1) return make("li", {}, lines[0]);
  return make("li", {}, make("ul", {}, ...lines.map((line) => make("li", {}, line))));
}

function content({ lines, kind, more }, page) {
  const attributes = { class: kind ? `ssmflow-line ssmflow-kind-${kind}` : "ssmflow-line" };
  return [
    ...lines.map((line) => make("span", attributes, line)),
    ...more.map((each) => part(each, page)),
  ];
}

const part = (found, page) => PARTS[found.is](found, page);

/** Brings the first step of a picture into its frame, and leaves the page where it is. */
function showStart(frame) {
  if (!frame.clientWidth) return;
  const boxes = [...frame.querySelectorAll(".ssmflow-box")].map((box) => box.getBoundingClientRect());
  if (!boxes.length) return;
  const first = boxes.reduce((one, other) => (other.top < one.top ? other : one));
  const view = frame.getBoundingClientRect();
  frame.scrollLeft += first.left + first.width / 2 - view.left - view.width / 2;
}

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Draws what has changed; where someone stands in a form and what they typed there stay. */
function fill(element, found, page, drawn) {
  const key = JSON.stringify(found);
  if (element.found === key) return;
  element.found = key;
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  const typed = [...element.querySelectorAll('input[type="text"]')].map((each) => [each.id, each.value]);
  const range = active?.type === "text" ? [active.selectionStart, active.selectionEnd] : null;
  element.replaceChildren(...drawn());
  for (const [name, value] of typed) {
    const field = document.getElementById(name);
    if (field) field.value = value;
  }
  if (!active) return;
  const again = active.id ? document.getElementById(active.id) : null;
  again?.focus({ preventScroll: true });
  if (again && range) again.setSelectionRange(...range);
}

function frame(el) {
  const title = make("h2", { tabindex: "-1" });
  const lead = make("p", { class: "ssmflow-lead" });
  const failure = make("p", { class: "ssmflow-failure" });
  const sections = make("div");
  const status = make("p", { role: "status", class: "ssmflow-hidden" });
  el.replaceChildren(title, lead, failure, sections, status);
  return { title, lead, failure, sections, status, known: new Map() };
}

function fillSections(parts, data, page) {
  const kept = new Map();
  for (const { key, heading, lead, form, parts: found } of data.sections) {
    const each = parts.known.get(key) ?? {
      element: make("section", { "data-section": key }),
      heading: make("h3"),
      lead: make("p"),
      form: make("div", { class: "ssmflow-form" }),
      parts: make("div", { class: "ssmflow-found" }),
    };
    if (!each.element.childElementCount) each.element.append(each.heading, each.lead, each.form, each.parts);
    each.heading.textContent = heading;
    each.heading.hidden = !heading;
    each.lead.textContent = lead;
    each.lead.hidden = !lead;
    fill(each.form, form, page, () => form.map((control) => CONTROLS[control.is](control, page)));
    fill(each.parts, found, page, () => found.map((one) => part(one, page)));
    kept.set(key, each);
  }
  parts.known = kept;
  const elements = [...kept.values()].map((each) => each.element);
  const same = elements.every((element, place) => element === parts.sections.children[place]);
  if (!same || parts.sections.childElementCount !== elements.length) {
    parts.sections.replaceChildren(...elements);
  }
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-findings");
  const page = { opened: new Set(), send: (message) => model.send(message) };
  let parts = null;
  // A page that opens on this tab has not been moved to yet.
  let moves = model.get("data").moves ?? 0;
  let saved = model.get("data").file?.number ?? 0;

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
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
    parts ??= frame(el);
    parts.title.textContent = data.heading;
    parts.lead.textContent = data.lead ?? "";
    parts.failure.textContent = data.failure;
    parts.failure.hidden = !data.failure;
    parts.sections.hidden = Boolean(data.failure);
    if (!data.failure) fillSections(parts, data, page);
    if (parts.status.textContent !== data.status) parts.status.textContent = data.status ?? "";
    if (data.file && data.file.number !== saved) {
      saved = data.file.number;
      save(data.file);
    }
    if (data.moves !== moves) parts.title.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
