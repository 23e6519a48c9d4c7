/** What stands in the place of a widget that a page cannot show. */

import { DOMWidgetModel, DOMWidgetView, StyleModel, WidgetModel } from "@jupyter-widgets/base";
import type { WidgetClass } from "./controls";

/**
 * @param name The name of the class that is not there.
 * @param told What the page says of it, with `{name}` where the name of the widget stands.
 */
export function missing(name: string, told: string): WidgetClass {
  if (name.endsWith("StyleModel")) return PlainStyle;
  if (name.endsWith("Model")) return DOMWidgetModel as unknown as typeof WidgetModel;
  return class extends DOMWidgetView {
    override render(): void {
      this.el.className = "page-missing";
      this.el.textContent = told.replace("{name}", name.replace(/View$/, ""));
    }
  };
}

class PlainStyle extends StyleModel {
  static override styleProperties = {};
}
