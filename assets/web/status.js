// The status list (IETF Token Status List, 2 bits an entry): what became of each paper.

import { Refusal } from "./refusal.js";

export const valid = 0, revoked = 1, disputed = 2, unregistered = 3;

const mostBytes = 1 << 24; // 64 million entries

export class StatusList {
  constructor(entries) {
    this.entries = entries;
  }

  // at gives an entry, or undefined where the list has none. Entry i stands in byte i/4, from the lowest bits up.
  at(index) {
    const i = Number(index);
    const byte = this.entries[Math.floor(i / 4)];
    return byte === undefined ? undefined : byte >> i % 4 * 2 & 3;
  }
}

// unpack reads a list that travels compressed (zlib), and stops at the first byte too many.
export async function unpack(compressed) {
  const parts = [];
  let size = 0;
  try {
    const reader = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size > mostBytes) {
        await reader.cancel();
        throw new Refusal("status");
      }
      parts.push(read.value);
    }
  } catch {
    throw new Refusal("status");
  }
  return new StatusList(new Uint8Array(await new Blob(parts).arrayBuffer()));
}
