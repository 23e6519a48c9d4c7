/**
 * @typedef {{id: string, title: string, about: string, created: string, code: string}} Session
 * @typedef {{shown: boolean, heading: string, words: Record<string, string>, moves: number,
 *   language: string, busy: boolean, longest: number, no_sets: string, sets: {id: string, title: string}[],
 *   sessions: Session[], kept: string}} Data
 */

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

const id = (name) => `ssmflow-hall-${name}`;

function render({ model, el }) {
  el.classList.add("ssmflow-lead-hall");
  let moves = model.get("data").moves ?? -1;
  let drawn = "";
  const typed = { title: "", set: "", pace: "own" };

  const pace = (value, words) => {
    const radio = make("input", {
      type: "radio", name: id("pace"), id: id(`pace-${value}`), value, "aria-describedby": id(`help-${value}`),
      on: { change: () => { typed.pace = value; } },
    });
    radio.checked = typed.pace === value;
    return make("div", { class: "ssmflow-lead-radio" }, radio,
      make("div", {}, make("label", { for: radio.id }, words[`pace_${value}`]),
        make("p", { class: "ssmflow-small", id: id(`help-${value}`) }, words[`pace_${value}_help`])));
  };

  const form = ({ words, sets, longest, busy }) => {
    const title = make("input", {
      id: id("title"), maxlength: String(longest), autocomplete: "off", value: typed.title,
      "aria-describedby": id("title-help"), on: { input: ({ target }) => { typed.title = target.value; } },
    });
    const list = make("select", { id: id("set"), on: { change: ({ target }) => { typed.set = target.value; } } },
      ...sets.map((each) => make("option", { value: each.id }, each.title)));
    if (typed.set) list.value = typed.set;
    const submit = (event) => {
      event.preventDefault();
      if (!busy) model.send({ act: "create", title: title.value, exercises: list.value, pace: typed.pace });
    };
    return make("form", { on: { submit } },
      make("div", { class: "ssmflow-lead-field" }, make("label", { for: title.id }, words.new_title), title,
        make("p", { class: "ssmflow-small", id: id("title-help") }, words.new_title_help)),
      make("div", { class: "ssmflow-lead-field" }, make("label", { for: list.id }, words.new_set), list),
      make("fieldset", {}, make("legend", {}, words.pace), pace("own", words), pace("step", words)),
      make("button", { type: "submit", class: "ssmflow-primary", id: id("create") }, words.create));
  };

  const line = ({ words, language }, { id: session, title, about, created, code }) => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
    const when = make("time", { datetime: created }, format.format(new Date(created)));
    return make("li", {},
      make("div", {}, make("strong", {}, title), make("p", { class: "ssmflow-small" }, about, " \u00b7 ", when)),
      make("span", { class: "ssmflow-lead-small-code" }, code),
      make("button", {
        type: "button", id: id(`open-${session}`), "aria-label": `${words.open}: ${title}, ${code}`,
        on: { click: () => model.send({ act: "open", session }) },
      }, words.open));
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      drawn = "";
      Object.assign(typed, { title: "", set: "", pace: "own" });
      return;
    }
    const now = JSON.stringify({ ...data, moves: 0 });
    if (now !== drawn) {
      const focused = el.contains(document.activeElement) ? document.activeElement.id : "";
      const { words } = data;
      const sessions = data.sessions.length
        ? make("ul", { class: "ssmflow-lead-sessions" }, ...data.sessions.map((each) => line(data, each)))
        : make("p", {}, words.no_sessions);
      el.replaceChildren(
        make("h2", { tabindex: "-1" }, data.heading),
        make("div", { class: "ssmflow-lead-two" },
          make("section", {}, make("h3", {}, words.new), data.no_sets ? make("p", {}, data.no_sets) : form(data)),
          make("section", {}, make("h3", {}, words.sessions), sessions,
            make("p", { class: "ssmflow-small" }, data.kept))));
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      drawn = now;
    }
    if (data.moves !== moves) el.querySelector("h2").focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
