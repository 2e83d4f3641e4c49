/** Of each root. Two different ones are the same so far with a chance of 2⁻⁹⁶. */
const prefixBytes = 12;

/** The roots of a sealed log's batches, kept short: a million take 12 MB. Whether another log has one of them again. */
export class BatchRoots {
  readonly #sorted: Buffer;

  private constructor(sorted: Buffer) {
    this.#sorted = sorted;
  }

  static of(roots: readonly Uint8Array[]): BatchRoots {
    const prefixes = roots.map((root) => Buffer.from(root.subarray(0, prefixBytes)));
    return new BatchRoots(Buffer.concat(prefixes.sort(Buffer.compare)));
  }

  static parse(text: string): BatchRoots {
    return new BatchRoots(Buffer.from(text, "base64"));
  }

  get size(): number {
    return this.#sorted.length / prefixBytes;
  }

  has(root: Uint8Array): boolean {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = Buffer.compare(this.#at(middle), root.subarray(0, prefixBytes));
      if (order === 0) return true;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  toString(): string {
    return this.#sorted.toString("base64");
  }

  #at(index: number): Buffer {
    return this.#sorted.subarray(index * prefixBytes, (index + 1) * prefixBytes);
  }
}
