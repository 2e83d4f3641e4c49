import { MemoryStore, type VerifierStore } from "@sello/sdk/online";

const kept = new Map([["trust-list", "sello.trust-list"]]);

/** Keeps the pinned trust list in this browser; status lists as long as the page is open. */
export class TrustStore implements VerifierStore {
  readonly #storage: Storage | null;
  readonly #memory = new MemoryStore();

  /** @param storage null where the browser refuses it: then each visit trusts the list that it is given */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  async read(name: string): Promise<string | null> {
    const key = kept.get(name);
    return key && this.#storage ? this.#storage.getItem(key) : this.#memory.read(name);
  }

  async write(name: string, text: string): Promise<void> {
    const key = kept.get(name);
    if (key && this.#storage) this.#storage.setItem(key, text);
    else await this.#memory.write(name, text);
  }

  async remove(name: string): Promise<void> {
    const key = kept.get(name);
    if (key && this.#storage) this.#storage.removeItem(key);
    else await this.#memory.remove(name);
  }
}
