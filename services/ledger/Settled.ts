import type { Hex } from "@sello/sdk";
import type { Transaction } from "../platform/database/Transaction.ts";

/**
 * Why a contract refused, decoded: the name of its error and the error's arguments by name. Besides the
 * contracts' own errors: `Error` and `Panic` of Solidity, `OutOfGas`, `NoReason` (it gave none, or the
 * node no longer knows) and `UnknownError` with `data`.
 */
export type Revert = { readonly error: string; readonly args: Readonly<Record<string, unknown>> };

/** The end of a journalled transaction: it is in a block, and its call succeeded or was undone. */
export type Settled = {
  readonly id: bigint;
  readonly hash: Hex;
  readonly purpose: string;
  readonly blockNumber: bigint;
  /** Unix seconds. */
  readonly blockTime: bigint;
} & (
  | { readonly state: "mined"; readonly revert: null }
  | { readonly state: "reverted"; readonly revert: Revert }
);

/**
 * Called inside the database transaction that records the receipt, so exactly once for each settling.
 * A reorganisation may unsettle a transaction and settle it again, perhaps with another outcome: the
 * newest one counts. A handler that throws undoes the recording, which is tried again until it works.
 */
export type SettledHandler = (tx: Transaction, settled: Settled) => Promise<void>;

/** Where features say that they wait for their transactions. */
export interface Settlements {
  /** What settled before and was not handed on yet is handed on as well, so it does not matter when at a start this is called. */
  onSettled(purpose: string, handler: SettledHandler): void;
}
