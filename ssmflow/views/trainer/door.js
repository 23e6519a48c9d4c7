/**
 * @typedef {{shown: boolean, words: Record<string, string>, heading: string, why: string,
 *   moves: number, busy: boolean}} Data
 */

// The storage of one tab: whoever closes it is signed out there.
const KEY = "ssmflow-trainer";

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

function kept() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(token) {
  try {
    if (token) sessionStorage.setItem(KEY, token);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage a reload asks for the passphrase again.
  }
}

function initialize({ model }) {
  const told = (message) => {
    if (typeof message?.token === "string") keep(message.token);
  };
  model.on("msg:custom", told);
  if (kept()) model.send({ act: "resume", token: kept() });
  return () => model.off("msg:custom", told);
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-door");
  let resuming = Boolean(kept());
  let { moves } = model.get("data");
  let waited = false;
  let asked = false;
  const heading = make("h2", { tabindex: "-1" });
  const why = make("p", { class: "ssmflow-lead-why" });
  const about = make("p", {});
  const field = make("input", {
    id: "ssmflow-passphrase", type: "password", autocomplete: "current-password", maxlength: "200",
    required: "", "aria-describedby": "ssmflow-passphrase-help",
  });
  const label = make("label", { for: field.id });
  const help = make("p", { class: "ssmflow-small", id: "ssmflow-passphrase-help" });
  const enter = make("button", { type: "submit", class: "ssmflow-primary" });
  const submit = (event) => {
    event.preventDefault();
    if (field.value) model.send({ act: "sign_in", passphrase: field.value });
    field.value = "";
  };
  const form = make("form", { on: { submit } }, label, field, help, enter);
  const waiting = make("p", { role: "status" });
  el.append(heading, about, why, form, waiting);

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const { words } = data;
    if (data.moves !== moves || (asked && !data.busy)) resuming = false;
    asked = data.busy;
    el.hidden = !data.shown;
    heading.textContent = data.heading;
    about.textContent = words.about;
    why.textContent = data.why;
    why.hidden = !data.why;
    label.textContent = words.passphrase;
    help.textContent = words.passphrase_help;
    enter.textContent = words.sign_in;
    form.hidden = resuming || data.busy;
    // After a refusal whoever typed goes on where they were.
    if (data.shown && waited && !form.hidden && document.activeElement === document.body) field.focus();
    waited = form.hidden;
    const told = form.hidden ? words.signing_in : "";
    if (waiting.textContent !== told) waiting.textContent = told;
    if (data.shown && data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { initialize, render };
