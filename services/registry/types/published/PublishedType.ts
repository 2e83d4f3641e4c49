import type { AuthorityId, Hex } from "@sello/sdk";

/** An officer's signature under a document type's file. */
export type Approval = {
  /** Lowercase. */
  readonly account: Hex;
  readonly signature: Hex;
  /** The registry that the signature names. The address is in lower case. */
  readonly chainId: number;
  readonly registry: Hex;
};

/** A document type that officers designed and approved, as it is kept. */
export type PublishedType = {
  /** Whose type it is. */
  readonly authority: AuthorityId;
  /** The text of its file. */
  readonly file: string;
  readonly approvals: readonly Approval[];
};
