/**
 * @typedef {{choice: string, label: string, taken: boolean}} Choice
 * @typedef {{question: string, text: string, answer: string, because: string,
 *   reconstructed: string, why: string, change_name: string, choices_name: string,
 *   choices: Choice[]}} Line
 * @typedef {{words: Record<string, string>, lines: Line[],
 *   now: {label: string, text: string, kind: string},
 *   set_aside: {question: string, answer: string}[]}} Data
 */

/** Makes an element; a `html` attribute holds HTML that Python has cleaned. */
function make(tag, { html, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (html !== undefined) element.innerHTML = html;
  if (on) element.addEventListener("click", on);
  element.append(...children.filter(Boolean));
  return element;
}

/** The other choices of a question, hidden until they are asked for. */
function changer(line, index, words, send) {
  const group = make("div", {
    class: "ssmflow-change",
    role: "group",
    id: `ssmflow-change-${index}`,
    "aria-label": line.choices_name,
    hidden: "",
  });
  for (const { choice, label, taken } of line.choices) {
    const name = taken ? `${label} (${words.your_answer})` : label;
    const on = () => (taken ? close() : send({ act: "change", question: line.question, choice }));
    const button = make("button", { type: "button", on, "aria-pressed": String(taken) }, name);
    group.append(button);
  }
  const toggle = () => (group.hidden ? open() : close());
  const button = make(
    "button",
    {
      type: "button",
      class: "ssmflow-toggle",
      "aria-label": line.change_name,
      "aria-expanded": "false",
      "aria-controls": group.id,
      on: toggle,
    },
    words.change,
  );
  const open = () => {
    group.hidden = false;
    button.setAttribute("aria-expanded", "true");
    group.querySelector("button").focus();
  };
  const close = () => {
    group.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };
  group.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return [button, group];
}

function reasons(line, words) {
  const because = line.because ? make("p", { class: "ssmflow-because" }, line.because) : null;
  const badge = line.reconstructed
    ? make("span", { class: "ssmflow-badge" }, words.reconstructed)
    : null;
  const why = line.why || line.reconstructed;
  const details = why
    ? make(
        "details",
        { class: "ssmflow-why" },
        make("summary", {}, badge, ` ${words.why}`),
        line.reconstructed ? make("p", {}, line.reconstructed) : null,
        line.why ? make("div", { html: line.why }) : null,
      )
    : null;
  return [because, details];
}

function render({ model, el }) {
  el.classList.add("ssmflow-trace");
  const send = (message) => model.send(message);
  const draw = () => {
    /** @type {Data} */
    const { words, lines, now, set_aside } = model.get("data");
    const items = lines.map((line, index) => {
      const [button, group] = changer(line, index, words, send);
      return make(
        "li",
        {},
        make("p", { class: "ssmflow-asked" }, line.text),
        make("p", { class: "ssmflow-answer" }, make("strong", {}, line.answer), button),
        group,
        ...reasons(line, words),
      );
    });
    const present = make(
      "li",
      { "aria-current": "step", class: `ssmflow-now ssmflow-${now.kind}` },
      make("p", { class: "ssmflow-small" }, now.label),
      make("p", {}, now.text),
    );
    const aside = set_aside.map(({ question, answer }) =>
      make("li", {}, make("span", {}, `${question} `), make("strong", {}, answer)),
    );
    el.replaceChildren(
      make("h2", {}, words.trace),
      lines.length ? "" : make("p", { class: "ssmflow-small" }, words.trace_empty),
      make("ol", {}, ...items, present),
      aside.length ? make("h3", {}, words.set_aside) : "",
      aside.length ? make("p", { class: "ssmflow-small" }, words.set_aside_meaning) : "",
      aside.length ? make("ul", { class: "ssmflow-aside" }, ...aside) : "",
    );
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
