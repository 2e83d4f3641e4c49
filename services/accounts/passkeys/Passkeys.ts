import type { Hex } from "@sello/sdk";
import { concatHex } from "viem";
import { NotFound } from "../../platform/errors.ts";
import type { ManyAccounts } from "../../registry/accounts/ManyAccount.ts";
import type { OfficerAccounts } from "../../registry/accounts/OfficerAccounts.ts";
import type { OfficerAccount } from "../../registry/accounts/PgOfficerAccounts.ts";
import type { PgPasskeys } from "./PgPasskeys.ts";

/** For whom passkeys are (WebAuthn level 3, 5.4.2). */
export type RelyingParty = { readonly id: string; readonly name: string };

export type PasskeyTerms = { readonly relyingParty: RelyingParty; readonly chainId: number };

/** Which accounts officers' passkeys control. */
export class Passkeys {
  readonly terms: PasskeyTerms;
  readonly #store: Pick<PgPasskeys, "find">;
  readonly #accounts: Pick<OfficerAccounts, "find" | "verifiers">;
  readonly #signers: ManyAccounts;

  constructor(parts: {
    terms: PasskeyTerms;
    store: Pick<PgPasskeys, "find">;
    accounts: Pick<OfficerAccounts, "find" | "verifiers">;
    /** Who signs for accounts, as the chain says. */
    signers: ManyAccounts;
  }) {
    this.terms = parts.terms;
    this.#store = parts.store;
    this.#accounts = parts.accounts;
    this.#signers = parts.signers;
  }

  /**
   * The account, lowercase, and the passkey as its contract knows it (ERC-7913). Unknown, or of a chain that the network has
   * left, or removed from its account: `NotFound` `passkey.unknown`.
   * @param id of the credential: long and random, so that none can be guessed
   */
  async find(id: Uint8Array): Promise<{ readonly account: Hex; readonly signer: Hex }> {
    const passkey = await this.#store.find(id);
    const account = passkey && (await this.#accounts.find(passkey.request));
    const verifiers = account && (await this.#accounts.verifiers());
    if (passkey && account && verifiers) {
      const signer = concatHex([verifiers.webAuthn, passkey.publicKey]);
      if (await this.#signs(account, signer)) return { account: account.address, signer };
    }
    throw new NotFound(
      "passkey.unknown",
      "No account here has this passkey. Choose another, or ask an administrator for an invitation.",
    );
  }

  /** Of an account that is not on the chain yet, what it will be made with. */
  async #signs({ address, state, signers }: OfficerAccount, signer: Hex): Promise<boolean> {
    const now = state === "made" ? await this.#signers.find(address) : null;
    return (now?.signers ?? signers).includes(signer);
  }
}
