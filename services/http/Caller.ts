import { createHash } from "node:crypto";
import type { ApiAction, ResidentLevel } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";

/** A key that was shown and is good now. */
type KeyCaller = {
  readonly kind: "api-key";
  readonly apiKeyId: string;
  readonly authority: AuthorityId;
  readonly actions: readonly ApiAction[];
};

/** An officer who is signed in, for one authority at which their account has roles now, or another standing. */
export type OfficerCaller = {
  readonly kind: "officer";
  /** Lowercase. */
  readonly account: Hex;
  readonly sessionId: string;
  readonly authority: AuthorityId;
  /** By their roles. Who is let in by a standing alone has none, and may do what the operation does, and no more. */
  readonly actions: readonly ApiAction[];
};

/** Who asks, and for which authority. */
export type Caller = KeyCaller | OfficerCaller;

/** A session that goes on now, whatever its officer may do. Times are unix seconds. */
export type OfficerSession = {
  readonly kind: "session";
  readonly id: string;
  /** Lowercase. */
  readonly account: Hex;
  /** What requests that change something must carry: `checkCsrf`. */
  readonly csrfToken: string;
  readonly startedAt: number;
  /** Right to about a minute. */
  readonly lastUsedAt: number;
  readonly endsAt: number;
};

/** A resident's session that goes on now. Times are unix seconds. */
export type ResidentSession = {
  readonly kind: "resident";
  readonly id: string;
  readonly account: string;
  readonly level: ResidentLevel;
  /** Which passkey it began with; null: with a code. */
  readonly passkey: string | null;
  /** What requests that change something must carry: `checkCsrf`. */
  readonly csrfToken: string;
  readonly startedAt: number;
  /** Right to about a minute. */
  readonly lastUsedAt: number;
  readonly endsAt: number;
};

/** Everybody who can ask for what is not public. */
export type Asker = Caller | OfficerSession | ResidentSession;

/** How the audit names who asks. */
export function toActor(asker: Asker): string {
  if (asker.kind === "api-key") return `api-key:${asker.apiKeyId}`;
  return asker.kind === "resident" ? `resident:${asker.account}` : `officer:${asker.account}`;
}

/**
 * The id under which what a caller asked for is kept and counted: that of the key, or one that is made of the officer's
 * account, so that it is the same in every session.
 */
export const toCallerId = (caller: Caller): string =>
  caller.kind === "api-key" ? caller.apiKeyId : officerId(caller.account);

const actorPattern = /^(?:api-key:([0-9a-f-]{36})|officer:(0x[0-9a-f]{40}))$/;

/** The same of what `toActor` gave; null: it names neither key nor officer. */
export function callerIdOf(actor: string): string | null {
  const [, apiKeyId, account] = actorPattern.exec(actor) ?? [];
  return apiKeyId ?? (account === undefined ? null : officerId(account));
}

/** The account of an officer whom `toActor` named, lowercase; null: it was not one. */
export const officerOf = (actor: string): Hex | null =>
  (actorPattern.exec(actor)?.[2] as Hex | undefined) ?? null;

/**
 * 122 bits of the account's SHA-256 as a UUID of version 8 (RFC 9562 §5.8).
 * @param account in any case
 */
export function officerId(account: string): string {
  const hash = createHash("sha256").update(`officer:${account.toLowerCase()}`).digest("hex");
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}
