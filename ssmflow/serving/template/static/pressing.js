// @ts-check
/**
 * Pressing: an answer may draw a control anew while somebody is pressing it, because leaving a field
 * sends what was typed, or because others go on meanwhile. A browser makes no click of such a press:
 * the same control that stands there when it ends gets one.
 */

const PRESSED = "button, summary, label, [type=checkbox], [type=radio]";
const main = document.getElementById("page-main");

/** @type {HTMLElement | null} */
let pressed = null;

/** What shows that two elements are the same control, drawn twice. @param {HTMLElement} control */
const named = (control) => control.id || control.dataset.key || control.outerHTML;

/** @param {Element | null} place @returns {HTMLElement | null} */
function control(place) {
  return place && main?.contains(place) ? place.closest(PRESSED) : null;
}

document.addEventListener("pointerdown", ({ target, isPrimary, button }) => {
  pressed = isPrimary && button === 0 && target instanceof Element ? control(target) : null;
});

document.addEventListener("pointerup", ({ clientX, clientY }) => {
  const gone = pressed && !pressed.isConnected ? pressed : null;
  pressed = null;
  const now = gone && control(document.elementFromPoint(clientX, clientY));
  if (now && named(now) === named(gone)) now.click();
});

document.addEventListener("pointercancel", () => { pressed = null; });
