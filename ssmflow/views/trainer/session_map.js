/**
 * The picture was made by Python element by element: every text in it is escaped.
 * @typedef {{shown: boolean, heading: string, moves: number, help: string, frame: string,
 *   road_help: string, case: string, act: "peek" | "cover" | "", act_label: string,
 *   road_label: string, road: string[], svg: string, as_text: string, nobody: string, steps: {step: string, count: number}[]}} Data
 */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-map");
  let moves = model.get("data").moves ?? -1;
  let drawn = "";
  const heading = make("h2", { tabindex: "-1" });
  const help = make("p", { class: "ssmflow-small" });
  const frame = make("div", { class: "ssmflow-picture-frame ssmflow-frame", role: "region", tabindex: "0" });
  const summary = make("summary", {});
  const list = make("ul", {});
  const answer = make("button", { type: "button" });
  answer.addEventListener("click", () => {
    const { act, case: looked } = model.get("data");
    model.send({ act, case: looked });
  });
  const roadTitle = make("h3", {});
  const road = make("ol", {});
  const nobody = make("p", {});
  el.append(heading, answer, frame, help, roadTitle, road, make("details", {}, summary, list, nobody));

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      frame.replaceChildren();
      drawn = "";
      return;
    }
    heading.textContent = data.heading;
    help.textContent = `${data.help} ${data.road_help}`.trim();
    answer.textContent = data.act_label;
    answer.hidden = !data.act;
    roadTitle.textContent = data.road_label;
    roadTitle.hidden = road.hidden = !data.road.length;
    road.replaceChildren(...data.road.map((line) => make("li", {}, line)));
    frame.setAttribute("aria-label", data.frame);
    frame.hidden = !data.svg;
    if (data.svg !== drawn) frame.innerHTML = data.svg;
    // Where the map is wider than the screen, its first step stands in the middle.
    if (!drawn) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
    drawn = data.svg;
    summary.textContent = data.as_text;
    nobody.textContent = data.nobody;
    list.replaceChildren(...data.steps.map(({ step, count }) => make("li", {}, `${count}: ${step}`)));
    if (data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
