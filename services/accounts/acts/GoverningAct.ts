import type { AuthorityId, Hex } from "@sello/sdk";
import type { Revert } from "../../ledger/Settled.ts";
import type { ManyAccountKind } from "../../registry/accounts/ManyAccount.ts";
import type { ActOperation } from "./kinds/ActKind.ts";

/** What one of an account's people decided about an act. Null: declined; else a signature for each operation. */
export type Decision = {
  readonly signer: Hex;
  readonly signatures: readonly Hex[] | null;
  /** Unix seconds. */
  readonly at: number;
};

/** An act of an account of many, on the registry or not, and what became of it. Addresses are lowercase, times Unix seconds. */
export type GoverningAct = {
  readonly id: string;
  readonly account: Hex;
  readonly kind: ManyAccountKind;
  /** Where the account administers. */
  readonly authority: AuthorityId;
  readonly operations: readonly ActOperation[];
  /** Of the first operation's request. */
  readonly nonce: bigint;
  readonly deadline: number;
  /** The registry contract that is to carry it out. */
  readonly registry: Hex;
  readonly proposedBy: Hex;
  readonly createdAt: number;
  /**
   * `open`: waits for signatures, or for being sent. `relayed`: sent to the chain. `done`: in effect, and nothing was sent.
   * `ended`: given up.
   */
  readonly state: "open" | "relayed" | "done" | "ended";
  /** Of the relayed transaction. */
  readonly changeId: string | null;
  /** Why the registry refused it when it was to be sent; null: it was not tried, or taken. */
  readonly refusal: Revert | null;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly endedBy: Hex | null;
  readonly endedAt: number | null;
  readonly decisions: readonly Decision[];
};

export type NewGoverningAct = Pick<
  GoverningAct,
  | "id"
  | "account"
  | "kind"
  | "authority"
  | "operations"
  | "nonce"
  | "deadline"
  | "registry"
  | "proposedBy"
  | "replaces"
>;
