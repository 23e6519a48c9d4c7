/**
 * @typedef {{shown: boolean, case: string, outcome: string, question: string, reached: string,
 *   text: string, hand_in: string, back: string}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-hand-in");
  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      return;
    }
    const handIn = () => model.send({ act: "hand_in", case: data.case, outcome: data.outcome });
    const back = () => model.send({ act: "back", step: data.outcome });
    el.replaceChildren(
      make("h3", {}, data.question),
      make("p", {}, `${data.reached} `, make("strong", {}, data.text)),
      make("div", { class: "ssmflow-acts" },
        make("button", { type: "button", class: "ssmflow-primary", on: handIn }, data.hand_in),
        make("button", { type: "button", on: back }, data.back)),
    );
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
