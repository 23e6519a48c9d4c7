/**
 * @typedef {{language: string, name: string, value: string}} Said
 * @typedef {{id: string, name: string, kind: string, kind_name: string, mark: string,
 *   start: boolean, errors: number}} Listed
 * @typedef {{question: string, name: string,
 *   answers: {id: string, name: string, on: boolean}[]}} Condition
 * @typedef {{to: string, gone: string, conditions: Condition[]}} Rule
 * @typedef {{id: string, name: string, mark: string, restorable: boolean, label: Said[],
 *   why: Said[], basis: string, target: string, same: {id: string, name: string}[], gone: string,
 *   rules: Rule[], rules_mark: string}} Choice
 * @typedef {{id: string, name: string, removed: boolean, mark: string, restorable: boolean,
 *   start: boolean, kind: string, text: Said[], note: Said[], restart: Said[],
 *   links: {url: string, labels: Said[], mark: string}[], choices: Choice[],
 *   removed_choices: {id: string, name: string}[], count: string,
 *   targets: {id: string, name: string}[], earlier: {id: string, name: string}[]}} Step
 * @typedef {{severity: string, severity_name: string, text: string, where: string, step: string,
 *   go: string, remove: string}} Problem
 * @typedef {{id: string, name: string, title: Said[], why: Said[], can_undo: boolean,
 *   readable: boolean, problems: Problem[], summary: string[], state: string, steps: Listed[],
 *   step: Step | null}} Variant
 * @typedef {{shown: boolean, heading: string, moves: number, failure: string,
 *   words: Record<string, string>, refused: string[], longest: string, variant: Variant | null,
 *   shipped: {id: string, title: string, why: string, open: boolean}[],
 *   file: {number: string, name: string, type: string, content: string}}} Data
 */

const PREFIX = "ssmflow-changes-";

/** Makes an element; `html` holds HTML that Python has cleaned, `key` finds it after a redraw. */
function make(tag, { html, on, key, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (key) Object.assign(element, { id: PREFIX + key }).dataset.key = key;
  if (html !== undefined) element.innerHTML = html;
  if (on) element.addEventListener("click", on);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

function save({ name, type, content }) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Draws the tab. What is typed in forms that add something stays in `drafts` until it is sent. */
class Drawing {
  constructor(model, el) {
    this.model = model;
    this.drafts = {};
    this.unfolded = {};
    this.busy = false;
    this.focusForm = false;
    this.focusCondition = "";
    this.moves = model.get("data").moves;
    this.saved = model.get("data").file?.number;
    this.step = null;
    this.el = el;
    this.heading = make("h2", { tabindex: "-1" });
    this.lead = make("p", { class: "ssmflow-lead" });
    this.status = make("p", { role: "status", class: "ssmflow-changes-state" });
    this.body = make("div", {});
    // The second click of a double click meets what the first one brought: it was not for that.
    const once = (event) => {
      if (event.detail > 1 && event.target.closest?.("[data-once]")) event.stopImmediatePropagation();
    };
    this.body.addEventListener("click", once, true);
  }

  send(act, values = {}) {
    this.model.send({ act, ...values });
  }

  draw() {
    /** @type {Data} */
    const data = this.model.get("data");
    const { el } = this;
    el.hidden = !data.shown;
    if (!data.shown) {
      for (const name of ["role", "id", "aria-labelledby"]) el.removeAttribute(name);
      el.replaceChildren();
      return;
    }
    el.setAttribute("role", "tabpanel");
    el.id = "ssmflow-panel";
    el.setAttribute("aria-labelledby", "ssmflow-tab-changes");
    this.heading.textContent = data.heading;
    if (data.failure) {
      el.replaceChildren(this.heading, make("p", { class: "ssmflow-failure" }, data.failure));
      return;
    }
    this.words = data.words;
    this.lead.textContent = data.words.lead;
    if (!el.contains(this.body)) el.replaceChildren(this.heading, this.lead, this.status, this.body);
    this.keepingFocus(() => this.body.replaceChildren(...this.parts(data)));
    const state = data.variant?.state ?? "";
    if (this.status.textContent !== state) this.status.textContent = state;
    if (data.moves !== this.moves) this.heading.focus();
    this.moves = data.moves;
    if (data.file.number && data.file.number !== this.saved) save(data.file);
    this.saved = data.file.number;
  }

  /** Redraws so that whoever types or tabs notices nothing. */
  keepingFocus(redraw) {
    const active = document.activeElement;
    const inside = this.body.contains(active);
    const { key, sent } = inside ? active.dataset : {};
    const dirty = sent !== undefined && active.value !== sent ? active.value : null;
    const caret = inside && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
    this.busy = true;
    redraw();
    this.busy = false;
    const find = (name) => document.getElementById(PREFIX + name);
    const form = find("form");
    const again = key && find(key);
    const box = this.focusCondition && find(this.focusCondition)?.querySelector("input");
    if (this.focusForm && form) form.focus();
    else if (box) box.focus();
    else if (again) {
      if (dirty !== null) again.value = dirty;
      again.focus({ preventScroll: true });
      if (caret && caret[0] !== null) again.setSelectionRange(...caret);
    } else if (inside) this.focusFirstToRead(find);
    this.focusForm = false;
    this.focusCondition = "";
  }

  /** The control that was used is gone: what is wrong comes first, then what has changed. */
  focusFirstToRead(find) {
    const { variant } = this.model.get("data");
    const wrong = variant?.problems.some(({ severity }) => severity === "error") || variant?.readable === false;
    const target = (wrong && find("problems")) || find("summary") || find("variant") || this.heading;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }

  /** A field that tells what was typed once it is left; a `draft` only when its form is sent. */
  field({ key, label, value = "", rows = 0, language, draft, onSend, type }) {
    const input = make(rows ? "textarea" : "input", { key, maxlength: draft === "file" ? "1000000" : "2000" });
    if (rows) input.rows = rows;
    else input.type = type ?? "text";
    if (language) input.lang = language;
    if (draft) {
      input.value = this.drafts[key] ?? "";
      input.addEventListener("input", () => (this.drafts[key] = input.value));
    } else {
      input.value = value;
      input.dataset.sent = value;
      const leave = () => {
        if (this.busy || input.value === input.dataset.sent) return;
        input.dataset.sent = input.value;
        onSend(input.value);
      };
      input.addEventListener("change", leave);
      input.addEventListener("blur", leave);
    }
    return make("div", { class: "ssmflow-field" }, make("label", { for: PREFIX + key }, label), input);
  }

  /** One field for each language of a text. */
  said(key, label, texts, rows, onSend) {
    const several = texts.length > 1;
    const fields = texts.map(({ language, name, value }) =>
      this.field({
        key: `${key}-${language}`,
        label: several ? `${label} (${name})` : label,
        value,
        rows,
        language,
        onSend: (text) => onSend(language, text),
      }),
    );
    return make("div", { class: "ssmflow-row" }, ...fields);
  }

  select({ key, label, options, value, onSend }) {
    const select = make("select", { key });
    for (const option of options) {
      const element = make("option", { value: option.id }, option.name);
      element.selected = option.id === value;
      select.append(element);
    }
    if (onSend) select.addEventListener("change", () => onSend(select.value));
    return make("div", { class: "ssmflow-field" }, make("label", { for: PREFIX + key }, label), select);
  }

  button(key, label, on, attributes = {}) {
    return make("button", { type: "button", key, on, ...attributes }, label);
  }

  /** A form that adds something: its fields are emptied once it was sent. */
  form(keys, fields, label, key, onSend) {
    const button = make("button", { type: "submit", key, "data-once": "" }, label);
    const form = make("form", { class: "ssmflow-row" }, ...fields, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      onSend(...keys.map((name) => this.drafts[name] ?? ""));
      for (const name of keys) {
        const input = form.querySelector(`#${CSS.escape(PREFIX + name)}`);
        if (this.drafts[name]?.trim() && input) input.value = "";
        delete this.drafts[name];
      }
    });
    return form;
  }

  fold(key, summary, ...children) {
    const details = make("details", {}, make("summary", { key }, summary), ...children);
    details.open = this.unfolded[key] ?? false;
    details.addEventListener("toggle", () => (this.unfolded[key] = details.open));
    return details;
  }

  mark(mark) {
    return mark ? make("span", { class: `ssmflow-mark ssmflow-mark-${mark}` }, this.words[mark]) : null;
  }

  /** @param {Data} data */
  parts(data) {
    const { words } = this;
    if (!data.variant) {
      return [
        make("section", {}, make("h3", {}, words.choose), this.shipped(data)),
        make("section", {}, make("h3", {}, words.begin), this.begin()),
        make("section", {}, make("h3", {}, words.file), ...this.opening(data)),
      ];
    }
    const others = [
      make("h4", {}, words.choose),
      this.shipped(data),
      make("h4", {}, words.begin),
      this.begin(),
      make("h4", {}, words.file),
      ...this.opening(data),
    ];
    const chooser = this.fold("chooser", words.choose_other, ...others);
    if (data.refused.length) chooser.open = true;
    return [...this.variant(data.variant), make("section", { class: "ssmflow-changes-other" }, chooser)];
  }

  /** @param {Data} data */
  shipped({ shipped }) {
    const { words } = this;
    const items = shipped.map(({ id, title, why, open }) => {
      const heading = make("p", {}, make("strong", {}, title));
      const reason = why ? this.fold(`why-${id}`, words.why_this, make("div", { html: why })) : null;
      const button = this.button(`choose-${id}`, words.open, () => this.open("choose", { variant: id }));
      button.append(make("span", { class: "ssmflow-hidden" }, ` ${title}`));
      return make("li", {}, heading, reason, open ? make("p", {}, words.is_open) : button);
    });
    return items.length ? make("ul", { class: "ssmflow-variants" }, ...items) : null;
  }

  open(act, values) {
    this.focusForm = true;
    this.send(act, values);
  }

  begin() {
    const title = this.field({ key: "begin-title", label: this.words.begin_title, draft: "text" });
    return this.form(["begin-title"], [title], this.words.begin_button, "begin", (text) =>
      this.open("begin", { title: text }),
    );
  }

  /** @param {Data} data */
  opening({ refused, longest }) {
    const { words } = this;
    const told = make("div", { role: "alert", class: refused.length ? "ssmflow-failure" : "" });
    const tell = (lines) => {
      told.className = "ssmflow-failure";
      const items = lines.map((line) => make("li", {}, line));
      told.replaceChildren(make("p", {}, words.refused), make("ul", {}, ...items));
    };
    if (refused.length) tell(refused);
    const file = make("input", { type: "file", accept: ".yaml,.yml", key: "file" });
    file.addEventListener("change", async () => {
      const [picked] = file.files;
      if (!picked) return;
      if (picked.size > Number(longest)) tell([words.too_large]);
      else this.send("read", { text: await picked.text(), name: picked.name });
      file.value = "";
    });
    const label = make("label", { for: `${PREFIX}file` }, words.file_pick);
    const paste = this.field({ key: "paste", label: words.paste_field, rows: 8, draft: "file" });
    const pasting = this.form(["paste"], [paste], words.paste_button, "paste-send", (text) =>
      this.send("read", { text, name: words.paste_field }),
    );
    return [
      make("div", { class: "ssmflow-row" }, make("div", { class: "ssmflow-field" }, label, file)),
      this.fold("pasting", words.paste, pasting),
      told,
    ];
  }

  /** @param {Variant} variant */
  variant(variant) {
    const { words } = this;
    const say = (what) => (language, text) => this.send("say", { what, language, text });
    const about = this.fold(
      "about",
      words.about,
      this.said("title", words.title, variant.title, 0, say("title")),
      this.said("why", words.why, variant.why, 3, say("why")),
      this.field({
        key: "id",
        label: words.id,
        value: variant.id,
        onSend: (name) => this.send("name", { name }),
      }),
    );
    const lines = variant.summary.map((line) => make("li", {}, line));
    const buttons = make(
      "div",
      { class: "ssmflow-row" },
      this.button("save", words.save, () => this.send("save"), { class: "ssmflow-primary" }),
      this.button("drop", words.drop, () => this.send("drop", { variant: variant.id }), {
        "data-once": "",
        "aria-describedby": `${PREFIX}drop-hint`,
      }),
      make("span", { class: "ssmflow-small", id: `${PREFIX}drop-hint` }, words.drop_hint),
    );
    const summary = lines.length
      ? make("div", {}, make("h4", { tabindex: "-1", key: "summary" }, words.summary), make("ul", {}, ...lines))
      : null;
    const head = make("section", {}, make("h3", { tabindex: "-1", key: "variant" }, filled(words.variant, { title: variant.name })), summary, about, buttons);
    return [head, this.problems(variant), variant.step ? this.editor(variant) : null].filter(Boolean);
  }

  /** @param {Variant} variant */
  problems(variant) {
    const { words } = this;
    const items = variant.problems.map((problem, index) => {
      const kind = make("strong", {}, problem.severity_name);
      const where = problem.where ? [make("span", { class: "ssmflow-small" }, problem.where)] : [];
      const go = problem.step
        ? [this.button(`go-${index}`, problem.go, () => this.open("open", { step: problem.step }), { class: "ssmflow-quiet" })]
        : [];
      const line = make("p", { key: `problem-${index}` }, kind, `: ${problem.text} `, ...where);
      const remove = problem.remove
        ? [this.button(`problem-remove-${problem.remove}`, words.remove_step, () => this.send("step_remove", { step: problem.remove }), {
            class: "ssmflow-quiet",
            "data-once": "",
            "aria-describedby": `${PREFIX}problem-${index}`,
          })]
        : [];
      const buttons = go.length + remove.length ? [make("div", { class: "ssmflow-row" }, ...go, ...remove)] : [];
      return make("li", { class: `ssmflow-problem-${problem.severity}` }, line, ...buttons);
    });
    const undo = variant.readable
      ? null
      : make("div", { class: "ssmflow-failure" }, make("p", {}, words.unreadable),
          variant.can_undo ? this.button("undo", words.undo, () => this.send("undo")) : null);
    const listed = (lines) => (lines.length ? make("ul", { class: "ssmflow-problems" }, ...lines) : null);
    const errors = items.filter((_, index) => variant.problems[index].severity === "error");
    const warnings = items.slice(errors.length);
    const told = filled(words.warnings, { count: warnings.length });
    if (!items.length && variant.readable) return null;
    const list = [
      listed(errors),
      warnings.length > 3 ? this.fold("warnings", told, listed(warnings)) : listed(warnings),
    ];
    return make("section", { class: "ssmflow-changes-problems" }, make("h3", { tabindex: "-1", key: "problems" }, words.problems), undo, ...list);
  }

  /** @param {Variant} variant */
  editor(variant) {
    const { words } = this;
    const items = variant.steps.map((step) => {
      const errors = step.errors ? filled(words.step_errors, { count: step.errors }) : "";
      const attributes = step.id === variant.step.id ? { "aria-current": "true" } : {};
      const button = this.button(`step-${step.id}`, "", () => this.open("open", { step: step.id }), attributes);
      const small = make("span", { class: "ssmflow-small" }, step.kind_name, step.start ? `, ${words.start_mark}` : "");
      button.replaceChildren(make("span", {}, step.name), small, ...[
        this.mark(step.mark),
        errors ? make("span", { class: "ssmflow-mark ssmflow-mark-error" }, errors) : null,
      ].filter(Boolean));
      return make("li", { class: step.kind === "question" ? "" : `ssmflow-kind-${step.kind}` }, button);
    });
    const title = make("h3", { id: `${PREFIX}steps` }, words.steps);
    const list = make("ol", { class: "ssmflow-steps", "aria-labelledby": `${PREFIX}steps` }, ...items);
    const present = variant.steps.filter(({ mark }) => mark !== "removed").length;
    const left = make("section", {}, title, list, this.addStep(String(present)));
    const right = make("section", { class: "ssmflow-changes-form" }, ...this.stepForm(variant.step));
    return make("div", { class: "ssmflow-changes-editor" }, left, right);
  }

  kinds() {
    return ["question", "act", "refer", "stop"].map((id) => ({ id, name: this.words[`kind_${id}`] }));
  }

  addStep(count) {
    const { words } = this;
    const text = this.field({ key: "new-step", label: words.add_step_text, draft: "text" });
    const kind = this.select({ key: "new-kind", label: words.kind, options: this.kinds(), value: this.drafts["new-kind"] ?? "question" });
    kind.querySelector("select").addEventListener("change", (event) => (this.drafts["new-kind"] = event.target.value));
    const form = this.form(["new-step"], [text, kind], words.add, "new-step-add", (said) =>
      this.open("step_add", { kind: kind.querySelector("select").value, text: said, count }),
    );
    return this.fold("add-step", words.add_step, form);
  }

  /** @param {Step} step */
  stepForm(step) {
    const { words } = this;
    const at = { step: step.id };
    const title = make("h3", { tabindex: "-1", key: "form" }, filled(words.step, { step: step.name }), " ", this.mark(step.mark));
    const restore = () =>
      this.button("step-restore", words.restore_step, () => this.send("step_restore", at));
    if (step.removed) return [title, make("p", {}, words.step_removed), restore()];
    const say = (what) => (language, text) => this.send("step_say", { ...at, what, language, text });
    const question = step.kind === "question";
    const kind = this.select({
      key: `kind-${step.id}`,
      label: words.kind,
      options: this.kinds(),
      value: step.kind,
      onSend: (value) => this.send("step_kind", { ...at, kind: value }),
    });
    const hint = question ? words.kind_hint_question : words.kind_hint_outcome;
    const begin = step.start
      ? make("span", { class: "ssmflow-small" }, words.starts_here)
      : question
        ? this.button("step-start", words.start, () => this.send("step_start", at), { class: "ssmflow-quiet" })
        : null;
    const buttons = make(
      "div",
      { class: "ssmflow-row" },
      begin,
      step.restorable ? restore() : null,
      this.button("step-remove", words.remove_step, () => this.send("step_remove", at), { "data-once": "" }),
    );
    return [
      title,
      this.said(`text-${step.id}`, words.text, step.text, 3, say("text")),
      this.said(`note-${step.id}`, words.note, step.note, 2, say("note")),
      make("div", { class: "ssmflow-row" }, kind, make("p", { class: "ssmflow-small" }, hint)),
      ...(question ? this.choices(step) : [
        this.said(`restart-${step.id}`, words.restart_label, step.restart, 0, say("restart")),
        ...this.links(step),
      ]),
      buttons,
    ];
  }

  /** @param {Step} step */
  links(step) {
    const { words } = this;
    const at = { step: step.id };
    const items = step.links.map((link, index) => {
      const place = { ...at, index: String(index) };
      const key = `link-${step.id}-${index}`;
      return make(
        "fieldset",
        {},
        make("legend", {}, link.labels.find(({ value }) => value)?.value || words.link_label),
        this.said(key, words.link_label, link.labels, 0, (language, text) => this.send("link_say", { ...place, language, text })),
        this.field({
          key: `${key}-url`,
          label: words.link_url,
          value: link.url,
          onSend: (text) => this.send("link_say", { ...place, language: "", text }),
        }),
        this.button(`${key}-remove`, words.link_remove, () => this.send("link_remove", { ...place, mark: link.mark }), { "data-once": "" }),
      );
    });
    const fields = [
      this.field({ key: `new-link-${step.id}`, label: words.link_label, draft: "text" }),
      this.field({ key: `new-url-${step.id}`, label: words.link_url, draft: "text" }),
    ];
    const form = this.form([`new-link-${step.id}`, `new-url-${step.id}`], fields, words.add, "new-link-add", (label, url) =>
      this.send("link_add", { ...at, label, url }),
    );
    return [make("h4", {}, words.links), ...items, this.fold("add-link", words.link_add, form)];
  }

  /** @param {Step} step */
  choices(step) {
    const { words } = this;
    const at = { step: step.id };
    const gone = step.removed_choices.map(({ id, name }) =>
      this.button(`back-${id}`, filled(words.restore_choice, { choice: name }), () => this.send("choice_restore", { ...at, choice: id })),
    );
    const label = this.field({ key: `new-choice-${step.id}`, label: words.add_choice, draft: "text" });
    const form = this.form([`new-choice-${step.id}`], [label], words.add, "new-choice-add", (text) =>
      this.send("choice_add", { ...at, text, count: step.count }),
    );
    return [
      make("h4", {}, words.choices),
      ...step.choices.map((choice) => this.choice(step, choice)),
      gone.length ? make("div", {}, make("h5", {}, words.gone_choices), make("div", { class: "ssmflow-row" }, ...gone)) : null,
      form,
      make("p", { class: "ssmflow-small" }, words.order),
    ].filter(Boolean);
  }

  /** Every step that a choice may lead to; one that is not there stays to be seen. */
  targets(step, gone, to) {
    const known = step.targets.map(({ id, name }) => ({ id: `to:${id}`, name }));
    if (gone) return [{ id: `to:${to}`, name: gone }, ...known];
    return known;
  }

  /** @param {Step} step @param {Choice} choice */
  choice(step, choice) {
    const { words } = this;
    const at = { step: step.id, choice: choice.id };
    const key = `choice-${choice.id}`;
    const named = (text) => filled(text, { choice: choice.name });
    const say = (what) => (language, text) => this.send("choice_say", { ...at, what, language, text });
    const options = [
      ...(choice.target ? [] : [{ id: "", name: words.to_choose }]),
      ...choice.same,
      ...this.targets(step, choice.gone, choice.target.slice(3)),
      { id: "restart", name: words.restart },
      { id: "rules", name: words.depends },
    ];
    const target = this.select({
      key: `${key}-target`,
      label: words.target,
      options,
      value: choice.target,
      onSend: (value) => this.send("choice_lead", { ...at, target: value }),
    });
    const bases = ["source", "reconstructed"].map((id) => ({ id, name: words[`basis_${id}`] }));
    const basis = this.select({
      key: `${key}-basis`,
      label: words.basis,
      options: bases,
      value: choice.basis,
      onSend: (value) => this.send("choice_basis", { ...at, basis: value }),
    });
    const buttons = [
      choice.restorable
        ? this.button(`${key}-restore`, named(words.restore_choice), () => this.send("choice_restore", at))
        : null,
      this.button(`${key}-remove`, named(words.remove_choice), () => this.send("choice_remove", at), { "data-once": "" }),
    ];
    return make(
      "fieldset",
      {},
      make("legend", {}, named(words.choice), " ", this.mark(choice.mark)),
      this.said(`${key}-label`, words.label, choice.label, 0, say("label")),
      make("div", { class: "ssmflow-row" }, target),
      choice.rules.length ? this.rules(step, choice) : null,
      this.fold(
        `${key}-reason`,
        words.reason_more,
        make("div", { class: "ssmflow-row" }, basis),
        this.said(`${key}-why`, words.reason, choice.why, 3, say("why")),
      ),
      make("div", { class: "ssmflow-row" }, ...buttons),
    );
  }

  /** @param {Step} step @param {Choice} choice */
  rules(step, choice) {
    const { words } = this;
    const at = { step: step.id, choice: choice.id, mark: choice.rules_mark };
    const items = choice.rules.map((rule, index) => this.rule(step, choice, rule, index));
    const add = this.button(`choice-${choice.id}-rule-add`, words.rule_add, () => this.send("rule_add", at), { "data-once": "" });
    return make("div", { class: "ssmflow-rules" }, make("p", { class: "ssmflow-small" }, words.rules), ...items, add);
  }

  /** @param {Step} step @param {Choice} choice @param {Rule} rule */
  rule(step, choice, rule, index) {
    const { words } = this;
    const last = index === choice.rules.length - 1;
    const at = { step: step.id, choice: choice.id, index: String(index) };
    const marked = { ...at, mark: choice.rules_mark };
    const key = `choice-${choice.id}-rule-${index}`;
    const numbered = (text) => filled(text, { number: index + 1 });
    const options = [
      ...(rule.to ? [] : [{ id: "", name: words.to_choose }]),
      ...this.targets(step, rule.gone, rule.to),
    ];
    const to = this.select({
      key: `${key}-to`,
      label: last ? words.rule_else : words.rule_then,
      options,
      value: rule.to ? `to:${rule.to}` : "",
      onSend: (value) => this.send("rule_lead", { ...at, target: value }),
    });
    const conditions = rule.conditions.map((condition) => this.condition(at, key, condition));
    const free = step.earlier.filter(({ id }) => !rule.conditions.some(({ question }) => question === id));
    const ask = this.select({ key: `${key}-ask`, label: words.rule_ask, options: free });
    const asking = () => {
      const question = ask.querySelector("select").value;
      this.focusCondition = `${key}-${question}-condition`;
      this.send("rule_ask", { ...at, question });
    };
    const more = make("div", { class: "ssmflow-row" }, ask,
      this.button(`${key}-ask-add`, words.rule_ask_button, asking, { "data-once": "" }));
    const move = (by, label) => this.button(`${key}-${by}`, numbered(label), () => this.send("rule_move", { ...marked, by }));
    const buttons = [
      !last && index > 0 ? move("up", words.rule_up) : null,
      !last && index < choice.rules.length - 2 ? move("down", words.rule_down) : null,
      last ? null : this.button(`${key}-remove`, numbered(words.rule_remove), () => this.send("rule_remove", { ...marked }), { "data-once": "" }),
    ];
    return make(
      "fieldset",
      { class: "ssmflow-rule" },
      make("legend", {}, numbered(words.rule)),
      ...conditions,
      !last && !conditions.length ? make("p", {}, words.rule_no_condition) : null,
      !last && free.length ? more : null,
      make("div", { class: "ssmflow-row" }, to),
      make("div", { class: "ssmflow-row" }, ...buttons),
    );
  }

  /** @param {Condition} condition */
  condition(at, key, { question, name, answers }) {
    const { words } = this;
    const place = { ...at, question };
    const boxes = answers.map(({ id, name: answer, on }) => {
      const box = make("input", { type: "checkbox", key: `${key}-${question}-${id}` });
      box.checked = on;
      box.addEventListener("change", () => this.send("rule_tick", { ...place, answer: id, on: String(box.checked) }));
      return make("label", { class: "ssmflow-check" }, box, answer);
    });
    return make(
      "fieldset",
      { class: "ssmflow-condition", key: `${key}-${question}-condition` },
      make("legend", {}, filled(words.rule_if, { question: name })),
      make("div", { class: "ssmflow-row" }, ...boxes),
      this.button(`${key}-${question}-forget`, words.rule_forget, () => this.send("rule_forget", place), { class: "ssmflow-quiet", "data-once": "" }),
    );
  }
}

function render({ model, el }) {
  el.classList.add("ssmflow-panel", "ssmflow-changes");
  const drawing = new Drawing(model, el);
  const draw = () => drawing.draw();
  model.on("change:data", draw);
  draw();
  return () => model.off("change:data", draw);
}

export default { render };
