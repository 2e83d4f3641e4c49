import { randomFillSync } from "node:crypto";

// Drawn for many at once: a system call for each would take longer than what they are drawn for.
const drawn = Buffer.alloc(16_384);
let offset = drawn.length;

/**
 * Random bytes, good for keys. Each is given once and kept nowhere else.
 * @param length few: an id, a nonce, a key
 */
export function drawBytes(length: number): Buffer {
  if (offset + length > drawn.length) {
    randomFillSync(drawn);
    offset = 0;
  }
  const part = Buffer.from(drawn.subarray(offset, offset + length));
  drawn.fill(0, offset, offset + length);
  offset += length;
  return part;
}
