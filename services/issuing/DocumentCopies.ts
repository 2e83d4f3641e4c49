import type { DocumentId } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";
import { Conflict, InvalidInput } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { DocumentType } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDrafter, MandateClaim } from "./DocumentDrafter.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import { givenClaims } from "./givenClaims.ts";
import { byItself, type HolderKey, type IssuedBy } from "./IssuedDocument.ts";
import type { IssuingRight } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { readSdJwt } from "./readSdJwt.ts";
import { refuseEnded } from "./refuseEnded.ts";
import type { StoredDocument } from "./StoredDocument.ts";

/** For whom copies are, where that is not the holder. */
export type ForDelegate = {
  /** What the copies say; they end at its `until`, or with the document. */
  readonly claim: MandateClaim;
  /** Before anything is written or locked: throws when the mandate has ended. Until the transaction ends it cannot end. */
  readonly hold: (tx: Transaction) => Promise<void>;
  /** Notes which copies of the document are the mandate's. */
  readonly note: (tx: Transaction, numbers: readonly number[]) => Promise<void>;
};

/** For whom copies are: anybody whom the office means, or the holder, who makes them to be shown once each. */
export type CopiesFor = {
  readonly isHolders?: boolean;
  /** Somebody who acts for the holder. */
  readonly delegate?: ForDelegate | null;
  /** Notes them elsewhere, in the transaction in which they are made. */
  readonly note?: (tx: Transaction, numbers: readonly number[]) => Promise<void>;
};

/** More copies of documents that were issued. */
export class DocumentCopies {
  readonly #store: PgDocumentStore;
  readonly #types: FileDocumentTypes;
  readonly #places: StatusPlaces;
  readonly #statuses: Statuses;
  readonly #drafter: DocumentDrafter;
  readonly #right: IssuingRight;
  readonly #reader: DocumentReader;

  constructor(options: {
    store: PgDocumentStore;
    types: FileDocumentTypes;
    places: StatusPlaces;
    statuses: Statuses;
    drafter: DocumentDrafter;
    right: IssuingRight;
    reader: DocumentReader;
  }) {
    this.#store = options.store;
    this.#types = options.types;
    this.#places = options.places;
    this.#statuses = options.statuses;
    this.#drafter = options.drafter;
    this.#right = options.right;
    this.#reader = options.reader;
  }

  /**
   * More copies of a document, one for each key: same claims; salts, status place and log leaf of their own.
   * Superseded or revoked: `Conflict`. More than the type allows: `Conflict` `copies.many`; not of those that the holder
   * makes, each to be shown once, which who asks has counted.
   * @returns the numbers of the copies
   */
  async add(
    id: DocumentId,
    holderKeys: readonly HolderKey[],
    by: IssuedBy = byItself,
    { isHolders = false, delegate = null, note }: CopiesFor = {},
  ): Promise<readonly number[]> {
    if (holderKeys.length === 0 || holderKeys.length > limits.copiesPerRequest) {
      throw new InvalidInput("copies.count", `Ask for 1 to ${limits.copiesPerRequest} copies.`);
    }
    this.#store.requireRoom(by.callerId);
    const keys = holderKeys.map(parseHolderKey);
    const stored = await this.#reader.current(id);
    const type = this.#types.byId(stored.stream.documentType);
    if (!isHolders) requireRoom(type, stored, keys.length);
    const { sealing } = await this.#right.openVersion(stored.stream.authority, type);
    const before = readSdJwt(await this.#reader.content(id));
    // Ages are counted again: a copy says them as of its own time of issue.
    const claims = this.#drafter.complete(sealing, givenClaims(type, before.claims));
    const places = await this.#places.take(stored.stream.authority, keys.length);
    const key = await this.#reader.keyOf(id);
    const copies = await this.#drafter.copies(
      sealing,
      { document: id, key },
      places.map((place, index) => ({
        claims,
        place,
        holderKey: keys[index],
        expiresAt: earlier(stored.expiresAt, delegate?.claim.until ?? null),
        mandate: delegate?.claim,
      })),
    );
    key.fill(0);
    return this.#store.transaction(async (tx) => {
      await delegate?.hold(tx);
      // The flag of a new place says valid, so a copy of a suspended document would be valid at once.
      refuseEnded(id, (await this.#statuses.lock(tx, [id])).get(id));
      const numbers = await this.#store.appendCopies(tx, stored, copies, by);
      await delegate?.note(tx, numbers);
      await note?.(tx, numbers);
      return numbers;
    });
  }
}

/** @param one unix seconds; null: it does not end */
export function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function requireRoom(type: DocumentType, { id, copies }: StoredDocument, more: number): void {
  if (copies + more <= type.copiesMax) return;
  const words = `A holder may have ${type.copiesMax} copies of this document, and has ${copies}.`;
  throw new Conflict("copies.many", words, { document: id, limit: type.copiesMax });
}
