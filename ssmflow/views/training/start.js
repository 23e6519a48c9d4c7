/**
 * @typedef {{id: string, title: string, about: string, cases: string, so_far: string,
 *   button: string, button_name: string}} Exercises
 * @typedef {{shown: boolean, moves: number, heading: string, lead: string, sets: Exercises[],
 *   join: {heading: string, lead: string, label: string, longest: number, button: string,
 *     resume: string} | null}} Data
 */

const KEY = "ssmflow-training-";

/** The codes of the sessions that this browser takes part in; none where it keeps nothing. */
function attended() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEY)).map((key) => key.slice(KEY.length)).sort();
  } catch {
    return [];
  }
}

/** Makes an element; a `html` attribute holds HTML that Python has cleaned. */
function make(tag, { html, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (html !== undefined) element.innerHTML = html;
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children.filter(Boolean));
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-start");
  let { moves } = model.get("data");

  const card = (set) => {
    const on = () => model.send({ act: "open", exercises: set.id });
    return make(
      "li",
      {},
      make("h3", {}, set.title),
      set.about && make("div", { html: set.about }),
      make("p", { class: "ssmflow-small" }, [set.cases, set.so_far].filter(Boolean).join(" · ")),
      make("button", { type: "button", class: "ssmflow-primary", "aria-label": set.button_name, on }, set.button),
    );
  };

  const goOn = (join, code) => {
    const label = join.resume.replace("{code}", `${code.slice(0, 4)}-${code.slice(4)}`);
    const on = () => model.send({ act: "find", code });
    return make("button", { type: "button", class: "ssmflow-primary", on }, label);
  };

  const form = (join, typed) => {
    const field = make("input", {
      id: "ssmflow-code", name: "code", maxlength: join.longest, autocomplete: "off",
      autocapitalize: "characters", spellcheck: "false", required: "",
    });
    field.value = typed;
    const made = make(
      "form",
      { class: "ssmflow-join" },
      make("h2", { tabindex: "-1" }, join.heading),
      make("div", { class: "ssmflow-acts" }, ...attended().map((code) => goOn(join, code))),
      make("p", {}, join.lead),
      make("div", { class: "ssmflow-code-row" },
        make("label", { for: field.id }, join.label), field,
        make("button", { type: "submit" }, join.button)),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      model.send({ act: "find", code: field.value });
    });
    return made;
  };

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
    const typed = el.querySelector("input")?.value ?? "";
    el.replaceChildren(
      data.join ? form(data.join, typed) : "",
      make("h2", { tabindex: "-1" }, data.heading),
      make("p", { class: "ssmflow-lead" }, data.lead),
      data.sets.length ? make("ul", { class: "ssmflow-sets" }, ...data.sets.map(card)) : "",
    );
    if (moved) el.querySelector("h2").focus();
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
