/** What became of a relayed request. */
export type ChangeState = {
  /** Decimal; what `submit` returned. */
  readonly id: string;
  /** `sent` until its transaction stands in a block. */
  readonly state: "sent" | "effective" | "refused";
  readonly transactionHash: string;
  readonly blockNumber: bigint | null;
  /** Name and arguments of the contract's error, if it refused. */
  readonly error: unknown;
};

export interface ChangeStates {
  of(id: bigint): Promise<ChangeState | null>;
  /** Whether requests are still on their way to a block, and the newest block that holds one. */
  progress(): Promise<{ readonly underWay: boolean; readonly newestBlock: bigint | null }>;
}
