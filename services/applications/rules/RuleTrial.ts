import { isDeepStrictEqual } from "node:util";
import {
  deriveFacts,
  type Review,
  type ReviewOutcome,
  type RuleSet,
  readRuleSet,
} from "@sello/sdk/decision";
import type { AuditLog } from "../../audit/AuditLog.ts";
import { type Caller, type OfficerCaller, toActor } from "../../http/Caller.ts";
import type { Clock } from "../../platform/Clock.ts";
import { Forbidden } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { OpenApplication } from "../Application.ts";
import { applicationLimits } from "../applicationLimits.ts";
import type { PgApplications } from "../PgApplications.ts";
import type { RuleEngine } from "../review/RuleEngine.ts";
import { reviewTwice } from "../review/reviewTwice.ts";
import { toGiven } from "../review/toGiven.ts";
import type { RuleVersions } from "./RuleVersions.ts";

type Parts = {
  readonly store: Pick<PgApplications, "newestOf">;
  readonly versions: Pick<RuleVersions, "get" | "mayOpen">;
  readonly engine: RuleEngine;
  readonly timeZone: string;
  readonly audit: AuditLog;
  readonly clock: Clock;
};

type Said = { readonly outcome: ReviewOutcome; readonly row: string | null };
type Tried = {
  readonly application: OpenApplication;
  readonly before: Said;
  readonly after: Said;
  /** Whether the outcome, or what the document would say, is another. */
  readonly differs: boolean;
  /** Whether both evaluators say the same. */
  readonly agree: boolean;
};

/** Decides last month's applications by a version that is not in force: who would have been decided otherwise. */
export class RuleTrial {
  readonly #parts: Parts;
  /** Resolves when the last trial has ended. */
  #before: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * What rules said then is held against what they would say now. What people decided is not. Which applications differ is
   * told to officers who may open them; others get numbers. Each waits for the one before, for it opens thousands. Errors:
   * `NotFound` `rules.unknown`; `Forbidden` `rules.officer` for a key, which is no person.
   */
  run(caller: Caller, id: string) {
    if (caller.kind !== "officer")
      throw new Forbidden("rules.officer", "People try rules: sign in as an officer.");
    const turn = this.#before.then(() => this.#runNow(caller, id));
    this.#before = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  async #runNow(caller: OfficerCaller, id: string) {
    const { store, versions, audit } = this.#parts;
    const { item, authority, rules: text, rulesSha256 } = await versions.get(caller, id);
    const rules = readRuleSet(text);
    const until = Math.floor(this.#parts.clock.nowMs() / 1_000);
    const since = until - applicationLimits.trialDays * limits.daySeconds;
    const most = applicationLimits.trialApplications;
    const tried: Tried[] = [];
    let isComplete = true;
    for await (const application of store.newestOf(item, since)) {
      if (tried.length === most) {
        isComplete = false;
        break;
      }
      const one = await this.#try(application, rules, text);
      if (one !== null) tried.push(one);
    }
    await audit.record({
      ...{ actor: toActor(caller), action: "rules.trial", subject: `rules:${id}`, authority },
      data: { item, rulesSha256, applications: tried.length },
    });
    const differing = tried.filter(({ differs }) => differs);
    const mayOpen = await versions.mayOpen(caller, authority);
    return {
      ...{ since, until, isComplete, tried: tried.length, differ: differing.length },
      disagreed: tried.filter(({ agree }) => !agree).length,
      outcomes: countOutcomes(tried),
      differing: mayOpen
        ? differing.slice(0, applicationLimits.listed).map(({ application, before, after }) => ({
            ...{ application: application.id, receivedAt: application.receivedAt, before, after },
          }))
        : null,
    };
  }

  /** Null: rules were never asked. */
  async #try(application: OpenApplication, rules: RuleSet, text: string): Promise<Tried | null> {
    const { engine, timeZone } = this.#parts;
    const { review: kept } = application.content;
    if (kept === null) return null;
    const facts = deriveFacts(rules.facts, toGiven(application.content, timeZone));
    const { kind, review } = await reviewTwice(engine, rules, text, facts);
    return {
      application,
      before: toSaid(kept),
      after: toSaid(review),
      differs:
        kept.outcome !== review.outcome ||
        (review.outcome === "granted" && !isDeepStrictEqual(kept.outputs, review.outputs)),
      agree: kind === "same",
    };
  }
}

const toSaid = ({ outcome, path }: Pick<Review, "outcome" | "path">): Said => ({
  outcome,
  row: path[0] ?? null,
});

/** How many went from each outcome to each, the most first. */
function countOutcomes(tried: readonly Tried[]) {
  const counts = new Map<string, { before: ReviewOutcome; after: ReviewOutcome; count: number }>();
  for (const { before, after } of tried) {
    const key = `${before.outcome} ${after.outcome}`;
    const found = counts.get(key) ?? { before: before.outcome, after: after.outcome, count: 0 };
    found.count += 1;
    counts.set(key, found);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
