import { randomBytes, randomUUID } from "node:crypto";
import type { Hex } from "@sello/sdk";
import { getAddress } from "viem";
import { createSiweMessage } from "viem/siwe";
import type { AuditLog } from "../../../audit/AuditLog.ts";
import { type ResidentSession, toActor } from "../../../http/Caller.ts";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import type { Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import { Conflict, Forbidden, NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import type { AccountSignatures } from "../../sessions/AccountSignatures.ts";
import { deskLimits } from "../deskLimits.ts";
import type { OwnNotices } from "../notices/OwnNotices.ts";
import type { PgResidentPasskeys } from "../passkeys/PgResidentPasskeys.ts";
import type { ResidentLimits } from "../ResidentLimits.ts";
import type { SignInClient } from "../ResidentSignIns.ts";
import type { ResidentSessions, StartedSession } from "../sessions/ResidentSessions.ts";
import type { PgResidentWallets, ResidentWallet } from "./PgResidentWallets.ts";

export type ResidentWalletParts = {
  readonly database: Transactor;
  readonly wallets: PgResidentWallets;
  readonly challenges: Pick<PgResidentPasskeys, "addChallenge" | "useChallenge">;
  readonly signatures: Pick<AccountSignatures, "require">;
  readonly sessions: Pick<ResidentSessions, "start">;
  readonly notices: Pick<OwnNotices, "add" | "noteBrowser">;
  readonly limits: ResidentLimits;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** What messages are for. */
  readonly terms: { readonly publicUrl: string; readonly chainId: number };
};

const statements = {
  "wallet-link":
    "Link this wallet to your resident's account at Sello. This changes nothing on the chain, and costs nothing.",
  "wallet-sign-in":
    "Sign in to Sello as a resident. This changes nothing on the chain, and costs nothing.",
} as const;

type Purpose = keyof typeof statements;

/** What is to be signed, as it is kept until then. */
type Kept = { readonly address: Hex; readonly message: string };

/**
 * Wallets of residents. What one signs is written here and kept (EIP-4361), so nothing that a browser sends is read as a
 * message. A wallet signs its owner in at level `code`: its signature does not say that somebody was verified.
 */
export class ResidentWallets {
  readonly #parts: ResidentWalletParts;

  constructor(parts: ResidentWalletParts) {
    this.#parts = parts;
  }

  /** Newest first. */
  list({ account }: Pick<ResidentSession, "account">): Promise<readonly ResidentWallet[]> {
    return this.#parts.wallets.ofAccount(account);
  }

  /** As many as there may be: `Conflict` `wallet.too_many`. */
  async beginLink(session: ResidentSession, address: Hex) {
    requireRoom(await this.list(session));
    return this.#begin("wallet-link", session.account, address);
  }

  /**
   * Over, used or of another account: `Conflict` `sign_in.ended`. Linked already: `Conflict` `wallet.known`. Others as
   * `beginLink` and `AccountSignatures.require`.
   */
  async link(session: ResidentSession, id: string, signature: Hex): Promise<ResidentWallet> {
    const { database, wallets, notices, audit } = this.#parts;
    const { account } = session;
    const address = await this.#verify("wallet-link", account, id, signature);
    return database.transaction(async (tx) => {
      await tx.query("select 1 from resident_accounts where id = $1 for update", [account]);
      requireRoom(await wallets.ofAccount(account, tx));
      const linkedAt = this.#now();
      const wallet = { id: randomUUID(), account, address, linkedAt, lastUsedAt: null };
      if (!(await wallets.insert(tx, wallet)))
        throw new Conflict("wallet.known", "This wallet is linked to an account here already.");
      await notices.add(tx, account, { kind: "wallet.linked", name: toShort(address) });
      await audit.record(
        {
          actor: toActor(session),
          action: "account.link_wallet",
          subject: `account:${account}`,
          authority: null,
        },
        tx,
      );
      return wallet;
    });
  }

  /** No such: `NotFound` `wallet.unknown`. */
  async unlink(session: ResidentSession, id: string): Promise<void> {
    const { database, wallets, audit } = this.#parts;
    const { account } = session;
    await database.transaction(async (tx) => {
      const found = (await wallets.ofAccount(account, tx)).find((each) => each.id === id);
      if (!found || !(await wallets.remove(tx, account, id)))
        throw new NotFound("wallet.unknown", "The account has no such wallet.");
      const name = toShort(found.address);
      await this.#parts.notices.add(tx, account, { kind: "wallet.removed", name });
      await audit.record(
        {
          actor: toActor(session),
          action: "account.unlink_wallet",
          subject: `account:${account}`,
          authority: null,
        },
        tx,
      );
    });
  }

  /** Whether the wallet is linked is not looked up. Errors as `ResidentLimits.begin`. */
  async beginSignIn(address: Hex, from: string) {
    await this.#parts.limits.begin(from);
    return this.#begin("wallet-sign-in", null, address);
  }

  /**
   * A session at level `code`. Linked to no account: `Forbidden` `wallet.refused`. Others as `link` and
   * `ResidentLimits.attempt`.
   */
  async signIn(id: string, signature: Hex, client: SignInClient): Promise<StartedSession> {
    const { database, wallets, sessions, notices, limits: counts } = this.#parts;
    const takeBack = await counts.attempt(client.address);
    const address = await this.#verify("wallet-sign-in", null, id, signature);
    const started = await database.transaction(async (tx: Transaction) => {
      const wallet = await wallets.lock(tx, address);
      if (wallet === null)
        throw new Forbidden(
          "wallet.refused",
          "No account has this wallet. Sign in another way, and link it under Account.",
        );
      const { account } = wallet;
      const { browser } = client;
      await wallets.used(tx, wallet.id, this.#now());
      await notices.noteBrowser(tx, account, browser);
      return sessions.start(tx, { account, level: "code", passkey: null, browser });
    });
    await takeBack();
    return started;
  }

  async #begin(purpose: Purpose, account: string | null, given: Hex) {
    const { challenges, terms } = this.#parts;
    const { publicUrl: uri, chainId } = terms;
    const now = this.#now();
    const endsAt = now + limits.signInSeconds;
    const address = given.toLowerCase() as Hex;
    const message = createSiweMessage({
      ...{ uri, chainId, domain: new URL(uri).host, address: getAddress(address), version: "1" },
      statement: statements[purpose],
      nonce: randomBytes(16).toString("hex"),
      issuedAt: new Date(now * 1_000),
      expirationTime: new Date(endsAt * 1_000),
    });
    const id = randomUUID();
    const kept: Kept = { address, message };
    await challenges.addChallenge(id, purpose, account, JSON.stringify(kept), { now, endsAt });
    return { id, endsAt, message };
  }

  /** The account that signed, lowercase. What it signed is used up, whatever comes of it. */
  async #verify(
    purpose: Purpose,
    account: string | null,
    id: string,
    signature: Hex,
  ): Promise<Hex> {
    const { challenges, signatures } = this.#parts;
    const found = await challenges.useChallenge(id, purpose, account, this.#now());
    if (found === null)
      throw new Conflict("sign_in.ended", "This took too long, or was done already. Begin again.");
    const { address, message } = JSON.parse(found) as Kept;
    await signatures.require(address, message, signature);
    return address;
  }

  #now(): number {
    return toSeconds(this.#parts.clock.nowMs());
  }
}

function requireRoom(known: readonly ResidentWallet[]): void {
  if (known.length < deskLimits.residentWallets) return;
  throw new Conflict("wallet.too_many", "Take off a wallet that is not used any more first.");
}

/** For notices: `0x1234…abcd`. */
const toShort = (address: Hex): string => `${address.slice(0, 6)}…${address.slice(-4)}`;
