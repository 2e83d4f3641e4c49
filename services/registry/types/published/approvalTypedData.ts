import { createHash } from "node:crypto";
import type { AuthorityId, DocumentTypeId, Hex } from "@sello/sdk";
import { hashTypedData } from "viem";
import type { DocumentTypeFile } from "../DocumentTypeFile.ts";

/** What an officer approves, for which registry. */
export type ToApprove = {
  readonly chainId: number;
  readonly registry: Hex;
  readonly signer: Hex;
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  /** Such as `dog-licence/1`. */
  readonly name: string;
  readonly content: Hex;
};

/** SHA-256 of a type's file. */
export const contentOf = (file: string): Hex =>
  `0x${createHash("sha256").update(file, "utf8").digest("hex")}`;

export const nameWithVersion = ({ name, version }: DocumentTypeFile): string =>
  `${name}/${version}`;

/** What the officer's wallet signs (EIP-712, the parameter of `eth_signTypedData_v4`). */
export const approvalTypedData = ({ chainId, registry, ...message }: ToApprove) =>
  ({
    domain: {
      name: "Sello Document Types",
      version: "1",
      chainId,
      verifyingContract: registry,
    },
    types: {
      ApproveDocumentType: [
        { name: "signer", type: "address" },
        { name: "authority", type: "bytes32" },
        { name: "documentType", type: "bytes32" },
        { name: "name", type: "string" },
        { name: "content", type: "bytes32" },
      ],
    },
    primaryType: "ApproveDocumentType",
    message,
  }) as const;

export const approvalHash = (asked: ToApprove): Hex => hashTypedData(approvalTypedData(asked));
