import { sha256Base64url } from "#sdk/crypto";
import { fromBase64url } from "../encoding/base64.ts";
import { toHex } from "../encoding/hex.ts";
import { JsonReader } from "../encoding/JsonReader.ts";
import type { JsonObject } from "../encoding/json.ts";
import type { AuthorityId, Hex } from "../ids.ts";
import { limits } from "../limits.ts";
import { DecisionError } from "./DecisionError.ts";

/** Name of the document type of rule versions. */
export const ruleVersionType = "rule-version";

/** Officers who sign a rule version. */
export const ruleSignaturesNeeded = 2;

/** A version of an item's rules: the claims of its document. Times in unix seconds. */
export interface RuleVersion {
  readonly item: string;
  readonly version: number;
  /** It decides from this moment on. */
  readonly from: number;
  /** And before this one; null: until the next version begins. */
  readonly until: number | null;
  /** `{facts, rows, table}` as `toRuleText` writes it. */
  readonly rules: string;
  /** `{usual, cases}` in the same way. */
  readonly cases: string;
  readonly signatures: readonly RuleSignature[];
}

/** An officer's EIP-712 signature over `ruleVersionTypedData`. */
export interface RuleSignature {
  /** Lowercase. */
  readonly account: Hex;
  readonly signature: Hex;
  /** The registry that the signature names; in lowercase. */
  readonly chainId: number;
  readonly registry: Hex;
}

/** What is signed: a version without its signatures, by whom, for whom. */
export interface RulesToSign extends Pick<RuleVersion, "item" | "version" | "from" | "until"> {
  /** SHA-256 of the texts, in base64url: `ruleTextSha256`. */
  readonly rules: string;
  readonly cases: string;
  readonly chainId: number;
  readonly registry: Hex;
  readonly signer: Hex;
  readonly authority: AuthorityId;
}

/** SHA-256 of a text of rules or cases, in base64url. */
export const ruleTextSha256 = (text: string): string => sha256Base64url(text);

/** What an officer's wallet signs (EIP-712, the parameter of `eth_signTypedData_v4`). */
export const ruleVersionTypedData = (asked: RulesToSign) =>
  ({
    domain: {
      name: "Sello Rules",
      version: "1",
      chainId: asked.chainId,
      verifyingContract: asked.registry,
    },
    types: {
      ApproveRules: [
        { name: "signer", type: "address" },
        { name: "authority", type: "bytes32" },
        { name: "item", type: "string" },
        { name: "version", type: "uint64" },
        { name: "from", type: "uint64" },
        { name: "until", type: "uint64" },
        { name: "rules", type: "bytes32" },
        { name: "cases", type: "bytes32" },
      ],
    },
    primaryType: "ApproveRules",
    message: {
      signer: asked.signer,
      authority: asked.authority,
      item: asked.item,
      version: BigInt(asked.version),
      from: BigInt(asked.from),
      // 0: it has no end.
      until: BigInt(asked.until ?? 0),
      rules: toHex(fromBase64url(asked.rules)),
      cases: toHex(fromBase64url(asked.cases)),
    },
  }) as const;

export type RuleVersionTypedData = ReturnType<typeof ruleVersionTypedData>;

/**
 * The accounts whose own signature is under a version, each once. Those of contracts judge by themselves (ERC-1271) and are not
 * among them: without the chain nobody can tell.
 * @param authority whose item it is: the issuer of the version's document
 * @param recover the account, in lowercase, that signed typed data; null for what is no such signature
 */
export async function findRuleSigners(
  version: RuleVersion,
  authority: AuthorityId,
  recover: (typedData: RuleVersionTypedData, signature: Hex) => Promise<Hex | null>,
): Promise<readonly Hex[]> {
  const { item, from, until, signatures } = version;
  const rules = ruleTextSha256(version.rules);
  const cases = ruleTextSha256(version.cases);
  const found = await Promise.all(
    signatures.map(async ({ account, signature, chainId, registry }) => {
      const asked = { item, version: version.version, from, until, rules, cases };
      const own = { ...asked, chainId, registry, signer: account, authority };
      return (await recover(ruleVersionTypedData(own), signature)) === account ? account : null;
    }),
  );
  return [...new Set(found.filter((account) => account !== null))];
}

/** The claims of the document that is the version. */
export function toRuleVersionClaims(version: RuleVersion): JsonObject {
  const { item, from, until, rules, cases, signatures } = version;
  return {
    ...{ item, version: version.version, from },
    ...(until === null ? {} : { until }),
    ...{ rules, cases, rules_sha256: ruleTextSha256(rules), cases_sha256: ruleTextSha256(cases) },
    signatures: signatures.map(({ account, signature, chainId, registry }) => ({
      ...{ account, signature, chain_id: chainId, registry },
    })),
  };
}

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const hexPattern = /^0x(?:[0-9a-f]{2})+$/;
const accountPattern = /^0x[0-9a-f]{40}$/;

/**
 * Reads the claims of a rule version, and compares the texts with the hashes beside them. Throws DecisionError:
 * `decision.version-malformed`, `decision.rules-altered`.
 */
export function readRuleVersion(claims: JsonObject): RuleVersion {
  let version: RuleVersion & Hashes;
  try {
    version = readClaims(new JsonReader(claims));
  } catch (error) {
    const why = (error as Error).message;
    throw new DecisionError("decision.version-malformed", `not a rule version: ${why}`, { why });
  }
  const { rulesSha256, casesSha256, ...read } = version;
  for (const [name, text, hash] of [
    ["rules", read.rules, rulesSha256],
    ["cases", read.cases, casesSha256],
  ] as const)
    if (ruleTextSha256(text) !== hash)
      throw new DecisionError("decision.rules-altered", `the ${name} are not those of the hash`, {
        name,
      });
  return read;
}

type Hashes = { readonly rulesSha256: string; readonly casesSha256: string };

function readClaims(json: JsonReader): RuleVersion & Hashes {
  const text = (name: string) => json.member(name).string(undefined, limits.decisionBytesMax);
  return {
    item: json.member("item").string(namePattern),
    version: json.member("version").integer(1),
    from: json.member("from").integer(),
    until: json.member("until").optional((until) => until.integer()),
    rules: text("rules"),
    cases: text("cases"),
    rulesSha256: text("rules_sha256"),
    casesSha256: text("cases_sha256"),
    signatures: json
      .member("signatures")
      .array(limits.ruleSignaturesMax)
      .map((each) => {
        each.object(["account", "signature", "chain_id", "registry"]);
        return {
          account: each.member("account").string(accountPattern) as Hex,
          signature: each.member("signature").string(hexPattern, limits.documentBytesMax) as Hex,
          chainId: each.member("chain_id").integer(1),
          registry: each.member("registry").string(accountPattern) as Hex,
        };
      }),
  };
}
