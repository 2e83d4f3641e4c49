import type { Hex } from "@sello/sdk";
import { subordinateAuthorities } from "../../accounts/actsFor.ts";
import type { Caller } from "../../http/Caller.ts";
import { json } from "../../http/routes/Reply.ts";
import { type JsonAnswer, type Route, route } from "../../http/routes/Route.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { ServiceItems } from "../ServiceItems.ts";
import type { PgRuleVersions } from "./PgRuleVersions.ts";
import type { RuleTrial } from "./RuleTrial.ts";
import type { RuleVersion } from "./RuleVersion.ts";
import type { RuleVersions } from "./RuleVersions.ts";
import type { Simulation } from "./Simulation.ts";

export type RuleRouteParts = {
  readonly ruleVersions: Pick<
    RuleVersions,
    | "get"
    | "begin"
    | "change"
    | "discard"
    | "review"
    | "giveBack"
    | "toSign"
    | "sign"
    | "toGrant"
    | "grant"
    | "endGrant"
    | "faults"
  >;
  readonly ruleStore: Pick<PgRuleVersions, "ofAuthorities" | "signatures" | "grants">;
  readonly simulation: Pick<Simulation, "run">;
  readonly ruleTrial: Pick<RuleTrial, "run">;
  readonly items: Pick<ServiceItems, "require" | "all">;
  readonly registry: Registry;
};

/** Versions of the rules of service items. */
export const ruleRoutes = (parts: RuleRouteParts): Route[] => [
  ...draftRoutes(parts),
  ...signingRoutes(parts),
  ...grantRoutes(parts),
];

const draftRoutes = (parts: RuleRouteParts) => {
  const { ruleVersions, ruleStore, ruleTrial, simulation, registry } = parts;
  return [
    route("listRuleVersions", {
      handle: async ({ caller }) => {
        const all = await ruleStore.ofAuthorities(await subordinateAuthorities(registry, caller));
        return json({ versions: await Promise.all(all.map((one) => toSummary(parts, one))) });
      },
    }),
    route("createRuleVersion", {
      handle: async ({ caller, body: { item, ...term } }) =>
        json(await toView(parts, await ruleVersions.begin(caller, item, term)), { status: 201 }),
    }),
    route("getRuleVersion", {
      handle: async ({ caller, params: { id } }) => json(await viewOf(parts, caller, id)),
    }),
    route("changeRuleVersion", {
      handle: async ({ caller, params: { id }, body: { revision, ...content } }) =>
        json(await toView(parts, await ruleVersions.change(caller, id, revision, content))),
    }),
    route("discardRuleVersion", {
      handle: async ({ caller, params: { id }, body: { revision } }) =>
        json(await toView(parts, await ruleVersions.discard(caller, id, revision))),
    }),
    route("simulateRules", {
      handle: async ({ body: { rules, facts } }) => json(await simulation.run(rules, facts)),
    }),
    route("tryRuleVersion", {
      handle: async ({ caller, params: { id } }) => json(await ruleTrial.run(caller, id)),
    }),
  ];
};

const signingRoutes = (parts: RuleRouteParts) => {
  const { ruleVersions } = parts;
  return [
    route("reviewRuleVersion", {
      handle: async ({ caller, params: { id }, body: { revision } }) =>
        json(await toView(parts, await ruleVersions.review(caller, id, revision))),
    }),
    route("returnRuleVersion", {
      handle: async ({ caller, params: { id }, body: { revision } }) =>
        json(await toView(parts, await ruleVersions.giveBack(caller, id, revision))),
    }),
    route("prepareRuleSignature", {
      handle: async ({ caller, params: { id } }) => json(await ruleVersions.toSign(caller, id)),
    }),
    route("signRuleVersion", {
      handle: async ({ caller, params: { id }, body: { revision, signature } }) =>
        json(await toView(parts, await ruleVersions.sign(caller, id, revision, signature as Hex))),
    }),
  ];
};

const grantRoutes = (parts: RuleRouteParts) => {
  const { ruleVersions } = parts;
  return [
    route("prepareRuleGrant", {
      handle: async ({ caller, params: { id } }) => json(await ruleVersions.toGrant(caller, id)),
    }),
    route("grantRuleVersion", {
      handle: async ({ caller, params: { id }, body: { signature } }) => {
        await ruleVersions.grant(caller, id, signature as Hex);
        return json(await viewOf(parts, caller, id));
      },
    }),
    route("endRuleGrant", {
      handle: async ({ caller, params: { id } }) => {
        await ruleVersions.endGrant(caller, id);
        return json(await viewOf(parts, caller, id));
      },
    }),
  ];
};

const viewOf = async (parts: RuleRouteParts, caller: Caller, id: string) =>
  toView(parts, await parts.ruleVersions.get(caller, id));

async function toSummary({ items, registry }: RuleRouteParts, version: RuleVersion) {
  const { id, item, number, state, rulesSha256, from, until, revision } = version;
  const { changedAt, publishedAt, document } = version;
  return {
    ...{ id, item, title: items.require(item).item.title },
    authority: (await registry.byId(version.authority)).slug,
    ...{ number, state, rulesSha256, from, until, revision, changedAt, publishedAt, document },
  };
}

async function toView(
  parts: RuleRouteParts,
  version: RuleVersion,
): Promise<JsonAnswer<"getRuleVersion">> {
  const { ruleStore, ruleVersions } = parts;
  const [signatures, grants] = await Promise.all([
    ruleStore.signatures(version.id),
    ruleStore.grants(version.id),
  ]);
  return {
    ...(await toSummary(parts, version)),
    rules: JSON.parse(version.rules),
    cases: JSON.parse(version.cases),
    signatures: signatures.map(({ account, at }) => ({ account, at })),
    grants: grants.map(({ id, account, grantedAt, endedAt, endedBy }) => ({
      ...{ id, account, grantedAt, endedAt, endedBy },
    })),
    faults: version.state === "draft" ? await ruleVersions.faults(version) : [],
  };
}
