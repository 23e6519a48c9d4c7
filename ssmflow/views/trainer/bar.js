/**
 * @typedef {{words: Record<string, string>, language: string, direction: string, title: string,
 *   signed_in: boolean, session: string, named: string, about: string, code: string, code_label: string,
 *   ended: string, views: {id: string, name: string, current: boolean}[], names: boolean,
 *   busy: boolean, notice: string, dismiss: string, leaving: string, lost: boolean}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

const id = (name) => `ssmflow-trainer-${name}`;

function render({ model, el }) {
  el.classList.add("ssmflow-lead-bar");
  const act = (name, values = {}) => model.send({ act: name, ...values });
  const app = () => el.closest(".ssmflow");
  const head = make("div", { class: "ssmflow-lead-head" });
  const views = make("nav", {});
  const notice = make("div", { role: "alert", class: "ssmflow-lead-notice" });
  const warning = make("div", { role: "alert", class: "ssmflow-lead-notice" });
  const state = make("p", { role: "status", class: "ssmflow-lead-state" });
  el.append(head, views, notice, warning, state);
  let drawn = "";

  const large = async () => {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await app()?.requestFullscreen?.();
  };
  const button = (name, label, on, attributes = {}) =>
    make("button", { type: "button", id: id(name), on, ...attributes }, label);

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const { words } = data;
    const detail = { title: data.title, language: data.language };
    el.dispatchEvent(new CustomEvent("ssmflow-step", { bubbles: true, detail }));
    if (app()) Object.assign(app(), { lang: data.language, dir: data.direction });
    const isLarge = Boolean(document.fullscreenElement);
    const now = JSON.stringify([data, isLarge]);
    if (now === drawn) return;
    drawn = now;
    const focused = el.contains(document.activeElement) ? document.activeElement.id : "";
    const code = make("p", { class: "ssmflow-lead-code" }, `${data.code_label} `, make("strong", {}, data.code));
    const ended = data.ended ? [make("p", { class: "ssmflow-lead-ended" }, data.ended)] : [];
    const named = make("div", { class: "ssmflow-lead-named" },
      make("p", { class: "ssmflow-lead-title" }, data.named), code,
      make("p", { class: "ssmflow-lead-about" }, data.about), ...ended);
    const inSession = [
      button("names", data.names ? words.names_end : words.names, () => act("names", { shown: data.names ? "no" : "yes" })),
      ...(document.fullscreenEnabled
        ? [button("large", isLarge ? words.large_end : words.large, large, { "aria-pressed": String(isLarge) })]
        : []),
      button("leave", words.to_sessions, () => act("leave", { session: data.session })),
    ];
    const buttons = make("div", { class: "ssmflow-lead-buttons" },
      ...(data.session ? inSession : []),
      ...(data.signed_in ? [button("out", words.sign_out, () => act("out"))] : []));
    head.replaceChildren(...(data.session ? [named] : []), buttons);
    views.setAttribute("aria-label", words.views);
    views.hidden = !data.views.length;
    views.replaceChildren(...data.views.map(({ id: view, name, current }) =>
      button(`view-${view}`, name, () => act("look", { view }), current ? { "aria-current": "page" } : {})));
    const told = data.notice.split("\n").filter(Boolean).map((line) => make("p", {}, line));
    notice.replaceChildren(...(told.length
      ? [make("div", {}, ...told), button("dismiss", data.dismiss, () => act("dismiss"))] : []));
    warning.replaceChildren(...(data.leaving
      ? [make("p", {}, data.leaving), button("stay", words.stay, () => act("stay"))] : []));
    const lost = data.lost ? words.lost : "";
    if (state.textContent !== lost) state.textContent = lost;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
  document.addEventListener("fullscreenchange", draw);
  model.on("change:data", draw);
  draw();
  // Elements are not in the page yet while they are rendered: the frame hears nothing of it then.
  requestAnimationFrame(() => {
    drawn = "";
    draw();
  });
  return () => {
    document.removeEventListener("fullscreenchange", draw);
    model.off("change:data", draw);
  };
}

export default { render };
