/**
 * @typedef {{mark: "right" | "ground" | "wrong", name: string, count: number}} Mark
 * @typedef {{count: number, question: string, taken: string, fits: string, quote: string,
 *   why: string}} Turn
 * @typedef {{id: string, covered: string, handed_in: number, arrived: string, nobody: string, at_once: string,
 *   outcomes: {outcome: string, count: number, right: string, parts: {mark: string, count: number}[]}[], marks: Mark[], turns: Turn[]}} Case
 * @typedef {{outcome: string, explanation: string, may_cover: boolean,
 *   road: {question: string, answer: string, quote: string, why: string}[]}} Answer
 * @typedef {{shown: boolean, heading: string, moves: number, words: Record<string, string>,
 *   numbers: {label: string, count: number}[], story: string, answer: Answer | null, case: Case | null,
 *   cases: {title: string, told: string, handed_in: number, begun: number, marks: Mark[]}[],
 *   legend: {mark: string, name: string}[],
 *   stuck: {who: string, where: string, case: string, why: string}[], more_stuck: string,
 *   summary: string}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

/** A bar as wide as its parts; widths are no inline style, for the page allows none. */
function bar(parts, whole) {
  const filled = parts.map(({ mark, count }) => {
    const part = make("span", { class: `ssmflow-lead-bar-${mark}` });
    part.style.inlineSize = `${whole ? (100 * count) / whole : 0}%`;
    return part;
  });
  return make("span", { class: "ssmflow-lead-track", "aria-hidden": "true" }, ...filled);
}

const numbers = ({ numbers: all }) =>
  make("dl", { class: "ssmflow-lead-numbers" },
    ...all.map(({ label, count }) => make("div", {}, make("dt", {}, label), make("dd", {}, String(count)))));

function outcomes({ words, case: one }) {
  const lines = one.outcomes.map(({ outcome, count, right, parts }) =>
    make("li", { class: right ? "ssmflow-lead-right" : "" },
      make("span", { class: "ssmflow-lead-label" }, ...(right ? [make("strong", {}, `\u2713 ${right}: `)] : []), outcome),
      make("span", { class: "ssmflow-lead-figure" }, bar(parts, one.handed_in),
        make("strong", {}, String(count)))));
  return make("section", {}, make("h3", {}, words.outcomes), make("ul", { class: "ssmflow-lead-bars" }, ...lines));
}

function marks({ words, case: one }) {
  const lines = one.marks.map(({ mark, name, count }) =>
    make("li", {}, make("span", { class: "ssmflow-lead-label" }, name),
      make("span", { class: "ssmflow-lead-figure" }, bar([{ mark, count }], one.handed_in), make("strong", {}, String(count)))));
  return make("section", {}, make("h3", {}, words.marks), make("ul", { class: "ssmflow-lead-bars" }, ...lines),
    make("p", { class: "ssmflow-lead-quiet" }, one.at_once));
}

function turns({ words, case: one }, look = {}) {
  const lines = one.turns.map(({ count, question, taken, fits, quote, why }) =>
    make("li", {},
      make("p", { class: "ssmflow-lead-times" }, make("strong", {}, `${count}\u00d7`)),
      make("div", {},
        make("p", { class: "ssmflow-lead-question" }, question),
        make("p", {}, `${words.took} `, make("strong", {}, taken), `. ${words.fits_is} `, make("strong", {}, fits), "."),
        ...(quote ? [make("blockquote", {}, quote)] : []),
        ...(why ? [make("p", { class: "ssmflow-lead-quiet" }, why)] : []))));
  const list = lines.length ? make("ol", { class: "ssmflow-lead-turns" }, ...lines) : make("p", {}, words.no_turns);
  return make("section", look, make("h3", {}, words.turns), list);
}

/** All may be looking at the board: what is right stands there once it is revealed or asked for. */
function covered({ words, case: one }, act) {
  return make("section", {}, make("h3", {}, words.answer), ...(one.covered ? [make("p", {}, one.covered)] : []),
    make("button", { type: "button", id: "ssmflow-board-peek", on: () => act("peek") }, words.peek));
}

/** The right answer; the explanation is HTML that Python has cleaned. */
function answered({ words, answer }, act) {
  const explanation = make("div", { class: "ssmflow-lead-explanation" });
  explanation.innerHTML = answer.explanation;
  const road = answer.road.map(({ question, answer: fits, quote, why }) =>
    make("li", {}, make("p", {}, `${question} `, make("strong", {}, fits)),
      ...(quote ? [make("blockquote", {}, quote)] : []),
      ...(why ? [make("p", { class: "ssmflow-lead-quiet" }, why)] : [])));
  return make("section", { class: "ssmflow-lead-answer" }, make("h3", {}, words.answer),
    ...(answer.may_cover ? [make("button", { type: "button", id: "ssmflow-board-cover", on: () => act("cover") }, words.cover)] : []),
    make("p", { class: "ssmflow-lead-question" }, answer.outcome),
    make("h4", {}, words.explanation), explanation, make("h4", {}, words.map_road_label), make("ol", {}, ...road));
}

function all({ cases, legend }) {
  const key = make("ul", { class: "ssmflow-lead-legend" }, ...legend.map(({ mark, name }) =>
    make("li", {}, make("span", { class: `ssmflow-lead-key ssmflow-lead-bar-${mark}`, "aria-hidden": "true" }), name)));
  const lines = cases.map(({ title, told, handed_in: handedIn, begun, marks: found }) => {
    const track = make("span", { class: "ssmflow-lead-track ssmflow-lead-split", "aria-hidden": "true" });
    for (const { mark, count } of found.filter((each) => each.count)) {
      const part = make("span", { class: `ssmflow-lead-bar-${mark}` }, String(count));
      part.style.inlineSize = `${(100 * count) / begun}%`;
      track.append(part);
    }
    if (!found.length) {
      const part = make("span", { class: "ssmflow-lead-bar-covered" });
      part.style.inlineSize = `${(100 * handedIn) / Math.max(1, begun)}%`;
      track.append(part);
    }
    const said = found.map(({ name, count }) => `${name}: ${count}`).join("; ");
    return make("li", {}, make("span", { class: "ssmflow-lead-label" }, title), track,
      make("span", { class: "ssmflow-hidden" }, said), make("span", { class: "ssmflow-lead-quiet" }, told));
  });
  return make("section", {}, key, make("ol", { class: "ssmflow-lead-all" }, ...lines));
}

function stuck({ words, stuck: people, more_stuck: more }) {
  if (!people.length) return null;
  const lines = people.map(({ who, where, case: title, why }) =>
    make("li", {}, make("strong", {}, who), ` \u00b7 ${why}`,
      ...[title, where].filter(Boolean).map((line) => make("div", { class: "ssmflow-lead-quiet" }, line))));
  return make("section", { class: "ssmflow-lead-stuck" }, make("h3", {}, words.stuck), make("ul", {}, ...lines),
    ...(more ? [make("p", { class: "ssmflow-lead-quiet" }, more)] : []));
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-board");
  let moves = model.get("data").moves ?? -1;
  let drawn = "";
  const heading = make("h2", { tabindex: "-1" });
  const figures = make("div", {});
  const body = make("div", {});
  const said = make("p", { role: "status", class: "ssmflow-small" });
  const say = () => {
    // The same words again are told again.
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = model.get("data").summary; });
  };
  const act = (name) => {
    model.send({ act: name, case: model.get("data").case.id });
    heading.focus();
  };
  const saying = make("button", { type: "button", on: say });
  el.append(make("div", { class: "ssmflow-lead-over" }, heading, figures), body, make("div", { class: "ssmflow-lead-say" }, saying, said));

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      body.replaceChildren();
      said.textContent = drawn = "";
      return;
    }
    const now = JSON.stringify({ ...data, moves: 0 });
    if (now !== drawn) {
      drawn = now;
      const focused = body.contains(document.activeElement) ? document.activeElement.id : "";
      heading.textContent = data.heading;
      saying.textContent = data.words.say;
      const story = data.story ? [make("p", { class: "ssmflow-lead-story" }, data.story)] : [];
      const arrived = data.case?.arrived ? [make("p", { class: "ssmflow-lead-arrived" }, data.case.arrived)] : [];
      const column = (...children) => make("div", {}, ...children);
      const help = stuck(data);
      const some = data.case && !data.case.nobody;
      const right = data.answer ? [answered(data, act)] : data.case ? [covered(data, act)] : [];
      const main = some && data.case.covered ? [column(outcomes(data)), column(...right)]
        : some && data.answer ? [column(outcomes(data), marks(data)), column(...right)]
        : some ? [column(outcomes(data), marks(data)), column(turns(data), ...right)]
        : data.case ? [column(make("p", {}, data.case.nobody)), column(...right)] : [column(all(data))];
      // Beside what everyone did stands what is right; what misled is discussed after it.
      const after = some && data.answer ? [turns(data, { class: "ssmflow-lead-across" })] : [];
      const kinds = ["ssmflow-lead-columns", data.case && "ssmflow-lead-one", help && "ssmflow-lead-with-stuck"];
      const columns = make("div", { class: kinds.filter(Boolean).join(" ") }, ...main, ...(help ? [column(help)] : []), ...after);
      figures.replaceChildren(numbers(data));
      body.replaceChildren(...story, ...arrived, columns);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    if (data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
