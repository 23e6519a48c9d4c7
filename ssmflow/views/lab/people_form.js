/**
 * @typedef {{id: string, text: string}} Option
 * @typedef {{id: string, heading: string, help: string, now: string, done: string, remove: string,
 *   title: {label: string, value: string, problem: string},
 *   questions: {id: string, label: string, value: string, options: Option[]}[]}} Person
 * @typedef {{title: string, help: string, file: string, text: string, take: string, how: string,
 *   hows: Option[], problems: {where: string, message: string}[], more: string, largest: number,
 *   too_large: string, opened: number}} Opening
 * @typedef {{shown: boolean, failure: string, title: string, said: string, new: string,
 *   person: Person | null, opening: Opening,
 *   saving: {title: string, kinds: {kind: string, name: string}[]},
 *   file: {number: number, name: string, type: string, content: string} | null}} Data
 */

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

const field = (label, control, ...more) =>
  make("div", { class: "ssmflow-field" }, make("label", { for: control.id }, label), control, ...more);

/** Puts other content in an element, and the focus, the caret and what is typed back in it. */
function redraw(element, ...children) {
  const active = document.activeElement;
  const held = element.contains(active) && active !== element;
  const key = held ? active.dataset.key : undefined;
  const caret = typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
  const typed = held && caret && active.value !== active.defaultValue ? active.value : null;
  element.replaceChildren(...children);
  const again = key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typed !== null) again.value = typed;
  if (caret) again.setSelectionRange(...caret);
}

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** One persona: its title, and for each question its answer or that it is unknown. */
function form(person, send) {
  if (!person) return [];
  const { id, title, questions } = person;
  const problem = title.problem ? make("p", { class: "ssmflow-people-problem", id: "ssmflow-people-problem" }, title.problem) : null;
  const described = problem ? { "aria-invalid": "true", "aria-describedby": problem.id } : {};
  const name = make("input", { id: "ssmflow-people-title", key: "title", type: "text", value: title.value, maxlength: "2000",
    autocomplete: "off", ...described, on: { change: (event) => send({ act: "title", person: id, title: event.target.value }) } });
  const selects = questions.map((question, number) => {
    const options = question.options.map(({ id: choice, text }) => make("option", { value: choice }, text));
    const select = make("select", { id: `ssmflow-people-question-${number}`, key: `question-${question.id}`,
      on: { change: (event) => send({ act: "answer", person: id, question: question.id, choice: event.target.value }) },
    }, ...options);
    select.value = question.value;
    return field(question.label, select);
  });
  return [
    make("h4", { tabindex: "-1" }, person.heading),
    make("p", { class: "ssmflow-small" }, person.help),
    make("div", { class: "ssmflow-row" }, field(title.label, name, problem)),
    make("div", { class: "ssmflow-people-questions" }, ...selects),
    make("p", { role: "status" }, person.now),
    make("div", { class: "ssmflow-row" },
      press("done", person.done, () => send({ act: "close" }), { class: "ssmflow-primary" }),
      press("remove", person.remove, () => send({ act: "remove", person: id }))),
  ];
}

/** The bytes of a file as base64: Python finds out how they are to be read. */
async function packed(file) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    Object.assign(reader, { onload: resolve, onerror: reject });
    reader.readAsDataURL(file);
  });
  return String(reader.result).split(",")[1] ?? "";
}

/** The fields that open a list; they are made once, so that nothing typed in them is lost. */
function opener(send) {
  let data = null;
  const how = make("fieldset");
  const said = make("div", { id: "ssmflow-people-errors", tabindex: "-1" });
  const chosen = () => how.querySelector("input:checked")?.value ?? "add";
  const tell = (...lines) => said.replaceChildren(...lines);
  const file = make("input", { type: "file", id: "ssmflow-people-file", "aria-describedby": said.id,
    accept: ".yaml,.yml,.csv,.tsv,.txt" });
  const text = make("textarea", { id: "ssmflow-people-text", rows: "5", spellcheck: "false", "aria-describedby": said.id });
  file.addEventListener("change", async () => {
    const [found] = file.files;
    if (!found) return;
    if (found.size > data.largest) tell(make("p", { role: "alert" }, data.too_large));
    else send({ act: "open", name: found.name, content: await packed(found), how: chosen() });
    // The same file, corrected, can be chosen again.
    file.value = "";
  });
  const take = press("take", "", () => {
    if (new Blob([text.value]).size > data.largest) tell(make("p", { role: "alert" }, data.too_large));
    else if (text.value.trim()) send({ act: "paste", text: text.value, how: chosen() });
  });
  const summary = make("summary");
  const help = make("p", { class: "ssmflow-small" });
  const fields = [field("", file), field("", text)];
  const element = make("details", {}, summary, help, how, ...fields, take, said);
  const draw = (now) => {
    if (data && now.opened !== data.opened) text.value = "";
    const kept = chosen();
    data = now;
    summary.textContent = now.title;
    help.textContent = now.help;
    take.textContent = now.take;
    fields[0].firstChild.textContent = now.file;
    fields[1].firstChild.textContent = now.text;
    const radios = now.hows.map(({ id, text: label }) => {
      const radio = make("input", { type: "radio", name: "ssmflow-people-how", value: id, id: `ssmflow-people-how-${id}`, key: id });
      radio.checked = id === kept;
      return make("div", { class: "ssmflow-people-tick" }, radio, make("label", { for: radio.id }, label));
    });
    redraw(how, make("legend", {}, now.how), ...radios);
    const lines = now.problems.map(({ where, message }) =>
      make("li", {}, where ? make("strong", {}, `${where}: `) : null, make("span", { lang: "en" }, message)));
    tell(...(lines.length ? [make("ul", {}, ...lines)] : []), ...(now.more ? [make("p", {}, now.more)] : []));
    if (lines.length) element.open = true;
  };
  return { element, draw };
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-people-more");
  const send = (content) => model.send(content);
  const title = make("h3", { id: "ssmflow-people-more" });
  const add = press("new", "", () => send({ act: "new" }));
  const said = make("p", { role: "status" });
  const person = make("div", { class: "ssmflow-people-person" });
  const opening = opener(send);
  const saving = make("div", { class: "ssmflow-row" });
  const keep = make("h4");
  const section = make("section", { "aria-labelledby": title.id }, title, said, add, person,
    opening.element, keep, saving);
  let drawn = {};
  let last = model.get("data").person?.id ?? null;
  let saved = model.get("data").file?.number ?? 0;

  const changed = (name, now) => {
    const text = JSON.stringify(now);
    const differs = drawn[name] !== text;
    drawn[name] = text;
    return differs;
  };
  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown || Boolean(data.failure);
    if (el.hidden) {
      el.replaceChildren();
      drawn = {};
      last = null;
      return;
    }
    const fresh = !el.firstChild;
    if (fresh) el.append(section);
    title.textContent = data.title;
    add.textContent = data.new;
    said.textContent = data.said;
    keep.textContent = data.saving.title;
    if (changed("person", data.person)) redraw(person, ...form(data.person, send));
    if (changed("opening", data.opening)) opening.draw(data.opening);
    if (changed("saving", data.saving)) {
      redraw(saving, ...data.saving.kinds.map(({ kind, name }) => press(kind, name, () => send({ act: "save", kind }))));
    }
    const now = data.person?.id ?? null;
    if (!fresh && now !== last) {
      if (now) person.querySelector("h4").focus();
      else if (document.activeElement === document.body) add.focus();
    }
    last = now;
    if (data.file && data.file.number !== saved) save(data.file);
    saved = data.file?.number ?? saved;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
