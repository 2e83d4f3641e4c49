import { limits } from "../../platform/limits.ts";
import { TokenUnavailable } from "./errors.ts";

const inside = 0;
const closed = 1;

/**
 * A library of PKCS#11 is one for the whole process, and may not begin anew while another thread is in it
 * (C_Finalize, PKCS#11 §5.4). All threads that use it share this gate: many pass at once, or one is alone.
 */
export class LibraryGate {
  /** For other threads of the process. */
  readonly shared: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(shared = new SharedArrayBuffer(8)) {
    this.shared = shared;
    this.#words = new Int32Array(shared);
  }

  /** @throws TokenUnavailable when another thread does not open the gate again in time */
  pass<T>(work: () => T): T {
    this.#enter();
    try {
      return work();
    } finally {
      this.#leave();
    }
  }

  /** @returns false when others are in the library, or alone with it: nothing was done */
  alone(work: () => void): boolean {
    if (Atomics.compareExchange(this.#words, closed, 0, 1) === 1) return false;
    try {
      if (!this.#isEmptied()) return false;
      work();
      return true;
    } finally {
      Atomics.store(this.#words, closed, 0);
      Atomics.notify(this.#words, closed);
    }
  }

  #enter(): void {
    for (;;) {
      if (Atomics.wait(this.#words, closed, 1, limits.tokenGateMs) === "timed-out")
        throw new TokenUnavailable(", for its module is being started again");
      Atomics.add(this.#words, inside, 1);
      if (Atomics.load(this.#words, closed) === 0) return;
      this.#leave();
    }
  }

  #leave(): void {
    Atomics.sub(this.#words, inside, 1);
    Atomics.notify(this.#words, inside);
  }

  /** A thread that was ended in the library never comes out: then it is left as it is. */
  #isEmptied(): boolean {
    const endMs = performance.now() + limits.tokenGateMs;
    for (;;) {
      const count = Atomics.load(this.#words, inside);
      if (count === 0) return true;
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) return false;
      Atomics.wait(this.#words, inside, count, leftMs);
    }
  }
}
