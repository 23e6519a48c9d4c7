/** The line to a kernel at a Jupyter server: one websocket, made anew where it breaks. */

import type { Message, Status, Transport } from "./transport";
import { decode, encode, PROTOCOL } from "./wire";

const FIRST_WAIT = 250; // milliseconds
const LONGEST_WAIT = 5_000; // milliseconds

export class KernelSocket implements Transport {
  private readonly address: string;
  private readonly messageListeners: ((message: Message) => void)[] = [];
  private readonly statusListeners: ((status: Status) => void)[] = [];
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT;
  private timer = 0;
  private ended = false;
  // What is sent before the line first stands waits for it: nobody has been told of trouble yet.
  private early: Message[] | null = [];

  /**
   * @param base The path below which everything is served.
   * @param kernel The kernel's id.
   * @param session An id of this page's: with the same one the server hands on what it kept back
   *   while the line was cut.
   */
  constructor(base: string, kernel: string, session: string) {
    const address = new URL(`${base}api/kernels/${kernel}/channels`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("session_id", session);
    this.address = address.href;
    this.connect();
  }

  send(message: Message): void {
    if (this.early) this.early.push(message);
    else if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(encode(message));
  }

  onMessage(listener: (message: Message) => void): void {
    this.messageListeners.push(listener);
  }

  onStatus(listener: (status: Status) => void): void {
    this.statusListeners.push(listener);
  }

  reconnect(): void {
    if (this.ended || this.socket?.readyState === WebSocket.CONNECTING) return;
    this.wait = FIRST_WAIT;
    this.connect();
  }

  close(): void {
    this.ended = true;
    this.leave();
  }

  /** Forgets the present socket, which may be one of which nobody has said yet that it is cut. */
  private leave(): void {
    clearTimeout(this.timer);
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private connect(): void {
    this.leave();
    this.tell("connecting");
    const socket = new WebSocket(this.address, [PROTOCOL]);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.opened(socket);
    socket.onmessage = ({ data }) => this.received(data);
    socket.onclose = () => this.closed();
  }

  private opened(socket: WebSocket): void {
    if (socket.protocol !== PROTOCOL) {
      socket.close();
      return;
    }
    this.wait = FIRST_WAIT;
    const early = this.early ?? [];
    this.early = null;
    this.tell("connected");
    for (const message of early) this.send(message);
  }

  private received(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    const message = decode(data);
    for (const listener of this.messageListeners) listener(message);
  }

  private closed(): void {
    this.socket = null;
    this.tell("disconnected");
    // Between half and the whole, so that a room full of pages does not come back as one.
    this.timer = setTimeout(() => this.connect(), this.wait * (0.5 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  private tell(status: Status): void {
    for (const listener of this.statusListeners) listener(status);
  }
}
