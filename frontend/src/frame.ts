/** What the app and the frame around it tell each other, as events of the document. */

import type { Status } from "./transport";

interface Told {
  /** The app stands in this element, and can be used. */
  "ssmflow-app": { element: HTMLElement };
  "ssmflow-connection": { status: Status | "dead" };
  /** The app can't be brought up. */
  "ssmflow-failed": null;
  /** Whether Python is at work on something that this page asked. */
  "ssmflow-activity": { busy: boolean };
}

interface Asked {
  /** The line may be broken: make it anew. */
  "ssmflow-reconnect": null;
  /** The kernel is gone for good. */
  "ssmflow-end": null;
}

export function tell<Name extends keyof Told>(name: Name, detail: Told[Name]): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

export function whenAsked(name: keyof Asked, act: () => void): void {
  document.addEventListener(name, act);
}

/** Reads what the server wrote into the page. */
export function read<Data>(id: string): Data | null {
  return JSON.parse(document.getElementById(id)?.textContent || "null");
}
