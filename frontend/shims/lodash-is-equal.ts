/** Whether two states are equal; typed arrays and maps too, as the base of the widgets needs. */

export { default } from "fast-deep-equal/es6";
