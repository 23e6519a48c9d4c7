/**
 * The picture was made by Python element by element: every text in it is escaped.
 * @typedef {{name: string, type: string, content: string, prints: boolean}} File
 * @typedef {{shown: boolean, heading: string, moves: number, session: string,
 *   words: Record<string, string>, ended: string, coverage: string, svg: string,
 *   not_visited: string[], cases: string[], deleted: string}} Data
 */

function make(tag, { on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (on) element.addEventListener("click", on);
  element.append(...children);
  return element;
}

const bytesOf = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([bytesOf(content)], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A page without scripts in a frame that runs none: only this page may ask it to print. */
function print(place, words, { content }) {
  const frame = make("iframe", {
    class: "ssmflow-lead-frame", sandbox: "allow-same-origin allow-modals", title: words.report_frame,
  });
  frame.addEventListener("load", () => frame.contentWindow.print(), { once: true });
  frame.srcdoc = new TextDecoder().decode(bytesOf(content));
  place.replaceChildren(frame);
}

function render({ model, el }) {
  el.classList.add("ssmflow-lead-after");
  let moves = model.get("data").moves ?? -1;
  let drawn = "";
  const heading = make("h2", { tabindex: "-1" });
  const body = make("div", {});
  const preview = make("div", {});
  const ask = make("dialog", { class: "ssmflow-lead-ask", "aria-labelledby": "ssmflow-after-ask" });
  el.append(heading, body, preview, ask);

  const button = (key, label, on, attributes = {}) =>
    make("button", { type: "button", id: `ssmflow-after-${key}`, on, ...attributes }, label);

  /** Asks first: what is done can't be undone. */
  const confirmed = (act, words) => () => {
    const { session, open } = model.get("data");
    const does = () => {
      model.send({ act, session });
      ask.close();
      heading.focus();
    };
    ask.replaceChildren(
      make("h3", { id: "ssmflow-after-ask" }, words[`${act}_ask`]),
      ...(act === "end" && open ? [make("p", {}, make("strong", {}, open))] : []),
      make("p", {}, words[`${act}_what`]),
      make("div", { class: "ssmflow-lead-buttons" },
        make("button", { type: "button", on: () => ask.close() }, words.cancel),
        make("button", { type: "button", class: "ssmflow-primary", on: does }, words[act])));
    ask.showModal();
  };

  const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);
  const list = (items) => make("ul", {}, ...items.map((item) => make("li", {}, item)));
  const given = (kind) => () => model.send({ act: "make", kind });

  const proposals = ({ words, cases }) => make("ul", {}, ...cases.map(({ adds, road }) =>
    make("li", {}, adds, make("details", {}, make("summary", {}, words.case_road),
      make("ol", {}, ...road.map((step) => make("li", {}, step)))))));

  const covered = (data) => {
    const { words, coverage, svg, not_visited: open, cases } = data;
    const frame = make("div", {
      class: "ssmflow-picture-frame ssmflow-frame", role: "region", tabindex: "0", "aria-label": words.coverage_caption,
    });
    frame.innerHTML = svg;
    return section(words.coverage, make("p", {}, make("strong", {}, coverage)),
      ...(svg ? [frame, make("p", { class: "ssmflow-small" }, words.coverage_caption)] : []),
      ...(open.length ? [make("h4", {}, words.not_visited), list(open)] : []),
      ...(cases.length
        ? [make("h4", {}, words.cases_to_add), proposals(data), button("cases", words.as_cases, given("cases"))]
        : []));
  };

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      if (ask.open) ask.close();
      body.replaceChildren();
      preview.replaceChildren();
      drawn = "";
      return;
    }
    const now = JSON.stringify({ ...data, moves: 0 });
    if (now !== drawn) {
      drawn = now;
      const focused = body.contains(document.activeElement) ? document.activeElement.id : "";
      const { words } = data;
      heading.textContent = data.heading;
      const end = data.ended
        ? make("p", { class: "ssmflow-lead-remark" }, data.ended)
        : make("p", {}, button("end", words.end, confirmed("end", words)));
      body.replaceChildren(end,
        make("div", { class: "ssmflow-lead-two" },
          section(words.results, make("p", {}, words.results_help),
            make("div", { class: "ssmflow-lead-buttons" },
              button("xlsx", words.as_xlsx, given("xlsx")), button("csv", words.as_csv, given("csv")))),
          section(words.report, make("p", {}, words.report_help),
            make("div", { class: "ssmflow-lead-buttons" },
              button("report", words.as_report, given("report")), button("print", words.print_report, given("print"))))),
        covered(data),
        section(words.deleting, make("p", {}, data.deleted), button("erase", words.erase, confirmed("erase", words))));
      const frame = body.querySelector(".ssmflow-picture-frame");
      if (frame) frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    }
    if (data.moves !== moves) heading.focus();
    moves = data.moves;
  };
  const told = (message) => {
    if (!message?.file) return;
    if (message.file.prints) print(preview, model.get("data").words, message.file);
    else save(message.file);
  };
  model.on("msg:custom", told);
  model.on("change:data", draw);
  draw();
  return () => {
    model.off("msg:custom", told);
    model.off("change:data", draw);
  };
}

export default { render };
