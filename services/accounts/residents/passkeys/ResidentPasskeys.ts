import { randomBytes, randomUUID } from "node:crypto";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type ResidentSession, toActor } from "../../../http/Caller.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import { Conflict, Forbidden, NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import { isSynced, malformed, signCountOf } from "../../passkeys/authenticatorWords.ts";
import { readNewPasskey } from "../../passkeys/readNewPasskey.ts";
import type { Codes } from "../codes/Codes.ts";
import type { DeviceCopies } from "../DeviceCopies.ts";
import type { DeviceShares } from "../DeviceShares.ts";
import { maskIdNumber, maskPhone } from "../masks.ts";
import type { Messages } from "../messages/Messages.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentAccounts } from "../PgResidentAccounts.ts";
import type { ResidentAccount } from "../ResidentAccount.ts";
import type { PgRegisteredPhones } from "../registered/PgRegisteredPhones.ts";
import type { ResidentSessions } from "../sessions/ResidentSessions.ts";
import type { PgResidentPasskeys } from "./PgResidentPasskeys.ts";
import { type ResidentPasskey, stateOf } from "./ResidentPasskey.ts";
import { handleOf, type PasskeySite } from "./site.ts";
import { toCityTime } from "./toCityTime.ts";

export type ResidentPasskeyParts = {
  readonly database: Transactor;
  readonly store: PgResidentPasskeys;
  readonly accounts: PgResidentAccounts;
  readonly phones: Pick<PgRegisteredPhones, "of">;
  readonly codes: Codes;
  readonly sessions: ResidentSessions;
  readonly messages: Messages;
  readonly notices: OwnNotices;
  readonly deviceCopies: DeviceCopies;
  readonly deviceShares: DeviceShares;
  readonly audit: AuditLog;
  readonly site: PasskeySite;
  readonly clock: Clock;
  /** After which a passkey that was added with a code alone, or that is synced, is good for everything. */
  readonly delaySeconds: number;
};

/** A new passkey, as the browser gave it: untrusted. */
export type GivenPasskey = {
  readonly registration: string;
  readonly name: string;
  readonly clientData: Buffer;
  readonly authenticatorData: Buffer;
};

/** Residents' passkeys: who may add one, and what it is good for from when on (docs/decisions/0203). */
export class ResidentPasskeys {
  readonly #parts: ResidentPasskeyParts;

  constructor(parts: ResidentPasskeyParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  list({ account }: Pick<ResidentSession, "account">): Promise<readonly ResidentPasskey[]> {
    return this.#parts.store.ofAccount(account);
  }

  /**
   * What the browser needs to make one. Not with this session: `Forbidden` `session.level`, `passkey.waiting`. As many as
   * there may be: `Conflict` `passkey.too_many`.
   */
  async begin(session: ResidentSession) {
    const { store, site, accounts } = this.#parts;
    const known = await store.ofAccount(session.account);
    this.#requireMayAdd(session, known);
    const account = await accounts.byId(session.account);
    const id = randomUUID();
    const challenge = randomBytes(32).toString("base64url");
    const now = this.#now();
    const endsAt = now + limits.passkeyChallengeSeconds;
    await store.addChallenge(id, "create", session.account, challenge, { now, endsAt });
    const name = nameOf(account);
    const options = {
      rp: { id: site.domain, name: site.name },
      user: { id: handleOf(session.account).toString("base64url"), name, displayName: name },
      challenge,
      pubKeyCredParams: [{ type: "public-key", alg: es256 }],
      timeout: limits.passkeyChallengeSeconds * 1_000,
      excludeCredentials: known.map(({ credential }) => ({
        type: "public-key" as const,
        id: credential.toString("base64url"),
      })),
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
      attestation: "none",
    } as const;
    return { id, endsAt, options };
  }

  /** Over or used: `Conflict` `sign_in.ended`. Known: `Conflict` `passkey.known`. Others as `begin` and `readNewPasskey`. */
  async add(
    session: ResidentSession,
    given: GivenPasskey,
    address: string,
  ): Promise<ResidentPasskey> {
    const { store, database, site } = this.#parts;
    const now = this.#now();
    const challenge = await store.useChallenge(given.registration, "create", session.account, now);
    if (challenge === null)
      throw new Conflict("sign_in.ended", "This took too long, or was done already. Begin again.");
    const request = { challenge, origin: site.origin, domain: site.domain };
    const { id, x, y } = readNewPasskey(given, request);
    // Too short to be random: somebody could have made the same.
    if (id.length < limits.credentialIdBytesMin) throw malformed();
    const before = await store.ofAccount(session.account);
    const synced = isSynced(given.authenticatorData);
    const needsCode = synced && before.length > 0 && session.level !== "desk";
    const passkey = {
      id: randomUUID(),
      account: session.account,
      credential: Buffer.from(id),
      publicKey: Buffer.from(`${x.slice(2)}${y.slice(2)}`, "hex"),
      ...{ name: given.name, synced, createdAt: now, lastUsedAt: null },
      signCount: signCountOf(given.authenticatorData),
    };
    const code = needsCode ? await this.#askCode(session, passkey.id, address) : null;
    return database.transaction(async (tx) => {
      // Two at once are one after the other: only one of them is the account's first.
      await this.#lockAccount(tx, session.account);
      const known = await store.ofAccount(session.account, tx);
      this.#requireMayAdd(session, known);
      const waits = session.level !== "desk" && (synced || known.length === 0);
      const goodAt = waits ? now + this.#parts.delaySeconds : now;
      const added = { ...passkey, code, goodFrom: code === null ? goodAt : null };
      if (!(await store.insert(tx, added))) throw isKnown();
      await this.#tell(tx, session, added);
      return added;
    });
  }

  /** The code that a synced passkey waits for. No such: `NotFound` `passkey.unknown`. Others as `Codes.give`. */
  async giveCode(
    session: ResidentSession,
    id: string,
    code: string,
    address: string,
  ): Promise<ResidentPasskey> {
    const found = await this.#find(session, id);
    if (found.code === null) return found;
    const given = { id: found.code, code, purpose: "passkey", account: session.account } as const;
    const goodFrom = this.#now() + this.#parts.delaySeconds;
    return this.#parts.codes.give({ ...given, address }, async (tx) => {
      await this.#parts.store.settle(tx, id, goodFrom);
      const settled = { ...found, goodFrom, code: null };
      await this.#tell(tx, session, settled);
      return settled;
    });
  }

  /** With the sessions that began with it, the copies and the links that were made with it. No such: `NotFound` `passkey.unknown`. */
  async remove(session: ResidentSession, id: string): Promise<void> {
    const { store, database, sessions, notices, audit, deviceCopies, deviceShares } = this.#parts;
    const { name } = await this.#find(session, id);
    await database.transaction(async (tx) => {
      // Copies whose keys are on a device that is gone are nobody's to show.
      await deviceCopies.withdraw(tx, session.account, [id]);
      const shares = await deviceShares.endOfDevices(tx, session.account, [id], this.#now());
      await store.remove(tx, id);
      await sessions.endOfPasskey(tx, session, id);
      await notices.add(tx, session.account, { kind: "passkey.removed", name });
      if (shares > 0) await notices.add(tx, session.account, { kind: "shares.ended" });
      await audit.record(toEvent(session, "passkey.remove", id), tx);
    });
  }

  /**
   * Whether the session's passkey, or the officer who saw the person, is good for adding devices and for copies of identity
   * documents; else from when on, if that is known.
   * @param own passkeys of the account, where they were read already
   */
  async standing(
    session: ResidentSession,
    own?: readonly ResidentPasskey[],
  ): Promise<{ good: boolean; from: number | null }> {
    if (session.level === "desk") return { good: true, from: null };
    if (session.passkey === null) return { good: false, from: null };
    const found = (own ?? (await this.list(session))).find(({ id }) => id === session.passkey);
    if (found === undefined) return { good: false, from: null };
    return { good: stateOf(found, this.#now()) === "good", from: found.goodFrom };
  }

  async #find({ account }: ResidentSession, id: string): Promise<ResidentPasskey> {
    const found = (await this.#parts.store.ofAccount(account)).find((each) => each.id === id);
    if (found) return found;
    throw new NotFound("passkey.unknown", "The account has no such passkey.");
  }

  #requireMayAdd(session: ResidentSession, known: readonly ResidentPasskey[]): void {
    if (known.length >= limits.residentPasskeys)
      throw new Conflict("passkey.too_many", "Remove a passkey that is not used any more first.");
    if (known.length === 0 || session.level === "desk") return;
    const own = known.find(({ id }) => id === session.passkey);
    if (own === undefined)
      throw new Forbidden(
        "session.level",
        "Sign in with a passkey that the account has, or have your card seen at a desk, to add another.",
      );
    if (stateOf(own, this.#now()) === "good") return;
    throw new Forbidden(
      "passkey.waiting",
      "The passkey of this session is too new to add another. Wait until it is good, or have your card seen at a desk.",
    );
  }

  async #askCode(session: ResidentSession, passkey: string, address: string): Promise<string> {
    const account = await this.#parts.accounts.byId(session.account);
    const target = account?.idNumber
      ? { idNumber: account.idNumber }
      : { phone: account?.phone ?? "" };
    const language = account?.language ?? "zh";
    const asked = { purpose: "passkey", target, language, account: session.account } as const;
    return (await this.#parts.codes.ask({ ...asked, subject: passkey }, address)).id;
  }

  /** A passkey that waits is told to the phone as well: there is time to act. */
  async #tell(tx: Transaction, session: ResidentSession, passkey: ResidentPasskey): Promise<void> {
    const { notices, audit, accounts, phones, messages } = this.#parts;
    const { name, goodFrom, id } = passkey;
    if (goodFrom === null) return;
    await notices.add(tx, session.account, { kind: "passkey.added", name, goodFrom });
    await audit.record(toEvent(session, "passkey.add", id), tx);
    if (goodFrom <= this.#now()) return;
    const account = await accounts.byId(session.account, tx);
    const to = account?.idNumber ? await phones.of(tx, account.idNumber) : account?.phone;
    if (!account || !to) return;
    const values = { goodFrom: toCityTime(goodFrom) };
    await messages.send(tx, { to, kind: "passkey.added", language: account.language, values });
  }

  async #lockAccount(tx: Transaction, id: string): Promise<void> {
    await tx.query("select 1 from resident_accounts where id = $1 for update", [id]);
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

/** RFC 9053, 2.1. */
const es256 = -7;

const isKnown = (): Conflict =>
  new Conflict("passkey.known", "This passkey belongs to an account here already.");

/** What the device lists it under. */
const nameOf = (account: ResidentAccount | null): string =>
  account?.idNumber ? maskIdNumber(account.idNumber) : maskPhone(account?.phone ?? "");

const toEvent = (session: ResidentSession, action: string, id: string) => ({
  actor: toActor(session),
  action,
  subject: `resident-passkey:${id}`,
  authority: null,
});
