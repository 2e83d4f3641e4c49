import { ServiceError } from "../platform/errors.ts";

export type ChainErrorCode =
  /** A node answers for another chain than the one configured. */
  | "chain.wrong_id"
  /** Another transaction was mined with this account and nonce: somebody else uses our key. */
  | "chain.nonce_taken"
  /** The node does not take the transaction. */
  | "chain.refused"
  /** A call was undone by the contract. `data.revertData` is what it returned. */
  | "chain.reverted"
  /** Chain and database disagree. A person has to look. */
  | "chain.contradiction"
  /** The calldata is longer than a transaction may carry. */
  | "chain.too_large"
  /** A role's account is not the one that the journal numbers transactions for. */
  | "chain.sender_changed"
  /** A contract could not be deployed. */
  | "chain.deployment_failed"
  /** The contracts of the deployment are those of another version of this program. */
  | "chain.other_contracts"
  /** Another process runs the embedded chain on this data. */
  | "chain.in_use";

/** What goes wrong with the chain and does not get better by waiting. */
export class ChainError extends ServiceError<ChainErrorCode> {
  constructor(
    code: ChainErrorCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(502, code, message, data, cause);
  }
}
