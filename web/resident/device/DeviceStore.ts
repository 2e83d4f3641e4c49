import { openDatabase } from "../../ui/openDatabase.ts";
import type { Box } from "./boxes.ts";

/** The content's key, in a box that one passkey opens. */
export type Wrap = { readonly credential: string; readonly box: Box };

/** How what is kept is locked. */
export type Lock =
  | { readonly kind: "passkey"; readonly account: string; readonly wraps: readonly Wrap[] }
  /** The browser has no secret of a passkey: its own storage is all that protects the key. */
  | { readonly kind: "browser"; readonly account: string; readonly key: CryptoKey };

const version = 3;
const locks = "locks";
const boxes = "boxes";
const receipts = "receipts";
const drafts = "drafts";
/** Where boxes are: one for each document, for each consent receipt, and for each draft of an application. */
export type BoxTable = typeof boxes | typeof receipts | typeof drafts;
/** There is one lock. */
const theLock = "lock";

/** From each version of the storage to the next; the first makes it. */
const upgrades: readonly ((database: IDBDatabase) => void)[] = [
  (database) => {
    database.createObjectStore(locks);
    database.createObjectStore(boxes);
  },
  (database) => {
    database.createObjectStore(receipts);
  },
  (database) => {
    database.createObjectStore(drafts);
  },
];

/** What this browser stores: a lock, and a box for each document, receipt and draft. Throws where the browser refuses its storage. */
export class DeviceStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(): Promise<DeviceStore> {
    const database = await openDatabase({
      name: "sello-resident",
      version,
      withinMs: 3_000,
      upgrade: (opened, from) => {
        for (const upgrade of upgrades.slice(from)) upgrade(opened);
      },
    });
    return new DeviceStore(database);
  }

  lock(): Promise<Lock | undefined> {
    return this.#do(locks, "readonly", (table) => table.get(theLock) as IDBRequest<Lock>);
  }

  async setLock(lock: Lock): Promise<void> {
    await this.#do(locks, "readwrite", (table) => table.put(lock, theLock));
  }

  async names(table: BoxTable = boxes): Promise<readonly string[]> {
    return (await this.#do(table, "readonly", (found) => found.getAllKeys())).map(String);
  }

  box(name: string, table: BoxTable = boxes): Promise<Box | undefined> {
    return this.#do(table, "readonly", (found) => found.get(name) as IDBRequest<Box>);
  }

  async put(name: string, box: Box, table: BoxTable = boxes): Promise<void> {
    await this.#do(table, "readwrite", (found) => found.put(box, name));
  }

  async remove(name: string, table: BoxTable = boxes): Promise<void> {
    await this.#do(table, "readwrite", (found) => found.delete(name));
  }

  async clear(): Promise<void> {
    for (const table of [boxes, receipts, drafts, locks])
      await this.#do(table, "readwrite", (found) => found.clear());
  }

  #do<Result>(
    table: string,
    mode: IDBTransactionMode,
    act: (table: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(table, mode);
      const request = act(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("storage refused"));
    });
  }
}
