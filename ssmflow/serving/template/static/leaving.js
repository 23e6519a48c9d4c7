// @ts-check
/**
 * Leaving: a visitor who goes ends their kernel. One who does nothing for long loses it, and is
 * asked a while before whether they are still there; the server tells with the state of the kernel
 * how long it will wait.
 */

const WARNING = 120; // seconds

const notice = /** @type {HTMLElement} */ (document.getElementById("page-notice"));
const words = read("page-words");
const config = read("page-config") ?? read("jupyter-config-data");

/** @param {string} id */
function read(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "null");
}

/** What shows the server that it is this page that asks. */
function form() {
  const made = new FormData();
  made.append("_xsrf", document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "");
  return made;
}

/* Voilà ends the kernel before the page unloads, but what it hears then may be a mail link or a
   download, after which the visitor is still here, and a telephone says nothing. */
window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation());

window.addEventListener("pagehide", () => {
  if (config) navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, form());
});

// A page that the browser kept from before has lost its kernel.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

async function stay() {
  const address = `${config.baseUrl}api/kernels/${config.kernelId}/stay`;
  await fetch(address, { method: "POST", body: form() }).catch(() => null);
  document.dispatchEvent(new CustomEvent("ssmflow-poll"));
}

function ask() {
  if (notice.hasChildNodes()) return;
  const { lang } = document.documentElement;
  const { silent, silent_advice, stay: yes } = words.languages[lang] ?? words.languages[words.fallback];
  const heading = document.createElement("h1");
  const advice = document.createElement("p");
  const button = document.createElement("button");
  heading.textContent = silent;
  advice.textContent = silent_advice;
  button.textContent = yes;
  button.type = "button";
  button.className = "page-action";
  button.addEventListener("click", stay);
  notice.replaceChildren(heading, advice, button);
}

function leaveAlone() {
  const focused = notice.contains(document.activeElement);
  notice.replaceChildren();
  if (focused) document.getElementById("page-main")?.focus({ preventScroll: true });
}

document.addEventListener("ssmflow-polled", (event) => {
  const left = /** @type {CustomEvent} */ (event).detail.idle_seconds_left;
  if (typeof left === "number" && left < WARNING) ask();
  else leaveAlone();
});
