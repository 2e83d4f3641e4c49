import { sha256 } from "#sdk/crypto";
import { toHex } from "../encoding/hex.ts";
import { toAuthorityId, toDocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import { orNull } from "../orNull.ts";
import { RecentMap } from "../RecentMap.ts";
import { SelloError } from "../SelloError.ts";
import { withAllEntries } from "../trust/allEntries.ts";
import { parseFoundEntries } from "../trust/foundEntries.ts";
import { parseTrustList } from "../trust/parseTrustList.ts";
import { acceptNewest } from "../trust/succession.ts";
import type { FoundEntries, TrustHead, TrustList } from "../trust/TrustList.ts";
import { splitTrustFile } from "../trust/trustFile.ts";
import { ownSigners, verifyTrustList } from "../trust/verifyTrustList.ts";
import { withEntries } from "../trust/withEntries.ts";
import type { Fetched } from "./fetchText.ts";
import { OnlineError } from "./OnlineError.ts";
import type { VerifierStore } from "./VerifierStore.ts";

const names = { list: "trust-list", etag: "trust-list-etag", all: "trust-entries" } as const;

/** Who issued a document, and which type it is of. */
type Subject = { readonly iss: string; readonly vct: string };

/** Asks the service for what is below an address; null where it is what `etag` names. */
export type Ask = (path: string, bytesMax: number, etag?: string) => Promise<Fetched | null>;

/** The trust list that a verifier has pinned, and those of its entries that it has seen. All of it is verified when it is read. */
export class TrustMemory {
  readonly #store: VerifierStore;
  readonly #ask: Ask;
  // The same list again gives the same object, so that what was found out with its keys is not found out again.
  readonly #opened = new RecentMap<Promise<TrustList>>(2, limits.trustListBytesMax);
  #whole: { readonly list: TrustList; readonly text: string; readonly result: TrustList } | null =
    null;

  constructor(store: VerifierStore, ask: Ask) {
    this.#store = store;
    this.#ask = ask;
  }

  /** The pinned list; null without one, or when the kept one is not signed by its own signers. */
  async pinned(): Promise<TrustList | null> {
    const note = await this.#store.read(names.list);
    if (note === null) return null;
    // It was put here by somebody who had checked it, so it may name its own signers.
    const list = await orNull(() => this.#open(note));
    return list === null || list.isComplete ? list : this.#withKept(list);
  }

  /** @param text a note, or a note with all of its entries behind it */
  async pin(text: string): Promise<TrustList> {
    const { note, entries } = splitTrustFile(text);
    const head = await this.#open(note);
    const list = entries === null ? head : withAllEntries(head, entries);
    await this.#write(note, null);
    if (entries === null) await this.#store.remove(names.all);
    else await this.#store.write(names.all, entries);
    return list;
  }

  async forget(): Promise<void> {
    for (const name of Object.values(names)) await this.#store.remove(name);
  }

  /** Asks for the newest list, and takes it if the pinned one's signers lead to it. */
  async refresh(trustOnFirstUse: boolean): Promise<void> {
    const pinned = await this.pinned();
    const etag = pinned === null ? null : await this.#store.read(names.etag);
    const path = "/v1/trust-list";
    const fetched = await this.#ask(path, limits.trustListBytesMax, etag ?? undefined);
    if (fetched === null) return;
    if (pinned === null && trustOnFirstUse) await this.pin(fetched.text);
    else await this.succeed(fetched.text);
    if (fetched.etag !== null) await this.#store.write(names.etag, fetched.etag);
  }

  /** Throws `OnlineError` `online.not-pinned`, `online.other-network`, `online.not-succeeded`. */
  async succeed(note: string): Promise<TrustList> {
    const pinned = await this.pinned();
    if (pinned === null)
      throw new OnlineError("online.not-pinned", "There is no pinned trust list.");
    const offered = parseTrustList(note);
    if (!isSameNetwork(pinned.head, offered.head))
      throw new OnlineError("online.other-network", "The trust list is of another network.");
    if (offered.head.version <= pinned.head.version) return pinned;
    const accepted = await this.#accept(pinned, note);
    await this.#write(note, accepted);
    return accepted;
  }

  /** Keeps all entries of the pinned list, for verdicts without network. */
  async keepAll(): Promise<void> {
    const list = await this.pinned();
    if (list === null || list.isComplete) return;
    const path = `/v1/trust-lists/${list.head.version}/all`;
    const fetched = await this.#ask(path, limits.trustEntriesBytesMax);
    if (fetched === null) return;
    withAllEntries(list, fetched.text);
    await this.#store.write(names.all, fetched.text);
  }

  /** The list with the entries that a document needs: those that are kept, or else those that the service gives. */
  async withEntriesFor(list: TrustList, subject: Subject, offline: boolean): Promise<TrustList> {
    if (list.isComplete) return list;
    const authority = toAuthorityId(subject.iss);
    const documentType = toDocumentTypeId(subject.vct);
    const name = `entries/${toHex(sha256(`${authority}${documentType}`)).slice(2, 34)}`;
    const kept = await this.#store.read(name);
    const known =
      kept === null ? null : await orNull(async () => withEntries(list, parseFoundEntries(kept)));
    if (known !== null || offline) return known ?? list;
    const text = await this.#fetchEntries(list, subject);
    const found = openEntries(list, text);
    await this.#store.write(name, text);
    return found;
  }

  /** Entries and head of the pinned list, for a document to carry. */
  async entriesFor(subject: Subject): Promise<{ found: FoundEntries | null; head: string }> {
    const note = await this.#store.read(names.list);
    const list = note === null ? null : await orNull(() => this.#open(note));
    if (note === null || list === null)
      throw new OnlineError("online.not-pinned", "There is no pinned trust list.");
    if (list.isComplete) return { found: null, head: note };
    const text = await this.#fetchEntries(list, subject);
    openEntries(list, text);
    return { found: parseFoundEntries(text), head: note };
  }

  async #fetchEntries({ head }: TrustList, { iss, vct }: Subject): Promise<string> {
    const ids = `authority=${toAuthorityId(iss)}&documentType=${toDocumentTypeId(vct)}`;
    const path = `/v1/trust-lists/${head.version}/entries?${ids}`;
    const fetched = await this.#ask(path, limits.trustFoundBytesMax);
    return fetched?.text ?? "";
  }

  #open(note: string): Promise<TrustList> {
    return this.#opened.get(note, verifyOwn);
  }

  async #withKept(list: TrustList): Promise<TrustList> {
    const text = await this.#store.read(names.all);
    if (text === null) return list;
    if (this.#whole?.list === list && this.#whole.text === text) return this.#whole.result;
    const result = (await orNull(async () => withAllEntries(list, text))) ?? list;
    this.#whole = { list, text, result };
    return result;
  }

  /** By the pinned list's signers, and by its own: otherwise nobody could tell later that it was accepted. */
  async #accept(pinned: TrustList, note: string): Promise<TrustList> {
    const read = async (version: number): Promise<string> => {
      const fetched = await this.#ask(`/v1/trust-lists/${version}`, limits.trustListBytesMax);
      return fetched?.text ?? "";
    };
    try {
      await acceptNewest(pinned, note, read);
      return await this.#open(note);
    } catch (error) {
      if (!(error instanceof SelloError) || error instanceof OnlineError) throw error;
      const words = "The trust list is not signed by those whom the pinned one names.";
      throw new OnlineError("online.not-succeeded", words, {}, error);
    }
  }

  async #write(note: string, accepted: TrustList | null): Promise<void> {
    const hasAll = accepted !== null && (await this.#store.read(names.all)) !== null;
    await this.#store.write(names.list, note);
    await this.#store.remove(names.etag);
    // Who keeps the whole list goes on keeping it.
    if (hasAll) await this.keepAll().catch(ignoreRefusal);
  }
}

/** It can be asked for again: until then, entries are asked for one by one. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof SelloError)) throw error;
}

async function verifyOwn(note: string): Promise<TrustList> {
  const list = parseTrustList(note);
  return verifyTrustList(list, ownSigners(list));
}

function openEntries(list: TrustList, text: string): TrustList {
  try {
    return withEntries(list, parseFoundEntries(text));
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    const words = "The service gave entries that are not of the trust list.";
    throw new OnlineError("online.trust-entries", words, {}, error);
  }
}

/** The same first log, on the same chain: a network that was set up again may have the old name. */
function isSameNetwork(a: TrustHead, b: TrustHead): boolean {
  return a.network === b.network && a.deployments[0]?.log === b.deployments[0]?.log;
}
