// @ts-check
/**
 * Voilà's own front end, where it serves: tells the frame in the events that the frame knows when
 * the app stands and how its connection is.
 *
 * Voilà puts the app at the end of the body. It goes to the main part, and is shown once it no
 * longer changes, so that nothing jumps.
 */

const STILL = 60; // milliseconds
const GONE = ["dead", "terminating", "restarting", "autorestarting"];
const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';

const main = /** @type {HTMLElement} */ (document.getElementById("page-main"));
const cells = /** @type {HTMLElement} */ (document.getElementById("rendered_cells"));

/** @returns {any} */
function kernel() {
  return /** @type {any} */ (window).jupyterapp?.widgetManager?.kernel;
}

/**
 * @param {string} name
 * @param {object} detail
 */
function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function arrived() {
  const pending = cells.querySelector(OUTPUT);
  return !pending && cells.querySelector(".jp-OutputArea-output > *") !== null;
}

/** @returns {Promise<HTMLElement>} */
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

function listen() {
  const line = kernel();
  const busy = () => tell("ssmflow-activity", { busy: line.status === "busy" });
  line.statusChanged.connect((/** @type {any} */ _, /** @type {string} */ status) => {
    if (GONE.includes(status)) tell("ssmflow-connection", { status: "dead" });
    busy();
  });
  line.connectionStatusChanged.connect((/** @type {any} */ _, /** @type {string} */ status) =>
    tell("ssmflow-connection", { status }),
  );
  busy();
}

document.addEventListener("ssmflow-reconnect", () => {
  const line = kernel();
  if (line && !line.isDisposed && line.connectionStatus !== "connected") line.reconnect();
});

// It gives up after some tries of its own.
document.addEventListener("ssmflow-polled", () => {
  const line = kernel();
  if (line && !line.isDisposed && line.connectionStatus === "disconnected") line.reconnect();
});

if (!document.querySelector(".page-failure")) {
  const element = await arrive();
  tell("ssmflow-app", { element });
  listen();
}
