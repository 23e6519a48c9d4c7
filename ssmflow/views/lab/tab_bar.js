/**
 * @typedef {{moves: number, language: string, direction: string, title: string, label: string,
 *   tabs: {id: string, name: string}[], open: string, undo: string, redo: string,
 *   can_undo: boolean, can_redo: boolean, open_now: string, unsound: boolean, notice: string,
 *   dismiss: string}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-tabbar");
  const notice = make("div", { role: "alert" });
  const now = make("p", { class: "ssmflow-small", role: "status" });
  const edits = make("div", { class: "ssmflow-edits" });
  const list = make("div", { role: "tablist" });
  el.append(list, make("div", { class: "ssmflow-open" }, now, edits), notice);

  const open = (id) => model.send({ act: "open", tab: id });
  // Arrow keys move between tabs, as the ARIA Authoring Practices have it; Enter or a click opens.
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[(to + tabs.length) % tabs.length].focus();
  });

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const focused = list.contains(document.activeElement) ? document.activeElement.id : "";
    const editing = edits.contains(document.activeElement) ? document.activeElement.dataset.act : "";
    list.setAttribute("aria-label", data.label);
    list.replaceChildren(
      ...data.tabs.map(({ id, name }) => {
        const selected = id === data.open;
        const attributes = {
          type: "button",
          role: "tab",
          id: `ssmflow-tab-${id}`,
          "aria-selected": String(selected),
          tabindex: selected ? "0" : "-1",
          on: () => open(id),
        };
        if (selected) attributes["aria-controls"] = "ssmflow-panel";
        return make("button", attributes, name);
      }),
    );
    if (focused) document.getElementById(focused)?.focus();
    now.textContent = data.open_now;
    now.className = data.unsound ? "ssmflow-unsound" : "ssmflow-small";
    edits.replaceChildren(
      ...["undo", "redo"].map((act) => {
        const attributes = { type: "button", "data-act": act, on: () => model.send({ act }) };
        if (!data[`can_${act}`]) attributes["aria-disabled"] = "true";
        return make("button", attributes, data[act]);
      }),
    );
    if (editing) edits.querySelector(`[data-act="${editing}"]`)?.focus();
    const lines = data.notice ? data.notice.split("\n").map((line) => make("p", {}, line)) : [];
    const close = make("button", { type: "button", on: () => model.send({ act: "dismiss" }) }, data.dismiss);
    const told = notice.textContent;
    notice.replaceChildren(...(lines.length ? [make("div", {}, ...lines), close] : []));
    // What a visitor did further down is told up here: they must not miss it.
    if (lines.length && notice.textContent !== told) notice.scrollIntoView({ block: "nearest" });
    const app = el.closest(".ssmflow");
    if (app) Object.assign(app, { lang: data.language, dir: data.direction });
    const detail = { title: data.title, language: data.language };
    el.dispatchEvent(new CustomEvent("ssmflow-step", { bubbles: true, detail }));
  };
  model.on("change:data", draw);
  draw();
  // Elements are not in the page yet while they are rendered: the frame hears nothing of it then.
  requestAnimationFrame(draw);
  return () => model.off("change:data", draw);
}

export default { render };
