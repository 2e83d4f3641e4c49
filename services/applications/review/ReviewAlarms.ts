import { describeFault } from "../../platform/describeFault.ts";
import type { Logger } from "../../platform/Logger.ts";
import type { Application } from "../Application.ts";
import type { LiveVersion } from "../rules/LiveRules.ts";
import type { TwiceReviewed } from "./reviewTwice.ts";

/** What an operator has to look at. Facts are personal data: they are in no line. */
export class ReviewAlarms {
  readonly #logger: Logger;
  /** Since the process began. */
  readonly counts = { differ: 0, fault: 0, notIssued: 0 };

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  raise(
    { id, item }: Pick<Application, "id" | "item">,
    { id: version }: Pick<LiveVersion, "id">,
    twice: Exclude<TwiceReviewed, { kind: "same" }>,
  ): void {
    const about = { application: id, item, version };
    const { outcome, path } = twice.review;
    const ours = { outcome, path };
    if (twice.kind === "fault") {
      this.counts.fault += 1;
      const fault = describeFault(twice.fault.cause ?? twice.fault);
      this.#logger.error({ ...about, ours, fault }, "ALARM: the rule engine gave no answer");
      return;
    }
    this.counts.differ += 1;
    const { engine } = twice;
    const theirs = { outcome: twice.theirs.outcome, path: twice.theirs.path };
    this.#logger.error({ ...about, ours, theirs, engine }, "ALARM: two evaluators differ");
  }

  notIssued({ id, item }: Pick<Application, "id" | "item">, code: string): void {
    this.counts.notIssued += 1;
    this.#logger.error(
      { application: id, item, code },
      "ALARM: what was decided cannot be issued; trying again",
    );
  }
}
