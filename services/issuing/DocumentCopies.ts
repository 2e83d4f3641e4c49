import type { DocumentId } from "@sello/sdk";
import { InvalidInput } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import type { HolderKey } from "./IssuedDocument.ts";
import type { IssuingRight } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { readSdJwt } from "./readSdJwt.ts";
import { refuseEnded } from "./refuseEnded.ts";

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
   * Superseded or revoked: `Conflict`.
   * @returns the numbers of the copies
   */
  async add(id: DocumentId, holderKeys: readonly HolderKey[]): Promise<readonly number[]> {
    if (holderKeys.length === 0 || holderKeys.length > limits.copiesPerRequest) {
      throw new InvalidInput("copies.count", `Ask for 1 to ${limits.copiesPerRequest} copies.`);
    }
    const keys = holderKeys.map(parseHolderKey);
    const stored = await this.#reader.current(id);
    const type = this.#types.byId(stored.stream.documentType);
    const { sealing } = await this.#right.open(stored.stream.authority, type);
    const { claims } = readSdJwt(await this.#reader.sdJwt(id));
    const places = await this.#places.take(stored.stream.authority, keys.length);
    const copies = places.map((place, index) =>
      this.#drafter.copy(sealing, {
        claims,
        place,
        holderKey: keys[index],
        expiresAt: stored.expiresAt,
      }),
    );
    return this.#store.transaction(async (tx) => {
      // The flag of a new place says valid, so a copy of a suspended document would be valid at once.
      refuseEnded(id, (await this.#statuses.lock(tx, [id])).get(id));
      return this.#store.appendCopies(tx, stored, copies);
    });
  }
}
