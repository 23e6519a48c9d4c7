/**
 * @typedef {{number: number, use?: "save" | "show" | "print", name?: string, type?: string,
 *   content?: string}} File
 * @typedef {{shown: boolean, heading: string, moves: number, tab: string, failure: string,
 *   revision: number, lead: string, words: Record<string, string>, open: string,
 *   file_name: string, texts: {language: string, name: string, title: string, notes: string}[],
 *   longest: {title: number, notes: number, file: number},
 *   shipped: {id: string, title: string}[], needs_work: boolean, day: string, language: string,
 *   languages: {id: string, name: string}[], holds: {holds: boolean, told: string}[],
 *   unsound: string, status: string, file: File}} Data
 */

function make(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, does] of Object.entries(on)) element.addEventListener(event, does);
  element.append(...children);
  return element;
}

const PAUSE = 400;
const id = (...parts) => `ssmflow-report-${parts.join("-")}`;
const labelled = (label, control, ...more) =>
  make("div", { class: "ssmflow-field" }, make("label", { for: control.id }, label), control, ...more);

/** Copies where the browser allows it; elsewhere the link is shown, ready to be copied by hand. */
async function copy(words, status) {
  try {
    await navigator.clipboard.writeText(location.href);
    status.replaceChildren(words.copied);
  } catch {
    const field = make("input", { readonly: "", value: location.href, id: id("link-field") });
    status.replaceChildren(make("label", { for: field.id }, words.copy_by_hand), field);
    field.select();
  }
}

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** A page without scripts in a frame that runs none: only this page may ask it to print. */
function showReport(place, words, { use, content }) {
  const frame = make("iframe", {
    class: "ssmflow-report-frame",
    sandbox: "allow-same-origin allow-modals allow-popups",
    title: words.report_frame,
  });
  if (use === "print") frame.addEventListener("load", () => frame.contentWindow.print(), { once: true });
  frame.srcdoc = content;
  place.replaceChildren(frame);
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-report");
  const act = (name, values = {}) => model.send({ act: name, ...values });
  let moves = model.get("data").moves;
  let given = model.get("data").file?.number ?? 0;
  let pasted = "";
  const status = make("div", { role: "status", class: "ssmflow-small" });
  const preview = make("div", {});

  const button = (words, key, does, attributes = {}) =>
    make("button", { type: "button", id: id(key), on: { click: does }, ...attributes }, words[key]);

  /** A pause in typing sends too, so that a reload loses nothing; an emptied title may yet be filled. */
  const timers = new Map();
  const sendText = (which, language, field) => {
    clearTimeout(timers.get(field.id));
    timers.delete(field.id);
    act(which, { language, text: field.value });
  };
  const sendAfterPause = (which, language, field) => {
    clearTimeout(timers.get(field.id));
    timers.set(field.id, setTimeout(() => {
      if (which !== "title" || field.value.trim()) sendText(which, language, field);
    }, PAUSE));
  };
  const sendNow = (which, language, field) => {
    // What waits for the pause in typing goes at once, before whatever is pressed next.
    if (timers.has(field.id) && field.isConnected) sendText(which, language, field);
  };

  const textFields = ({ texts, longest, words }) =>
    texts.flatMap(({ language, name, title, notes }) => {
      const typed = (which) => ({
        input: ({ target }) => sendAfterPause(which, language, target),
        blur: ({ target }) => sendNow(which, language, target),
      });
      const field = make("input", {
        id: id("title", language), lang: language, maxlength: longest.title, value: title, on: typed("title"),
      });
      const area = make(
        "textarea",
        { id: id("notes", language), lang: language, maxlength: longest.notes, rows: "5", on: typed("notes") },
      );
      area.value = notes;
      area.setAttribute("aria-describedby", id("notes-help"));
      const label = (key) => words[key].replace("{language}", name);
      return [make("div", { class: "ssmflow-report-texts" },
        labelled(label("report_title"), field), labelled(label("report_notes"), area))];
    });

  const ways = (data) => {
    const { words } = data;
    const link = () => {
      const fits = !data.needs_work || location.hash.includes("~work=");
      if (fits) copy(words, status);
      else status.replaceChildren(words.report_link_too_large);
    };
    return make("div", { class: "ssmflow-report-buttons" },
      button(words, "report_save", () => act("save"), { class: "ssmflow-primary" }),
      button(words, "report_link", link),
      button(words, "report_anew", () => act("anew")));
  };

  const opening = ({ words, shipped, longest }) => {
    const read = async ({ target }) => {
      const [file] = target.files;
      if (!file) return;
      if (file.size > longest.file) status.replaceChildren(words.report_too_large);
      else act("file", { name: file.name, text: await file.text() });
      target.value = "";
    };
    const list = make("select", { id: id("shipped") },
      ...shipped.map((each) => make("option", { value: each.id }, each.title)));
    const file = make("input", { type: "file", accept: ".yaml,.yml,text/yaml", id: id("file"), on: { change: read } });
    const area = make("textarea", {
      id: id("paste"), spellcheck: "false", rows: "8", on: { input: ({ target }) => { pasted = target.value; } },
    });
    area.value = pasted;
    const paste = () => {
      if (pasted.length > longest.file) status.replaceChildren(words.report_too_large);
      else act("file", { name: "", text: pasted });
    };
    const known = make("div", { class: "ssmflow-row" },
      labelled(words.report_shipped, list),
      button(words, "report_open", () => act("shipped", { scenario: list.value })));
    return [
      ...(shipped.length ? [known] : []),
      make("div", { class: "ssmflow-row" }, labelled(words.report_file, file)),
      make("details", { id: id("pasting") }, make("summary", {}, words.report_paste),
        labelled(words.report_paste, area), button(words, "report_paste_open", paste)),
    ];
  };

  const holdsList = ({ holds, words }) =>
    make("ul", { class: "ssmflow-report-holds" },
      ...holds.map(({ holds: there, told }) =>
        make("li", { class: there ? "ssmflow-there" : "ssmflow-lacking" },
          make("span", { class: "ssmflow-hidden" }, `${there ? words.report_yes : words.report_no}: `), told)));

  const making = (data) => {
    const { words } = data;
    const day = make("input", {
      type: "date", id: id("day"), value: data.day, on: { change: ({ target }) => act("day", { day: target.value }) },
    });
    const language = make("select",
      { id: id("language"), on: { change: ({ target }) => act("language", { language: target.value }) } },
      ...data.languages.map(({ id: tag, name }) => make("option", { value: tag, lang: tag }, name)));
    language.value = data.language;
    const begin = (kind) => () => {
      status.replaceChildren(words.report_working);
      act("make", { kind });
    };
    const buttons = make("div", { class: "ssmflow-report-buttons" },
      button(words, "report_as_html", begin("html"), { class: "ssmflow-primary" }),
      button(words, "report_as_markdown", begin("markdown")),
      button(words, "report_preview", begin("show")),
      button(words, "report_print", begin("print")));
    const unsound = make("p", { class: "ssmflow-failure" }, data.unsound);
    return [
      make("h4", { class: "ssmflow-report-list" }, words.report_holds),
      holdsList(data),
      make("div", { class: "ssmflow-row ssmflow-report-choices" },
        labelled(words.report_day, day), labelled(words.report_language, language)),
      data.unsound ? unsound : buttons,
    ];
  };

  const hide = () => {
    for (const name of ["role", "id", "aria-labelledby"]) el.removeAttribute(name);
    preview.replaceChildren();
    status.replaceChildren();
    el.replaceChildren();
  };

  /** Renews all but the field that is typed in; tells whether that could be done. */
  const renewAround = (field, [first, ...others], [newFirst, ...newOthers]) => {
    const before = [...first.children];
    const after = [...newFirst.children];
    const place = before.findIndex((each) => each.contains(field));
    const fresh = [...(after[place]?.querySelectorAll("input, textarea") ?? [])];
    const same = before.length === after.length && before[place].textContent === after[place].textContent
      && fresh.some((each) => each.id === field.id);
    if (!same) return false;
    for (const control of fresh) {
      const shown = document.getElementById(control.id);
      if (!shown.dataset.typed && shown.value !== control.value) shown.value = control.value;
    }
    before.forEach((each, at) => { if (at !== place) each.replaceWith(after[at]); });
    others.forEach((each, at) => each.replaceWith(newOthers[at]));
    return true;
  };

  /** Keeps the focus, the caret, what is typed at the moment, and what is folded open. */
  const redraw = (data) => {
    const active = el.contains(document.activeElement) ? document.activeElement : null;
    const { value, selectionStart, selectionEnd } = active ?? {};
    const typing = active?.matches("textarea, input:not([type])");
    const folded = el.querySelector("details")?.open;
    const { words } = data;
    const section = (heading, ...children) => make("section", {}, make("h3", {}, heading), ...children);
    const parts = [
      section(words.report_scenario, make("p", {}, data.open), ...textFields(data),
        make("p", { class: "ssmflow-small", id: id("notes-help") }, words.report_notes_help),
        ways(data), make("p", { class: "ssmflow-small ssmflow-report-name" }, data.file_name)),
      section(words.report_opening, ...opening(data)),
      section(words.report_making, ...making(data)),
    ];
    const body = el.querySelector(".ssmflow-report-body");
    if (typing && active.closest(".ssmflow-report-texts") && renewAround(active, [...body.children], parts)) {
      if (folded) body.querySelector("details").open = true;
      return;
    }
    body.replaceChildren(...parts);
    if (folded) body.querySelector("details").open = true;
    const again = active?.id ? document.getElementById(active.id) : null;
    if (!again) return;
    again.focus({ preventScroll: true });
    if (!typing) return;
    if (active.dataset.typed) again.value = value;
    again.setSelectionRange(selectionStart, selectionEnd);
  };
  el.addEventListener("input", ({ target }) => { target.dataset.typed = "yes"; });
  el.addEventListener("change", ({ target }) => { delete target.dataset.typed; });

  const draw = () => {
    /** @type {Data} */
    const data = model.get("data");
    el.hidden = !data.shown;
    if (!data.shown) {
      hide();
      return;
    }
    if (!el.querySelector("h2")) {
      el.replaceChildren(make("h2", { tabindex: "-1" }), make("p", { class: "ssmflow-lead" }),
        make("div", { class: "ssmflow-report-body" }), status, preview);
      el.setAttribute("role", "tabpanel");
      el.id = "ssmflow-panel";
      el.setAttribute("aria-labelledby", `ssmflow-tab-${data.tab}`);
    }
    el.querySelector("h2").textContent = data.heading;
    el.querySelector(".ssmflow-lead").textContent = data.lead ?? data.failure;
    if (!data.failure) redraw(data);
    if (data.status) status.replaceChildren(data.status);
    const { file } = data;
    if (file?.content !== undefined && file.number !== given) {
      if (file.use === "save") save(file);
      else showReport(preview, data.words, file);
    }
    given = file?.number ?? given;
    if (data.moves !== moves) el.querySelector("h2").focus();
    moves = data.moves;
  };
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
