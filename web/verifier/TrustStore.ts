import { MemoryStore, type VerifierStore } from "@sello/sdk/online";

/** The pinned trust list, and revocations that were seen once: they are never unseen. */
const isKept = (name: string): boolean => name === "trust-list" || name.startsWith("revoked/");

/**
 * Keeps in this browser what must outlast the visit; status lists as long as the page is open. Throws where the browser
 * refuses its storage: `OnlineVerifier` then goes on without, and says so.
 */
export class TrustStore implements VerifierStore {
  readonly #storage: () => Storage;
  readonly #memory = new MemoryStore();

  /** @param storage asked each time: some browsers throw as soon as it is looked at */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  async read(name: string): Promise<string | null> {
    return isKept(name) ? this.#storage().getItem(`sello.${name}`) : this.#memory.read(name);
  }

  async write(name: string, text: string): Promise<void> {
    if (isKept(name)) this.#storage().setItem(`sello.${name}`, text);
    else await this.#memory.write(name, text);
  }

  async remove(name: string): Promise<void> {
    if (isKept(name)) this.#storage().removeItem(`sello.${name}`);
    else await this.#memory.remove(name);
  }
}
