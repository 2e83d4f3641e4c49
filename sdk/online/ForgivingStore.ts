import { OnlineError } from "./OnlineError.ts";
import { MemoryStore, type VerifierStore } from "./VerifierStore.ts";

/**
 * A store that may fail: browsers refuse storage in private windows, disks are full. What it cannot keep is remembered
 * until the program ends, and `failure` says that it will be forgotten then.
 */
export class ForgivingStore implements VerifierStore {
  readonly #store: VerifierStore;
  readonly #memory = new MemoryStore();
  #failure: OnlineError | null = null;

  constructor(store: VerifierStore) {
    this.#store = store;
  }

  /** Why something could not be kept; null as long as all went well. */
  get failure(): OnlineError | null {
    return this.#failure;
  }

  async read(name: string): Promise<string | null> {
    const remembered = await this.#memory.read(name);
    return remembered ?? (await this.#try(() => this.#store.read(name))) ?? null;
  }

  async write(name: string, text: string): Promise<void> {
    const isKept = await this.#try(async () => {
      await this.#store.write(name, text);
      return true;
    });
    if (isKept) await this.#memory.remove(name);
    else await this.#memory.write(name, text);
  }

  async remove(name: string): Promise<void> {
    await this.#memory.remove(name);
    await this.#try(() => this.#store.remove(name));
  }

  async #try<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      const words =
        "What was learnt could not be kept, so the next verdict cannot be compared with it.";
      this.#failure = new OnlineError("online.not-kept", words, {}, error);
      return null;
    }
  }
}
