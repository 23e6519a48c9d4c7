/**
 * @typedef {{label: string, question: string, chosen_label: string, chosen: string,
 *   fits_label: string, fits: string, words_label: string, words: string, why_label: string,
 *   why: string, flow_label: string, flow_why: string}} Astray
 * @typedef {{shown: boolean, moves: number, case: string, mark: string, heading: string,
 *   told: string, earned: string, astray: Astray | null, explanation_label: string,
 *   show_label: string, explanation: string, inferred_label: string, inferred: string, way_label: string,
 *   way: {asked: string, answer: string}[], retry: string, next: string, summary: string, wait: string}} Data
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

/** @param {Astray} astray */
function whatWentAstray(astray) {
  const pair = (label, content) => [make("dt", {}, label), make("dd", {}, content)];
  const text = (label, html) => (html ? pair(label, make("div", { html })) : []);
  return make(
    "section",
    { class: "ssmflow-astray" },
    make("h3", {}, astray.label),
    make("p", {}, astray.question),
    make(
      "dl",
      {},
      ...pair(astray.chosen_label, make("strong", {}, astray.chosen)),
      ...(astray.fits ? pair(astray.fits_label, make("strong", {}, astray.fits)) : []),
      ...(astray.words ? pair(astray.words_label, make("q", {}, astray.words)) : []),
      ...text(astray.why_label, astray.why),
      ...text(astray.flow_label, astray.flow_why),
    ),
  );
}

/** @param {Data} data */
function explained(data) {
  const way = data.way.map(({ asked, answer }) =>
    make("li", {}, make("span", { class: "ssmflow-asked-of" }, asked), make("strong", {}, answer)));
  const body = [
    make("div", { html: data.explanation }),
    make("h4", {}, data.way_label),
    make("ol", { class: "ssmflow-right-way" }, ...way),
    data.inferred && make("h4", {}, data.inferred_label),
    data.inferred && make("div", { html: data.inferred }),
  ];
  if (!data.show_label) {
    return make("section", { class: "ssmflow-explained" }, make("h3", {}, data.explanation_label), ...body);
  }
  return make("details", { class: "ssmflow-explained" }, make("summary", {}, data.show_label), ...body);
}

function render({ model, el }) {
  el.classList.add("ssmflow-marking");
  let { moves } = model.get("data");

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    el.hidden = !data.shown;
    if (!data.shown || !data.case) {
      el.replaceChildren();
      return;
    }
    const opened = !moved && el.querySelector("details")?.open;
    const heading = make("h2", { tabindex: "-1" }, data.heading);
    const act = (name, label, style) => {
      const on = () => model.send({ act: name, case: data.case });
      return label && make("button", { type: "button", class: style, on }, label);
    };
    const verdict = make(
      "div",
      { class: `ssmflow-verdict ssmflow-verdict-${data.mark}` },
      heading,
      make("p", {}, data.told),
      data.earned && make("p", { class: "ssmflow-earned" }, data.earned),
    );
    const ways = make(
      "div",
      { class: "ssmflow-acts" },
      act("retry", data.retry, "ssmflow-primary"),
      act("next", data.next, data.retry ? "" : "ssmflow-primary"),
      act("summary", data.summary, "ssmflow-primary"),
      data.wait && make("p", {}, data.wait),
    );
    el.replaceChildren(...[verdict, data.astray && whatWentAstray(data.astray), explained(data), ways].filter(Boolean));
    if (opened) el.querySelector("details").open = true;
    if (moved) heading.focus();
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
