/**
 * @typedef {{shown: boolean, moves: number, heading: string,
 *   sections: {heading: string, text: string}[], back: string,
 *   aside: {code: string, heading: string, text: string, label: string} | null,
 *   forget: {code: string, heading: string, told: string, label: string, sure: string, yes: string, no: string} | null}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children.filter(Boolean));
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-privacy");
  let { moves } = model.get("data");

  /** The button that erases, and the question that comes first. */
  const forgetting = (forget) => {
    const place = make("div", { class: "ssmflow-forget" });
    const ask = () => {
      const sure = make("p", { tabindex: "-1" }, forget.sure);
      const yes = () => model.send({ act: "forget", code: forget.code });
      place.replaceChildren(sure, make("div", { class: "ssmflow-acts" },
        make("button", { type: "button", class: "ssmflow-danger", on: yes }, forget.yes),
        make("button", { type: "button", on: () => offer().focus() }, forget.no)));
      sure.focus();
    };
    const offer = () => {
      const button = make("button", { type: "button", on: ask }, forget.label);
      place.replaceChildren(button);
      return button;
    };
    offer();
    return place;
  };

  const steppingAside = ({ code, heading, text, label }) => [
    make("h3", {}, heading),
    make("p", {}, text),
    make("button", { type: "button", on: () => model.send({ act: "step_aside", code }) }, label),
  ];

  const erasing = (forget) => [make("h3", {}, forget.heading), make("p", {}, forget.told), forgetting(forget)];

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
    const heading = make("h2", { tabindex: "-1" }, data.heading);
    el.replaceChildren(
      ...[heading,
        ...data.sections.flatMap((section) => [make("h3", {}, section.heading), make("p", {}, section.text)]),
        ...(data.aside ? steppingAside(data.aside) : []),
        ...(data.forget ? erasing(data.forget) : []),
        make("div", { class: "ssmflow-acts ssmflow-back" },
          make("button", { type: "button", class: "ssmflow-primary", on: () => model.send({ act: "back" }) }, data.back))].filter(Boolean),
    );
    if (moved) heading.focus();
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
