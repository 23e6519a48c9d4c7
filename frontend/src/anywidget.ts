/** anywidget's own host of widgets, and the moment at which one has drawn itself. */

import * as base from "@jupyter-widgets/base";
import type { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { defined } from "../shims/amd";
import "anywidget";

interface Host {
  AnyModel: typeof DOMWidgetModel;
  AnyView: typeof DOMWidgetView;
}

// Some widgets draw nothing.
const PATIENCE = 500; // milliseconds

const host = defined(base) as Host;

export const { AnyModel } = host;

export class AnyView extends host.AnyView {
  /** Resolves when the widget's own script has drawn, or has had time enough to. */
  drawn: Promise<void> = Promise.resolve();

  override render(): unknown {
    this.drawn = change(this.el);
    return super.render();
  }
}

function change(element: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      observer.disconnect();
      resolve();
    };
    const late = setTimeout(done, PATIENCE);
    const observer = new MutationObserver(done);
    observer.observe(element, { attributeFilter: ["hidden"], childList: true });
  });
}
