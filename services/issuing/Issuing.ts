import type { DocumentId } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";
import { Conflict, InvalidInput, NotFound, ServiceError } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import type { Claims, DocumentType } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDraft, RecordDigest } from "./DocumentDraft.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { DocumentPage, DocumentQuery, DocumentReader } from "./DocumentReader.ts";
import { givenClaims } from "./givenClaims.ts";
import type {
  Actor,
  HolderKey,
  IdempotencyKey,
  Issued,
  IssuedDocument,
  IssueRequest,
} from "./IssuedDocument.ts";
import type { IssuingRight } from "./IssuingRight.ts";
import type { RememberedRequest } from "./idempotencyKeys.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { readSdJwt } from "./readSdJwt.ts";
import type { CurrentDocument, StoredDocument, Stream } from "./StoredDocument.ts";

export type * from "./IssuedDocument.ts";

export type IssueOptions = { readonly idempotency?: IdempotencyKey };

/** What a new revision says instead of the old one. */
type Revision = {
  readonly claims?: Claims;
  readonly holderKey?: HolderKey;
  /** Whether it ends when the old one would have. */
  readonly keepsExpiry: boolean;
};

/**
 * Issues documents one at a time. Each answer is of what is stored: once it is given, the document will be
 * anchored as soon as its authority may issue, whatever stops when.
 */
export class Issuing {
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
   * Claims that do not fit: `InvalidInput` `claims.invalid` with every violation. The natural key was
   * issued before: `Conflict` `document.exists` (same claims) or `document.differs`, naming the document.
   * The idempotency key came with another body: `Conflict` `idempotency.mismatch`.
   */
  async issue(request: IssueRequest, options: IssueOptions = {}): Promise<Issued> {
    try {
      return await this.#issue(request, options);
    } catch (error) {
      // What was answered before is answered again, whatever stands against the request by now. Asked only here:
      // most requests are the first of their kind, and nothing stands against them.
      const isRefusal = error instanceof ServiceError && error.status < 500;
      const replay = isRefusal ? await this.#replay(options) : null;
      if (replay) return replay;
      throw error;
    }
  }

  async #issue(request: IssueRequest, options: IssueOptions): Promise<Issued> {
    const type = this.#types.byName(request.type);
    const holderKey = request.holderKey && parseHolderKey(request.holderKey);
    this.#check(type, request.claims);
    const { stream, sealing } = await this.#right.open(request.authority, type);
    const record = this.#drafter.digest(type, request.claims);
    const known = await this.#store.current(stream.id, [record.naturalKey]);
    refuseTaken(known.get(record.naturalKey.toString("hex")), record);
    const place = await this.#takePlace(request);
    const draft = this.#drafter.document(sealing, {
      claims: request.claims,
      record,
      place,
      holderKey,
    });
    const { idempotency } = options;
    const issuedAt = idempotency && (await this.#store.appendOne(stream.id, draft, idempotency));
    if (typeof issuedAt === "number")
      return { document: toNewDocument(draft, stream, issuedAt), replay: false };
    return this.#commit(draft, options, async (tx) => {
      const taken = await this.#store.append(tx, stream.id, [draft]);
      refuseTaken(taken.get(record.naturalKey.toString("hex")), record);
    });
  }

  /** The next revision, with a new term; by its old claims unless new ones are given. */
  renew(id: DocumentId, actor: Actor, claims?: Claims, options: IssueOptions = {}) {
    return this.#revise(id, actor, { keepsExpiry: false, ...(claims ? { claims } : {}) }, options);
  }

  /** The next revision, with other claims and the term of the old one. */
  correct(id: DocumentId, actor: Actor, claims: Claims, options: IssueOptions = {}) {
    return this.#revise(id, actor, { keepsExpiry: true, claims }, options);
  }

  /** The next revision, saying the same: for a document lost, or a holder with a new device. */
  replace(id: DocumentId, actor: Actor, holderKey?: HolderKey, options: IssueOptions = {}) {
    const key = holderKey && { holderKey: parseHolderKey(holderKey) };
    return this.#revise(id, actor, { keepsExpiry: true, ...key }, options);
  }

  /**
   * More copies of a document, one for each key: same claims; salts, status place and log leaf of their own.
   * Superseded or revoked: `Conflict`.
   * @returns the numbers of the copies
   */
  async addCopies(id: DocumentId, holderKeys: readonly HolderKey[]): Promise<readonly number[]> {
    if (holderKeys.length === 0 || holderKeys.length > limits.copiesPerRequest) {
      throw new InvalidInput("copies.count", `Ask for 1 to ${limits.copiesPerRequest} copies.`);
    }
    const keys = holderKeys.map(parseHolderKey);
    const stored = await this.#current(id);
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
      const status = (await this.#statuses.lock(tx, [id])).get(id);
      if (status === "revoked") throw revoked(id);
      if (status === "suspended") throw suspended(id);
      return this.#store.appendCopies(tx, stored, copies);
    });
  }

  get(id: DocumentId): Promise<IssuedDocument> {
    return this.#reader.get(id);
  }

  list(query: DocumentQuery): Promise<DocumentPage> {
    return this.#reader.list(query);
  }

  /** The SD-JWT with all disclosures, for the holder or the department. */
  document(id: DocumentId, copyNumber = 0): Promise<string> {
    return this.#reader.sdJwt(id, copyNumber);
  }

  async #revise(id: DocumentId, actor: Actor, revision: Revision, options: IssueOptions) {
    const replay = await this.#replay(options);
    if (replay) return replay;
    const old = await this.#current(id);
    if (!(await this.#right.isSubordinate(old.stream.authority, actor.authority)))
      throw unknown(id);
    const type = this.#types.byId(old.stream.documentType);
    const draft = await this.#draftRevision(old, type, revision);
    return this.#commit(draft, options, async (tx) => {
      await this.#statuses.lock(tx, [id]);
      await this.#store.appendRevision(tx, old, draft);
      const { authority: actingAuthority, officer } = actor;
      await this.#statuses.revoke(tx, [
        { document: id, reason: "superseded", actingAuthority, officer },
      ]);
    });
  }

  async #draftRevision(old: StoredDocument, type: DocumentType, revision: Revision) {
    const before = readSdJwt(await this.#reader.sdJwt(old.id));
    const claims = revision.claims ?? givenClaims(type, before.claims);
    this.#check(type, claims);
    const { sealing } = await this.#right.open(old.stream.authority, type);
    const place = await this.#takePlace(old.stream);
    return this.#drafter.document(sealing, {
      claims,
      record: this.#drafter.digest(type, claims),
      place,
      holderKey: revision.holderKey ?? before.holderKey,
      ...(revision.keepsExpiry ? { expiresAt: old.expiresAt } : {}),
    });
  }

  /** Stores in one transaction, unless another request with the same key was faster. */
  async #commit(
    draft: DocumentDraft,
    { idempotency }: IssueOptions,
    write: (tx: Transaction) => Promise<void>,
  ): Promise<Issued> {
    const remembered = await this.#store.transaction(async (tx) => {
      const known = idempotency && (await this.#store.remember(tx, idempotency, draft.id));
      if (!known) await write(tx);
      return known ?? null;
    });
    if (remembered && idempotency) return this.#answer(remembered, idempotency);
    return { document: await this.#reader.get(draft.id), replay: false };
  }

  async #replay({ idempotency }: IssueOptions): Promise<Issued | null> {
    const remembered = idempotency && (await this.#store.recall(idempotency));
    return remembered ? this.#answer(remembered, idempotency) : null;
  }

  async #answer(remembered: RememberedRequest, idempotency: IdempotencyKey): Promise<Issued> {
    if (!remembered.bodyDigest.equals(idempotency.bodyDigest)) {
      throw new Conflict("idempotency.mismatch", "This key came with another request before.");
    }
    return { document: await this.#reader.get(remembered.document), replay: true };
  }

  /** The document, which must not have been superseded. */
  async #current(id: DocumentId): Promise<StoredDocument> {
    const stored = await this.#reader.stored(id);
    if (stored.replacedBy === null) return stored;
    throw new Conflict("document.superseded", "A newer revision took this document's place.", {
      document: id,
      replacedBy: stored.replacedBy,
    });
  }

  #check(type: DocumentType, claims: Claims): void {
    const violations = this.#drafter.check(type, claims);
    if (violations.length > 0) {
      throw new InvalidInput("claims.invalid", "The claims do not fit the type.", violations);
    }
  }

  async #takePlace({ authority }: Pick<IssueRequest, "authority">) {
    const [place] = await this.#places.take(authority, 1);
    if (place === undefined) throw new Error("no place in a status list was given");
    return place;
  }
}

/** What the reader would say of a document just stored: read back, it would cost as much as storing it. */
const toNewDocument = (draft: DocumentDraft, stream: Stream, issuedAt: number): IssuedDocument => ({
  id: draft.id,
  authority: stream.authoritySlug,
  type: stream.typeName,
  state: "pending",
  revision: 0,
  copies: 1,
  issuedAt,
  expiresAt: draft.expiresAt,
  expired: draft.expiresAt !== null && draft.expiresAt <= issuedAt,
  replaces: null,
  replacedBy: null,
  status: { value: "valid", effective: true },
});

function refuseTaken(known: CurrentDocument | undefined, record: RecordDigest): void {
  if (known === undefined) return;
  const data = { document: known.id };
  if (known.claimsDigest.equals(record.claimsDigest)) {
    throw new Conflict("document.exists", "This very document was issued before.", data);
  }
  const words = "A document of this key was issued with other claims: correct or renew that one.";
  throw new Conflict("document.differs", words, data);
}

const revoked = (id: DocumentId): Conflict =>
  new Conflict("document.revoked", "The document is revoked.", { document: id });

const suspended = (id: DocumentId): Conflict =>
  new Conflict("document.suspended", "The document is suspended; reinstate it first.", {
    document: id,
  });

const unknown = (id: DocumentId): NotFound =>
  new NotFound("document.unknown", "There is no such document.", { document: id });
