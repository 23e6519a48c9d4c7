/**
 * @typedef {{shown: boolean, moves: number, leads: boolean, case: string, overline: string,
 *   level: string, title: string, story: string, worth: string, left: number | null,
 *   left_words: string, hints: {label: string, text: string}[], hints_label: string,
 *   next_hint: string, all_cases: string,
 *   cases: {case: string, number: number, state: string, present: boolean, name: string}[]}} Data
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

function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function render({ model, el }) {
  el.classList.add("ssmflow-case");
  let { moves, hints } = model.get("data");
  let taken = hints?.length ?? 0;
  let ticking = 0;

  /** Counts down from what Python said: the clocks of two machines differ. */
  const countDown = (element, { left, left_words }) => {
    const end = performance.now() + left * 1000;
    const tick = () => {
      element.textContent = left_words.replace("{time}", clock((end - performance.now()) / 1000));
    };
    tick();
    ticking = setInterval(tick, 500);
  };

  /** @param {Data} data */
  const row = (data) => {
    const items = data.cases.map(({ case: id, number, state, present, name }) => {
      const on = () => model.send({ act: "open", case: id });
      const attributes = { type: "button", "aria-label": name, "data-state": state, on };
      if (present) attributes["aria-current"] = "true";
      return make("li", {}, make("button", attributes, String(number)));
    });
    return make("nav", { "aria-label": data.all_cases }, make("ol", { class: "ssmflow-cases" }, ...items));
  };

  /** @param {Data} data */
  const help = (data) => {
    const shown = data.hints.map(({ label, text }) =>
      make("li", { tabindex: "-1" }, make("p", { class: "ssmflow-small" }, label), make("div", { html: text })));
    const on = () => model.send({ act: "hint", case: data.case, number: String(data.hints.length + 1) });
    return make(
      "div",
      { class: "ssmflow-hints" },
      shown.length ? make("ol", { "aria-label": data.hints_label }, ...shown) : null,
      data.next_hint ? make("button", { type: "button", class: "ssmflow-quiet", on }, data.next_hint) : null,
    );
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const moved = data.moves !== moves;
    moves = data.moves;
    clearInterval(ticking);
    el.hidden = !data.shown;
    if (!data.shown || !data.case) {
      taken = 0;
      el.replaceChildren();
      return;
    }
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    const focused = active?.closest("nav") ? active.getAttribute("aria-label") : "";
    const heading = make("h2", { tabindex: "-1" }, data.title);
    const left = data.left === null ? null : make("p", { class: "ssmflow-left", role: "timer" });
    if (left) countDown(left, data);
    const overline = make("p", { class: "ssmflow-small ssmflow-overline" },
      make("span", {}, data.overline), make("span", {}, data.level),
      data.worth && make("span", {}, data.worth));
    el.replaceChildren(
      ...[data.cases.length ? row(data) : null, overline, heading, left,
        make("div", { class: "ssmflow-story", html: data.story }), help(data)].filter(Boolean),
    );
    if (moved && data.leads) heading.focus();
    else if (data.hints.length > taken && !moved) el.querySelector(".ssmflow-hints li:last-child").focus();
    else if (focused) el.querySelector(`nav [aria-label="${CSS.escape(focused)}"]`)?.focus();
    taken = data.hints.length;
  };
  model.on("change:data", draw);
  draw();
  return () => {
    clearInterval(ticking);
    model.off("change:data", draw);
  };
}

export default { render };
