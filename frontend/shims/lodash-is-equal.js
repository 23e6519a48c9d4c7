/** Whether two states are equal; typed arrays, maps and what holds itself too, as models do. */

export { default } from "underscore/modules/isEqual.js";
