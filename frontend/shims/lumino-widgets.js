/** The two widgets of Lumino that ours are made of, without its docks, menus and tabs. */

export { Panel } from "@lumino/widgets/src/panel";
export { Widget } from "@lumino/widgets/src/widget";
