/**
 * @typedef {{title: string, translation: string, languages_label: string,
 *   languages: {tag: string, name: string, current: boolean}[], flows_label: string,
 *   flows: {id: string, title: string}[]}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-bar");
  const title = make("h1");
  const translation = make("p", { class: "ssmflow-small" });
  const languages = make("div", { class: "ssmflow-languages", role: "group" });
  const flows = make("div");
  el.append(make("div", {}, title, translation), languages, flows);

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const focused = languages.contains(document.activeElement) && document.activeElement.lang;
    title.textContent = data.title;
    translation.textContent = data.translation;
    languages.setAttribute("aria-label", data.languages_label);
    languages.replaceChildren(
      ...data.languages.map(({ tag, name, current }) => {
        const on = () => model.send({ act: "speak", language: tag });
        const pressed = String(current);
        return make("button", { type: "button", lang: tag, "aria-pressed": pressed, on }, name);
      }),
    );
    if (focused) languages.querySelector(`[lang="${CSS.escape(focused)}"]`)?.focus();
    const items = data.flows.map(({ id, title: name }) => {
      const on = () => model.send({ act: "open", flow: id });
      return make("li", {}, make("button", { type: "button", on }, name));
    });
    const chooser = make("details", {}, make("summary", {}, data.flows_label), make("ul", {}, ...items));
    flows.replaceChildren(...(items.length ? [chooser] : []));
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
