import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { OfficerRole } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { digestOfSecret } from "../../platform/digestOfSecret.ts";
import { Conflict, InvalidInput, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { OfficerAccounts } from "../../registry/accounts/OfficerAccounts.ts";
import type { Authority } from "../../registry/Registry.ts";
import type { PgPasskeys } from "../passkeys/PgPasskeys.ts";
import {
  type NewPasskey,
  type PasskeyCredential,
  readNewPasskey,
} from "../passkeys/readNewPasskey.ts";
import {
  type Invitation,
  type InvitationState,
  requestOf,
  type StoredInvitation,
  stateOf,
} from "./Invitation.ts";
import type { PgInvitations } from "./PgInvitations.ts";

export type NewInvitation = {
  readonly authority: Authority;
  readonly name: string;
  readonly roles: readonly OfficerRole[];
  /** Unix seconds. */
  readonly endsAt: number;
  readonly replaces: Hex | null;
};

export type InvitationsParts = {
  readonly store: PgInvitations;
  readonly passkeys: Pick<PgPasskeys, "add" | "find">;
  readonly accounts: Pick<OfficerAccounts, "write" | "find" | "findMany">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Of the pages on which passkeys are made. */
  readonly origin: string;
  /** The relying party's id. */
  readonly domain: string;
};

/** Used once with the invitation, and known to nobody without its link. Base64url. */
export const challengeOf = (secret: string): string =>
  createHash("sha256").update(`passkey:${secret}`).digest("base64url");

/**
 * People without a wallet are invited to become officers: they make a passkey, and get an account that it controls. That
 * gives no right: an administrator appoints the account on the chain (docs/decisions/0193).
 */
export class Invitations {
  readonly #parts: InvitationsParts;

  constructor(parts: InvitationsParts) {
    this.#parts = parts;
  }

  /**
   * Whether the authority is the caller's to act for is theirs to check. Errors: `InvalidInput` `invitation.term`,
   * `invitation.replaces`; `Conflict` `invitation.too_many`.
   * @returns the secret, which nobody can read again
   */
  async create(
    request: NewInvitation,
    actor: string,
  ): Promise<{ invitation: Invitation; secret: string }> {
    const { store, audit } = this.#parts;
    const now = this.#now();
    requireTerm(request.endsAt, now);
    requireReplaced(request);
    const secret = randomBytes(32).toString("base64url");
    const { name, roles, endsAt } = request;
    const authority = request.authority.id;
    const replaces = (request.replaces?.toLowerCase() as Hex | undefined) ?? null;
    const stored: StoredInvitation = {
      ...{ id: randomUUID(), authority, name, roles: [...new Set(roles)], replaces },
      ...{ createdAt: now, endsAt, revokedAt: null, usedAt: null },
    };
    await store.transaction(async (tx) => {
      await store.forget(tx, now - limits.invitationKeptDays * limits.daySeconds);
      if ((await store.countOpen(tx, authority, now)) >= limits.invitationsOpen)
        throw new Conflict(
          "invitation.too_many",
          `An authority has up to ${limits.invitationsOpen} open invitations. Take back those that are not needed.`,
        );
      await store.insert(tx, stored, digestOfSecret(secret));
      const data = { roles: stored.roles, endsAt, replaces };
      await audit.record({ ...toEvent("invitation.create", stored, actor), data }, tx);
    });
    return { invitation: { ...stored, account: null }, secret };
  }

  /** Of these authorities, newest first. */
  async list(authorities: readonly AuthorityId[]): Promise<readonly Invitation[]> {
    const { store, accounts } = this.#parts;
    const found = await store.list(authorities);
    const used = found.filter(({ usedAt }) => usedAt !== null).map(requestOf);
    const made = await accounts.findMany(used);
    return found.map((each) => ({ ...each, account: made.get(requestOf(each)) ?? null }));
  }

  /** Unknown: `NotFound` `invitation.unknown`. */
  async get(id: string): Promise<StoredInvitation> {
    return requireFound(await this.#parts.store.byId(id));
  }

  stateOf(invitation: StoredInvitation): InvitationState {
    return stateOf(invitation, this.#now());
  }

  /** Used or taken back before: `Conflict` `invitation.used`, `invitation.revoked`. */
  async revoke(id: string, actor: string): Promise<void> {
    const { store, audit } = this.#parts;
    const invitation = await this.get(id);
    const isRevoked = await store.transaction(async (tx) => {
      if (!(await store.revoke(tx, id, this.#now()))) return false;
      await audit.record(toEvent("invitation.revoke", invitation, actor), tx);
      return true;
    });
    if (!isRevoked) throw refuse(this.stateOf(await this.get(id)));
  }

  /** In any state. Unknown: `NotFound` `invitation.unknown`. */
  async open(secret: string): Promise<Invitation> {
    return this.#withAccount(
      requireFound(await this.#parts.store.byDigest(digestOfSecret(secret))),
    );
  }

  /**
   * Takes the invitation up with a new passkey, and has its account made. Again with the same passkey, it is the same
   * account. Errors as `readNewPasskey` and `OfficerAccounts.write`; `NotFound` `invitation.unknown`; `Conflict`
   * `invitation.used`, `.revoked`, `.expired`, `passkey.known`.
   */
  async accept(secret: string, given: NewPasskey): Promise<Invitation> {
    const { store, origin, domain } = this.#parts;
    requireFound(await store.byDigest(digestOfSecret(secret)));
    const request = { challenge: challengeOf(secret), origin, domain };
    const credential = readNewPasskey(given, request);
    const invitation = await store.transaction((tx) => this.#accept(tx, secret, credential));
    return this.#withAccount(invitation);
  }

  async #accept(
    tx: Transaction,
    secret: string,
    credential: PasskeyCredential,
  ): Promise<StoredInvitation> {
    const { store, passkeys, accounts, audit } = this.#parts;
    const invitation = requireFound(await store.lock(tx, digestOfSecret(secret)));
    const request = requestOf(invitation);
    const state = this.stateOf(invitation);
    const known = await passkeys.find(credential.id, tx);
    if (state === "used" && known?.request === request) return invitation;
    if (state !== "open") throw refuse(state);
    if (!(await passkeys.add(tx, credential, request)))
      throw new Conflict("passkey.known", "This passkey has an account already. Make a new one.");
    const usedAt = this.#now();
    await store.noteUsed(tx, invitation.id, usedAt);
    const { x, y } = credential;
    const signers = [{ kind: "passkey", x, y } as const];
    const { address } = await accounts.write(tx, { request, signers, threshold: 1 });
    const event = toEvent("invitation.accept", invitation, `officer:${address}`);
    await audit.record({ ...event, data: { account: address } }, tx);
    return { ...invitation, usedAt };
  }

  async #withAccount(invitation: StoredInvitation): Promise<Invitation> {
    const account =
      invitation.usedAt === null ? null : await this.#parts.accounts.find(requestOf(invitation));
    return { ...invitation, account };
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

function requireFound(found: StoredInvitation | null): StoredInvitation {
  if (found !== null) return found;
  throw new NotFound("invitation.unknown", "There is no such invitation. Use the whole link.");
}

function refuse(state: InvitationState): Conflict {
  if (state === "used") return new Conflict("invitation.used", "This invitation was used before.");
  return state === "expired"
    ? new Conflict("invitation.expired", "This invitation is over. Ask for another.")
    : new Conflict("invitation.revoked", "This invitation was taken back.");
}

function requireTerm(endsAt: number, now: number): void {
  if (endsAt > now && endsAt <= now + limits.invitationDays * limits.daySeconds) return;
  const message = `An invitation ends in the future, within ${limits.invitationDays} days.`;
  const violation = { pointer: "/body/endsAt", code: "invitation.term", message };
  throw new InvalidInput("invitation.term", message, [violation]);
}

function requireReplaced({ replaces, authority }: NewInvitation): void {
  const account = replaces?.toLowerCase();
  if (account === undefined || authority.officers.some(({ address }) => address === account))
    return;
  const message = "No such account was ever appointed at this authority.";
  const violation = { pointer: "/body/replaces", code: "invitation.replaces", message };
  throw new InvalidInput("invitation.replaces", message, [violation]);
}

const toEvent = (action: string, { id, authority }: StoredInvitation, actor: string) => ({
  actor,
  action,
  subject: `invitation:${id}`,
  authority,
});
