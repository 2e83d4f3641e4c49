/** A reader of what others wrote, and what it may do with it. */
export type FuzzTarget = {
  readonly name: string;
  /** Valid inputs, to be changed. */
  samples(): Promise<readonly (string | Uint8Array)[]>;
  /** Words of the format. */
  readonly dictionary: readonly string[];
  /**
   * Reads the input, and throws `Unsound` where what it read cannot be right. May throw what `mayThrow` allows.
   * @param input never kept
   */
  read(input: Buffer): unknown;
  /** Whether the error is one that the reader documents. */
  mayThrow(error: unknown): boolean;
};

/** The reader accepted what it should not have, or read something else than what is there. */
export class Unsound extends Error {
  override readonly name = "Unsound";
}

/** Throws `Unsound` unless the two are equal. */
export function requireSame(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Unsound(what);
}
