import type { DocumentId } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { Conflict, ServiceError } from "../platform/errors.ts";
import type { StatusPlace, StatusPlaces } from "../status/StatusPlaces.ts";
import { leavesLine } from "./appendOne.ts";
import type { DocumentDraft, RecordDigest } from "./DocumentDraft.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import { RecordTaken } from "./errors.ts";
import { findCurrent } from "./findCurrent.ts";
import type { IdempotentRequests } from "./IdempotentRequests.ts";
import {
  type Issued,
  type IssuedDocument,
  type IssuedWithin,
  type IssueOptions,
  type IssueRequest,
  issuedBy,
  type RequestAfter,
} from "./IssuedDocument.ts";
import type { IssuingRight } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { expired, revoked } from "./refuseEnded.ts";
import type { CurrentDocument, Stream } from "./StoredDocument.ts";
import { takePlace } from "./takePlace.ts";

/**
 * Issues documents one at a time. Each answer is of what is stored: once it is given, the document will be
 * anchored as soon as its authority may issue, whatever stops when.
 */
export class Issuing {
  readonly #store: PgDocumentStore;
  readonly #places: StatusPlaces;
  readonly #drafter: DocumentDrafter;
  readonly #right: IssuingRight;
  readonly #requests: IdempotentRequests;
  readonly #audit: AuditLog;

  constructor(options: {
    store: PgDocumentStore;
    places: StatusPlaces;
    drafter: DocumentDrafter;
    right: IssuingRight;
    requests: IdempotentRequests;
    audit: AuditLog;
  }) {
    this.#store = options.store;
    this.#places = options.places;
    this.#drafter = options.drafter;
    this.#right = options.right;
    this.#requests = options.requests;
    this.#audit = options.audit;
  }

  /**
   * Claims that do not fit: `InvalidInput` `claims.invalid` with every violation; an ID number that is not one:
   * `person.invalid`. The natural key was issued before: `Conflict` `document.exists` (same claims) or
   * `document.differs`, naming the document and its state; of one that has ended: `document.revoked` or
   * `document.expired` (see `Revisions.issueAfter`).
   * The API key has issued what it may in a day: `HttpProblem` `api_key.day_used`.
   * The idempotency key came with another body: `Conflict` `idempotency.mismatch`.
   */
  async issue(request: IssueRequest, options: IssueOptions = {}): Promise<Issued> {
    try {
      return await this.#drafter.retryStale(() => this.#issue(request, options));
    } catch (error) {
      // What was answered before is answered again, whatever is against the request by now. Asked only here:
      // most requests are the first of their kind, and nothing is against them.
      const isRefusal = error instanceof ServiceError && error.status < 500;
      const replay = isRefusal ? await this.#requests.replay(options) : null;
      if (replay) return replay;
      throw error;
    }
  }

  /**
   * The same for the program's own steps, which know no idempotency key: what `within` writes says that it was done.
   * All are of one authority, and stored in one transaction, or none.
   * @returns the documents' ids, in order. Nothing is read back
   */
  issueWithin(
    requests: readonly RequestAfter[],
    options: IssuedWithin,
  ): Promise<readonly DocumentId[]> {
    return this.#drafter.retryStale(async () => {
      const drafted = await this.#draftAll(requests);
      try {
        await this.#storeAll(drafted, options, (tx, { stream, draft }) =>
          this.#store.appendFresh(tx, stream.id, draft, issuedBy(options)),
        );
      } catch (error) {
        if (!(error instanceof RecordTaken)) throw error;
        await this.#storeAll(drafted, options, (tx, each) => this.#append(tx, each, options));
      }
      return drafted.map(toId);
    });
  }

  async #draftAll(requests: readonly RequestAfter[]): Promise<readonly Drafted[]> {
    const drafted: Drafted[] = [];
    let places: readonly StatusPlace[] | null = null;
    for (const [index, toRequest] of requests.entries()) {
      const request = await toRequest(drafted.map(toId));
      places ??= await this.#places.take(request.authority, requests.length);
      drafted.push(await this.#draft(request, places[index]));
    }
    return drafted;
  }

  #storeAll(
    drafted: readonly Drafted[],
    { within }: IssuedWithin,
    append: (tx: Transaction, each: Drafted) => Promise<void>,
  ): Promise<void> {
    return this.#store.transaction(async (tx) => {
      for (const each of drafted) await append(tx, each);
      await within(tx, drafted.map(toId));
    });
  }

  async #issue(request: IssueRequest, options: IssueOptions): Promise<Issued> {
    const { idempotency } = options;
    this.#store.requireRoom(idempotency?.callerId ?? null);
    const drafted = await this.#draft(request);
    const { draft, stream } = drafted;
    const issuedAt = idempotency && (await this.#store.appendOne(stream.id, draft, idempotency));
    if (typeof issuedAt === "number")
      return { document: toNewDocument(draft, stream, issuedAt), replay: false };
    return this.#requests.commit(draft, options, async (tx) => {
      await this.#append(tx, drafted, options);
      await options.within?.(tx, draft.id);
      if (idempotency === undefined || !leavesLine(idempotency.actor)) return;
      const { actor } = idempotency;
      const [action, subject] = ["document.issue", `document:${draft.id}`];
      await this.#audit.record({ actor, action, subject, authority: request.authority }, tx);
    });
  }

  /**
   * @param given a place that was taken for it: then its natural key is not looked for first. One that is taken is found when the
   *   document is stored; only one of an older version of the type is not
   */
  async #draft(request: IssueRequest, given?: StatusPlace): Promise<Drafted> {
    const holderKey = request.holderKey && parseHolderKey(request.holderKey);
    const open = await this.#right.open(request.authority, request.type);
    const { stream, sealing } = open;
    const read = await this.#drafter.require(sealing, request);
    const { record } = read;
    if (given === undefined || open.older.length > 0) {
      const parts = { store: this.#store, drafter: this.#drafter };
      const known = await findCurrent(parts, open, [read]);
      refuseTaken(known.get(record.naturalKey.toString("hex")), record);
    }
    const place = given ?? (await takePlace(this.#places, request.authority));
    const draft = await this.#drafter.document(sealing, {
      ...read,
      place,
      holderKey,
    });
    return { draft, stream, record };
  }

  async #append(
    tx: Transaction,
    { draft, stream, record }: Drafted,
    options: Pick<IssueOptions, "idempotency" | "callerId">,
  ): Promise<void> {
    const taken = await this.#store.append(tx, stream.id, [draft], issuedBy(options));
    refuseTaken(taken.get(record.naturalKey.toString("hex")), record);
  }
}

type Drafted = {
  readonly draft: DocumentDraft;
  readonly stream: Stream;
  readonly record: RecordDigest;
};

const toId = ({ draft }: Drafted): DocumentId => draft.id;

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
  const { id, state } = known;
  if (state === "revoked") throw revoked(id);
  if (state === "expired") throw expired(id);
  const data = { document: id, state };
  if (known.claimsDigest.equals(record.claimsDigest)) {
    throw new Conflict("document.exists", "This very document was issued before.", data);
  }
  const words = "A document of this key was issued with other claims: correct or renew that one.";
  throw new Conflict("document.differs", words, data);
}
