// @ts-check
/**
 * Runs before anything is shown, and brings all other scripts once that is painted: before, they
 * would take turns with it.
 *
 * The first step stands in the page itself, and behind it those that the next answers lead to:
 * until the app is there, a click shows the step behind it at once. It goes into the address too,
 * which the app follows once it stands, so that no click is lost where the page itself holds no
 * answer to it.
 */

(() => {
  // A page behind others is not painted at all.
  const PAINTED_WITHIN = 200; // milliseconds

  const root = document.documentElement;
  let heard = false;

  const address = () => location.hash.slice(1);

  /**
   * Shows the step that an address leads to, and returns it, where it stands in the page.
   * @param {string} wanted
   */
  function show(wanted) {
    /** @type {HTMLElement | null} */
    const still = document.querySelector(".page-still > .ssmflow-still");
    if (!still || still.dataset.ssmflowStep === wanted) return still;
    /** @type {HTMLTemplateElement | null} */
    const step = document.querySelector(`template[data-ssmflow-step="${CSS.escape(wanted)}"]`);
    if (!step) return null;
    still.replaceChildren(step.content.cloneNode(true));
    still.dataset.ssmflowStep = wanted;
    document.title = step.dataset.ssmflowTitle ?? "";
    return still;
  }

  /** Shows what the address leads to, or that it is on its way. */
  function follow() {
    root.classList.toggle("page-elsewhere", !show(address()));
  }

  /** @param {Element} button */
  function hear(button) {
    heard = true;
    button.setAttribute("aria-pressed", "true");
    const said = /** @type {HTMLElement | null} */ (document.querySelector(".page-heard"));
    if (said) said.textContent = said.dataset.words ?? "";
  }

  /** @param {HTMLElement} button */
  function answer(button) {
    const wanted = button.dataset.ssmflowAddress ?? "";
    const still = show(wanted);
    if (still) /** @type {HTMLElement | null} */ (still.querySelector("h2"))?.focus();
    else hear(button);
    location.hash = wanted;
  }

  document.addEventListener(
    "click",
    (event) => {
      const { target } = event;
      const button = target instanceof Element && target.closest("[data-ssmflow-address]");
      if (!(button instanceof HTMLElement)) return;
      event.preventDefault();
      // The second click of a double click meets the next step: it was not for that one.
      if (!heard && event.detail < 2) answer(button);
    },
    true,
  );

  /** Brings what the page keeps for later. */
  function bring() {
    const later = /** @type {HTMLTemplateElement | null} */ (document.querySelector("#page-later"));
    if (!later) return;
    later.remove();
    const brought = document.importNode(later.content, true);
    // One after the other, in their order.
    for (const script of brought.querySelectorAll("script")) script.async = false;
    document.head.append(brought);
  }

  function start() {
    if (address()) follow();
    requestAnimationFrame(() => setTimeout(bring));
    setTimeout(bring, PAINTED_WITHIN);
  }

  if (address()) root.classList.add("page-elsewhere");
  document.addEventListener("readystatechange", start, { once: true });
  // A way that is heard already is not another one.
  window.addEventListener("popstate", () => heard || follow());
})();
