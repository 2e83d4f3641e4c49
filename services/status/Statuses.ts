import { randomUUID } from "node:crypto";
import { type StatusReason, statusReasons } from "@sello/api";
import type { AuthorityId, AuthoritySlug, DocumentId } from "@sello/sdk";
import type { AuditLog } from "../audit/AuditLog.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { Forbidden, NotFound } from "../platform/errors.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { DocumentStatus, LockedStatus, OwnedDocument } from "./DocumentStatus.ts";
import type { PgStatusStore } from "./PgStatusStore.ts";
import type { PlaceStatus, PublishedList, PublishedLists } from "./PublishedLists.ts";
import type { NewStatusAct } from "./RecordedAct.ts";
import {
  actionObstacle,
  checkActRequest,
  type Revocation,
  type StatusActOutcome,
  type StatusActRecord,
  type StatusActRequest,
  type StatusObstacle,
  toActingAuthority,
} from "./StatusAct.ts";
import { ownerObstacle, subordinateOwners } from "./subordinateOwners.ts";

/**
 * Suspends, reinstates and revokes documents. What is asked here takes effect on the chain, by `StatusWriter`. An
 * act on a document covers all its copies: those that stand when the act is taken up.
 */
export class Statuses {
  readonly #store: PgStatusStore;
  readonly #lists: PublishedLists;
  readonly #registry: Registry;
  readonly #audit: AuditLog;
  readonly #clock: Clock;

  constructor(parts: {
    readonly store: PgStatusStore;
    readonly lists: PublishedLists;
    readonly registry: Registry;
    readonly audit: AuditLog;
    readonly clock: Clock;
  }) {
    this.#store = parts.store;
    this.#lists = parts.lists;
    this.#registry = parts.registry;
    this.#audit = parts.audit;
    this.#clock = parts.clock;
  }

  /**
   * Acts on each document for itself: one that cannot be acted on is refused with a code, the others go on.
   * Throws what `checkActRequest` throws, `NotFound` `authority.unknown`, and `Forbidden`
   * `authority.inactive` if the acting authority or one above it is not active.
   * @returns one outcome a document, in the order given
   */
  async act(request: StatusActRequest): Promise<readonly StatusActOutcome[]> {
    return this.#store.transaction((tx) => this.actIn(tx, request));
  }

  /** As `act`, to commit with `tx`. */
  async actIn(tx: Transaction, request: StatusActRequest): Promise<readonly StatusActOutcome[]> {
    const reason = checkActRequest(request);
    const { action, actingAuthority, officer } = request;
    await this.requireActive(actingAuthority);
    const ids = [...new Set(request.documents)];
    const documents = await this.#store.lock(tx, ids);
    const subordinate = await subordinateOwners(this.#registry, actingAuthority, documents);
    const outcomes = ids.map((id) => judge(id, documents.get(id), request, subordinate));
    const acts = outcomes
      .filter((outcome) => outcome.outcome === "requested")
      .map(({ act, document }) => ({
        id: act,
        document,
        action,
        reason,
        actingAuthority,
        officer,
      }));
    await this.#insert(tx, acts);
    return outcomes;
  }

  /**
   * For those who change documents in a transaction of their own, and before a copy is added: locks the documents'
   * rows until `tx` ends, so that no act on them can come in between, and gives what is asked of each now. An id
   * that does not exist is missing from the answer.
   */
  async lock(
    tx: Transaction,
    documents: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, LockedStatus>> {
    return this.#store.lock(tx, documents);
  }

  /**
   * Asks for revocation, to commit with `tx`; the chain follows. A document that the chain has as revoked stays as
   * it is; where that is only asked for it is asked again, since the contract may refuse the first act.
   */
  async revoke(tx: Transaction, revocations: readonly Revocation[]): Promise<void> {
    const ids = revocations.map((revocation) => revocation.document);
    const locked = await this.#store.lock(tx, ids);
    const acts = revocations
      .filter(({ document, reason }) => canBeRevoked(locked.get(document), reason))
      .map((revocation) => ({ id: randomUUID(), action: "revoke" as const, ...revocation }));
    await this.#insert(tx, acts);
  }

  /**
   * Asks that the copies that were made for a mandate be revoked, to commit with `tx`: they say that somebody acts for the
   * holder, who does not any more. The documents stay as they are. The mandate has ended in `tx`, so that no copy is added.
   * @param officer who ended it, as the audit names them
   */
  async endMandate(tx: Transaction, mandate: string, officer: string): Promise<void> {
    const locked = await this.#store.lock(tx, await this.#store.ofMandate(tx, mandate));
    const acts = [];
    for (const [document, { owner }] of locked) {
      const actingAuthority = await this.#nearestActive(owner);
      const id = randomUUID();
      const reason = "conditions_not_met" as const;
      acts.push({
        id,
        document,
        action: "revoke" as const,
        reason,
        actingAuthority,
        officer,
        mandate,
      });
    }
    if (acts.length > 0) await this.#store.insert(tx, acts);
  }

  /** The owner, or the one above it that may act for it while it may not. */
  async #nearestActive(owner: AuthorityId): Promise<AuthorityId> {
    const now = toSeconds(this.#clock.nowMs());
    const lineage = await this.#registry.lineage(owner);
    // The contract asks that all above who acts are active, too.
    const from = lineage.findLastIndex((each) => !isActive(each, now)) + 1;
    return lineage[from]?.id ?? owner;
  }

  /** The status of each document that exists. */
  async statusOf(
    documents: readonly DocumentId[],
  ): Promise<ReadonlyMap<DocumentId, DocumentStatus>> {
    const owned = await this.#store.statusOf(documents);
    return new Map([...owned].map(([id, { value, effective }]) => [id, { value, effective }]));
  }

  /** Whose document it is. Unknown: `NotFound` `document.unknown`. */
  async ownerOf(document: DocumentId): Promise<AuthorityId> {
    const owned = (await this.#store.statusOf([document])).get(document);
    if (owned === undefined) throw new NotFound("document.unknown", "There is no such document.");
    return owned.owner;
  }

  /** The acts on a document, oldest first; none for a document that nobody acted on. */
  async history(document: DocumentId): Promise<readonly StatusActRecord[]> {
    const acts = await this.#store.history(document);
    return Promise.all(
      acts.map(async ({ document: _, actingAuthority, reason, ...act }) => ({
        ...act,
        reason: { code: reason, text: statusReasons[reason].text },
        by: toActingAuthority(await this.#registry.byId(actingAuthority)),
      })),
    );
  }

  /** It, or one above it, is not active: `Forbidden` `authority.inactive`. */
  async requireActive(id: AuthorityId): Promise<void> {
    const now = toSeconds(this.#clock.nowMs());
    for (const authority of await this.#registry.lineage(id)) {
      if (!isActive(authority, now)) {
        throw new Forbidden("authority.inactive", "The acting authority may not act now.");
      }
    }
  }

  /** See `PublishedLists.token`. */
  token(slug: AuthoritySlug, number: number): Promise<PublishedList> {
    return this.#lists.token(slug, number);
  }

  /** See `PublishedLists.ofPlace`. */
  ofPlace(slug: AuthoritySlug, number: number, index: number): Promise<PlaceStatus> {
    return this.#lists.ofPlace(slug, number, index);
  }

  /** See `PublishedLists.aggregation`. */
  aggregation(slug: AuthoritySlug): Promise<{ readonly status_lists: readonly string[] }> {
    return this.#lists.aggregation(slug);
  }

  /** Writes the acts, and lines of audit: one for each set of acts that one officer did for one reason. */
  async #insert(tx: Transaction, acts: readonly NewStatusAct[]): Promise<void> {
    if (acts.length === 0) return;
    await this.#store.insert(tx, acts);
    const together = Map.groupBy(acts, ({ action, reason, actingAuthority, officer }) =>
      JSON.stringify([action, reason, actingAuthority, officer]),
    );
    for (const same of together.values()) await this.#record(tx, same);
  }

  async #record(tx: Transaction, acts: readonly NewStatusAct[]): Promise<void> {
    const [first] = acts;
    if (first === undefined) return;
    const { action, reason, actingAuthority, officer, document } = first;
    const event = {
      actor: officer,
      action: `status.${action}`,
      subject: acts.length === 1 ? `document:${document}` : `authority:${actingAuthority}`,
      authority: actingAuthority,
      data: { reason, actingAuthority, documents: acts.length },
    };
    await this.#audit.record(event, tx);
  }
}

function judge(
  id: DocumentId,
  document: OwnedDocument | undefined,
  { action }: StatusActRequest,
  subordinate: ReadonlySet<AuthorityId>,
): StatusActOutcome {
  const code = obstacle(document, action, subordinate);
  return code === null
    ? { document: id, outcome: "requested", act: randomUUID() }
    : { document: id, outcome: "refused", code };
}

function obstacle(
  document: OwnedDocument | undefined,
  action: StatusActRequest["action"],
  subordinate: ReadonlySet<AuthorityId>,
): StatusObstacle | null {
  if (document === undefined) return ownerObstacle(document, subordinate);
  return ownerObstacle(document, subordinate) ?? actionObstacle(document.value, action);
}

function canBeRevoked(document: OwnedDocument | undefined, reason: StatusReason): boolean {
  if (document === undefined || document.value !== "revoked") return document !== undefined;
  return !document.effective && document.revokedFor !== reason;
}

// The newest interval is the present, even where the chain's clock runs ahead of ours.
const isActive = ({ states }: Authority, at: number): boolean =>
  states.some(({ state, until }) => state === "active" && (until === null || at < until));
