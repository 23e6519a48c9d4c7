/** Takes what a module defines in the way of AMD, which is how anywidget's package is made. */

type Factory = (...needed: unknown[]) => unknown;

export let defined: Factory;

export function define(_needs: string[], factory: Factory): void {
  defined = factory;
}
