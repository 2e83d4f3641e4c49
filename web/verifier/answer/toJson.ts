import { type Judgement, outcomeOf } from "../judge.ts";

/** The answer for programs: the sdk's verdict, and how it came about. */
export function toJson(judgement: Judgement): string {
  const { verdict, notRefreshed, isOffline, remembers, file } = judgement;
  const whole = {
    outcome: outcomeOf(judgement),
    verdict,
    ...(file === null ? {} : { file }),
    network: { reached: !isOffline, notRefreshed },
    remembers,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
