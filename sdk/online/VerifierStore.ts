/**
 * Where a verifier keeps what it pins and what it has seen: files, a browser's storage, a database. All of
 * it is signed, and is verified again when it is read.
 */
export interface VerifierStore {
  /** Null without one. */
  read(name: string): Promise<string | null>;
  /** Whole or not at all. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Forgets when the program ends. */
export class MemoryStore implements VerifierStore {
  readonly #texts = new Map<string, string>();

  async read(name: string): Promise<string | null> {
    return this.#texts.get(name) ?? null;
  }

  async write(name: string, text: string): Promise<void> {
    this.#texts.set(name, text);
  }

  async remove(name: string): Promise<void> {
    this.#texts.delete(name);
  }
}
