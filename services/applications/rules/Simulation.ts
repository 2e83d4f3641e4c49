import {
  DecisionError,
  type Facts,
  type Review,
  readRuleSet,
  toRuleText,
} from "@sello/sdk/decision";
import { InvalidInput } from "../../platform/errors.ts";
import type { RuleEngine } from "../review/RuleEngine.ts";
import { reviewTwice } from "../review/reviewTwice.ts";

/** Tries rules on a case, by the engine that decides and by the evaluator that applicants replay it with. */
export class Simulation {
  readonly #engine: RuleEngine;

  constructor(engine: RuleEngine) {
    this.#engine = engine;
  }

  /** Rules that cannot be replayed: `InvalidInput` `rules.unreadable`. */
  async run(rules: unknown, facts: Facts) {
    const text = toRuleText(rules);
    const read = readRules(text);
    const twice = await reviewTwice(this.#engine, read, text, facts);
    const { review } = twice;
    const nearly = review.nearly.map(({ row, field }) => ({ row, field }));
    return {
      same: twice.kind === "same",
      engine: twice.kind === "fault" ? null : toSaid(twice.kind === "same" ? review : twice.theirs),
      replay: { ...toSaid(review), nearly },
    };
  }
}

function readRules(text: string) {
  try {
    return readRuleSet(text);
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error;
    throw new InvalidInput("rules.unreadable", error.message, [
      { pointer: "/rules", code: error.code, message: error.message },
    ]);
  }
}

const toSaid = ({ outcome, path, outputs, missing }: Review) => ({
  ...{ outcome, row: path[0] ?? null, outputs, missing },
});
