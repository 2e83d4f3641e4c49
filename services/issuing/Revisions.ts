import type { DocumentId } from "@sello/sdk";
import { Conflict, NotFound } from "../platform/errors.ts";
import type { Claims } from "../registry/types/DocumentType.ts";
import type { FileDocumentTypes } from "../registry/types/FileDocumentTypes.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import { findCurrent } from "./findCurrent.ts";
import { givenClaims } from "./givenClaims.ts";
import type { IdempotentRequests } from "./IdempotentRequests.ts";
import type { Actor, HolderKey, Issued, IssueOptions } from "./IssuedDocument.ts";
import type { IssuingRight, OpenStream } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { readSdJwt } from "./readSdJwt.ts";
import { refuseEnded } from "./refuseEnded.ts";
import type { StoredDocument } from "./StoredDocument.ts";
import { takePlace } from "./takePlace.ts";

/** What a new revision says instead of the old one. */
type Revision = {
  readonly act: "renew" | "correct" | "replace";
  readonly claims?: Claims;
  readonly holderKey?: HolderKey;
  /** Whether it ends when the old one would have. */
  readonly keepsExpiry: boolean;
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

  async #revise(
    id: DocumentId,
    actor: Actor,
    revision: Revision,
    options: IssueOptions,
  ): Promise<Issued> {
    const replay = await this.#requests.replay(options);
    if (replay) return replay;
    const old = await this.#reader.current(id);
    if (!(await this.#right.isSubordinate(old.stream.authority, actor.authority)))
      throw unknown(id);
    const open = await this.#right.open(old.stream.authority, old.stream.typeName);
    const draft = await this.#draft(old, open, revision);
    return this.#requests.commit(draft, options, async (tx) => {
      const status = (await this.#statuses.lock(tx, [id])).get(id);
      await this.#store.appendRevision(tx, open.stream.id, old, draft);
      // Only now: what was superseded meanwhile is revoked too, and to be named as superseded.
      refuseEnded(id, status, revision.act === "replace");
      const { authority: actingAuthority, officer } = actor;
      await this.#statuses.revoke(tx, [
        { document: id, reason: "superseded", actingAuthority, officer },
      ]);
    });
  }

  /** Of the newest version that may be issued; whose document it is does not change. */
  async #draft(old: StoredDocument, open: OpenStream, revision: Revision) {
    const { sealing } = open;
    const before = readSdJwt(await this.#reader.sdJwt(old.id));
    const type = this.#types.byId(old.stream.documentType);
    const given = revision.claims ?? givenClaims(type, before.claims);
    const { claims, record } = this.#drafter.require(sealing, { claims: given });
    const personKey = record.personKey ?? old.record.personKey;
    const parts = { store: this.#store, drafter: this.#drafter };
    const [taken] = (await findCurrent(parts, open, [{ claims, record }])).values();
    if (taken && taken.id !== old.id) {
      // It may be the one that replaced this document a moment ago: then that is to be said.
      await this.#reader.current(old.id);
      throw takenKey(taken.id);
    }
    const place = await takePlace(this.#places, old.stream.authority);
    return this.#drafter.document(sealing, {
      claims,
      record: { ...record, personKey },
      place,
      holderKey: revision.holderKey ?? before.holderKey,
      ...(revision.keepsExpiry ? { expiresAt: old.expiresAt } : {}),
    });
  }
}

const takenKey = (document: DocumentId): Conflict =>
  new Conflict("document.exists", "Another document of the corrected key was issued before.", {
    document,
  });

const unknown = (id: DocumentId): NotFound =>
  new NotFound("document.unknown", "There is no such document.", { document: id });
