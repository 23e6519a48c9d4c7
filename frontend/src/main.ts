/** Starts the page: makes its widgets, shows them, and joins them to the kernel. */

import { uuid } from "@jupyter-widgets/base";
import type { DOMWidgetView } from "@jupyter-widgets/base";
import type { IManagerState } from "@jupyter-widgets/base-manager";
import { Widget } from "@lumino/widgets";
import { Comms } from "./comms";
import { read, tell, whenAsked } from "./frame";
import { Manager } from "./manager";
import { places } from "./outputs";
import type { Status, Transport } from "./transport";
import { KernelSocket } from "./websocket";

interface Config {
  baseUrl: string;
  kernelId: string;
  /** The model to show; where there is none, what the cells have put out. */
  view: string | null;
  /** Where the states of the widgets are; where it is nowhere, the kernel tells them. */
  state: string | null;
}

interface Words {
  fallback: string;
  languages: Record<string, { cannot_show: string }>;
}

// How long an address may take to be followed before the page is shown as it is.
const PATIENCE = 5_000; // milliseconds
const GONE = ["dead", "terminating", "restarting", "autorestarting"];

async function start({ baseUrl, kernelId, view, state }: Config): Promise<void> {
  const session = uuid();
  const transport = new KernelSocket(baseUrl, kernelId, session);
  const comms = new Comms(transport, session);
  const words = read<Words>("page-words");
  const told = words?.languages[words.fallback]?.cannot_show ?? "{name}";
  const manager = new Manager(comms, told);
  const rest = atRest(comms);
  follow(transport, comms, manager);

  const shown = places(document.getElementById("rendered_cells") as HTMLElement, view);
  if (shown.length && state) await comms.after(restore(manager, state));
  else if (shown.length) await manager.refresh();
  await Promise.all(
    shown.map(async ({ model, element }) => {
      const made = await manager.create_view<DOMWidgetView>(await manager.get_model(model));
      Widget.attach(made.luminoWidget, element);
    }),
  );
  await manager.drawn();
  // The address leads elsewhere: only what stands there is shown.
  if (location.hash.length > 1) await Promise.race([rest(), wait(PATIENCE)]);
  tell("ssmflow-app", { element: document.getElementById("main") as HTMLElement });
}

async function restore(manager: Manager, address: string): Promise<void> {
  // The same as what the page preloads.
  const answer = await fetch(address);
  await manager.restore((await answer.json()) as IManagerState);
}

/** Tells the frame how the line is, and brings the widgets up to date when it is back. */
function follow(transport: Transport, comms: Comms, manager: Manager): void {
  let before = false;
  const back = async () => {
    await manager.refresh();
    comms.giveUp();
    tell("ssmflow-connection", { status: "connected" });
  };
  transport.onStatus((status: Status) => {
    if (status === "connected" && before) void back();
    else tell("ssmflow-connection", { status });
    before ||= status === "connected";
  });
  comms.told = (state) => {
    if (GONE.includes(state)) tell("ssmflow-connection", { status: "dead" });
  };
  whenAsked("ssmflow-reconnect", () => transport.reconnect());
  whenAsked("ssmflow-end", () => transport.close());
}

/** Tells the frame whether Python is at work, and gives a way to wait until it is not. */
function atRest(comms: Comms): () => Promise<void> {
  let working = false;
  let wake: (() => void)[] = [];
  comms.busy = (busy) => {
    working = busy;
    tell("ssmflow-activity", { busy });
    if (busy) return;
    for (const each of wake) each();
    wake = [];
  };
  return async () => {
    if (working) await new Promise<void>((resolve) => wake.push(resolve));
  };
}

function wait(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

const config = read<Config>("page-config");
// Where the server has ended the page with a failure there is nothing to start.
if (config && !document.querySelector(".page-failure")) {
  start(config).catch((error: unknown) => {
    console.error(error);
    tell("ssmflow-failed", null);
  });
}
