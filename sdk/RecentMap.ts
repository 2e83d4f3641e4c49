/**
 * Remembers the last few values that were made, each for the text it was made of. For what follows
 * from the text alone: a value is as little verified as its text is.
 */
export class RecentMap<Value> {
  readonly #values = new Map<string, Value>();
  #last: { readonly text: string; readonly value: Value } | null = null;
  readonly #entriesMax: number;
  readonly #lengthMax: number;

  /** Texts of more than `lengthMax` characters are not kept: nobody but an attacker has many. */
  constructor(entriesMax: number, lengthMax: number) {
    this.#entriesMax = entriesMax;
    this.#lengthMax = lengthMax;
  }

  /** What `make` made of this text, perhaps earlier. What it throws is thrown and not kept. */
  get(text: string, make: (text: string) => Value): Value {
    // Often it is the same text again, and comparing takes a tenth of the time of hashing.
    if (this.#last?.text === text) return this.#last.value;
    const known = this.#values.get(text);
    const value = known ?? make(text);
    if (text.length > this.#lengthMax) return value;
    this.#last = { text, value };
    if (known === undefined) this.#keep(text, value);
    return value;
  }

  #keep(text: string, value: Value): void {
    if (this.#values.size >= this.#entriesMax) {
      const [oldest] = this.#values.keys();
      if (oldest !== undefined) this.#values.delete(oldest);
    }
    this.#values.set(text, value);
  }
}
