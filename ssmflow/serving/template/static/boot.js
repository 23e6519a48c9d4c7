// @ts-check
/**
 * The frame around the app: it brings the app in once it stands, and says when it is cut off.
 * The words come from Python, and follow the language that the app gives to the document.
 */

const POLL = 20_000;
const POLL_IN_TROUBLE = 2_000;
const ANSWER = 5_000;
const PATIENCE = 1_000;
const ARRIVAL = 60_000;
const GONE = ["dead", "terminating", "restarting", "autorestarting"];

const main = /** @type {HTMLElement} */ (document.getElementById("page-main"));
const banner = /** @type {HTMLElement} */ (document.getElementById("page-banner"));
const loading = document.getElementById("page-loading");
const cells = /** @type {HTMLElement} */ (document.getElementById("rendered_cells"));
const links = document.querySelectorAll(".page-pages a");
const { fallback, own, languages, names } = read("page-words");

/** @param {string} id */
function read(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "null");
}

/** The language in which the frame speaks: the document's where it can. */
function spoken() {
  const { lang } = document.documentElement;
  return lang in languages ? lang : fallback;
}

/** @returns {Record<string, string>} */
function words() {
  return languages[spoken()];
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The app names each step as it is shown, with its language: the document follows.
document.addEventListener("ssmflow-step", (event) => {
  const { title, language } = /** @type {CustomEvent} */ (event).detail;
  document.title = title;
  document.documentElement.lang = language;
  const skip = document.querySelector(".page-skip");
  if (skip) skip.textContent = words().skip;
  translateLinks(language);
});

/**
 * The links to the pages, which take the language along.
 * @param {string} language
 */
function translateLinks(language) {
  document.querySelector(".page-pages")?.setAttribute("aria-label", words().pages);
  for (const [index, link] of [...links].entries()) {
    link.textContent = names[spoken()][index];
    /** @type {HTMLAnchorElement} */ (link).hash =
      language === own ? "" : `~lang=${encodeURIComponent(language)}`;
  }
}

// A link to the main part would put its name where the answers stand, behind the # of the address.
document.querySelector(".page-skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  (heading() ?? main).focus();
});

/* Failure: the server ends the page with it, or the app does not arrive. */

/** @param {Element} section */
function fail(section) {
  cells.remove();
  document.getElementById("main")?.remove();
  main.replaceChildren(section);
  section.setAttribute("role", "alert");
  for (const link of section.querySelectorAll(".page-action")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
  }
}

function failure() {
  const { failed, failed_advice, retry } = words();
  const link = element("a", { class: "page-action", href: location.pathname }, retry);
  return element(
    "section",
    { class: "page-failure" },
    element("h1", {}, failed),
    element("p", {}, failed_advice),
    element("p", {}, link),
  );
}

/* Arrival: the app takes the place of what stood there while it loaded. */

/** @param {CustomEvent} event */
function arrive({ detail }) {
  clearTimeout(late);
  const still = document.activeElement?.closest(".page-still button, .page-still h2");
  const pressed = loading?.querySelector("[aria-pressed=true]");
  loading?.remove();
  shell = detail.element;
  main.classList.add("page-ready");
  if (troubles.size) cutOff();
  if (pressed) heading()?.focus();
  else if (still) alike(still)?.focus();
}

/** @returns {HTMLElement | null} */
function heading() {
  return main.querySelector("h2[tabindex]");
}

/**
 * The app's own button for one that stood there before; its heading for all else.
 * @param {Element} still
 */
function alike({ textContent }) {
  const buttons = [...(shell?.querySelectorAll("button") ?? [])];
  return buttons.find((button) => button.textContent?.trim() === textContent?.trim()) ?? heading();
}

/* Connection: while anything is in trouble the app is inert, so that no click is kept back and
   comes late. */

const troubles = new Set();
let gone = false;
let telling = 0;
let travelled = false;
let stood = false;
/** @type {Element | null} */
let focused = null;
/** @type {HTMLElement | null} */
let shell = null;

/**
 * @param {string} what
 * @param {boolean} well
 */
function report(what, well) {
  const before = troubles.size;
  if (well) troubles.delete(what);
  else troubles.add(what);
  if (troubles.size) cutOff();
  else reunite();
  if (troubles.size && !before) poll(0);
}

function cutOff() {
  if (shell && !shell.inert) {
    focused = shell.contains(document.activeElement) ? document.activeElement : null;
    shell.inert = true;
  }
  if (!banner.hasChildNodes()) telling ||= setTimeout(tell, PATIENCE);
}

function reunite() {
  if (gone) return;
  clearTimeout(telling);
  telling = 0;
  banner.replaceChildren();
  if (!shell?.inert) return;
  shell.inert = false;
  if (focused instanceof HTMLElement) focused.focus();
  if (travelled) window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  travelled = false;
}

// The app would ask at once where an address leads, and nobody would hear it.
window.addEventListener(
  "popstate",
  (event) => {
    if (!shell?.inert) return;
    travelled = true;
    event.stopImmediatePropagation();
  },
  true,
);

function lose() {
  if (gone) return;
  gone = true;
  document.dispatchEvent(new CustomEvent("ssmflow-end"));
  banner.replaceChildren();
  troubles.add("kernel");
  cutOff();
  tell();
}

function tell() {
  const { gone: ended, gone_advice, offline, offline_advice, resume } = words();
  const button = element("button", { type: "button", class: "page-action" }, resume);
  button.addEventListener("click", reload);
  banner.replaceChildren(
    // Of the first level: while the app is inert, its own headings are not there.
    element("h1", {}, gone ? ended : offline),
    element("p", { class: "page-advice" }, gone ? gone_advice : offline_advice),
    button,
  );
  if (focused) button.focus();
}

// Ask first whether the page is there: a browser's own error page would be no help.
async function reload() {
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    location.reload();
  } catch {
    const advice = banner.querySelector(".page-advice");
    if (advice) advice.textContent = words().unreachable;
  }
}

/* The state of the kernel: asked now and then, and at once where anything seems wrong. */

let asking = 0;
let address = "";

/** @param {number} wait */
function poll(wait) {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    await check();
    poll(troubles.size ? POLL_IN_TROUBLE : POLL);
  }, wait);
}

async function check() {
  if (gone || document.hidden) return;
  try {
    const signal = AbortSignal.timeout(ANSWER);
    const answer = await fetch(address, { cache: "no-store", signal });
    const detail = answer.ok ? await answer.json() : {};
    if (answer.status === 404 || GONE.includes(detail.execution_state)) lose();
    else hear(answer.ok);
    document.dispatchEvent(new CustomEvent("ssmflow-polled", { detail }));
  } catch {
    hear(false);
  }
}

/** @param {boolean} well */
function hear(well) {
  if (well && troubles.has("server")) document.dispatchEvent(new CustomEvent("ssmflow-reconnect"));
  report("server", well);
}

/** @param {CustomEvent} event */
function connected({ detail: { status } }) {
  const well = status === "connected";
  stood ||= well;
  // The line leads through the server: one that stands anew answers for both.
  if (well) troubles.delete("server");
  if (status === "dead") lose();
  // The first connection is no trouble while it is made.
  else if (stood || status === "disconnected") report("socket", well);
}

/** @param {CustomEvent} event */
function worked({ detail: { busy } }) {
  main.toggleAttribute("data-busy", busy);
}

/* Start. */

const ended = document.querySelector(".page-failure");
const config = read("page-config") ?? read("jupyter-config-data");
let late = 0;

function start() {
  address = `${config.baseUrl}api/kernels/${config.kernelId}`;
  late = setTimeout(() => fail(failure()), ARRIVAL);
  const hears = {
    "ssmflow-app": arrive,
    "ssmflow-failed": () => fail(failure()),
    "ssmflow-connection": connected,
    "ssmflow-activity": worked,
  };
  for (const [name, act] of Object.entries(hears)) {
    document.addEventListener(name, /** @type {EventListener} */ (act));
  }
  for (const event of ["online", "offline"]) window.addEventListener(event, () => poll(0));
  for (const event of ["visibilitychange", "ssmflow-poll"]) {
    document.addEventListener(event, () => poll(0));
  }
  poll(POLL);
}

if (ended || !config) fail(ended ?? failure());
else start();
