/**
 * The frames of Jupyter's websocket protocol `v1.kernel.websocket.jupyter.org`: the number of
 * offsets, the offsets, and behind them the channel, the four parts of the message and its buffers.
 * All numbers are little-endian and of eight bytes.
 */

import type { Channel, Message } from "./transport";

export const PROTOCOL = "v1.kernel.websocket.jupyter.org";

const NUMBER = 8;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

type Bytes = Uint8Array<ArrayBuffer>;

export function encode(message: Message): ArrayBuffer {
  const { channel, header, parent_header, metadata, content, buffers } = message;
  const parts: Bytes[] = [
    encoder.encode(channel),
    ...[header, parent_header, metadata, content].map((part) =>
      encoder.encode(JSON.stringify(part)),
    ),
    ...buffers.map(bytesOf),
  ];
  let offset = NUMBER * (parts.length + 2);
  const frame = new Uint8Array(parts.reduce((size, part) => size + part.length, offset));
  const numbers = new DataView(frame.buffer);
  numbers.setBigUint64(0, BigInt(parts.length + 1), true);
  numbers.setBigUint64(NUMBER, BigInt(offset), true);
  parts.forEach((part, index) => {
    frame.set(part, offset);
    offset += part.length;
    numbers.setBigUint64(NUMBER * (index + 2), BigInt(offset), true);
  });
  return frame.buffer;
}

export function decode(frame: ArrayBuffer): Message {
  const numbers = new DataView(frame);
  const number = (place: number) => Number(numbers.getBigUint64(NUMBER * place, true));
  const count = number(0) - 1;
  const part = (index: number) =>
    new DataView(frame, number(index + 1), number(index + 2) - number(index + 1));
  const data = (index: number) => JSON.parse(decoder.decode(part(index)));
  return {
    channel: decoder.decode(part(0)) as Channel,
    header: data(1),
    parent_header: data(2),
    metadata: data(3),
    content: data(4),
    buffers: Array.from({ length: count - 5 }, (_, index) => part(index + 5)),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Bytes {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
