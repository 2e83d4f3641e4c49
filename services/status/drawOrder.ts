import { randomFillSync } from "node:crypto";

const WORD = 2 ** 32;

/**
 * The numbers 0 to `count - 1` in an order that nobody can foretell: a Fisher–Yates shuffle on the
 * system's random source. Every order is equally likely, as far as the source's bits are.
 * @returns 4 bytes big-endian each
 */
export function drawOrder(count: number): Buffer {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) order[i] = i;
  const below = randomBelow(count);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    const taken = order[j] as number;
    order[j] = order[i] as number;
    order[i] = taken;
  }
  const bytes = Buffer.alloc(4 * count);
  for (let i = 0; i < count; i += 1) bytes.writeUInt32BE(order[i] as number, 4 * i);
  return bytes;
}

/**
 * Even numbers in [0, bound): the high part of random word × bound, drawing again where the low part
 * falls into the remainder that would favour some numbers. Random bytes are fetched in bulk.
 */
function randomBelow(expected: number): (bound: number) => number {
  const pool = new Uint32Array(Math.max(expected, 1));
  let next = pool.length;
  return (bound) => {
    for (;;) {
      if (next === pool.length) {
        randomFillSync(pool);
        next = 0;
      }
      // Below 2^49 for the bounds of a list, so a double holds the product exactly.
      const product = (pool[next] as number) * bound;
      next += 1;
      const low = product % WORD;
      if (low >= WORD % bound) return (product - low) / WORD;
    }
  };
}
