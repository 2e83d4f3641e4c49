import type { JsonObject, Progress, Turnover } from "./Turnover.ts";

/** What one phase of a turnover comes to. */
export type PhaseResult =
  /** It is over; what it has found is kept for those that follow. */
  | { readonly next: JsonObject }
  /** It is looked at again after a pause. */
  | { readonly again: number; readonly done?: number; readonly of?: number }
  /** Others have to say how far it is. */
  | { readonly progress: Progress };

export type Phase = {
  /** Shown as the step. */
  readonly name: string;
  /** Repeated after a kill: what it does must do no harm a second time. */
  run(data: JsonObject, turnover: Turnover): Promise<PhaseResult>;
};

/** Nothing to keep. */
export const next: PhaseResult = { next: {} };

/** Runs the phase at which the turnover is. */
export async function advancePhases(
  phases: readonly Phase[],
  turnover: Turnover,
): Promise<Progress> {
  const { data } = turnover;
  const at = Number(data.phase ?? 0);
  const phase = phases[at];
  if (phase === undefined) return { state: "done", step: "done", data };
  const result = await phase.run(data, turnover);
  if ("progress" in result) return result.progress;
  if ("again" in result) {
    const { again, ...counts } = result;
    return { state: "running", step: phase.name, data, waitMs: again, ...counts };
  }
  const kept = { ...data, ...result.next, phase: at + 1 };
  const following = phases[at + 1];
  if (following === undefined) return { state: "done", step: "done", data: kept };
  return { state: "running", step: following.name, data: kept };
}
