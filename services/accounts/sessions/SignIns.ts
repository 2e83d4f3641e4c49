import { randomBytes } from "node:crypto";
import type { Hex } from "@sello/sdk";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict, Forbidden } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { FollowingRegistry } from "../../registry/Registry.ts";
import type { AccountSignatures } from "./AccountSignatures.ts";
import { officesOf } from "./officerRights.ts";
import { readSignInMessage, type SignInTerms } from "./readSignInMessage.ts";
import { SignInLimits } from "./SignInLimits.ts";
import type { Standings } from "./Standings.ts";

/** Keeps the nonces of sign-ins that were begun. Times are unix seconds. */
export interface NonceStore {
  add(nonce: string, expiresAt: number, now: number): Promise<void>;
  /** @returns whether it was there and had not expired; it is gone after that */
  use(nonce: string, now: number): Promise<boolean>;
}

const statement =
  "Sign in to Sello as an officer. This changes nothing on the chain, and costs nothing.";

/** Officers prove who they are with a message that their wallet signs (EIP-4361). */
export class SignIns {
  readonly #nonces: NonceStore;
  readonly #signatures: AccountSignatures;
  readonly #registry: Pick<FollowingRegistry, "all" | "catchUp">;
  readonly #standings: Pick<Standings, "of">;
  readonly #clock: Clock;
  readonly #terms: SignInTerms;
  readonly #limits = new SignInLimits();

  constructor(parts: {
    nonces: NonceStore;
    signatures: AccountSignatures;
    registry: Pick<FollowingRegistry, "all" | "catchUp">;
    standings: Pick<Standings, "of">;
    clock: Clock;
    publicUrl: string;
    chainId: number;
  }) {
    this.#nonces = parts.nonces;
    this.#signatures = parts.signatures;
    this.#registry = parts.registry;
    this.#standings = parts.standings;
    this.#clock = parts.clock;
    const { publicUrl: uri, chainId } = parts;
    this.#terms = { domain: new URL(uri).host, uri, chainId, statement };
  }

  /** What the message must say. Begun too often: `HttpProblem` 429 `rate.limited`. */
  async begin(address: string) {
    this.#limits.begin(address);
    const nonce = randomBytes(16).toString("hex");
    const issuedAt = toSeconds(this.#clock.nowMs());
    const expiresAt = issuedAt + limits.signInSeconds;
    await this.#nonces.add(nonce, expiresAt, issuedAt);
    const times = { issuedAt: toTime(issuedAt), expirationTime: toTime(expiresAt) };
    return { nonce, ...this.#terms, ...times };
  }

  /** Whether a text is a message that could sign somebody in here, now. */
  isOwn(message: string): boolean {
    try {
      return readSignInMessage(message, this.#terms, this.#clock.nowMs()).nonce !== "";
    } catch {
      return false;
    }
  }

  /**
   * The account that signed, lowercase. Its nonce is used up, whatever comes of it. Errors: those of `readSignInMessage`
   * and of `AccountSignatures.require`; `Conflict` `sign_in.nonce`; `Forbidden` `sign_in.no_role`; failed too often:
   * `HttpProblem` 429 `rate.limited`.
   */
  async verify(message: string, signature: Hex, address: string): Promise<Hex> {
    const { account, nonce } = readSignInMessage(message, this.#terms, this.#clock.nowMs());
    const uncount = this.#limits.attempt(address, account);
    try {
      await this.#require(account, nonce, message, signature);
    } catch (error) {
      // A chain or a database that is away is no failure of theirs.
      if (!(error instanceof Forbidden) && !(error instanceof Conflict)) uncount();
      throw error;
    }
    uncount();
    return account;
  }

  async #require(account: Hex, nonce: string, message: string, signature: Hex): Promise<void> {
    if (!(await this.#nonces.use(nonce, toSeconds(this.#clock.nowMs()))))
      throw new Conflict("sign_in.nonce", "Begin to sign in again, and sign the new message.");
    await this.#signatures.require(account, message, signature);
    if (await this.#hasRole(account)) return;
    // Another process may have shown them their role already.
    await this.#registry.catchUp();
    if (await this.#hasRole(account)) return;
    throw new Forbidden(
      "sign_in.no_role",
      `The account ${account} has no role at any authority. Ask an administrator of yours to give it one, then sign in.`,
    );
  }

  /** Who signs for an account of many has roles through it alone, and signs in as themselves. An auditor has none. */
  async #hasRole(account: Hex): Promise<boolean> {
    const offices = await officesOf(this.#registry, account);
    return offices.length > 0 || (await this.#standings.of(account)).size > 0;
  }
}

const toTime = (seconds: number): string => new Date(seconds * 1_000).toISOString();
