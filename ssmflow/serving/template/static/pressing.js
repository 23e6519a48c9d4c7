// @ts-check
/**
 * Pressing: an answer may draw a control anew while somebody is pressing it, because leaving a field
 * sends what was typed, or because others go on meanwhile. A browser makes no click of such a press:
 * the same control that stands there when it ends gets one.
 *
 * Only what has a name can be known to be the same. The choices of a step have none: a press that
 * began on one question must never answer the next. Nor does the second press of a double click.
 */

const PRESSED = "button, summary, label, [type=checkbox], [type=radio]";
const main = document.getElementById("page-main");

/** @type {HTMLElement | null} */
let pressed = null;

/** @param {EventTarget | null} place @returns {HTMLElement | null} */
function control(place) {
  return place instanceof Element && main?.contains(place) ? place.closest(PRESSED) : null;
}

/** @param {HTMLElement} control */
function named(control) {
  const { id, dataset } = control;
  return id || dataset.key || (control instanceof HTMLLabelElement && control.htmlFor) || "";
}

document.addEventListener("mousedown", ({ target, button, detail }) => {
  pressed = button === 0 && detail === 1 ? control(target) : null;
});

document.addEventListener("mouseup", ({ target }) => {
  const gone = pressed && !pressed.isConnected ? pressed : null;
  pressed = null;
  const now = gone && named(gone) ? control(target) : null;
  if (gone && now && now.tagName === gone.tagName && named(now) === named(gone)) now.click();
});
