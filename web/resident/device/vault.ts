import type { PasskeySecret } from "../passkey/authenticator.ts";
import { type Box, closeBox, openBox, toBoxKey, toLockKey } from "./boxes.ts";
import { type BoxTable, DeviceStore, type Lock } from "./DeviceStore.ts";
import { type Draft, readDraft } from "./drafts.ts";
import { type Kept, readKept } from "./kept.ts";

const keyBytes = 32;
const lockName = "key";
/** So that no document's box can take the place of a receipt or a draft. */
const toReceiptName = (id: string): string => `receipt ${id}`;
const toDraftName = (id: string): string => `draft ${id}`;

/** Documents, receipts and drafts on this device, encrypted with one key, which a passkey's secret unlocks where the browser has that. */
export class Vault {
  readonly #store: DeviceStore;
  #lock: Lock | null;
  #key: CryptoKey | null;

  constructor(store: DeviceStore, lock: Lock | null) {
    this.#store = store;
    this.#lock = lock;
    this.#key = lock?.kind === "browser" ? lock.key : null;
  }

  /** What protects what is kept; null: nothing is kept. */
  get protection(): Lock["kind"] | null {
    return this.#lock?.kind ?? null;
  }

  /** Whose documents these are; null: nothing is kept. */
  get account(): string | null {
    return this.#lock?.account ?? null;
  }

  get isOpen(): boolean {
    return this.#key !== null;
  }

  /** Passkeys, one of which unlocks it. */
  get credentials(): readonly string[] {
    return this.#lock?.kind === "passkey"
      ? this.#lock.wraps.map(({ credential }) => credential)
      : [];
  }

  /** Unlocks it. @returns whether this passkey's secret does */
  async unlock({ credential, secret }: PasskeySecret): Promise<boolean> {
    const wraps = this.#lock?.kind === "passkey" ? this.#lock.wraps : [];
    const wrap = wraps.find((each) => each.credential === credential);
    if (wrap === undefined) return false;
    try {
      this.#key = await toBoxKey(await openBox(await toLockKey(secret), lockName, wrap.box));
      return true;
    } catch {
      return false;
    }
  }

  /** Begins to keep documents of this account. @param secret null: the browser's storage is the only lock */
  async begin(account: string, secret: PasskeySecret | null): Promise<void> {
    const bytes = crypto.getRandomValues(new Uint8Array(keyBytes));
    const key = await toBoxKey(bytes);
    const lock: Lock =
      secret === null
        ? { kind: "browser", account, key }
        : { kind: "passkey", account, wraps: [await toWrap(bytes, secret)] };
    bytes.fill(0);
    await this.#store.clear();
    await this.#store.setLock(lock);
    this.#lock = lock;
    this.#key = key;
  }

  /** All documents that are kept. What cannot be read is left out, not deleted: a newer app may have written it. */
  async all(): Promise<readonly Kept[]> {
    const names = await this.#store.names();
    const found = await Promise.all(names.map((name) => this.get(name)));
    return found.filter((kept) => kept !== null);
  }

  /** Ids of the documents that are kept, locked or not. */
  ids(): Promise<readonly string[]> {
    return this.#store.names();
  }

  /** @param id of the document */
  async get(id: string): Promise<Kept | null> {
    const box: Box | undefined = await this.#store.box(id);
    if (box === undefined) return null;
    const bytes = await openBox(this.#opened(), id, box).catch(() => null);
    return bytes === null ? null : readKept(new TextDecoder().decode(bytes));
  }

  async put(kept: Kept): Promise<void> {
    const { id } = kept.document;
    const bytes = new TextEncoder().encode(JSON.stringify(kept)) as Uint8Array<ArrayBuffer>;
    await this.#store.put(id, await closeBox(this.#opened(), id, bytes));
  }

  /** @param id of the document */
  remove(id: string): Promise<void> {
    return this.#store.remove(id);
  }

  /** Keeps a consent receipt, which nobody else has. @param id of the receipt */
  putReceipt(id: string, receipt: string): Promise<void> {
    return this.#putText("receipts", toReceiptName(id), receipt);
  }

  /** All receipts that are kept and can be read. */
  receipts(): Promise<readonly string[]> {
    return this.#texts("receipts");
  }

  /** Whether there is a draft, locked or not. */
  async hasDrafts(): Promise<boolean> {
    return (await this.#store.names("drafts")).length > 0;
  }

  /** All drafts that are kept and can be read. */
  async drafts(): Promise<readonly Draft[]> {
    return (await this.#texts("drafts")).map(readDraft).filter((draft) => draft !== null);
  }

  putDraft(draft: Draft): Promise<void> {
    return this.#putText("drafts", toDraftName(draft.id), JSON.stringify(draft));
  }

  /** @param id of the draft */
  removeDraft(id: string): Promise<void> {
    return this.#store.remove(toDraftName(id), "drafts");
  }

  /** Takes all of it off this device. */
  async clear(): Promise<void> {
    await this.#store.clear();
    this.#lock = null;
    this.#key = null;
  }

  async #putText(table: BoxTable, name: string, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
    await this.#store.put(name, await closeBox(this.#opened(), name, bytes), table);
  }

  async #texts(table: BoxTable): Promise<readonly string[]> {
    const key = this.#opened();
    const names = await this.#store.names(table);
    const found = await Promise.all(
      names.map(async (name) => {
        const box = await this.#store.box(name, table);
        const bytes = box && (await openBox(key, name, box).catch(() => null));
        return bytes ? new TextDecoder().decode(bytes) : null;
      }),
    );
    return found.filter((text) => text !== null);
  }

  #opened(): CryptoKey {
    if (this.#key === null) throw new TypeError("it is locked");
    return this.#key;
  }
}

async function toWrap(bytes: Uint8Array<ArrayBuffer>, { credential, secret }: PasskeySecret) {
  return { credential, box: await closeBox(await toLockKey(secret), lockName, bytes) };
}

let opening: Promise<Vault> | null = null;

/** This device's. Rejects where the browser refuses its storage. */
export function openVault(): Promise<Vault> {
  opening ??= open().catch((error: unknown) => {
    opening = null;
    throw error;
  });
  return opening;
}

async function open(): Promise<Vault> {
  const store = await DeviceStore.open();
  return new Vault(store, (await store.lock()) ?? null);
}
