/** Which rules of a style sheet the widgets of our pages need. */

import { parse } from "postcss";

const CLASSES = new RegExp(
  `^(${[
    "center|fa|fa-.*|mod-.*",
    "jupyter-button|jupyter-widgets",
    "lm-Widget|lm-Panel|lm-mod-hidden",
    "(jupyter-)?widget-(h|v|grid|inline-h|inline-v)?box",
    "(jupyter-)?widget-(button|html|html-content|label|label-basic)",
  ].join("|")})$`,
);

/**
 * @param {string} css A style sheet.
 * @returns {string} Its rules for elements that our widgets have, and its variables.
 */
export function needed(css) {
  const sheet = parse(css);
  sheet.walkRules((rule) => {
    rule.selectors = rule.selectors.filter(matters);
    if (rule.selector === "") rule.remove();
  });
  sheet.walkComments((comment) => comment.remove());
  return sheet.toString();
}

/** @param {string} selector */
function matters(selector) {
  const bare = selector.replace(/\/\*.*?\*\//gs, "");
  if (bare.trim() === ":root") return true;
  const classes = [...bare.matchAll(/\.([\w-]+)/g)].map(([, name]) => name);
  return classes.length > 0 && classes.every((name) => CLASSES.test(name));
}

/**
 * @param {string} css A style sheet.
 * @returns {string} The same without the variables to which nothing refers.
 */
export function withoutUnused(css) {
  const sheet = parse(css);
  for (let before = -1, left = 0; before !== left; ) {
    before = left;
    const used = new Set([...sheet.toString().matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name));
    sheet.walkDecls(/^--jp-|^--md-/, (declared) => {
      if (!used.has(declared.prop)) declared.remove();
    });
    left = used.size;
  }
  return sheet.toString();
}
