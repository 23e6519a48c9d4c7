// @ts-check
/**
 * Runs before anything is shown. The first step stands in the page itself, and behind it those that
 * the next answers lead to: until the app is there, a click shows the step behind it at once. It
 * goes into the address too, which the app follows once it stands, so that no click is lost where
 * the page itself holds no answer to it.
 */

(() => {
  const root = document.documentElement;
  let shown = "";
  let heard = false;

  const address = () => location.hash.slice(1);

  /**
   * Shows the step that an address leads to, and returns it, where it stands in the page.
   * @param {string} wanted
   */
  function show(wanted) {
    const still = document.querySelector(".page-still > .ssmflow-still");
    /** @type {HTMLTemplateElement | null} */
    const step = document.querySelector(`template[data-ssmflow-step="${CSS.escape(wanted)}"]`);
    if (!still || (wanted !== shown && !step)) return null;
    if (step && wanted !== shown) {
      still.replaceChildren(step.content.cloneNode(true));
      document.title = step.dataset.ssmflowTitle ?? "";
    }
    shown = wanted;
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

  if (address()) {
    root.classList.add("page-elsewhere");
    document.addEventListener("readystatechange", follow, { once: true });
  }
  // A way that is heard already is not another one.
  window.addEventListener("popstate", () => heard || follow());
})();
