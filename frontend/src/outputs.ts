/** What the notebook shows: one widget whose id the page tells, or what its cells have put out. */

const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const WIDGET = "application/vnd.jupyter.widget-view+json";

interface Output {
  data?: Record<string, unknown>;
}

export interface Place {
  model: string;
  element: HTMLElement;
}

/** The widgets of the page, each with the element in which it goes; other output stands at once. */
export function places(cells: HTMLElement, view: string | null): Place[] {
  if (view) return [{ model: view, element: cells }];
  return [...cells.querySelectorAll(OUTPUT)].flatMap((script) => {
    const { data = {} } = JSON.parse(script.textContent ?? "{}") as Output;
    const element = document.createElement("div");
    script.replaceWith(element);
    const shown = data[WIDGET] as { model_id: string } | undefined;
    if (shown) return [{ model: shown.model_id, element }];
    // The notebook is the operator's own, so its HTML is too.
    if (data["text/html"]) element.innerHTML = String(data["text/html"]);
    else element.textContent = String(data["text/plain"] ?? "");
    return [];
  });
}
