/** The widgets that a page can show. The library has many more; each of them would travel along. */

import {
  DOMWidgetModel,
  DOMWidgetView,
  LayoutModel,
  LayoutView,
  StyleModel,
  StyleView,
  WidgetModel,
  WidgetView,
} from "@jupyter-widgets/base";
import {
  BoxModel,
  BoxView,
  GridBoxModel,
  GridBoxView,
  HBoxModel,
  HBoxView,
  VBoxModel,
  VBoxView,
} from "@jupyter-widgets/controls/lib/widget_box";
import {
  ButtonModel,
  ButtonStyleModel,
  ButtonView,
} from "@jupyter-widgets/controls/lib/widget_button";
import {
  HTMLModel,
  HTMLStyleModel,
  HTMLView,
  LabelModel,
  LabelStyleModel,
  LabelView,
} from "@jupyter-widgets/controls/lib/widget_string";
import { AnyModel, AnyView } from "./anywidget";

export type WidgetClass = typeof WidgetModel | typeof WidgetView;

const CLASSES: Record<string, Record<string, unknown>> = {
  "@jupyter-widgets/base": {
    DOMWidgetModel,
    DOMWidgetView,
    LayoutModel,
    LayoutView,
    StyleModel,
    StyleView,
    WidgetModel,
    WidgetView,
  },
  "@jupyter-widgets/controls": {
    BoxModel,
    BoxView,
    ButtonModel,
    ButtonStyleModel,
    ButtonView,
    GridBoxModel,
    GridBoxView,
    HBoxModel,
    HBoxView,
    HTMLModel,
    HTMLStyleModel,
    HTMLView,
    LabelModel,
    LabelStyleModel,
    LabelView,
    VBoxModel,
    VBoxView,
  },
  anywidget: { AnyModel, AnyView },
};

/** The class of a widget, where a page can show that. */
export function find(module: string, name: string): WidgetClass | undefined {
  const classes = CLASSES[module];
  return classes && Object.hasOwn(classes, name) ? (classes[name] as WidgetClass) : undefined;
}
