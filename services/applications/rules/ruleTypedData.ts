import type { AuthorityId, Hex } from "@sello/sdk";
import type { RuleVersion } from "./RuleVersion.ts";

/** Who signs, and the registry that the signature names. */
export type RuleSigning = {
  readonly chainId: number;
  readonly registry: Hex;
  readonly signer: Hex;
};

type Signed = Pick<RuleVersion, "item" | "rulesHash" | "from" | "until"> & {
  readonly number: number;
  readonly authority: AuthorityId;
};

const toDomain = ({ chainId, registry }: RuleSigning) =>
  ({ name: "Sello Rules", version: "1", chainId, verifyingContract: registry }) as const;

/** What two officers sign so that a version of an item's rules is published (EIP-712). `until` 0: without end. */
export const publishingTypedData = (signing: RuleSigning, version: Signed) =>
  ({
    domain: toDomain(signing),
    types: {
      PublishRules: [
        { name: "signer", type: "address" },
        { name: "authority", type: "bytes32" },
        { name: "item", type: "string" },
        { name: "version", type: "uint64" },
        { name: "rules", type: "bytes32" },
        { name: "from", type: "uint64" },
        { name: "until", type: "uint64" },
      ],
    },
    primaryType: "PublishRules",
    message: {
      signer: signing.signer,
      authority: version.authority,
      item: version.item,
      version: version.number,
      rules: version.rulesHash,
      from: version.from,
      until: version.until ?? 0,
    },
  }) as const;

/** What an officer signs so that a published version decides without a person (EIP-712). */
export const grantTypedData = (signing: RuleSigning, version: Omit<Signed, "from" | "until">) =>
  ({
    domain: toDomain(signing),
    types: {
      GrantRules: [
        { name: "signer", type: "address" },
        { name: "authority", type: "bytes32" },
        { name: "item", type: "string" },
        { name: "version", type: "uint64" },
        { name: "rules", type: "bytes32" },
      ],
    },
    primaryType: "GrantRules",
    message: {
      signer: signing.signer,
      authority: version.authority,
      item: version.item,
      version: version.number,
      rules: version.rulesHash,
    },
  }) as const;
