/** Starts the page: joins it to the kernel, and has its widgets shown. */

import type { IManagerState } from "@jupyter-widgets/base-manager";
import { Comms } from "./comms";
import { read, tell, whenAsked } from "./frame";
import { identity } from "./identity";
import type { Status, Transport } from "./transport";
import { KernelSocket } from "./websocket";
import type { Widgets } from "./widgets";

interface Config {
  baseUrl: string;
  kernelId: string;
  /** The model to show; where there is none, what the cells have put out. */
  view: string | null;
  /** Where the states of the widgets are; where it is nowhere, the kernel tells them. */
  state: string | null;
  /** Where the script is that makes widgets. */
  widgets: string;
}

// How long an address may take to be followed before the page is shown as it is.
const PATIENCE = 5_000; // milliseconds
const GONE = ["dead", "terminating", "restarting", "autorestarting"];

async function start(config: Config): Promise<void> {
  const session = identity();
  const transport = new KernelSocket(config.baseUrl, config.kernelId, session);
  const comms = new Comms(transport, session);
  const rest = atRest(comms);
  let refresh = async (): Promise<void> => {};
  follow(transport, comms, () => refresh());

  const saved = config.state ? stateAt(config.state) : null;
  const widgets = make(config, comms, saved);
  // What the kernel says waits for the widgets that it is for.
  const made = await (saved ? comms.after(widgets) : widgets);
  refresh = made.refresh;
  await made.show();
  // The address may lead elsewhere: only what stands there is shown.
  await Promise.race([rest(), wait(PATIENCE)]);
  tell("ssmflow-app", { element: document.getElementById("main") as HTMLElement });
}

/** Makes the widgets, in the state in which they begin. */
async function make(
  { view, widgets }: Config,
  comms: Comms,
  saved: Promise<IManagerState> | null,
): Promise<Widgets> {
  const script = (await import(widgets)) as typeof import("./widgets");
  return script.make(comms, await saved, view);
}

async function stateAt(address: string): Promise<IManagerState> {
  // The same as what the page preloads.
  const answer = await fetch(address);
  return (await answer.json()) as IManagerState;
}

/** Tells the frame how the line is, and brings the widgets up to date when it is back. */
function follow(transport: Transport, comms: Comms, refresh: () => Promise<void>): void {
  let before = false;
  const back = async () => {
    await refresh();
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
