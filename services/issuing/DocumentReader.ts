import type { DocumentState } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import { Conflict, NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { DocumentStatus } from "../status/DocumentStatus.ts";
import type { Statuses } from "../status/Statuses.ts";
import { type StoredSdJwt, toSdJwt } from "./atRest/copyContent.ts";
import type { DocumentOpener } from "./atRest/DocumentOpener.ts";
import type { SealedCopy } from "./atRest/selectSealed.ts";
import type { IssuedDocument } from "./IssuedDocument.ts";
import type { IssuingRight } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { formatCursor, parseCursor } from "./pageCursor.ts";
import type { ListedStatus, Selection, StoredDocument } from "./StoredDocument.ts";

export type DocumentQuery = Selection & {
  readonly state?: DocumentState;
  readonly status?: ListedStatus;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit?: number;
};

/** `next` is null on the last page. A page may hold fewer than asked for and still have a next. */
export type DocumentPage = {
  readonly documents: readonly IssuedDocument[];
  readonly next: string | null;
};

/** What is known of documents that were issued. */
export class DocumentReader {
  readonly #store: PgDocumentStore;
  readonly #statuses: Statuses;
  readonly #types: FileDocumentTypes;
  readonly #right: IssuingRight;
  readonly #clock: Clock;
  readonly #opener: DocumentOpener;

  constructor(options: {
    store: PgDocumentStore;
    opener: DocumentOpener;
    statuses: Statuses;
    types: FileDocumentTypes;
    right: IssuingRight;
    clock: Clock;
  }) {
    this.#store = options.store;
    this.#statuses = options.statuses;
    this.#types = options.types;
    this.#right = options.right;
    this.#clock = options.clock;
    this.#opener = options.opener;
  }

  /** Unknown: `NotFound` `document.unknown`. */
  async get(id: DocumentId): Promise<IssuedDocument> {
    const [document] = await this.#describe([await this.stored(id)]);
    if (document === undefined) throw unknown(id);
    return document;
  }

  async stored(id: DocumentId): Promise<StoredDocument> {
    const document = uuidPattern.test(id) && (await this.#store.find([id])).get(id);
    if (!document) throw unknown(id);
    return document;
  }

  /** The document, which must not have been superseded: `Conflict` `document.superseded`. Errors as `get`. */
  async current(id: DocumentId): Promise<StoredDocument> {
    const stored = await this.stored(id);
    if (stored.replacedBy === null) return stored;
    throw new Conflict("document.superseded", "A newer revision took this document's place.", {
      document: id,
      replacedBy: stored.replacedBy,
    });
  }

  hasExpired({ expiresAt }: StoredDocument): boolean {
    return expiresAt !== null && expiresAt <= toSeconds(this.#clock.nowMs());
  }

  /** By document type, newest first. */
  async list(query: DocumentQuery): Promise<DocumentPage> {
    const { state, after, type, limit = limits.pageEntries, ...selection } = query;
    const page = await this.#store.page({
      ...selection,
      limit: Math.min(limit, limits.pageEntries),
      ...(type ? { type: this.#types.byName(type).name } : {}),
      ...(state ? { anchored: state === "anchored" } : {}),
      ...(after ? { after: parseCursor(after) } : {}),
    });
    const documents = await this.#describe(page.documents);
    return {
      documents: documents.filter((each) => !state || each.state === state),
      next: page.next && formatCursor(page.next),
    };
  }

  /** Those that exist, in the order asked for. */
  async some(ids: readonly DocumentId[]): Promise<IssuedDocument[]> {
    const stored = await this.#store.find(ids);
    return this.#describe(ids.flatMap((id) => stored.get(id) ?? []));
  }

  /** States of documents by id; those unknown are missing. */
  async states(ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, DocumentState>> {
    const stored = [...(await this.#store.find(ids)).values()];
    const held = await this.#heldStreams(stored);
    return new Map(stored.map((document) => [document.id, toState(document, held)]));
  }

  /**
   * A copy with all its disclosures (RFC 9901 §4), for the holder or the department.
   * Unknown: `NotFound` `document.unknown`. Erased: `Erased`.
   */
  async sdJwt(id: DocumentId, copyNumber = 0): Promise<string> {
    return toSdJwt(await this.content(id, copyNumber));
  }

  /** The parts of a copy. Errors as `sdJwt`. */
  async content(id: DocumentId, copyNumber = 0): Promise<StoredSdJwt> {
    return this.#opener.open(await this.#sealed(id, copyNumber));
  }

  /** The key that seals its copies: wiped by who asked for it. Errors as `sdJwt`. */
  async keyOf(id: DocumentId): Promise<Buffer> {
    return this.#opener.keyOf(await this.#sealed(id, 0));
  }

  async #sealed(id: DocumentId, copyNumber: number): Promise<SealedCopy> {
    const copy = uuidPattern.test(id) && (await this.#store.sealed(id, copyNumber));
    if (!copy) throw unknown(id);
    return copy;
  }

  async #describe(stored: readonly StoredDocument[]): Promise<IssuedDocument[]> {
    const statuses = await this.#statuses.statusOf(stored.map(({ id }) => id));
    const held = await this.#heldStreams(stored);
    return stored.map((document) => ({
      ...toPublic(document),
      state: toState(document, held),
      expired: this.hasExpired(document),
      status: statuses.get(document.id) ?? neverActedOn,
    }));
  }

  /** Streams of documents still to be anchored whose authority may not issue now. */
  async #heldStreams(stored: readonly StoredDocument[]): Promise<ReadonlySet<number>> {
    const waiting = stored.filter(({ anchoring }) => anchoring === "waiting");
    const streams = new Map(waiting.map(({ stream }) => [stream.id, stream]));
    const held = new Set<number>();
    for (const { id, authority, documentType } of streams.values()) {
      if (await this.#right.obstacle(authority, documentType)) held.add(id);
    }
    return held;
  }
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const neverActedOn: DocumentStatus = { value: "valid", effective: true };

const unknown = (id: DocumentId): NotFound =>
  new NotFound("document.unknown", "There is no such document.", { document: id });

function toState(document: StoredDocument, held: ReadonlySet<number>): DocumentState {
  if (document.anchoring === "anchored") return "anchored";
  return document.anchoring === "refused" || held.has(document.stream.id) ? "held" : "pending";
}

const toPublic = ({ stream, ...document }: StoredDocument) => ({
  id: document.id,
  authority: stream.authoritySlug,
  type: stream.typeName,
  revision: document.revision,
  copies: document.copies,
  issuedAt: document.issuedAt,
  expiresAt: document.expiresAt,
  replaces: document.replaces,
  replacedBy: document.replacedBy,
});
