/** How much of something each owner holds at this moment, and no more than its share. In memory, of this process. */
export class Shares {
  readonly #max: number;
  readonly #held = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** @returns what gives it back, once however often it is called; null if the owner holds its whole share */
  take(owner: string): (() => void) | null {
    const held = this.#held.get(owner) ?? 0;
    if (held >= this.#max) return null;
    this.#held.set(owner, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#giveBack(owner);
    };
  }

  #giveBack(owner: string): void {
    const left = (this.#held.get(owner) ?? 1) - 1;
    if (left > 0) this.#held.set(owner, left);
    else this.#held.delete(owner);
  }
}
