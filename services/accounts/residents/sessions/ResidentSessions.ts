import { randomBytes, randomUUID } from "node:crypto";
import type { ResidentLevel } from "@sello/api";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type ResidentSession, toActor } from "../../../http/Caller.ts";
import type { Authenticator } from "../../../http/routes/Authenticator.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction } from "../../../platform/database/Transaction.ts";
import { digestOfSecret } from "../../../platform/digestOfSecret.ts";
import { Forbidden, NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { toCsrfToken } from "../../sessions/toCsrfToken.ts";
import type { ResidentSessionStore, StoredResidentSession } from "./ResidentSessionStore.ts";

/** With what a session begins. */
export type NewSession = {
  readonly account: string;
  readonly level: ResidentLevel;
  readonly passkey: string | null;
  readonly browser: string;
};

export type StartedSession = { readonly session: ResidentSession; readonly token: string };

/** Residents who are signed in: as `Sessions` of officers, each with a level. */
export class ResidentSessions implements Authenticator<ResidentSession> {
  readonly #store: ResidentSessionStore;
  readonly #audit: AuditLog;
  readonly #clock: Clock;

  constructor(parts: { store: ResidentSessionStore; audit: AuditLog; clock: Clock }) {
    this.#store = parts.store;
    this.#audit = parts.audit;
    this.#clock = parts.clock;
  }

  /** A new session of an account that exists; its token is random, 256 bits. The oldest beyond the limit end. */
  async start(tx: Transaction, asked: NewSession): Promise<StartedSession> {
    const token = randomBytes(32).toString("base64url");
    const now = this.#now();
    const times = { startedAt: now, lastUsedAt: now, endsAt: now + limits.sessionSeconds };
    const stored: StoredResidentSession = { id: randomUUID(), ...asked, ...times };
    const session = toSession(stored, token);
    await this.#store.forget(tx, now, now - limits.residentIdleSeconds);
    const before = await this.#store.ofAccount(asked.account, tx);
    await this.#store.insert(tx, stored, digestOfSecret(token));
    await this.#record(tx, "session.start", toActor(session), session.id, { level: asked.level });
    await this.#end(tx, session, before.slice(limits.sessionsPerAccount - 1));
    return { session, token };
  }

  /** Unknown, ended, or not used for too long: `Forbidden` (401) `session.ended`; which of them is not said. */
  async authenticate(token: string): Promise<ResidentSession> {
    const found = await this.#store.byDigest(digestOfSecret(token));
    const now = this.#now();
    if (found === null || !isAlive(found, now))
      throw new Forbidden("session.ended", "The session has ended. Sign in again.", 401);
    if (now - found.lastUsedAt < limits.sessionUseNotedSeconds) return toSession(found, token);
    await this.#store.touch(found.id, now);
    return toSession({ ...found, lastUsedAt: now }, token);
  }

  /** The account's, newest first. */
  async list({
    account,
  }: Pick<ResidentSession, "account">): Promise<readonly StoredResidentSession[]> {
    const now = this.#now();
    return (await this.#store.ofAccount(account)).filter((each) => isAlive(each, now));
  }

  /** Ends one of the resident's own sessions. No such one: `NotFound` `session.unknown`. */
  async end(resident: ResidentSession, id: string): Promise<void> {
    const own = (await this.list(resident)).filter((each) => each.id === id);
    const ended = await this.#store.transaction((tx) => this.#end(tx, resident, own));
    if (ended === 0)
      throw new NotFound("session.unknown", "There is no such session of this account.");
  }

  /** Signs the resident out everywhere. */
  endAll(resident: ResidentSession): Promise<number> {
    return this.#store.transaction(async (tx) =>
      this.#end(tx, resident, await this.#store.ofAccount(resident.account, tx)),
    );
  }

  /** Ends the sessions that began with this passkey. */
  async endOfPasskey(tx: Transaction, resident: ResidentSession, passkey: string): Promise<void> {
    const all = await this.#store.ofAccount(resident.account, tx);
    await this.#end(
      tx,
      resident,
      all.filter((each) => each.passkey === passkey),
    );
  }

  /** Ends all sessions of an account but those of these passkeys. @param actor as the audit names who ends them */
  async endAllBut(
    tx: Transaction,
    account: string,
    passkeys: readonly string[],
    actor: string,
  ): Promise<number> {
    const all = await this.#store.ofAccount(account, tx);
    const ending = all.filter(({ passkey }) => passkey === null || !passkeys.includes(passkey));
    const ended = await this.#store.remove(
      tx,
      ending.map(({ id }) => id),
    );
    for (const id of ended) await this.#record(tx, "session.end", actor, id);
    return ended.length;
  }

  /**
   * Another token and, if need be, another account for a session that goes on: who had its token before has nothing.
   * @returns as `start`
   */
  async renew(
    tx: Transaction,
    session: ResidentSession,
    changes: Pick<NewSession, "account" | "level" | "browser">,
  ): Promise<StartedSession> {
    await this.#store.remove(tx, [session.id]);
    return this.start(tx, { ...changes, passkey: null });
  }

  /** A session whose resident was seen at a desk: its account and level change, its token stays. */
  async raise(tx: Transaction, id: string, account: string): Promise<void> {
    await this.#store.raise(tx, id, account);
    await this.#audit.record(
      {
        actor: `resident:${account}`,
        action: "session.raise",
        subject: `resident-session:${id}`,
        authority: null,
        data: { level: "desk" },
      },
      tx,
    );
  }

  async #end(
    tx: Transaction,
    resident: ResidentSession,
    sessions: readonly StoredResidentSession[],
  ): Promise<number> {
    if (sessions.length === 0) return 0;
    const ended = await this.#store.remove(
      tx,
      sessions.map(({ id }) => id),
    );
    for (const id of ended) await this.#record(tx, "session.end", toActor(resident), id);
    return ended.length;
  }

  #record(
    tx: Transaction,
    action: string,
    actor: string,
    id: string,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const subject = `resident-session:${id}`;
    return this.#audit.record({ actor, action, subject, authority: null, data }, tx);
  }

  #now(): number {
    return toSeconds(this.#clock.nowMs());
  }
}

const isAlive = ({ endsAt, lastUsedAt }: StoredResidentSession, now: number): boolean =>
  now < endsAt && now < lastUsedAt + limits.residentIdleSeconds;

const toSession = (
  { browser: _, ...stored }: StoredResidentSession,
  token: string,
): ResidentSession => ({ ...stored, kind: "resident", csrfToken: toCsrfToken(token) });
