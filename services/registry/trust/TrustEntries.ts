import {
  type AuthorityId,
  type DocumentTypeId,
  type FoundEntries,
  parseTrustList,
  type TrustList,
} from "@sello/sdk";
import { EntryIndex, parseAuthority, parseDocumentType } from "@sello/sdk/trust";
import { BoundedCache } from "../../platform/BoundedCache.ts";
import { NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Entries, EntryValues } from "./EntryBook.ts";
import type {
  EntryKind,
  PgTrustListStore,
  PublishedTrustList,
  StoredEntry,
} from "./PgTrustListStore.ts";

type Known = { readonly entries: Entries; readonly values: EntryValues | null };

export type AskedEntries = {
  readonly authorities: readonly AuthorityId[];
  readonly documentTypes: readonly DocumentTypeId[];
};

/** The entries of every version: of the newest in memory, of older ones from the database. */
export class TrustEntries {
  readonly #store: PgTrustListStore;
  readonly #older = new BoundedCache<number, Promise<Known>>(limits.trustVersionsCached);
  #newest: { readonly version: number; readonly known: Promise<Known> } | null = null;

  constructor(store: PgTrustListStore) {
    this.#store = store;
  }

  /** What a version that was just published has: nobody needs to read it again. */
  remember(version: number, entries: Entries, values: EntryValues): void {
    this.#newest = { version, known: Promise.resolve({ entries, values }) };
  }

  /** The signed note of a version. Unknown: `NotFound` `trust_list.unknown`. */
  async note(version: number): Promise<string> {
    return (await this.#list(version)).note;
  }

  /** A list with all of its entries; nothing of it is verified. */
  async complete(list: TrustList): Promise<TrustList> {
    if (list.isComplete) return list;
    return { ...list, ...(await this.values(list.head.version)), isComplete: true };
  }

  /** Unknown: `NotFound` `trust_list.unknown`; a list 1: `NotFound` `trust_list.no_entries`. */
  async of(version: number): Promise<Entries> {
    return (await this.#known(version)).entries;
  }

  async values(version: number): Promise<EntryValues> {
    const { entries, values } = await this.#known(version);
    return values ?? toValues(entries);
  }

  /** The entries asked for, each with its path; an authority comes with all above it. Errors as `of`. */
  async find(version: number, asked: AskedEntries): Promise<FoundEntries> {
    const { authorities, documentTypes } = await this.of(version);
    const line = new Set(asked.authorities.flatMap((id) => lineOf(authorities, id)));
    return {
      version,
      authorities: [...line].map((id) => authorities.find(id)),
      documentTypes: [...new Set(asked.documentTypes)].map((id) => documentTypes.find(id)),
    };
  }

  #known(version: number): Promise<Known> {
    const known = this.#newest?.version === version ? this.#newest.known : this.#older.get(version);
    if (known) return known;
    const reading = this.#read(version);
    this.#older.set(version, reading);
    reading.catch(() => this.#older.delete(version));
    return reading;
  }

  async #read(version: number): Promise<Known> {
    const { note } = await this.#list(version);
    if (parseTrustList(note).head.authorities.root === "")
      throw new NotFound("trust_list.no_entries", "This trust list has its entries in itself.");
    return { entries: toEntries(await this.#store.entries(version)), values: null };
  }

  async #list(version: number): Promise<PublishedTrustList> {
    const list = await this.#store.byVersion(version);
    if (list) return list;
    throw new NotFound("trust_list.unknown", "There is no such trust list.", { version });
  }
}

/** The authority and those above it, as far as they are there. */
function lineOf(index: Entries["authorities"], id: AuthorityId): AuthorityId[] {
  const line = [id];
  for (let at: AuthorityId | null = id; at !== null && line.length <= limits.authorityDepth; ) {
    const found = index.find(at);
    at = "proof" in found ? parseAuthority(found.proof.entry).parent : null;
    if (at !== null) line.push(at);
  }
  return line;
}

function toEntries(stored: readonly StoredEntry[]): Entries {
  const of = <Id extends string>(wanted: EntryKind) =>
    new EntryIndex<Id>(
      stored
        .filter(({ kind }) => kind === wanted)
        .map(({ id, text }) => ({ id: id as string as Id, text })),
    );
  return { authorities: of<AuthorityId>("authority"), documentTypes: of("document-type") };
}

const toValues = ({ authorities, documentTypes }: Entries): EntryValues => ({
  authorities: new Map(authorities.entries.map(({ id, text }) => [id, parseAuthority(text)])),
  documentTypes: new Map(
    documentTypes.entries.map(({ id, text }) => [id, parseDocumentType(text)]),
  ),
});
