/** Starts the page: joins it to the kernel, and has its widgets shown once it can be read. */

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
// A page behind others is not painted at all.
const PAINTED_WITHIN = 200; // milliseconds
const GONE = ["dead", "terminating", "restarting", "autorestarting"];
// The part of our pages that follows the address.
const ADDRESS = "ssmflow.views.address.Address";

async function start(config: Config): Promise<void> {
  const session = identity();
  const transport = new KernelSocket(config.baseUrl, config.kernelId, session);
  const comms = new Comms(transport, session);
  const rest = atRest(comms);
  const refresh = { widgets: async () => {} };
  follow(transport, comms, () => refresh.widgets());

  const saved = config.state ? stateAt(config.state) : null;
  const answered = saved && followEarly(comms, saved);
  const widgets = make(config, comms, saved, answered);
  // What the kernel says waits for the widgets that it is for.
  const { show, refresh: anew } = await (saved ? comms.after(widgets) : widgets);
  refresh.widgets = anew;
  await settled(rest);
  await show();
  await settled(rest);
  tell("ssmflow-app", { element: document.getElementById("main") as HTMLElement });
}

/** Makes the widgets. Their script is large: what can be read already is painted before. */
async function make(
  { view, widgets }: Config,
  comms: Comms,
  saved: Promise<IManagerState> | null,
  answered: (() => void) | null,
): Promise<Widgets> {
  await Promise.race([painted(), wait(PAINTED_WITHIN)]);
  const script = (await import(widgets)) as typeof import("./widgets");
  const state = await saved;
  answered?.();
  return script.make(comms, state, view);
}

async function stateAt(address: string): Promise<IManagerState> {
  // The same as what the page preloads.
  const answer = await fetch(address);
  return (await answer.json()) as IManagerState;
}

/**
 * Asks where the address leads, now or when a click on the first step changes it, so that the
 * answer is there before anything is drawn. The widgets do so themselves once they stand.
 */
function followEarly(comms: Comms, saved: Promise<IManagerState>): () => void {
  const ask = async () => {
    if (location.hash.length < 2) return;
    for (const [id, { state }] of Object.entries((await saved).state)) {
      if (state._anywidget_id !== ADDRESS) continue;
      const content = { act: "arrive", fragment: location.hash };
      comms.comm("jupyter.widget", id).send({ method: "custom", content });
    }
  };
  const changed = () => void ask();
  window.addEventListener("hashchange", changed);
  changed();
  return () => window.removeEventListener("hashchange", changed);
}

/** Waits where the address leads elsewhere, for only what stands there is shown. */
async function settled(rest: () => Promise<void>): Promise<void> {
  if (location.hash.length > 1) await Promise.race([rest(), wait(PATIENCE)]);
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

function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
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
