/**
 * @typedef {{id: string, x: number, y: number, number: string, kind: string, text: string}} Box
 * @typedef {{source: string, target: string, bends: [number, number][], label: string[],
 *   reconstructed: boolean}} Edge
 * @typedef {{width: number, height: number, box: [number, number], start: string, steps: Box[],
 *   edges: Edge[]}} Drawing
 * @typedef {{words: Record<string, string>, states: Record<string, string>,
 *   edges: Record<string, string>, state_words: Record<string, string>, go: string, name: string,
 *   partial: boolean, lines: {id: string, text: string, leads: string[]}[]}} Data
 */

const MARGIN = 8;

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

/** A smooth way down through points, leaving and arriving upright. */
function way(points) {
  let path = `M${points[0][0]} ${points[0][1]}`;
  for (let index = 1; index < points.length; index += 1) {
    const [[fromX, fromY], [toX, toY]] = [points[index - 1], points[index]];
    const middle = (fromY + toY) / 2;
    path += ` C${fromX} ${middle} ${toX} ${middle} ${toX} ${toY}`;
  }
  return path;
}

/** @param {Drawing} drawing @param {Edge} edge */
function drawEdge(drawing, edge, boxes) {
  const [width, height] = drawing.box;
  const [from, to] = [boxes.get(edge.source), boxes.get(edge.target)];
  const points = [
    [from.x + width / 2, from.y + height],
    ...edge.bends,
    [to.x + width / 2, to.y - 5],
  ];
  const classes = edge.reconstructed ? "ssmflow-edge ssmflow-dashed" : "ssmflow-edge";
  const id = `${edge.source} ${edge.target}`;
  // Which answer leads where is told in words below; here it would be read without its arrow.
  const group = svg("g", { class: classes, "data-edge": id, "aria-hidden": "true" });
  group.append(svg("path", { d: way(points), "marker-end": "url(#ssmflow-arrow)" }));
  const next = points[1];
  const x = (points[0][0] + next[0]) / 2;
  const y = (points[0][1] + next[1]) / 2 + 4 - (edge.label.length - 1) * 7;
  edge.label.forEach((line, index) => {
    group.append(svg("text", { x, y: y + index * 14, "text-anchor": "middle" }, line));
  });
  return group;
}

/** @param {Drawing} drawing @param {Box} box */
function drawBox(drawing, box) {
  const [width, height] = drawing.box;
  const group = svg("g", {
    class: `ssmflow-box ssmflow-${box.kind}`,
    transform: `translate(${box.x} ${box.y})`,
    "data-step": box.id,
    tabindex: "-1",
  });
  group.append(svg("rect", { width, height, rx: box.kind === "question" ? 6 : 20 }));
  // The browser breaks the lines: it alone knows the width of letters, and each script's own rules.
  const number = make("div", { class: "ssmflow-number" }, box.number);
  const words = make("div", { class: "ssmflow-words" }, box.text);
  group.append(svg("foreignObject", { width, height }, number, words));
  return group;
}

function arrow() {
  const shape = svg("path", { d: "M0 0 L8 4 L0 8 z", fill: "context-stroke" });
  const marker = { id: "ssmflow-arrow", markerWidth: 8, markerHeight: 8, refX: 6, refY: 4 };
  return svg("defs", {}, svg("marker", { ...marker, orient: "auto", markerUnits: "userSpaceOnUse" }, shape));
}

function render({ model, el }) {
  el.classList.add("ssmflow-map");
  const heading = make("h2");
  const help = make("p", { class: "ssmflow-small" });
  const frame = make("div", { class: "ssmflow-frame" });
  const caption = make("p", { class: "ssmflow-caption" });
  const legend = make("ul", { class: "ssmflow-legend" });
  const summary = make("summary");
  const list = make("ol");
  el.append(heading, help, frame, caption, legend, make("details", {}, summary, list));
  /** @type {Map<string, SVGElement>} */
  let groups = new Map();

  const tell = (id) => {
    const box = model.get("drawing").steps.find((step) => step.id === id);
    const { state_words, states } = model.get("data");
    caption.textContent = box ? `${box.number}. ${box.text} (${state_words[states[id]]})` : "";
  };
  const go = (id) => {
    if (model.get("data").states[id] === "walked") model.send({ act: "go", question: id });
  };
  const move = (id, by) => {
    const ids = [...groups.keys()];
    const to = by === "first" ? 0 : by === "last" ? ids.length - 1 : ids.indexOf(id) + by;
    groups.get(ids[Math.max(0, Math.min(ids.length - 1, to))]).focus();
  };
  const keys = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: "first", End: "last" };

  const listen = (id, group) => {
    group.addEventListener("pointerenter", () => tell(id));
    group.addEventListener("focus", () => {
      groups.forEach((each) => each.setAttribute("tabindex", each === group ? "0" : "-1"));
      tell(id);
    });
    group.addEventListener("click", () => go(id));
    group.addEventListener("keydown", (event) => {
      if (event.key in keys) move(id, keys[event.key]);
      else if (event.key === "Enter" || event.key === " ") go(id);
      else return;
      event.preventDefault();
    });
  };

  const draw = () => {
    /** @type {Drawing} */
    const drawing = model.get("drawing");
    const boxes = new Map(drawing.steps.map((box) => [box.id, box]));
    groups = new Map(drawing.steps.map((box) => [box.id, drawBox(drawing, box)]));
    groups.forEach((group, id) => listen(id, group));
    const [width, height] = [drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN];
    const picture = svg("svg", {
      viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`,
      width,
      height,
      role: "group",
    });
    picture.append(arrow(), ...drawing.edges.map((edge) => drawEdge(drawing, edge, boxes)));
    picture.append(...groups.values());
    frame.replaceChildren(picture);
    update();
  };

  const update = () => {
    /** @type {Data} */
    const data = model.get("data");
    heading.textContent = data.words.map;
    help.textContent = data.partial ? data.words.map_part : data.words.map_help;
    frame.firstElementChild?.setAttribute("aria-label", data.words.map);
    const texts = new Map(
      model.get("drawing").steps.map((box) => [box.id, `${box.number}. ${box.text}`]),
    );
    groups.forEach((group, id) => {
      const state = data.states[id];
      const walked = state === "walked";
      group.dataset.state = state;
      group.setAttribute("role", walked ? "button" : "img");
      group.setAttribute("tabindex", state === "present" ? "0" : "-1");
      const name = walked ? data.go : data.name;
      group.setAttribute(
        "aria-label",
        name.replace(/\{(text|state)\}/g, (_, key) =>
          key === "text" ? texts.get(id) : data.state_words[state],
        ),
      );
      if (state === "present") group.setAttribute("aria-current", "step");
      else group.removeAttribute("aria-current");
    });
    frame.querySelectorAll("[data-edge]").forEach((edge) => {
      edge.dataset.state = data.edges[edge.dataset.edge] ?? "closed";
    });
    tell(Object.keys(data.states).find((id) => data.states[id] === "present"));
    const entries = Object.entries(data.state_words).map(([state, word]) =>
      make("li", { "data-state": state }, word),
    );
    legend.replaceChildren(
      ...entries,
      make("li", { class: "ssmflow-round" }, data.words.outcome),
      make("li", { class: "ssmflow-dashed" }, data.words.edge_reconstructed),
    );
    summary.textContent = data.words.map_as_text;
    list.replaceChildren(
      ...data.lines.map(({ id, text, leads }) =>
        make(
          "li",
          data.states[id] === "present" ? { "aria-current": "step" } : {},
          make("span", {}, `${text} (${data.state_words[data.states[id]]})`),
          leads.length ? make("ul", {}, ...leads.map((lead) => make("li", {}, lead))) : null,
        ),
      ),
    );
    showPresent();
  };

  /** Brings the present step into the frame, and leaves the page where it is. */
  const showPresent = () => {
    const group = [...groups.values()].find((each) => each.dataset.state === "present");
    if (!group || !frame.clientWidth) return;
    const [box, view] = [group.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += box.left + box.width / 2 - view.left - view.width / 2;
  };
  model.on("change:drawing", draw);
  model.on("change:data", update);
  draw();
  requestAnimationFrame(showPresent);
  return () => {
    model.off("change:drawing", draw);
    model.off("change:data", update);
  };
}

export default { render };
