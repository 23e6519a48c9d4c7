/**
 * @typedef {{id: string, who: string, cells: string[]}} Row
 * @typedef {{shown: boolean, heading: string, moves: number, words: Record<string, string>,
 *   help: string, nobody: string, columns: string[], rows: Row[], may_remove: boolean}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-people");
  let moves = model.get("data").moves ?? -1;
  const heading = make("h2", { tabindex: "-1" });
  const help = make("p", { class: "ssmflow-small" });
  const nobody = make("p", {});
  const titles = make("tr", {});
  const body = make("tbody", {});
  const table = make("table", { class: "ssmflow-lead-table" }, make("caption", { class: "ssmflow-hidden" }), make("thead", {}, titles), body);
  const ask = make("dialog", { class: "ssmflow-lead-ask", "aria-labelledby": "ssmflow-people-ask" });
  el.append(heading, help, nobody, table, ask);
  /** For each participant its row, and what it says: only what changed is drawn anew. */
  let rows = new Map();
  let drawn = "";

  const confirm = (participant) => {
    const { words, rows: people } = model.get("data");
    const someone = people.find((each) => each.id === participant);
    if (!someone) return;
    const close = () => ask.close();
    const remove = () => {
      model.send({ act: "remove", participant });
      ask.close();
      heading.focus();
    };
    ask.replaceChildren(
      make("h3", { id: "ssmflow-people-ask" }, words.remove_ask.replace("{who}", someone.who)),
      make("p", {}, words.remove_what),
      make("div", { class: "ssmflow-lead-buttons" }, make("button", { type: "button", on: close }, words.cancel),
        make("button", { type: "button", class: "ssmflow-primary", on: remove }, words.remove)));
    ask.showModal();
  };

  const rowOf = ({ id: participant, who, cells }, { words, columns, may_remove: may }) => {
    const button = make("button", { type: "button", "aria-label": `${words.remove}: ${who}`, on: () => confirm(participant) }, words.remove);
    return make("tr", {}, make("th", { scope: "row" }, who),
      ...cells.map((cell, place) => make("td", { "data-label": columns[place + 1] }, cell)),
      make("td", {}, ...(may ? [button] : [])));
  };

  const drawRows = (data) => {
    const around = JSON.stringify([data.columns, data.may_remove, data.words]);
    const before = around === drawn ? rows : new Map();
    drawn = around;
    rows = new Map(data.rows.map((row) => {
      const said = JSON.stringify(row);
      const known = before.get(row.id);
      if (known?.said === said) return [row.id, known];
      const element = rowOf(row, data);
      if (known?.element.contains(document.activeElement)) {
        known.element.replaceWith(element);
        element.querySelector("button")?.focus({ preventScroll: true });
      }
      return [row.id, { said, element }];
    }));
    const wanted = [...rows.values()].map((each) => each.element);
    const same = body.children.length === wanted.length && wanted.every((each, at) => each === body.children[at]);
    if (same) return;
    const focused = body.contains(document.activeElement) ? document.activeElement : null;
    body.replaceChildren(...wanted);
    focused?.focus({ preventScroll: true });
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      if (ask.open) ask.close();
      body.replaceChildren();
      rows = new Map();
      drawn = "";
      return;
    }
    heading.textContent = data.heading;
    help.textContent = data.help;
    nobody.textContent = data.nobody;
    nobody.hidden = !data.nobody;
    table.hidden = Boolean(data.nobody);
    table.caption.textContent = data.heading;
    const names = [...data.columns.map((column) => make("th", { scope: "col" }, column)),
      make("th", { scope: "col" }, make("span", { class: "ssmflow-hidden" }, data.words.remove))];
    titles.replaceChildren(...names);
    drawRows(data);
    if (data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
