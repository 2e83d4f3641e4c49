const headBytes = 8;
const inputBytesMax = 2_097_152;

/** The input that a thread reads now, where another thread can see it even if the first never answers. */
export class CurrentInput {
  readonly memory: SharedArrayBuffer;
  readonly #head: DataView;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(headBytes + inputBytesMax)) {
    this.memory = memory;
    this.#head = new DataView(memory, 0, headBytes);
    this.#bytes = new Uint8Array(memory, headBytes);
  }

  set(input: Uint8Array): void {
    const kept = input.subarray(0, inputBytesMax);
    this.#bytes.set(kept);
    this.#head.setUint32(4, kept.length);
    this.#head.setUint32(0, this.count + 1);
  }

  /** Inputs so far. */
  get count(): number {
    return this.#head.getUint32(0);
  }

  /** A copy. */
  get input(): Buffer {
    return Buffer.from(this.#bytes.slice(0, this.#head.getUint32(4)));
  }
}
