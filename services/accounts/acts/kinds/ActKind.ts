import type { Hex } from "@sello/sdk";
import type { Revert } from "../../../ledger/Settled.ts";
import type { SignerSignature } from "../../../registry/accounts/joinSignatures.ts";
import type { ManyAccount } from "../../../registry/accounts/ManyAccount.ts";
import type { SignersData, ToSign } from "../../../registry/accounts/toSignersData.ts";
import type { RequestTerms } from "../../../registry/changes/registryTypedData.ts";

/** What an act asks for, as it is kept and shown. */
export type ActOperation = {
  readonly operation: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/** An act that enough of the account's people have signed. */
export type SignedAct = {
  readonly account: ManyAccount;
  readonly operations: readonly ActOperation[];
  readonly requests: readonly ToSign[];
  /** For each request, those of all who have signed: as many as it takes, or more. */
  readonly signatures: readonly (readonly SignerSignature[])[];
  /** Who brought the last of them. */
  readonly person: Hex;
};

/** `changeId`: of the transaction that was sent; null: it is done, and nothing was sent. */
export type CarriedOut =
  | { readonly changeId: string | null }
  | { readonly refusal: Revert; readonly changeId?: never };

/** A kind of act of accounts of many: what is signed for it, and what becomes of it then. */
export interface ActKind {
  /**
   * What is asked for as it is kept, if it would be taken as things are now. Errors are those of the kind.
   * @param operations untrusted
   */
  check(account: ManyAccount, operations: readonly unknown[]): Promise<readonly ActOperation[]>;
  /** The first nonce under a key that nobody has used. */
  newNonce(account: Hex, key: bigint): Promise<bigint>;
  /** What the account is to sign, of what `check` gave. */
  draft(operations: readonly ActOperation[], terms: RequestTerms): readonly ToSign[];
  /** What each of its people signs, so that the account counts as having signed. */
  toSigners(account: ManyAccount, request: ToSign): SignersData;
  /** Done again after a crash, it is done once. */
  carryOut(act: SignedAct): Promise<CarriedOut>;
}
