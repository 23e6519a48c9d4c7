/**
 * @typedef {{disclaimer: string, source: string, url: string, version: string, printed: string,
 *   new_tab: string}} Data
 */

function render({ model, el }) {
  el.classList.add("ssmflow-source");
  const draw = () => {
    /** @type {Data} */
    const { disclaimer, source, url, version, printed, new_tab } = model.get("data");
    const named = document.createElement(url ? "a" : "span");
    named.textContent = source;
    if (url) {
      const hint = document.createElement("span");
      hint.className = "ssmflow-hidden";
      hint.textContent = ` (${new_tab})`;
      named.append(hint);
      Object.assign(named, { href: url, target: "_blank", rel: "noopener noreferrer" });
    }
    const date = document.createElement("span");
    date.className = "ssmflow-printed";
    date.textContent = ` ${printed}.`;
    const line = document.createElement("p");
    line.append(`${disclaimer} `, named, source ? `, ${version}.` : `${version[0].toUpperCase()}${version.slice(1)}.`, date);
    el.replaceChildren(line);
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
