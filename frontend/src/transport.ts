/** How messages get to Python and back. */

export type Channel = "shell" | "control" | "stdin" | "iopub";

/** Jupyter's message header, as jupyter-client.readthedocs.io describes it. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message {
  channel: Channel;
  header: Header;
  parent_header: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: DataView[];
}

export type Status = "connecting" | "connected" | "disconnected";

/**
 * A line to Python. Behind it stands a kernel at a server; Python in the browser itself could stand
 * there as well, for nothing else here knows the difference.
 */
export interface Transport {
  /** Sends a message; where the line is cut off it is lost, for it must not come late. */
  send(message: Message): void;
  onMessage(listener: (message: Message) => void): void;
  onStatus(listener: (status: Status) => void): void;
  /** Makes the line anew, now. */
  reconnect(): void;
  close(): void;
}
