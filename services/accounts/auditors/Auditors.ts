import { randomUUID } from "node:crypto";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { Auditor } from "./Auditor.ts";
import type { PgAuditors } from "./PgAuditors.ts";

type Parts = { readonly store: PgAuditors; readonly audit: AuditLog; readonly clock: Clock };

/**
 * Auditors read what an authority and those below it do, and change nothing. The chain has no such role, so it is a row
 * that an administrator writes and ends; it is looked at in each request (docs/decisions/0200).
 */
export class Auditors {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether the authority is the caller's to act for is theirs to check. `Conflict` `auditor.known`, `auditor.too_many`. */
  async appoint(
    request: Pick<Auditor, "authority" | "account" | "name">,
    actor: string,
  ): Promise<Auditor> {
    const { store } = this.#parts;
    const { authority, name } = request;
    const account = request.account.toLowerCase() as Hex;
    const now = toSeconds(this.#parts.clock.nowMs());
    const appointed = { appointedBy: actor, appointedAt: now, endedAt: null };
    const auditor: Auditor = { id: randomUUID(), authority, account, name, ...appointed };
    await store.transaction(async (tx) => {
      await store.lock(tx, authority);
      await store.forget(tx, now - limits.auditorKeptDays * limits.daySeconds);
      const others = await store.current(tx, authority);
      if (others.includes(account))
        throw new Conflict("auditor.known", "This account is an auditor here already.");
      if (others.length >= limits.auditors)
        throw new Conflict(
          "auditor.too_many",
          `An authority has at most ${limits.auditors} auditors. End one of them first.`,
          { limit: limits.auditors },
        );
      await store.insert(tx, auditor);
      await this.#parts.audit.record(toEvent("auditor.appoint", auditor, actor), tx);
    });
    return auditor;
  }

  /** Those who look now, and those who did lately; newest first. */
  list(authorities: readonly AuthorityId[]): Promise<readonly Auditor[]> {
    return this.#parts.store.list(authorities);
  }

  /** Unknown: `NotFound` `auditor.unknown`. */
  async get(id: string): Promise<Auditor> {
    const found = await this.#parts.store.byId(id);
    if (found !== null) return found;
    throw new NotFound("auditor.unknown", "There is no such auditor.");
  }

  /** From the next request on they see nothing. Ended before: `Conflict` `auditor.ended`. */
  async end(id: string, actor: string): Promise<void> {
    const { store, audit, clock } = this.#parts;
    const auditor = await this.get(id);
    const isEnded = await store.transaction(async (tx) => {
      if (!(await store.end(tx, id, toSeconds(clock.nowMs())))) return false;
      await audit.record(toEvent("auditor.end", auditor, actor), tx);
      return true;
    });
    if (!isEnded) throw new Conflict("auditor.ended", "This auditor was ended before.");
  }

  /** Where the account may look now: at each of these and below. */
  audited(account: Hex): Promise<readonly AuthorityId[]> {
    return this.#parts.store.audited(account);
  }
}

/** Without the name: the audit has accounts. */
const toEvent = (action: string, { id, authority, account }: Auditor, actor: string) => ({
  ...{ actor, action, subject: `auditor:${id}`, authority },
  data: { account },
});
