import type { VerifierStore } from "@sello/sdk/online";
import { openDatabase } from "../../ui/openDatabase.ts";
import { verifierLimits } from "../verifierLimits.ts";

const table = "texts";
const opening = {
  name: "sello-verifier",
  version: 1,
  withinMs: verifierLimits.storageMs,
  upgrade: (database: IDBDatabase) => void database.createObjectStore(table),
};

/**
 * Keeps in this browser what must outlast the visit: the pinned trust list, status lists, revocations that were seen
 * once, the newest checkpoint. Throws where the browser refuses its storage, or does not open it in time:
 * `OnlineVerifier` then goes on without, and says so.
 */
export class KeptStore implements VerifierStore {
  #database: Promise<IDBDatabase> | null = null;

  async read(name: string): Promise<string | null> {
    const kept = await this.#do<unknown>("readonly", (texts) => texts.get(name));
    return typeof kept === "string" ? kept : readEarlier(name);
  }

  async write(name: string, text: string): Promise<void> {
    await this.#do("readwrite", (texts) => texts.put(text, name));
  }

  async remove(name: string): Promise<void> {
    await this.#do("readwrite", (texts) => texts.delete(name));
    removeEarlier(name);
  }

  async #do<Result>(
    mode: IDBTransactionMode,
    act: (texts: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = act(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("storage refused"));
    });
  }

  /** A refusal is final until the page is opened again: asking each time would make each verdict wait. */
  #open(): Promise<IDBDatabase> {
    this.#database ??= openDatabase(opening);
    return this.#database;
  }
}

/** Earlier pages kept the pinned list and revocations here. They stay in force until a newer list takes their place. */
function readEarlier(name: string): string | null {
  try {
    return window.localStorage.getItem(`sello.${name}`);
  } catch {
    return null;
  }
}

function removeEarlier(name: string): void {
  try {
    window.localStorage.removeItem(`sello.${name}`);
  } catch {
    // What cannot be looked at has nothing in it.
  }
}
