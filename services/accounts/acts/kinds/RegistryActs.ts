import type { Hex } from "@sello/sdk";
import type { Revert } from "../../../ledger/Settled.ts";
import { Conflict } from "../../../platform/errors.ts";
import { joinSignatures } from "../../../registry/accounts/joinSignatures.ts";
import type { ManyAccount } from "../../../registry/accounts/ManyAccount.ts";
import { type ToSign, toSignersData } from "../../../registry/accounts/toSignersData.ts";
import type { RegistryChanges } from "../../../registry/changes/RegistryChanges.ts";
import type {
  RegistryTypedData,
  RequestTerms,
} from "../../../registry/changes/registryTypedData.ts";
import type { ActKind, ActOperation, CarriedOut, SignedAct } from "./ActKind.ts";

/** Changes of the registry: requests under consecutive nonces, which are sent as one transaction. */
export class RegistryActs implements ActKind {
  readonly #changes: Pick<RegistryChanges, "draft" | "nonceOf" | "submit" | "findRefusal">;

  constructor(changes: Pick<RegistryChanges, "draft" | "nonceOf" | "submit" | "findRefusal">) {
    this.#changes = changes;
  }

  /** Errors of `RegistryChanges.prepare`; `Conflict` `registry_change.refused`. */
  async check(
    { account }: ManyAccount,
    operations: readonly unknown[],
  ): Promise<readonly ActOperation[]> {
    const refusal = await this.#changes.findRefusal(account, operations);
    if (refusal !== null)
      throw new Conflict(
        "registry_change.refused",
        `The registry would refuse this now: ${refusal.error}.`,
        refusal,
      );
    const terms = { signer: account, nonce: 0n, deadline: 0n };
    return this.#changes.draft(operations, terms).map(toOperation);
  }

  newNonce(account: Hex, key: bigint): Promise<bigint> {
    return this.#changes.nonceOf(account, key);
  }

  draft(operations: readonly ActOperation[], terms: RequestTerms): readonly ToSign[] {
    return this.#changes.draft(operations, terms) as readonly (RegistryTypedData & ToSign)[];
  }

  toSigners(account: ManyAccount, request: ToSign) {
    return toSignersData(account, request);
  }

  /** What the registry refuses now it may take later. */
  async carryOut({ account, operations, requests, signatures }: SignedAct): Promise<CarriedOut> {
    const signed = requests.map((request, index) => ({
      ...operations[index],
      authorization: {
        signer: account.account,
        nonce: String(request.message.nonce),
        deadline: String(request.message.deadline),
        signature: joinSignatures(
          account,
          request,
          (signatures[index] ?? []).slice(0, account.threshold),
        ),
      },
    }));
    try {
      return { changeId: (await this.#changes.submit(signed)).id };
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal === null) throw error;
      return { refusal };
    }
  }
}

const toOperation = ({ primaryType, message }: RegistryTypedData): ActOperation => {
  const { signer: _, nonce: _nonce, deadline: _deadline, ...values } = message;
  return { operation: primaryType, values };
};

function toRefusal(error: unknown): Revert | null {
  if (!(error instanceof Conflict) || error.code !== "registry_change.refused") return null;
  return { error: String(error.data.error), args: (error.data.args ?? {}) as Revert["args"] };
}
