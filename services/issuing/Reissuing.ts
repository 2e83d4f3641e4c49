import type { DocumentId } from "@sello/sdk";
import { Conflict, NotFound } from "../platform/errors.ts";
import type { Statuses } from "../status/Statuses.ts";
import type { StatusPlaces } from "../status/StatusPlaces.ts";
import type { DocumentDrafter } from "./DocumentDrafter.ts";
import type { DocumentReader } from "./DocumentReader.ts";
import { findCurrent } from "./findCurrent.ts";
import type { IdempotentRequests } from "./IdempotentRequests.ts";
import type { Issued, IssueOptions, IssueRequest } from "./IssuedDocument.ts";
import type { IssuingRight, OpenStream } from "./IssuingRight.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import { parseHolderKey } from "./parseHolderKey.ts";
import { suspended } from "./refuseEnded.ts";
import type { StoredDocument } from "./StoredDocument.ts";
import { takePlace } from "./takePlace.ts";

/**
 * Issues a record afresh whose document has ended: revoked, or expired. An officer asks for it by naming that
 * document and saying why; an old file that comes in again never does (docs/decisions/0120).
 */
export class Reissuing {
  readonly #store: PgDocumentStore;
  readonly #places: StatusPlaces;
  readonly #statuses: Statuses;
  readonly #drafter: DocumentDrafter;
  readonly #right: IssuingRight;
  readonly #reader: DocumentReader;
  readonly #requests: IdempotentRequests;

  constructor(options: {
    store: PgDocumentStore;
    places: StatusPlaces;
    statuses: Statuses;
    drafter: DocumentDrafter;
    right: IssuingRight;
    reader: DocumentReader;
    requests: IdempotentRequests;
  }) {
    this.#store = options.store;
    this.#places = options.places;
    this.#statuses = options.statuses;
    this.#drafter = options.drafter;
    this.#right = options.right;
    this.#reader = options.reader;
    this.#requests = options.requests;
  }

  /**
   * Issues the record as the next revision of `after`. No such document of this authority: `NotFound`
   * `document.unknown`. It is of another record: `Conflict` `document.other_record`; has a newer revision:
   * `document.superseded`; is suspended: `document.suspended`; is good still: `document.exists`. Others as
   * `Issuing.issue`.
   */
  async issueAfter(
    request: IssueRequest,
    after: DocumentId,
    officer: string,
    options: IssueOptions = {},
  ): Promise<Issued> {
    const replay = await this.#requests.replay(options);
    if (replay) return replay;
    const old = await this.#reader.current(after);
    const actingAuthority = request.authority;
    if (old.stream.authority !== actingAuthority)
      throw new NotFound("document.unknown", "There is no such document.", { document: after });
    const open = await this.#right.open(request.authority, request.type);
    const draft = await this.#draft(request, open, old);
    return this.#requests.commit(draft, options, async (tx) => {
      const status = (await this.#statuses.lock(tx, [after])).get(after);
      await this.#store.appendRevision(tx, open.stream.id, old, draft);
      if (status?.value === "suspended") throw suspended(after);
      if (status?.value !== "revoked" && !this.#reader.hasExpired(old)) throw stillGood(after);
      await this.#statuses.revoke(tx, [
        { document: after, reason: "superseded", actingAuthority, officer },
      ]);
    });
  }

  async #draft(request: IssueRequest, open: OpenStream, old: StoredDocument) {
    const holderKey = request.holderKey && parseHolderKey(request.holderKey);
    const read = this.#drafter.require(open.sealing, request);
    const parts = { store: this.#store, drafter: this.#drafter };
    const [current] = (await findCurrent(parts, open, [read])).values();
    if (current?.id !== old.id) {
      // It may have been replaced a moment ago: then that is to be said.
      await this.#reader.current(old.id);
      throw new Conflict("document.other_record", "The document named is of another record.", {
        document: old.id,
      });
    }
    const place = await takePlace(this.#places, request.authority);
    return this.#drafter.document(open.sealing, { ...read, place, holderKey });
  }
}

const stillGood = (document: DocumentId): Conflict =>
  new Conflict("document.exists", "The document named has not ended: renew or correct it.", {
    document,
    state: "valid",
  });
