import type { Hex } from "@sello/sdk";
import { concatHex } from "viem";
import { NotFound } from "../../platform/errors.ts";
import type { OfficerAccounts } from "../../registry/accounts/OfficerAccounts.ts";
import type { PgPasskeys } from "./PgPasskeys.ts";

/** For whom passkeys are (WebAuthn level 3, 5.4.2). */
export type RelyingParty = { readonly id: string; readonly name: string };

export type PasskeyTerms = { readonly relyingParty: RelyingParty; readonly chainId: number };

/** Which accounts officers' passkeys control. */
export class Passkeys {
  readonly terms: PasskeyTerms;
  readonly #store: Pick<PgPasskeys, "find">;
  readonly #accounts: Pick<OfficerAccounts, "find" | "verifiers">;

  constructor(parts: {
    terms: PasskeyTerms;
    store: Pick<PgPasskeys, "find">;
    accounts: Pick<OfficerAccounts, "find" | "verifiers">;
  }) {
    this.terms = parts.terms;
    this.#store = parts.store;
    this.#accounts = parts.accounts;
  }

  /**
   * The account, lowercase, and the passkey as its contract knows it (ERC-7913). Unknown, or of a chain that the network has
   * left: `NotFound` `passkey.unknown`.
   * @param id of the credential: long and random, so that none can be guessed
   */
  async find(id: Uint8Array): Promise<{ readonly account: Hex; readonly signer: Hex }> {
    const passkey = await this.#store.find(id);
    const account = passkey && (await this.#accounts.find(passkey.request));
    const verifiers = account && (await this.#accounts.verifiers());
    if (passkey && account && verifiers)
      return {
        account: account.address,
        signer: concatHex([verifiers.webAuthn, passkey.publicKey]),
      };
    throw new NotFound(
      "passkey.unknown",
      "No account here has this passkey. Choose another, or ask an administrator for an invitation.",
    );
  }
}
