import { randomBytes, randomUUID } from "node:crypto";
import type { ApiAction, Standing } from "@sello/api";
import type { Hex } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import {
  type Caller,
  type OfficerCaller,
  type OfficerSession,
  toActor,
} from "../../http/Caller.ts";
import type { SessionAuthenticator } from "../../http/routes/Authenticator.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { digestOfSecret } from "../../platform/digestOfSecret.ts";
import { Forbidden, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { rolesOf } from "../../registry/officerRoles.ts";
import type { Registry } from "../../registry/Registry.ts";
import { actionsOf, mayDo, rolesFor } from "./officerRights.ts";
import type { SessionStore, StoredSession } from "./SessionStore.ts";
import type { Standings } from "./Standings.ts";
import { toCsrfToken } from "./toCsrfToken.ts";

/** Officers who are signed in. What they may do is read from the registry at every request. */
export class Sessions implements SessionAuthenticator {
  readonly #store: SessionStore;
  readonly #registry: Pick<Registry, "all" | "byId">;
  readonly #standings: Pick<Standings, "at">;
  readonly #audit: AuditLog;
  readonly #clock: Clock;

  constructor(parts: {
    store: SessionStore;
    registry: Pick<Registry, "all" | "byId">;
    standings: Pick<Standings, "at">;
    audit: AuditLog;
    clock: Clock;
  }) {
    this.#store = parts.store;
    this.#registry = parts.registry;
    this.#standings = parts.standings;
    this.#audit = parts.audit;
    this.#clock = parts.clock;
  }

  /** A new session of an account that has signed in; its token is random, 256 bits. The oldest beyond the limit end. */
  async start(account: Hex, browser: string): Promise<{ session: OfficerSession; token: string }> {
    const token = randomBytes(32).toString("base64url");
    const now = this.#now();
    const times = { startedAt: now, lastUsedAt: now, endsAt: now + limits.sessionSeconds };
    const id = randomUUID();
    const session = await this.#store.transaction(async (tx) => {
      await this.#store.forget(tx, now, now - limits.sessionIdleSeconds);
      const beforeAt = await this.#store.visit(tx, account, now);
      const stored: StoredSession = { id, account, browser, ...times, beforeAt };
      await this.#store.insert(tx, stored, digestOfSecret(token));
      const officer = toOfficer(stored, token);
      await this.#record(tx, "session.start", officer, id);
      return officer;
    });
    const others = (await this.list(session)).filter(({ id }) => id !== session.id);
    await this.#end(session, others.slice(limits.sessionsPerAccount - 1));
    return { session, token };
  }

  /** Unknown, ended, or not used for too long: `Forbidden` (401) `session.ended`; which of them is not said. */
  async authenticate(token: string): Promise<OfficerSession> {
    const found = await this.#store.byDigest(digestOfSecret(token));
    const now = this.#now();
    if (found === null || !isAlive(found, now))
      throw new Forbidden("session.ended", "The session has ended. Sign in again.", 401);
    if (now - found.lastUsedAt < limits.sessionUseNotedSeconds) return toOfficer(found, token);
    await this.#store.touch(found.id, now);
    return toOfficer({ ...found, lastUsedAt: now }, token);
  }

  async act(
    session: OfficerSession,
    slug: string,
    action: ApiAction,
    alsoFor: readonly Standing[] = [],
  ): Promise<OfficerCaller> {
    const { id: sessionId, account } = session;
    const authority = (await this.#registry.all()).find((each) => each.slug === slug);
    const actions = authority ? actionsOf(rolesOf(authority, account)) : [];
    const isLetIn =
      authority !== undefined &&
      (actions.includes(action) ||
        (await this.#standings.at(account, authority.id, alsoFor)).length > 0);
    if (isLetIn) return { kind: "officer", account, sessionId, authority: authority.id, actions };
    throw new Forbidden(
      "session.rights",
      `At the authority named, "${action}" takes the role ${rolesFor(action).join(" or ")}, which the account does not have. An administrator of the authority gives it.`,
    );
  }

  async goesOn({ sessionId, account, authority }: OfficerCaller, action: ApiAction) {
    const found = await this.#store.byId(sessionId);
    if (found === null || !isAlive(found, this.#now())) return false;
    return mayDo(this.#registry, account, authority, action);
  }

  /** When the officer was last signed in before this session; null: never, or it is a key that asks. */
  async before(caller: Caller): Promise<number | null> {
    if (caller.kind !== "officer") return null;
    return (await this.#store.byId(caller.sessionId))?.beforeAt ?? null;
  }

  /** The account's, newest first. */
  async list({ account }: Pick<OfficerSession, "account">): Promise<readonly StoredSession[]> {
    const now = this.#now();
    return (await this.#store.ofAccount(account)).filter((each) => isAlive(each, now));
  }

  /** Ends one of the officer's own sessions. No such one: `NotFound` `session.unknown`. */
  async end(officer: OfficerSession, id: string): Promise<void> {
    const own = (await this.list(officer)).filter((each) => each.id === id);
    if ((await this.#end(officer, own)) === 0)
      throw new NotFound("session.unknown", "There is no such session of this account.");
  }

  /** Signs the officer out everywhere but here. */
  async endOthers(officer: OfficerSession): Promise<void> {
    const all = await this.#store.ofAccount(officer.account);
    const others = all.filter(({ id }) => id !== officer.id);
    await this.#end(officer, others);
  }

  /** Signs the officer out everywhere. */
  async endAll(officer: OfficerSession): Promise<void> {
    await this.#end(officer, await this.#store.ofAccount(officer.account));
  }

  #end(officer: OfficerSession, sessions: readonly StoredSession[]): Promise<number> {
    if (sessions.length === 0) return Promise.resolve(0);
    return this.#store.transaction(async (tx) => {
      const ids = sessions.map(({ id }) => id);
      const ended = await this.#store.remove(tx, ids);
      for (const id of ended) await this.#record(tx, "session.end", officer, id);
      return ended.length;
    });
  }

  #record(tx: Transaction, action: string, officer: OfficerSession, id: string): Promise<void> {
    const subject = `session:${id}`;
    return this.#audit.record({ actor: toActor(officer), action, subject, authority: null }, tx);
  }

  #now(): number {
    return toSeconds(this.#clock.nowMs());
  }
}

const isAlive = ({ endsAt, lastUsedAt }: StoredSession, now: number): boolean =>
  now < endsAt && now < lastUsedAt + limits.sessionIdleSeconds;

const toOfficer = (
  { browser: _, beforeAt: _before, ...stored }: StoredSession,
  token: string,
): OfficerSession => ({
  ...stored,
  kind: "session",
  csrfToken: toCsrfToken(token),
});
