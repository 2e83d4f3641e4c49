import { type AuthorityId, fromBase64url, type Hex, toHex } from "@sello/sdk";
import { ruleTextSha256, ruleVersionTypedData } from "@sello/sdk/decision";
import type { RuleVersion } from "./RuleVersion.ts";

/** Who signs, and the registry that the signature names. */
export type RuleSigning = {
  readonly chainId: number;
  readonly registry: Hex;
  readonly signer: Hex;
};

type Signed = Pick<RuleVersion, "item" | "rules" | "cases" | "from" | "until"> & {
  readonly number: number;
  readonly authority: AuthorityId;
};

/** What two officers sign so that a version of an item's rules is published (EIP-712), as JSON can hold it. */
export function publishingTypedData(signing: RuleSigning, version: Signed) {
  const { item, number, authority, from, until, rules, cases } = version;
  const { message, ...data } = ruleVersionTypedData({
    ...{ ...signing, authority, item, version: number, from, until },
    ...{ rules: ruleTextSha256(rules), cases: ruleTextSha256(cases) },
  });
  const whole = { version: number, from, until: until ?? 0 };
  return { ...data, message: { ...message, ...whole } };
}

/** What an officer signs so that a published version decides without a person (EIP-712). */
export const grantTypedData = (
  { chainId, registry, signer }: RuleSigning,
  { authority, item, number, rulesSha256 }: Pick<RuleVersion, "rulesSha256"> & Signed,
) =>
  ({
    domain: { name: "Sello Rules", version: "1", chainId, verifyingContract: registry },
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
    message: { signer, authority, item, version: number, rules: toHex(fromBase64url(rulesSha256)) },
  }) as const;
