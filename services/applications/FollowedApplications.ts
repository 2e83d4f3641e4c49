import type { ResidentSession } from "../http/Caller.ts";
import { Wakeable } from "../platform/loops/Wakeable.ts";
import type { Application, TakenStep } from "./Application.ts";
import type { Applications } from "./Applications.ts";
import type { ApplicationViews } from "./ApplicationViews.ts";
import { applicationLimits } from "./applicationLimits.ts";
import type { PgApplications } from "./PgApplications.ts";

type Parts = {
  readonly store: Pick<PgApplications, "stepsAfter">;
  readonly applications: Pick<Applications, "requireOwn">;
  readonly views: Pick<ApplicationViews, "progress">;
};

/** States in which it goes on by itself. */
const going: ReadonlySet<Application["state"]> = new Set([
  "received",
  "evidence",
  "decided",
  "issued",
]);

/** The steps of applications, as they are taken by whichever process. */
export class FollowedApplications {
  readonly #parts: Parts;
  readonly #waiting = new Map<string, Set<Wakeable>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those that were taken, then each as it comes, until it waits for somebody or is done. Errors as `Applications.requireOwn`. */
  async follow(session: ResidentSession, id: string, signal: AbortSignal) {
    await this.#parts.applications.requireOwn(session, id);
    return this.#steps(id, signal);
  }

  /** It has taken a step in this process: those who follow it look at once. */
  wake(id: string): void {
    for (const pause of this.#waiting.get(id) ?? []) pause.wake();
  }

  async *#steps(id: string, signal: AbortSignal) {
    const pause = new Wakeable();
    const wake = () => pause.wake();
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting.add(pause));
    signal.addEventListener("abort", wake);
    try {
      yield* this.#told(id, pause, signal);
    } finally {
      signal.removeEventListener("abort", wake);
      waiting.delete(pause);
      if (waiting.size === 0) this.#waiting.delete(id);
    }
  }

  async *#told(id: string, pause: Wakeable, signal: AbortSignal) {
    const { store, views } = this.#parts;
    for (let last = 0; !signal.aborted; ) {
      const found = await store.stepsAfter(id, last);
      if (found === null) return;
      const { application, taken } = found;
      if (application === null) {
        await pause.pause(applicationLimits.watchMs);
        continue;
      }
      last = application.steps;
      for (const step of taken.filter(isTold))
        yield { event: "progress", data: await views.progress(application, step) } as const;
      if (!going.has(application.state)) return;
    }
  }
}

/** What one officer has said of two is between officers. */
const isTold = ({ step }: TakenStep): boolean => step !== "proposed";
