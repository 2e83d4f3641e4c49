import type { AuthorityId, DocumentId, DocumentTypeId } from "@sello/sdk";
import type { StatusPlace } from "../../status/StatusPlaces.ts";
import type { CopyDraft } from "../DocumentDraft.ts";

export type UnsealedCopy = {
  readonly stream: number;
  readonly seq: string;
  readonly place: StatusPlace;
  readonly jwt: string;
  /** In base64url, each. */
  readonly disclosures: readonly string[];
};

export type UnsealedDocument = {
  readonly id: DocumentId;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  /** Of its digests. */
  readonly generation: number;
  readonly copies: readonly UnsealedCopy[];
};

/** What is new in a row when it is sealed. */
export type SealedRow = {
  readonly id: DocumentId;
  readonly nameKey: Buffer | null;
  readonly wrappedKey: Buffer;
  readonly copies: readonly (Pick<UnsealedCopy, "stream" | "seq"> & Omit<CopyDraft, "place">)[];
};
