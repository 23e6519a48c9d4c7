// @ts-check
/**
 * Runs before anything is shown. The first step stands in the page itself: where the address leads
 * elsewhere that is not what will come, and a click on it before the app is there must not be lost.
 * It goes into the address, which the app follows once it stands.
 */

(() => {
  const root = document.documentElement;
  let heard = false;

  if (location.hash.length > 1) root.classList.add("page-elsewhere");

  /** @param {Element} button */
  function hear(button) {
    heard = true;
    button.setAttribute("aria-pressed", "true");
    const said = /** @type {HTMLElement | null} */ (document.querySelector(".page-heard"));
    if (said) said.textContent = said.dataset.words ?? "";
    location.hash = button.getAttribute("data-ssmflow-address") ?? "";
  }

  document.addEventListener(
    "click",
    (event) => {
      const { target } = event;
      const button = target instanceof Element && target.closest("[data-ssmflow-address]");
      if (!button) return;
      event.preventDefault();
      if (!heard) hear(button);
    },
    true,
  );
})();
