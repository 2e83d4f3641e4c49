import type { AuthorityId, Hex } from "@sello/sdk";

/** An account that may look at what an authority does, and change nothing. Times are unix seconds. */
export type Auditor = {
  readonly id: string;
  readonly authority: AuthorityId;
  /** Lowercase. */
  readonly account: Hex;
  /** Of the person, as who appointed them wrote it. */
  readonly name: string;
  /** Who appointed them, as the audit names callers. */
  readonly appointedBy: string;
  readonly appointedAt: number;
  readonly endedAt: number | null;
};
