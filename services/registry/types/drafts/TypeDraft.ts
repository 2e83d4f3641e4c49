import type { DraftState, TypeDesign } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";

/** A document type that is being designed. Times are unix seconds, accounts lowercase. */
export type TypeDraft = {
  readonly id: string;
  /** Whose type it is to be. */
  readonly authority: AuthorityId;
  readonly design: TypeDesign;
  readonly state: DraftState;
  readonly revision: number;
  readonly changedBy: Hex;
  readonly changedAt: number;
  /** The text that is approved, as long as approval is asked for and after that. */
  readonly file: string | null;
};

/** A draft in a list. */
export type DraftInList = TypeDraft & {
  readonly approvals: number;
  /** What was done to it last. */
  readonly lastStep: DraftStep["step"] | null;
};

export type DraftStep = {
  readonly at: number;
  readonly account: Hex;
  readonly step:
    | "created"
    | "changed"
    | "asked"
    | "approved"
    | "returned"
    | "published"
    | "discarded";
  readonly revision: number;
  readonly reason: string | null;
};

/** An approval, with the authority for which the officer acted. */
export type DraftApproval = {
  readonly account: Hex;
  readonly authority: AuthorityId;
  readonly chainId: number;
  readonly registry: Hex;
  readonly signature: Hex;
  readonly at: number;
};
