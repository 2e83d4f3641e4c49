import type { Hex } from "@sello/sdk";
import type { AccountChanges } from "../../../registry/accounts/AccountChanges.ts";
import { joinPlain } from "../../../registry/accounts/joinSignatures.ts";
import type { ManyAccount } from "../../../registry/accounts/ManyAccount.ts";
import {
  readSignersChange,
  requireChange,
  type SignersChange,
  signersChangeData,
} from "../../../registry/accounts/signersChange.ts";
import type { ToSign } from "../../../registry/accounts/toSignersData.ts";
import type { RequestTerms } from "../../../registry/changes/registryTypedData.ts";
import type { ActKind, ActOperation, CarriedOut, SignedAct } from "./ActKind.ts";

/** Changes of an account's own people: a request in the account's own domain, which its contract carries out. */
export class SignerActs implements ActKind {
  readonly #account: Pick<AccountChanges, "nonceOf" | "findRefusal" | "relay" | "chainId">;

  constructor(account: Pick<AccountChanges, "nonceOf" | "findRefusal" | "relay" | "chainId">) {
    this.#account = account;
  }

  /** Errors as `readSignersChange` and `requireChange`. */
  async check(
    account: ManyAccount,
    operations: readonly unknown[],
  ): Promise<readonly ActOperation[]> {
    const change = readSignersChange(operations);
    requireChange(account, change);
    return [{ operation: "ChangeSigners", values: change }];
  }

  newNonce(account: Hex, key: bigint): Promise<bigint> {
    return this.#account.nonceOf(account, key);
  }

  draft([first]: readonly ActOperation[], terms: RequestTerms): readonly ToSign[] {
    const { signer: account, nonce, deadline } = terms;
    const place = { account, chainId: this.#account.chainId };
    return [signersChangeData(place, first?.values as SignersChange, { nonce, deadline })];
  }

  /** It names the account by its domain, and is signed as it is. */
  toSigners(_account: ManyAccount, request: ToSign) {
    return request;
  }

  async carryOut({ account, requests, signatures }: SignedAct): Promise<CarriedOut> {
    const message = requests[0]?.message as SignersChange & { nonce: string; deadline: string };
    const enough = (signatures[0] ?? []).slice(0, account.threshold);
    const given = { ...message, signature: joinPlain(enough) };
    const refusal = await this.#account.findRefusal(account.account, given);
    if (refusal !== null) return { refusal };
    return { changeId: (await this.#account.relay(account.account, given)).id };
  }
}
