/** Comms over a transport: what a widget's model and its other half in Python say to each other. */

import type { ICallbacks, IClassicComm } from "@jupyter-widgets/base";
import { identity } from "./identity";
import type { Message, Transport } from "./transport";

type Data = Record<string, unknown>;
type Listener = (message: Message) => unknown;
type Buffers = (ArrayBuffer | ArrayBufferView)[];

/** One comm, in the shape in which the base of the widgets expects it. */
export class Comm implements IClassicComm {
  heard: Listener = () => undefined;
  ended: Listener = () => undefined;

  constructor(
    private readonly comms: Comms,
    readonly target_name: string,
    readonly comm_id: string,
  ) {}

  open(data: unknown, callbacks?: ICallbacks, metadata?: unknown, buffers?: Buffers): string {
    const { comm_id, target_name } = this;
    const content = { comm_id, target_name, data };
    return this.comms.send("comm_open", content, callbacks, metadata, buffers);
  }

  send(data: unknown, callbacks?: ICallbacks, metadata?: unknown, buffers?: Buffers): string {
    const content = { comm_id: this.comm_id, data };
    return this.comms.send("comm_msg", content, callbacks, metadata, buffers);
  }

  close(data?: unknown, callbacks?: ICallbacks, metadata?: unknown, buffers?: Buffers): string {
    this.comms.forget(this.comm_id);
    const content = { comm_id: this.comm_id, data: data ?? {} };
    return this.comms.send("comm_close", content, callbacks, metadata, buffers);
  }

  on_msg(listener: Listener): void {
    this.heard = listener;
  }

  on_close(listener: Listener): void {
    this.ended = listener;
  }
}

/** All comms of the page. Messages are taken one after the other, in the order they came. */
export class Comms {
  /** What to do with a comm that Python opens. */
  opened: (comm: Comm, message: Message) => unknown = () => undefined;
  /** Hears what the kernel says of itself. */
  told: (state: string) => void = () => undefined;
  /** Hears whether Python is at work on something that this page asked. */
  busy: (busy: boolean) => void = () => undefined;

  private readonly open = new Map<string, Comm>();
  private readonly asked = new Map<string, ICallbacks | undefined>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly transport: Transport,
    private readonly session: string,
  ) {
    transport.onMessage((message) => {
      this.last = this.last.then(() => this.take(message)).catch(console.error);
    });
  }

  comm(target: string, id: string): Comm {
    const comm = new Comm(this, target, id);
    this.open.set(id, comm);
    return comm;
  }

  forget(id: string): void {
    this.open.delete(id);
  }

  send(
    type: string,
    content: Data,
    callbacks?: ICallbacks,
    metadata?: unknown,
    buffers: Buffers = [],
  ): string {
    const id = identity();
    // Nobody hears of a close: a server may keep it from the kernel.
    if (type !== "comm_close") this.ask(id, callbacks);
    this.transport.send({
      channel: "shell",
      header: {
        msg_id: id,
        msg_type: type,
        session: this.session,
        username: "",
        date: new Date().toISOString(),
        version: "5.3",
      },
      parent_header: {},
      metadata: (metadata ?? {}) as Data,
      content,
      buffers: buffers.map(viewOf),
    });
    return id;
  }

  /** Lets what Python says wait until something else is done. */
  after<Done>(done: Promise<Done>): Promise<Done> {
    this.last = this.last.then(() => done).catch(() => undefined);
    return done;
  }

  /** Gives up what was asked before the line broke, and may have been lost with it. */
  giveUp(): void {
    for (const id of [...this.asked.keys()]) this.answered(id);
  }

  private ask(id: string, callbacks?: ICallbacks): void {
    this.asked.set(id, callbacks);
    if (this.asked.size === 1) this.busy(true);
  }

  private async take(message: Message): Promise<void> {
    const { content, header, parent_header } = message;
    const id = String(content.comm_id);
    switch (header.msg_type) {
      case "comm_open":
        await this.opened(this.comm(String(content.target_name), id), message);
        break;
      case "comm_msg":
        await this.open.get(id)?.heard(message);
        break;
      case "comm_close": {
        const comm = this.open.get(id);
        this.forget(id);
        await comm?.ended(message);
        break;
      }
      case "status": {
        const state = String(content.execution_state);
        if (state === "idle") this.answered(parent_header.msg_id ?? "", message);
        this.told(state);
      }
    }
  }

  private answered(id: string, message: unknown = { content: { execution_state: "idle" } }): void {
    if (!this.asked.has(id)) return;
    const callbacks = this.asked.get(id);
    this.asked.delete(id);
    callbacks?.iopub?.status?.(message as never);
    if (this.asked.size === 0) this.busy(false);
  }
}

function viewOf(buffer: ArrayBuffer | ArrayBufferView): DataView {
  if (buffer instanceof ArrayBuffer) return new DataView(buffer);
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
