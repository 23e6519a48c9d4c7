/**
 * @typedef {{title: string, language: string, direction: string, notice: string, dismiss: string,
 *   ways: {act: string, label: string}[],
 *   session: {who: string, state: string, told: string} | null}} Data
 */

// What is recorded within a moment is not told as waiting: words that flash by would help nobody.
// Until then nothing is shown, for what stood there is not true any more.
const PATIENCE = 700;

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", (event) => event.detail > 1 || on());
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-top");
  const ways = make("div", { class: "ssmflow-top-ways" });
  const who = make("p", { class: "ssmflow-small" });
  const recorded = make("p", { class: "ssmflow-recorded", role: "status" });
  const notice = make("div", { role: "alert" });
  el.append(make("div", { class: "ssmflow-top-line" }, ways, make("div", {}, who, recorded)), notice);
  let late = 0;

  const say = () => {
    const { state, told } = model.get("data").session ?? { state: "", told: "" };
    recorded.dataset.state = state;
    if (recorded.textContent !== told) recorded.textContent = told;
  };
  const tell = (session) => {
    const waiting = session?.state === "waiting";
    if (waiting && recorded.dataset.state === "moment") return;
    clearTimeout(late);
    if (waiting && recorded.dataset.state === "recorded") {
      recorded.dataset.state = "moment";
      late = setTimeout(say, PATIENCE);
    } else say();
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    const focused = ways.contains(document.activeElement) ? document.activeElement.dataset.act : "";
    ways.replaceChildren(
      ...data.ways.map(({ act, label }) =>
        make("button", { type: "button", "data-act": act, class: "ssmflow-quiet", on: () => model.send({ act }) }, label)),
    );
    if (focused) ways.querySelector(`[data-act="${focused}"]`)?.focus();
    who.textContent = data.session?.who ?? "";
    tell(data.session);
    const close = () => model.send({ act: "dismiss" });
    notice.replaceChildren(
      ...(data.notice
        ? [make("p", {}, data.notice), make("button", { type: "button", on: close }, data.dismiss)]
        : []),
    );
    const app = el.closest(".ssmflow");
    if (app) Object.assign(app, { lang: data.language, dir: data.direction });
    const detail = { title: data.title, language: data.language };
    el.dispatchEvent(new CustomEvent("ssmflow-step", { bubbles: true, detail }));
  };
  model.on("change:data", draw);
  draw();
  // Elements are not in the page yet while they are rendered: the frame hears nothing of it then.
  requestAnimationFrame(draw);
  return () => {
    clearTimeout(late);
    model.off("change:data", draw);
  };
}

export default { render };
