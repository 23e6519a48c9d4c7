/**
 * The QR code is drawn by Python, module by module.
 * @typedef {{shown: boolean, heading: string, moves: number, words: Record<string, string>,
 *   code: string, link: string, address: string, qr: string, alone: string, over: string,
 *   joined: string}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

/** Copies where the browser allows it; elsewhere the link is shown, ready to be copied by hand. */
async function copy(link, words, status) {
  try {
    await navigator.clipboard.writeText(link);
    status.replaceChildren(words.copied);
  } catch {
    const field = make("input", { readonly: "", value: link, id: "ssmflow-join-link" });
    status.replaceChildren(make("label", { for: field.id }, words.copy_by_hand), field);
    field.select();
  }
}

/** An address that breaks where its parts meet. */
const breakable = (address) => address.split(/(?=[/:])/).flatMap((part) => [part, make("wbr")]);

function initialize({ model }) {
  model.send({ act: "seen_at", address: location.origin + location.pathname });
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-invitation");
  let moves = model.get("data").moves ?? -1;
  let drawn = "";

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      el.replaceChildren();
      drawn = "";
      return;
    }
    const { words } = data;
    const now = JSON.stringify({ ...data, moves: 0, joined: "" });
    if (now !== drawn) {
      drawn = now;
      const status = make("div", { role: "status", class: "ssmflow-small" });
      const qr = make("div", { class: "ssmflow-lead-qr" });
      qr.innerHTML = data.qr;
      qr.querySelector("svg")?.setAttribute("role", "img");
      const steps = data.link
        ? [make("li", {}, words.scan),
          make("li", {}, `${words.or_go_to} `, make("strong", { class: "ssmflow-lead-address" }, ...breakable(data.address)))]
        : data.code ? [make("li", {}, words.no_link)] : [];
      if (data.code) steps.push(make("li", {}, `${words.type_code} `, make("strong", { class: "ssmflow-lead-large-code" }, data.code)));
      const below = data.link
        ? [make("button", { type: "button", on: () => copy(data.link, words, status) }, words.copy_link), status]
        : [];
      const remarks = [data.over, data.alone].filter(Boolean)
        .map((text) => make("p", { class: "ssmflow-lead-remark" }, text));
      const ways = make("div", { class: "ssmflow-lead-ways" }, make("h2", { tabindex: "-1" }, data.heading),
        ...remarks, ...(steps.length ? [make("ol", {}, ...steps)] : []), make("p", { class: "ssmflow-lead-joined" }), ...below);
      el.replaceChildren(...(data.qr ? [qr] : []), ways);
    }
    el.querySelector(".ssmflow-lead-joined").textContent = data.joined;
    if (data.moves !== moves) el.querySelector("h2").focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { initialize, render };
