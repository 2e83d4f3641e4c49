import type { DocumentId } from "@sello/sdk";
import { Conflict, NotFound } from "../platform/errors.ts";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { LockedStatus } from "../status/DocumentStatus.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDraft, ReadRecord } from "./DocumentDraft.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import { findCurrent } from "./findCurrent.ts";
import { givenClaims } from "./givenClaims.ts";
import type { IdempotentRequests } from "./IdempotentRequests.ts";
import {
  type Actor,
  type HolderKey,
  type Issued,
  type IssueOptions,
  type IssueRequest,
  issuedBy,
} from "./IssuedDocument.ts";
import type { IssuingRight, OpenStream } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { readSdJwt } from "./readSdJwt.ts";
import { refuseEnded, suspended } from "./refuseEnded.ts";
import type { StoredDocument } from "./StoredDocument.ts";
import { takePlace } from "./takePlace.ts";

/** What a new revision says instead of the old one. */
type Revision = {
  readonly act: "renew" | "correct" | "replace" | "reissue";
  readonly claims?: Claims;
  readonly holderKey?: HolderKey;
  /** Whether it ends when the old one would have. */
  readonly keepsExpiry: boolean;
};

/** A document and what takes its place. */
type Succession = {
  readonly old: StoredDocument;
  readonly open: OpenStream;
  readonly draft: DocumentDraft;
  readonly actor: Actor;
  readonly options: IssueOptions;
};

/**
 * Issues the next revision of a document and revokes the one before, which must not have been superseded yet
 * (`Conflict` `document.superseded`) nor suspended or revoked (`refuseEnded`). Not a document of the actor's
 * authority, or of one below: `NotFound` `document.unknown`. Other errors as `Issuing.issue`.
 */
export class Revisions {
  readonly #store: PgDocumentStore;
  readonly #types: FileDocumentTypes;
  readonly #places: StatusPlaces;
  readonly #statuses: Statuses;
  readonly #drafter: DocumentDrafter;
  readonly #right: IssuingRight;
  readonly #reader: DocumentReader;
  readonly #requests: IdempotentRequests;

  constructor(options: {
    store: PgDocumentStore;
    types: FileDocumentTypes;
    places: StatusPlaces;
    statuses: Statuses;
    drafter: DocumentDrafter;
    right: IssuingRight;
    reader: DocumentReader;
    requests: IdempotentRequests;
  }) {
    this.#store = options.store;
    this.#types = options.types;
    this.#places = options.places;
    this.#statuses = options.statuses;
    this.#drafter = options.drafter;
    this.#right = options.right;
    this.#reader = options.reader;
    this.#requests = options.requests;
  }

  /** The next revision, with a new term; by its old claims unless new ones are given. */
  renew(id: DocumentId, actor: Actor, claims?: Claims, options: IssueOptions = {}) {
    const said = claims ? { claims } : {};
    return this.#revise(id, actor, { act: "renew", keepsExpiry: false, ...said }, options);
  }

  /** The next revision, with other claims and the term of the old one. */
  correct(id: DocumentId, actor: Actor, claims: Claims, options: IssueOptions = {}) {
    return this.#revise(id, actor, { act: "correct", keepsExpiry: true, claims }, options);
  }

  /** The next revision, saying the same: for a document lost, or a holder with a new device. */
  replace(id: DocumentId, actor: Actor, holderKey?: HolderKey, options: IssueOptions = {}) {
    const key = holderKey && { holderKey: parseHolderKey(holderKey) };
    return this.#revise(id, actor, { act: "replace", keepsExpiry: true, ...key }, options);
  }

  /** As `replace`, by the program itself: what was revoked stays revoked, whatever for. */
  reissue(id: DocumentId, actor: Actor) {
    return this.#revise(id, actor, { act: "reissue", keepsExpiry: true }, {});
  }

  /**
   * Issues the record afresh, as the next revision of `after`, which has ended: revoked, or expired. An officer asks for
   * it by naming that document and saying why; an old file that comes in again never does (docs/decisions/0120).
   * No such document of this authority: `NotFound` `document.unknown`. It is of another record: `Conflict`
   * `document.other_record`; is suspended: `document.suspended`; is good still: `document.exists`.
   */
  async issueAfter(
    request: IssueRequest,
    after: DocumentId,
    officer: string,
    options: IssueOptions = {},
  ): Promise<Issued> {
    const replay = await this.#requests.replay(options);
    if (replay) return replay;
    return this.#drafter.retryStale(() => this.#issueAfter(request, after, officer, options));
  }

  async #issueAfter(
    request: IssueRequest,
    after: DocumentId,
    officer: string,
    options: IssueOptions,
  ): Promise<Issued> {
    this.#store.requireRoom(issuedBy(options).callerId);
    const old = await this.#reader.current(after);
    const actor = { authority: request.authority, officer };
    if (old.stream.authority !== actor.authority) throw unknown(after);
    const open = await this.#right.open(request.authority, request.type);
    const draft = await this.#freshDraft(request, open, old);
    return this.#supersede({ old, open, draft, actor, options }, (status) => {
      if (status?.value === "suspended") throw suspended(after);
      if (status?.value !== "revoked" && !this.#reader.hasExpired(old)) throw stillGood(after);
    });
  }

  async #revise(
    id: DocumentId,
    actor: Actor,
    revision: Revision,
    options: IssueOptions,
  ): Promise<Issued> {
    const replay = await this.#requests.replay(options);
    if (replay) return replay;
    return this.#drafter.retryStale(() => this.#reviseOnce(id, actor, revision, options));
  }

  async #reviseOnce(
    id: DocumentId,
    actor: Actor,
    revision: Revision,
    options: IssueOptions,
  ): Promise<Issued> {
    this.#store.requireRoom(issuedBy(options).callerId);
    const old = await this.#reader.current(id);
    if (!(await this.#right.isSubordinate(old.stream.authority, actor.authority)))
      throw unknown(id);
    const open = await this.#right.open(old.stream.authority, old.stream.typeName);
    const draft = await this.#draft(old, open, revision);
    return this.#supersede({ old, open, draft, actor, options }, (status) =>
      refuseEnded(id, status, revision.act === "replace"),
    );
  }

  /** Stores `draft` in the place of `old`, whose status `judge` may refuse; both are seen in one transaction. */
  #supersede(
    { old, open, draft, actor, options }: Succession,
    judge: (status: LockedStatus | undefined) => void,
  ): Promise<Issued> {
    return this.#requests.commit(draft, options, async (tx) => {
      const status = (await this.#statuses.lock(tx, [old.id])).get(old.id);
      await this.#store.appendRevision(tx, open.stream.id, old, draft, issuedBy(options));
      // Only now: what was superseded meanwhile is revoked too, and to be named as superseded.
      judge(status);
      const { authority: actingAuthority, officer } = actor;
      await this.#statuses.revoke(tx, [
        { document: old.id, reason: "superseded", actingAuthority, officer },
      ]);
      await options.within?.(tx, draft.id);
    });
  }

  /** The current document of a record, if it is another than `old`. That was superseded meanwhile: `Conflict`. */
  async #holder(old: StoredDocument, open: OpenStream, read: ReadRecord) {
    const parts = { store: this.#store, drafter: this.#drafter };
    const [current] = (await findCurrent(parts, open, [read])).values();
    // Another may be the one that replaced this document a moment ago: then that is to be said.
    if (current?.id !== old.id) await this.#reader.current(old.id);
    return current;
  }

  /** Of the newest version that may be issued; whose document it is does not change. */
  async #draft(old: StoredDocument, open: OpenStream, revision: Revision) {
    const { sealing } = open;
    const before = readSdJwt(await this.#reader.content(old.id));
    const type = this.#types.byId(old.stream.documentType);
    const given = revision.claims ?? givenClaims(type, before.claims);
    const { claims, record } = await this.#drafter.require(sealing, { claims: given });
    const holder = await this.#holder(old, open, { claims, record });
    if (holder && holder.id !== old.id) throw takenKey(holder.id);
    const place = await takePlace(this.#places, old.stream.authority);
    return this.#drafter.document(sealing, {
      claims,
      record,
      place,
      holderKey: revision.holderKey ?? before.holderKey,
      ...(revision.keepsExpiry ? { expiresAt: old.expiresAt } : {}),
    });
  }

  async #freshDraft(request: IssueRequest, open: OpenStream, old: StoredDocument) {
    const holderKey = request.holderKey && parseHolderKey(request.holderKey);
    const read = await this.#drafter.require(open.sealing, request);
    const holder = await this.#holder(old, open, read);
    if (holder?.id !== old.id)
      throw new Conflict("document.other_record", "The document named is of another record.", {
        document: old.id,
      });
    const place = await takePlace(this.#places, request.authority);
    return this.#drafter.document(open.sealing, { ...read, place, holderKey });
  }
}

const stillGood = (document: DocumentId): Conflict =>
  new Conflict("document.exists", "The document named has not ended: renew or correct it.", {
    document,
    state: "valid",
  });

const takenKey = (document: DocumentId): Conflict =>
  new Conflict("document.exists", "Another document of the corrected key was issued before.", {
    document,
  });

const unknown = (id: DocumentId): NotFound =>
  new NotFound("document.unknown", "There is no such document.", { document: id });
