// @ts-check
// Watches a page from before its first byte: when a step can be read, and when a click is answered.
// A heading counts once it is painted: found in a frame, then waited until that frame is done.
(() => {
  /** @type {any} */
  const given = "GIVEN";
  const AGAIN = 2_000;
  // Where a page shows what it brought along, until the app is there.
  const AHEAD = ".page-still";

  /** Where to look: the document, and the shadow trees below it. */
  function roots() {
    /** @type {(Document | ShadowRoot)[]} */
    const found = [document];
    for (const root of found) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) found.push(element.shadowRoot);
      }
    }
    return found;
  }

  /** @param {string | null} text */
  const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  /** @param {Element} element */
  function seen(element) {
    const { width, height } = element.getBoundingClientRect();
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return width > 0 && height > 0 && shown;
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  function find(selector, text) {
    for (const root of roots()) {
      for (const element of root.querySelectorAll(selector)) {
        if (plain(element.textContent) === text && seen(element)) return element;
      }
    }
    return null;
  }

  /** @param {string} text */
  const heading = (text) => find("h1, h2, h3, h4", text);

  /** @param {string} label */
  function button(label) {
    const found = /** @type {HTMLButtonElement | null} */ (find("button, [role=button]", label));
    return found && !found.disabled && !found.closest("[inert]") ? found : null;
  }

  const frame = () => new Promise(requestAnimationFrame);

  function painted() {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  }

  /** @param {() => unknown} condition */
  async function until(condition) {
    const end = performance.now() + given.patience;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`waited in vain on ${location}`);
      await frame();
    }
  }

  /** When the first step can be read. */
  async function read() {
    await frame();
    await until(() => heading(given.first));
    return painted();
  }

  /** Clicks as soon as the first step is painted; without an answer, clicks again. */
  async function press() {
    // Nobody clicks before there is anything to see.
    await reading;
    let clicks = 0;
    let clicked = -Infinity;
    await until(() => {
      if (heading(given.heading)) return true;
      if (performance.now() - clicked < AGAIN || !heading(given.first)) return false;
      const found = button(given.label);
      if (!found) return false;
      clicks += 1;
      clicked = performance.now();
      found.click();
      return false;
    });
    return { answered: await painted(), clicks };
  }

  /** When the answer comes from the app itself, not from what the page brought along. */
  async function alive() {
    await until(() => {
      const found = heading(given.heading);
      return found && !found.closest(AHEAD);
    });
    return painted();
  }

  /** When a text stands in the page, painted or not.
   * @param {string} text
   */
  function standing(text) {
    return new Promise((resolve) => {
      const look = () => {
        if (!heading(text)) return;
        observer.disconnect();
        resolve(performance.now());
      };
      const observer = new MutationObserver(look);
      const what = { childList: true, subtree: true, characterData: true, attributes: true };
      for (const root of roots()) observer.observe(root, what);
    });
  }

  const reading = read();

  /** @type {any} */ (window).visit = {
    reading: () => reading,

    async arrival() {
      const pressed = press();
      return { readable: await reading, ...(await pressed), alive: await alive() };
    },

    /**
     * Clicks at any moment of a frame.
     * @param {string} label
     * @param {string} next
     */
    async click(label, next) {
      await until(() => button(label));
      await new Promise((resolve) => setTimeout(resolve, 50 + 50 * Math.random()));
      const found = /** @type {HTMLElement} */ (button(label));
      const start = performance.now();
      const stands = standing(next);
      found.click();
      await frame();
      await until(() => heading(next));
      const shown = await painted();
      const stood = await Promise.race([stands, shown]);
      return { shown: stood - start, painted: shown - start };
    },
  };
})();
