/**
 * @typedef {{stage: "nickname" | "code" | "search", code: string, code_label: string, code_shown: string,
 *   code_longest: number, find: string, other: string, title: string, nickname_label: string,
 *   nickname_help: string, longest: number, button: string, asking: string, refused: string,
 *   privacy: string}} Form
 * @typedef {{shown: boolean, moves: number, leads: boolean, heading: string, told: string, handed: string,
 *   form: Form | null, again: string, alone: string, seek: string,
 *   keep: {code: string, token: string} | null, drop: string}} Data
 */

const KEY = "ssmflow-training-";

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children.filter(Boolean));
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-session");
  let { moves } = model.get("data");
  let sought = "";
  let kept = "";

  /** Does something with the browser's storage, which may be closed to us. */
  const stored = (does, closed) => {
    try {
      return does(localStorage);
    } catch {
      closed?.();
      return null;
    }
  };

  /** @param {Data} data */
  const remember = ({ seek, keep, drop }) => {
    if (drop) stored((storage) => storage.removeItem(KEY + drop));
    if (keep && keep.token !== kept) {
      kept = keep.token;
      stored((storage) => storage.setItem(KEY + keep.code, keep.token), () => model.send({ act: "refused" }));
    }
    if (seek && seek !== sought) {
      const token = stored((storage) => storage.getItem(KEY + seek));
      if (token) model.send({ act: "resume", code: seek, token });
    }
    sought = seek;
  };

  const told = (form) => [
    make("p", { class: "ssmflow-refused", role: "alert", id: "ssmflow-refused" }, form.refused),
    make("p", { role: "status" }, form.asking),
  ];

  /** The code once more, where there is no session with it. */
  const finding = (form, typed) => {
    const field = make("input", {
      id: "ssmflow-code", maxlength: form.code_longest, autocomplete: "off", autocapitalize: "characters",
      spellcheck: "false", required: "", "aria-describedby": "ssmflow-refused",
    });
    field.value = typed || form.code_shown;
    const made = make(
      "form",
      {},
      make("label", { for: field.id }, form.code_label),
      field,
      ...told(form),
      make("div", { class: "ssmflow-acts" }, make("button", { type: "submit", class: "ssmflow-primary" }, form.find)),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      model.send({ act: "find", code: field.value });
    });
    return made;
  };

  /** @param {Form} form */
  const joining = (form, typed) => {
    const code = make("p", {}, `${form.code_label}: `, make("strong", { class: "ssmflow-code" }, form.code_shown));
    if (form.stage === "search") return make("div", {}, code, ...told(form));
    const field = make("input", {
      id: "ssmflow-nickname", maxlength: form.longest, autocomplete: "off", required: "",
      "aria-describedby": "ssmflow-nickname-help ssmflow-refused",
    });
    field.value = typed;
    const privacy = make("button", { type: "button", class: "ssmflow-quiet", on: () => model.send({ act: "privacy" }) }, form.privacy);
    const button = make("button", { type: "submit", class: "ssmflow-primary" }, form.button);
    const made = make(
      "form",
      {},
      code,
      form.title && make("p", {}, form.title),
      make("label", { for: field.id }, form.nickname_label),
      field,
      make("p", { class: "ssmflow-small", id: "ssmflow-nickname-help" }, form.nickname_help),
      ...told(form),
      make("div", { class: "ssmflow-acts" }, button, privacy),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.asking) model.send({ act: "join", code: form.code, nickname: field.value });
    });
    return made;
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    remember(data);
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      return;
    }
    const code = el.querySelector("#ssmflow-code")?.value ?? "";
    const nickname = el.querySelector("#ssmflow-nickname")?.value ?? "";
    const inside = el.contains(document.activeElement) ? document.activeElement : null;
    const heading = make("h2", { tabindex: "-1" }, data.heading);
    const act = (name, label, style) =>
      label && make("button", { type: "button", class: style, on: () => model.send({ act: name }) }, label);
    const { form } = data;
    const ways = [
      act("again", data.again, "ssmflow-primary"),
      act("alone", form?.stage === "nickname" && form.other, "ssmflow-quiet"),
      act("alone", data.alone, form ? "ssmflow-quiet" : data.again ? "" : "ssmflow-primary"),
    ];
    el.replaceChildren(
      ...[heading,
        data.handed && make("p", {}, data.handed),
        data.told && make("p", {}, data.told),
        form && (form.stage === "code" ? finding(form, code) : joining(form, nickname)),
        ways.some(Boolean) ? make("div", { class: "ssmflow-acts" }, ...ways) : null].filter(Boolean),
    );
    if (moved) heading.focus();
    else if (form?.refused || inside?.matches("input")) (el.querySelector("input") ?? heading).focus();
    else if (inside) heading.focus();
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
