import { createHash, randomBytes } from "node:crypto";
import { type Hex, toHex } from "@sello/sdk";
import { concatHex } from "viem";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type OfficerSession, toActor } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import type { Transactor } from "../../platform/database/Transaction.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { AccountChanges } from "../../registry/accounts/AccountChanges.ts";
import type { ManyAccount, ManyAccounts } from "../../registry/accounts/ManyAccount.ts";
import type { OfficerAccounts } from "../../registry/accounts/OfficerAccounts.ts";
import { type SignersChange, signersChangeData } from "../../registry/accounts/signersChange.ts";
import type { ToSign } from "../../registry/accounts/toSignersData.ts";
import type { Sessions } from "../sessions/Sessions.ts";
import { malformed } from "./authenticatorWords.ts";
import type { RelyingParty } from "./Passkeys.ts";
import type { PgPasskeys, StoredPasskey } from "./PgPasskeys.ts";
import { passkeyLimits } from "./passkeyLimits.ts";
import { type NewPasskey, type PasskeyCredential, readNewPasskey } from "./readNewPasskey.ts";

/** `adding` and `removing`: until the chain has it. */
export type PasskeyState = "adding" | "active" | "removing";

export type OwnPasskey = StoredPasskey & { readonly state: PasskeyState };

/** One of the two; what comes of an authenticator is untrusted. */
export type PasskeyChange =
  | { readonly add: NewPasskey & { readonly name: string } }
  | { readonly remove: Uint8Array };

/** The change in the account's own words, to be signed by one of its passkeys. */
export type DraftedChange = {
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: number;
  readonly request: ToSign;
};

/** A draft's terms, with the account's own signature. */
export type SignedChange = {
  readonly nonce: string;
  readonly deadline: number;
  readonly signature: Hex;
};

type Parts = {
  readonly database: Transactor;
  readonly store: PgPasskeys;
  readonly accounts: Pick<OfficerAccounts, "requestOf" | "verifiers">;
  /** Who signs for the account, as the chain says. */
  readonly signers: ManyAccounts;
  readonly changes: Pick<AccountChanges, "nonceOf" | "findRefusal" | "relayIn" | "chainId">;
  readonly sessions: Pick<Sessions, "endOthers">;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly relyingParty: RelyingParty;
  /** Of the pages on which passkeys are made. */
  readonly origin: string;
};

/** An account of which this service has passkeys. */
type Own = {
  readonly account: ManyAccount;
  readonly request: string;
  readonly webAuthn: Hex;
  readonly passkeys: readonly OwnPasskey[];
};

/** What was asked for, checked. */
type Planned = {
  readonly change: SignersChange;
  /** Null: one is removed. */
  readonly added: { readonly credential: PasskeyCredential; readonly name: string } | null;
};

/**
 * The passkeys of an officer's own account. Which sign for it, its contract says; adding and removing one is a change of the
 * account that one of its passkeys has signed. A session alone changes nothing (docs/decisions/0216).
 */
export class OwnPasskeys {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The oldest first; none of an account that is not controlled by passkeys made here. */
  async list({ account }: Pick<OfficerSession, "account">): Promise<readonly OwnPasskey[]> {
    return (await this.#find(account))?.passkeys ?? [];
  }

  /**
   * What a further passkey is made with. The challenge is the session's: what comes of it counts only with the signature of a
   * passkey that the account has, under a nonce.
   */
  async creation({ account, id }: Pick<OfficerSession, "account" | "id">) {
    const { accounts, relyingParty } = this.#parts;
    const request = await accounts.requestOf(account);
    if (request === null) return null;
    return { relyingParty, challenge: challengeOf(id), user: userHandleOf(request) };
  }

  /**
   * What has to be signed. Errors: `NotFound` `passkey.unknown`; `Conflict` `passkey.known`, `.too_many`, `.last`; those of
   * `readNewPasskey`.
   */
  async draft(session: OfficerSession, asked: PasskeyChange): Promise<DraftedChange> {
    const { changes } = this.#parts;
    const own = await this.#own(session);
    const { change } = this.#plan(session, own, asked);
    // A key of its own: no other change has to come before it.
    const nonce = await changes.nonceOf(session.account, BigInt(toHex(randomBytes(24))));
    const deadline = toSeconds(this.#parts.clock.nowMs()) + limits.passkeyChallengeSeconds;
    const place = { account: session.account, chainId: changes.chainId };
    const terms = { nonce, deadline: BigInt(deadline) };
    return { nonce, deadline, request: signersChangeData(place, change, terms) };
  }

  /**
   * Brings the change to the chain. Whose passkey is removed is signed out wherever this session is not. Errors as `draft`;
   * the contract would refuse it: `Conflict` `passkey.change_refused`.
   */
  async submit(
    session: OfficerSession,
    asked: PasskeyChange,
    { nonce, deadline, signature }: SignedChange,
  ): Promise<readonly OwnPasskey[]> {
    const { changes, database, store, sessions, audit } = this.#parts;
    const own = await this.#own(session);
    const { change, added } = this.#plan(session, own, asked);
    const signed = { ...change, nonce, deadline: String(deadline), signature };
    const refusal = await changes.findRefusal(session.account, signed);
    if (refusal !== null)
      throw new Conflict(
        "passkey.change_refused",
        `The account's contract would refuse this: ${refusal.error}. Begin again, and sign with a passkey that the account has.`,
        refusal,
      );
    const { account } = session;
    await database.transaction(async (tx) => {
      const event = added ? { action: "passkey.add" } : { action: "passkey.remove" };
      const actor = toActor(session);
      await audit.record({ ...event, actor, subject: actor, authority: null }, tx);
      const id = await changes.relayIn(tx, account, signed);
      if ("remove" in asked) await store.remove(tx, asked.remove, id);
      if (!added) return;
      const { credential, name } = added;
      if (!(await store.add(tx, credential, own.request, { name, change: id }))) throw isKnown();
    });
    if (!added) await sessions.endOthers(session);
    return this.list(session);
  }

  #plan(session: OfficerSession, own: Own, asked: PasskeyChange): Planned {
    const newThreshold = String(own.account.threshold);
    if ("remove" in asked) {
      const removed = [this.#toRemove(own, asked.remove)];
      return { change: { added: [], removed, newThreshold }, added: null };
    }
    if (own.passkeys.length >= passkeyLimits.perAccount)
      throw new Conflict("passkey.too_many", "Remove a passkey that is not used any more first.");
    const { name, ...given } = asked.add;
    const { origin, relyingParty } = this.#parts;
    const request = { challenge: challengeOf(session.id), origin, domain: relyingParty.id };
    const credential = readNewPasskey(given, request);
    // Too short to be random: somebody could have made the same.
    if (credential.id.length < limits.credentialIdBytesMin) throw malformed();
    const signer = concatHex([own.webAuthn, credential.x, credential.y]);
    if (own.account.signers.includes(signer)) throw isKnown();
    const change = { added: [signer], removed: [], newThreshold };
    return { change, added: { credential, name } };
  }

  #toRemove({ passkeys, webAuthn }: Own, id: Uint8Array): Hex {
    const stays = passkeys.filter(({ state }) => state === "active");
    const found = stays.find(({ credential }) => Buffer.compare(credential, id) === 0);
    if (!found)
      throw new NotFound("passkey.unknown", "The account has no such passkey, or not any more.");
    if (stays.length === 1)
      throw new Conflict(
        "passkey.last",
        "This is the account's only passkey. Add another first: without one nobody could sign for the account again.",
      );
    return concatHex([webAuthn, found.publicKey]);
  }

  async #own({ account }: OfficerSession): Promise<Own> {
    const own = await this.#find(account);
    if (own && own.passkeys.length > 0) return own;
    throw new NotFound("passkey.unknown", "The account is not controlled by passkeys made here.");
  }

  async #find(address: Hex): Promise<Own | null> {
    const { accounts, signers, store } = this.#parts;
    const request = await accounts.requestOf(address);
    const verifiers = request && (await accounts.verifiers());
    const account = verifiers && (await signers.find(address));
    if (!request || !verifiers || !account) return null;
    const { webAuthn } = verifiers;
    const passkeys = (await store.ofRequest(request)).flatMap((each) => {
      const state = stateOf(each, account.signers.includes(concatHex([webAuthn, each.publicKey])));
      return state ? [{ ...each, state }] : [];
    });
    return { account, request, webAuthn, passkeys };
  }
}

/** Null: it never signed, or does not any more. */
function stateOf({ isRemoved, change }: StoredPasskey, signs: boolean): PasskeyState | null {
  const isUnderWay = change === "signed";
  if (signs) return isRemoved && isUnderWay ? "removing" : "active";
  return isUnderWay && !isRemoved ? "adding" : null;
}

const challengeOf = (session: string): string =>
  createHash("sha256").update(`officer-passkey:${session}`).digest("base64url");

/** The same as of the passkey with which the account was made, so that devices list one account. */
const userHandleOf = (request: string): string =>
  Buffer.from(request.replace(/^.*:/, "").replaceAll("-", ""), "hex").toString("base64url");

const isKnown = (): Conflict =>
  new Conflict("passkey.known", "This passkey has an account already. Make a new one.");
