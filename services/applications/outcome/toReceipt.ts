import type { JsonObject } from "@sello/sdk";
import {
  type DecisionReceipt,
  decisionReceiptType,
  review,
  toReceiptClaims,
  toReceiptInputs,
} from "@sello/sdk/decision";
import type { OpenApplication } from "../Application.ts";
import { toGiven } from "../review/toGiven.ts";
import type { LiveRules } from "../rules/LiveRules.ts";
import type { ServiceItems } from "../ServiceItems.ts";

/** Where the engine gave no answer, our own evaluator alone did. */
const ownEngine = { name: "@sello/sdk", version: "0.1.0" };

/**
 * What a receipt says of a decision, by which anybody decides again. Throws TypeError for an application that no rules
 * were ever there for: none is taken without.
 */
export async function toReceipt(
  {
    rules,
    items,
    timeZone,
  }: {
    readonly rules: Pick<LiveRules, "byId" | "current">;
    readonly items: ServiceItems;
    readonly timeZone: string;
  },
  application: OpenApplication,
): Promise<{ readonly type: string; readonly claims: JsonObject }> {
  const { id, content, outcome, decidedAt, decidedBy, document, appeals } = application;
  const named = application.ruleVersion && (await rules.byId(application.ruleVersion));
  const version = named || (await rules.current(application.item, decidedAt ?? 0));
  if (!version || outcome === null)
    throw new TypeError(`application ${id} has no rules to make a receipt of`);
  const given = toGiven(content, timeZone);
  // A person decided it after something of ours had failed again and again.
  const said = content.review ?? review(version.rules, given);
  const receipt: DecisionReceipt = {
    decision: id,
    item: application.item,
    itemVersion: items.require(application.item).item.version,
    rules: { version: version.number, document: version.document, sha256: version.rulesSha256 },
    rulesOutcome: said.outcome,
    path: said.path,
    missing: said.missing,
    outcome,
    decidedBy: decidedBy === "rules" ? "rules" : "person",
    engine: content.engine ?? ownEngine,
    at: content.at,
    decidedAt: Math.floor(decidedAt ?? 0),
    timeZone,
    document,
    appeals,
    inputs: toReceiptInputs(version.rules, given, said.facts, content.checked ?? {}),
  };
  return { type: decisionReceiptType, claims: toReceiptClaims(receipt) };
}
