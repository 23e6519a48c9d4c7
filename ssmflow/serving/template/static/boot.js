// @ts-check
/**
 * The frame around the app: it brings the app in once it stands, and says when it is cut off.
 * The words come from Python, and follow the language that the app gives to the document.
 */

const POLL = 10_000;
const POLL_IN_TROUBLE = 2_000;
const ANSWER = 5_000;
const PATIENCE = 1_000;
const ARRIVAL = 60_000;
const STILL = 60;
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
  const heading = /** @type {HTMLElement | null} */ (main.querySelector("h2[tabindex]"));
  (heading ?? main).focus();
});

/* Leaving: it ends the kernel. Voilà does so before the page unloads, but what it hears then may be
   a mail link or a download, after which the visitor is still here, and a telephone says nothing. */

window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation());

/** @param {{ baseUrl: string, kernelId: string }} config */
function endWhenLeft({ baseUrl, kernelId }) {
  window.addEventListener("pagehide", () => {
    const form = new FormData();
    form.append("_xsrf", document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "");
    navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, form);
  });
}

// A page that the browser kept from before has lost its kernel.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

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

/* Arrival: Voilà puts the app at the end of the body. It goes to the main part, and is shown once
   it no longer changes, so that nothing jumps. */

function arrived() {
  const pending = cells.querySelector('script[type="application/vnd.voila.cell-output+json"]');
  return !pending && cells.querySelector(".jp-OutputArea-output > *") !== null;
}

function arrive() {
  return new Promise((resolve) => {
    let still = 0;
    const observer = new MutationObserver(() => {
      const shell = document.getElementById("main");
      if (shell && shell.parentElement !== main) main.append(shell);
      clearTimeout(still);
      still = setTimeout(() => {
        if (!shell || !arrived()) return;
        observer.disconnect();
        resolve(shell);
      }, STILL);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

/* Connection: while anything is in trouble the app is inert, so that no click is kept back and
   comes late. */

const troubles = new Set();
let gone = false;
let telling = 0;
/** @type {Element | null} */
let focused = null;

/** @returns {HTMLElement | null} */
function app() {
  return document.getElementById("main");
}

/** @returns {any} */
function kernel() {
  return /** @type {any} */ (window).jupyterapp?.widgetManager?.kernel;
}

/**
 * @param {string} what
 * @param {boolean} well
 */
function report(what, well) {
  if (well) troubles.delete(what);
  else troubles.add(what);
  if (troubles.size) cutOff();
  else reunite();
}

function cutOff() {
  const shell = app();
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
  const shell = app();
  if (!shell?.inert) return;
  banner.replaceChildren();
  shell.inert = false;
  if (focused instanceof HTMLElement) focused.focus();
}

function lose() {
  if (gone) return;
  gone = true;
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

/** @param {string} address */
async function check(address) {
  if (gone || document.hidden) return;
  try {
    const signal = AbortSignal.timeout(ANSWER);
    const answer = await fetch(address, { cache: "no-store", signal });
    const state = answer.ok ? (await answer.json()).execution_state : "";
    if (answer.status === 404 || GONE.includes(state)) lose();
    else hear(answer.ok);
  } catch {
    hear(false);
  }
}

/** @param {boolean} well */
function hear(well) {
  const back = well && troubles.has("server");
  const line = kernel();
  if (line && !line.isDisposed && line.connectionStatus !== "connected") {
    if (back || line.connectionStatus === "disconnected") line.reconnect();
  }
  report("server", well);
}

/** @param {string} address */
function watch(address) {
  const ask = () => check(address);
  for (const event of ["online", "offline"]) window.addEventListener(event, ask);
  document.addEventListener("visibilitychange", ask);
  const again = async () => {
    await ask();
    setTimeout(again, troubles.size ? POLL_IN_TROUBLE : POLL);
  };
  setTimeout(again, POLL);
}

function listen() {
  const line = kernel();
  line.statusChanged.connect((/** @type {any} */ _, /** @type {string} */ status) => {
    if (GONE.includes(status)) lose();
  });
  line.connectionStatusChanged.connect((/** @type {any} */ _, /** @type {string} */ status) =>
    report("socket", status === "connected"),
  );
}

async function start() {
  const ended = document.querySelector(".page-failure");
  const config = read("jupyter-config-data");
  if (ended || !config) {
    fail(ended ?? failure());
    return;
  }
  endWhenLeft(config);
  watch(`${config.baseUrl}api/kernels/${config.kernelId}`);
  const late = setTimeout(() => fail(failure()), ARRIVAL);
  await arrive();
  clearTimeout(late);
  loading?.remove();
  main.classList.add("page-ready");
  listen();
}

start();
