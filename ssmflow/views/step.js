/**
 * @typedef {{label: string, meaning: string, url: string, source: string}} Term
 * @typedef {{kind: string, title: string, who: string, links_label: string,
 *   links: {label: string, url: string}[]}} Outcome
 * @typedef {{moves: number, language: string, direction: string, title: string, overline: string,
 *   page: string, heading: string, body: string, note: string, terms: Term[], terms_label: string,
 *   outcome: Outcome | null, announce: string, notice: string, dismiss: string,
 *   new_tab: string}} Data
 */

/** Makes an element; a `html` attribute holds HTML that Python has cleaned. */
function make(tag, { html, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (html !== undefined) element.innerHTML = html;
  if (on) element.addEventListener("click", on);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function link({ label, url }, newTab) {
  const hint = make("span", { class: "ssmflow-hidden" }, ` (${newTab})`);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label, hint);
}

/** @param {Data} data */
function terms(data) {
  if (!data.terms.length) return null;
  const entries = data.terms.map((term) => {
    const source = term.url ? make("p", {}, link({ label: term.source, url: term.url }, data.new_tab)) : null;
    const meaning = make("div", { class: "ssmflow-meaning" }, make("div", { html: term.meaning }), source);
    return make("details", { class: "ssmflow-term" }, make("summary", {}, term.label), meaning);
  });
  const label = make("p", { class: "ssmflow-small", id: "ssmflow-terms" }, data.terms_label);
  return make("div", { class: "ssmflow-terms", role: "group", "aria-labelledby": "ssmflow-terms" }, label, ...entries);
}

/** @param {Data} data */
function outcome({ outcome, new_tab }) {
  if (!outcome) return null;
  const links = outcome.links.map((each) => make("li", {}, link(each, new_tab)));
  return make(
    "div",
    { class: `ssmflow-outcome ssmflow-${outcome.kind}` },
    make("p", { class: "ssmflow-kind" }, outcome.title),
    make("p", {}, outcome.who),
    links.length ? make("h3", {}, outcome.links_label) : null,
    links.length ? make("ul", { class: "ssmflow-links" }, ...links) : null,
  );
}

/** The second click of a double click meets the buttons of the next step: it was not for them. */
function ignoreSecondClicks(event) {
  if (event.detail > 1 && event.target.closest(".ssmflow-choice, .ssmflow-way")) {
    event.stopImmediatePropagation();
  }
}

/** @param {Data} data */
function overline(data) {
  const page = data.page ? make("span", { class: "ssmflow-page" }, data.page) : null;
  return make("p", { class: "ssmflow-small ssmflow-overline" }, make("span", {}, data.overline), page);
}

function render({ model, el }) {
  el.classList.add("ssmflow-text");
  const live = make("p", { role: "status", class: "ssmflow-hidden" });
  const notice = make("div", { role: "alert" });
  const content = make("div");
  el.append(live, notice, content);
  let { moves, language } = model.get("data");

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const heading = make("h2", { tabindex: "-1", html: data.heading || data.overline });
    const parts = [overline(data), heading];
    if (data.body) parts.push(make("div", { class: "ssmflow-body", html: data.body }));
    if (data.note) parts.push(make("div", { class: "ssmflow-note", html: data.note }));
    content.replaceChildren(...parts, ...[outcome(data), terms(data)].filter(Boolean));
    const close = () => model.send({ act: "dismiss" });
    notice.replaceChildren(
      ...(data.notice
        ? [make("p", {}, data.notice), make("button", { type: "button", on: close }, data.dismiss)]
        : []),
    );
    speak(data);
    const stale = data.moves === moves && live.textContent !== data.announce;
    if (data.language !== language || stale) live.textContent = "";
    language = data.language;
    if (data.moves !== moves) {
      moves = data.moves;
      live.textContent = data.announce;
      heading.focus();
    }
  };
  /** Tells the whole app its language, and the page that holds it the step's name. */
  const speak = (data) => {
    const app = el.closest(".ssmflow");
    app?.setAttribute("lang", data.language);
    app?.setAttribute("dir", data.direction);
    const detail = { title: data.title, language: data.language };
    el.dispatchEvent(new CustomEvent("ssmflow-step", { bubbles: true, detail }));
  };
  model.on("change:data", draw);
  document.addEventListener("click", ignoreSecondClicks, true);
  draw();
  requestAnimationFrame(() => speak(model.get("data")));
  return () => {
    model.off("change:data", draw);
    document.removeEventListener("click", ignoreSecondClicks, true);
  };
}

export default { render };
