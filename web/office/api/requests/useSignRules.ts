import { fromBase64url, type Hex, toHex } from "@sello/sdk";
import { ruleTextSha256, toRuleText } from "@sello/sdk/decision";
import { client } from "../client.ts";
import { signData } from "../signing/signData.ts";
import { useAct } from "../useAct.ts";
import type { RuleVersion } from "./useRuleVersions.ts";

type Signing = {
  /** As it was looked at. */
  readonly version: RuleVersion;
  readonly account: Hex;
};

/** The hash of rules or cases, as a wallet shows it. */
export const toRuleHash = (content: RuleVersion["rules"] | RuleVersion["cases"]): Hex =>
  toHex(fromBase64url(ruleTextSha256(toRuleText(content))));

/** Has the wallet sign what the service says is to be signed, with what was looked at in it, and hands the signature in. */
export const useSignRules = () =>
  useAct("signRules", async ({ version, account }: Signing) => {
    const { id, item, rules, cases, from, until, revision } = version;
    const asked = await client.prepareRuleSignature({ params: { id } });
    const seen = { item, rules: toRuleHash(rules), cases: toRuleHash(cases) };
    const message = { ...asked.message, ...seen, from, until: until ?? 0 };
    const signature = (await signData(account, { ...asked, message })).toLowerCase();
    return client.signRuleVersion({ params: { id }, body: { revision, signature } });
  });

/** Has the wallet sign that these rules decide without a person. */
export const useGrantRules = () =>
  useAct("signRules", async ({ version: { id, item, rules }, account }: Signing) => {
    const asked = await client.prepareRuleGrant({ params: { id } });
    const message = { ...asked.message, item, rules: toRuleHash(rules) };
    const signature = (await signData(account, { ...asked, message })).toLowerCase();
    return client.grantRuleVersion({ params: { id }, body: { signature } });
  });

export const useEndGrant = () =>
  useAct("signRules", (id: string) => client.endRuleGrant({ params: { id } }));
