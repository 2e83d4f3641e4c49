import { parsePresentation } from "@sello/sdk";
import {
  type DecisionReceipt,
  type Given,
  type RuleVersion,
  review,
  ruleTextSha256,
  ruleVersionTypedData,
  toReceiptClaims,
  toReceiptInputs,
  toRuleVersionClaims,
} from "@sello/sdk/decision";
import type { Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { readServiceItems } from "../../../services/applications/items/readServiceItems.ts";
import { toTrustedDocumentType } from "../../../services/registry/trust/toTrustedDocumentType.ts";
import { TypedWorld, types } from "../../cases/typedWorld.ts";
import { worldTimes } from "../../support/world.ts";

// A pensioner's application for a senior citizen's card: the rules, what they gave, and both as sealed documents.

const items = readServiceItems({ types });
const {
  rules,
  ruleText: text,
  caseText,
} = items.find(({ item }) => item.slug === "senior-card") as (typeof items)[number];
export const officers = [0, 1].map(() => privateKeyToAccount(generatePrivateKey()));
export const authority = `0x${"ab".repeat(32)}` as never;
const registry: Hex = `0x${"11".repeat(20)}`;

export const given: Given = {
  form: {},
  evidence: {
    identity: { verdict: "valid", claims: { birth_date: "1955-02-20", name: "何秀兰" } },
  },
  at: worldTimes.issued,
  timeZone: "Asia/Shanghai",
};

export function toReceipt(of: Given = given): DecisionReceipt {
  const { outcome, path, missing, facts } = review(rules, of);
  const check = { document: "0198f000-0000-7000-8000-000000000009", statusAt: 5, trustList: 3 };
  return {
    ...{ decision: "0198f000-0000-7000-8000-000000000001", item: "senior-card", itemVersion: 1 },
    rules: {
      version: 1,
      document: "0198f000-0000-7000-8000-000000000002",
      sha256: ruleTextSha256(text),
    },
    ...{ rulesOutcome: outcome, path, missing, outcome, decidedBy: "rules" },
    engine: { name: "zen-engine", version: "0.54.0" },
    ...{ at: of.at, decidedAt: of.at + 1, timeZone: of.timeZone, document: null, appeals: null },
    inputs: toReceiptInputs(rules, of, facts, { identity: check }),
  };
}

export const version: Omit<RuleVersion, "signatures"> = {
  ...{ item: "senior-card", version: 1, from: worldTimes.begin, until: null },
  ...{ rules: text, cases: caseText },
};

export async function sign(): Promise<RuleVersion> {
  const hashes = { rules: ruleTextSha256(text), cases: ruleTextSha256(caseText) };
  const signatures = officers.map(async (officer) => {
    const account = officer.address.toLowerCase() as Hex;
    const asked = { ...version, ...hashes, chainId: 31337, registry, signer: account, authority };
    const signature = await officer.signTypedData(ruleVersionTypedData(asked));
    return { account, signature, chainId: 31337, registry };
  });
  return { ...version, signatures: await Promise.all(signatures) };
}

export const ruleText = text;

/** The receipt with every input opened, and the rule version, both in the log of a small city. */
export async function makeSealed() {
  const world = new TypedWorld();
  const trust = await world.trustList();
  const receipt = toReceipt();
  const type = toTrustedDocumentType(types.byName("decision-receipt"));
  const each = Object.keys(receipt.inputs).map((name) => ["inputs", name]);
  const claims = toReceiptClaims(receipt);
  const made = await world.make({ claims, type: { ...type, disclosable: each as never } });
  const ofVersion = await world.makeTyped("rule-version", toRuleVersionClaims(await sign()));
  return {
    receiptFile: made.file,
    versionFile: ofVersion.file,
    /** A note that `--trust` takes. */
    trustNote: await world.trustListNote(),
    judged: async (file: string) => ({
      presentation: parsePresentation(file),
      verdict: await world.judge(file, trust),
    }),
  };
}
