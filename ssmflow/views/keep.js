/**
 * @typedef {{words: Record<string, string>, shown: boolean, fragment: string,
 *   files: {label: string, name: string, type: string, content: string}[]}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

/** Copies where the browser allows it; elsewhere the link is shown, ready to be copied by hand. */
async function copy(fragment, words, status) {
  const address = `${location.origin}${location.pathname}${location.search}#${fragment}`;
  try {
    await navigator.clipboard.writeText(address);
    status.replaceChildren(words.copied);
  } catch {
    const field = make("input", { readonly: "", value: address, id: "ssmflow-link" });
    status.replaceChildren(make("label", { for: "ssmflow-link" }, words.copy_by_hand), field);
    field.select();
  }
}

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function render({ model, el }) {
  el.classList.add("ssmflow-keep");
  const draw = () => {
    /** @type {Data} */
    const { words, shown, fragment, files } = model.get("data");
    el.hidden = !shown;
    if (!shown) {
      el.replaceChildren();
      return;
    }
    const status = make("p", { role: "status", class: "ssmflow-small" });
    const button = (label, on) => make("button", { type: "button", on }, label);
    const buttons = [
      button(words.copy_link, () => copy(fragment, words, status)),
      button(words.print, () => window.print()),
      ...files.map((file) => button(file.label, () => save(file))),
    ];
    el.replaceChildren(make("h3", {}, words.keep), make("div", {}, ...buttons), status);
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
