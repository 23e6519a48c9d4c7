/**
 * @typedef {{shown: boolean, words: Record<string, string>, case: string,
 *   cases: {id: string, title: string}[], state: string, hint: string, left: number | null,
 *   may: Record<"open" | "reopen" | "extend" | "close" | "reveal", boolean>,
 *   offered: {minutes: string, label: string}[], more: {minutes: string, label: string}[],
 *   next: string, next_label: string, acting: boolean}} Data
 */

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

const id = (name) => `ssmflow-controls-${name}`;

/** The second click of a double one was meant for what stood there before. */
const meant = (event) => event.detail < 2;

/** Seconds as minutes and seconds. */
function told(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Milliseconds in which a pointer finds no button that has just come: it was after another one. */
const FRESH = 600;

function render({ model, el }) {
  el.classList.add("ssmflow-lead-controls");
  let drawn = "";
  let offered = "";
  let fresh = 0;
  let listed = false;
  let minutes = "";
  let reopens = false;
  let deadline = 0;
  let looked = "";
  const left = () => told(Math.max(0, Math.ceil((deadline - performance.now()) / 1000)));

  const button = (name, label, values, attributes = {}) => {
    const click = (event) => {
      const { acting } = model.get("data");
      if (!acting && meant(event)) model.send({ act: name, ...values });
    };
    return make("button", { type: "button", id: id(`${name}-${values.minutes ?? ""}`), on: { click }, ...attributes }, label);
  };

  const opening = ({ words, case: chosen, offered: times, may }) => {
    const look = may.reopen ? {} : { class: "ssmflow-primary" };
    const list = make("select", { id: id("minutes"), on: { change: ({ target }) => { minutes = target.value; } } },
      make("option", { value: "" }, words.no_limit),
      ...times.map((each) => make("option", { value: each.minutes }, each.label)));
    // Who opens a case once more gives it a little time, unless they say otherwise.
    list.value = minutes || (may.reopen ? times[0].minutes : "");
    const click = (event) => {
      if (!model.get("data").acting && meant(event)) model.send({ act: "open", case: chosen, minutes: list.value });
    };
    const label = make("label", { for: list.id, class: "ssmflow-small" }, words.limit);
    return [label, list, make("button", { type: "button", id: id("open"), on: { click }, ...look }, words.open_case)];
  };

  const reopening = (data) => {
    const again = make("details", { class: "ssmflow-lead-again" }, make("summary", { id: id("again") }, data.words.reopen),
      make("div", { class: "ssmflow-lead-opening" }, ...opening(data)));
    again.open = reopens;
    again.addEventListener("toggle", () => { reopens = again.open; });
    return again;
  };

  /** What reveals stands elsewhere than what closes, and the next case elsewhere than what reveals. */
  const acts = (data) => {
    const { words, may, case: chosen, more } = data;
    const next = (event) => {
      if (meant(event)) model.send({ act: "choose", case: data.next });
    };
    return [
      ...(may.open ? opening(data) : []),
      ...(may.extend ? more.map((each) => button("extend", each.label, { case: chosen, minutes: each.minutes })) : []),
      ...(may.reveal ? [button("reveal", words.reveal, { case: chosen }, { class: "ssmflow-primary" })] : []),
      ...(may.reopen ? [reopening(data)] : []),
      ...(may.close ? [button("close", words.close_case, { case: chosen }, { class: "ssmflow-primary ssmflow-lead-far" })] : []),
      ...(data.next && data.next !== chosen
        ? [make("button", { type: "button", id: id("next"), class: "ssmflow-lead-far", on: { click: next } }, data.next_label)] : []),
    ];
  };

  /** Who chose a case in the list saw what came; who pressed a button, or was about to, did not. */
  const freshen = ({ case: chosen, may, next }) => {
    const now = JSON.stringify([chosen, may, next]);
    const expected = listed || now === offered;
    offered = now;
    listed = false;
    if (expected) return;
    clearTimeout(fresh);
    el.dataset.fresh = "";
    fresh = setTimeout(() => { delete el.dataset.fresh; }, FRESH);
  };

  const tell = () => {
    const clock = el.querySelector(".ssmflow-lead-clock");
    if (clock) clock.textContent = left();
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      drawn = "";
      return;
    }
    const timed = data.left !== null;
    if (timed) deadline = performance.now() + data.left * 1000;
    const now = JSON.stringify({ ...data, acting: false, left: timed });
    if (now !== drawn) {
      if (data.case !== looked) reopens = false;
      looked = data.case;
      drawn = now;
      const active = el.contains(document.activeElement) ? document.activeElement.id : "";
      const { words } = data;
      const change = ({ target }) => {
        listed = true;
        model.send({ act: "choose", case: target.value });
      };
      const list = make("select", { id: id("case"), on: { change } },
        ...data.cases.map((each) => make("option", { value: each.id }, each.title)));
      list.value = data.case;
      const clock = timed
        ? [make("span", {}, ` \u00b7 ${words.left} `, make("strong", { class: "ssmflow-lead-clock" }, left()))]
        : [];
      const state = data.state
        ? [make("p", { class: "ssmflow-lead-case-state", tabindex: "-1" }, make("strong", {}, data.state), ...clock)]
        : [];
      const go = () => model.send({ act: "choose", case: data.other });
      const hint = data.hint ? [make("p", { class: "ssmflow-small" }, data.hint)] : [];
      if (data.other) hint.push(make("button", { type: "button", id: id("other"), on: { click: go } }, words.to_open));
      el.replaceChildren(
        make("div", { class: "ssmflow-lead-field" }, make("label", { for: list.id }, words.case), list),
        make("div", { class: "ssmflow-lead-acts" }, ...state, ...hint, ...acts(data)));
      freshen(data);
      // A button that has done what it said is gone: whoever works by keyboard hears how the case
      // stands now, and finds what comes next behind it. Another press of the same key does nothing.
      if (active) {
        const go = el.querySelector(".ssmflow-lead-case-state") ?? list;
        (document.getElementById(active) ?? go).focus({ preventScroll: true });
      }
    }
  };
  const timer = setInterval(tell, 500);
  model.on("change:data", draw);
  draw();
  return () => {
    clearInterval(timer);
    clearTimeout(fresh);
    model.off("change:data", draw);
  };
}

export default { render };
