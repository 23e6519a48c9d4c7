/** The widgets of the page: the script apart that brings their libraries along. */

import type { DOMWidgetView } from "@jupyter-widgets/base";
import type { IManagerState } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import type { Comms } from "./comms";
import { read } from "./frame";
import { Manager } from "./manager";
import { places } from "./outputs";

export interface Widgets {
  /** Shows them, and waits until they stand. */
  show(): Promise<void>;
  /** Takes over the states that the kernel has. */
  refresh(): Promise<void>;
}

interface Words {
  fallback: string;
  languages: Record<string, { cannot_show: string }>;
}

/**
 * Makes the models.
 * @param saved The state in which they begin; where there is none, the kernel is asked.
 * @param view The model to show; where there is none, what the cells have put out.
 */
export async function make(
  comms: Comms,
  saved: IManagerState | null,
  view: string | null,
): Promise<Widgets> {
  const words = read<Words>("page-words");
  const told = words?.languages[words.fallback]?.cannot_show ?? "{name}";
  const manager = new Manager(comms, told);
  const shown = places(document.getElementById("rendered_cells") as HTMLElement, view);
  if (shown.length && saved) await manager.restore(saved);
  else if (shown.length) await manager.refresh();
  const show = async () => {
    const views = shown.map(async ({ model, element }) => {
      const made = await manager.create_view<DOMWidgetView>(await manager.get_model(model));
      Widget.attach(made.luminoWidget, element);
    });
    await Promise.all(views);
    await manager.drawn();
  };
  return { show, refresh: () => manager.refresh() };
}
