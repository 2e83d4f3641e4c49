import { setTimeout as sleep } from "node:timers/promises";
import type { ResidentSession } from "../http/Caller.ts";
import type { Application } from "./Application.ts";
import type { Applications } from "./Applications.ts";
import type { ApplicationViews } from "./ApplicationViews.ts";
import { applicationLimits } from "./applicationLimits.ts";
import type { PgApplications } from "./PgApplications.ts";

type Parts = {
  readonly store: Pick<PgApplications, "stepsOf" | "stepCount" | "find">;
  readonly applications: Pick<Applications, "get">;
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

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those that were taken, then each as it comes, until it waits for somebody or is done. Errors as `Applications.get`. */
  async follow(session: ResidentSession, id: string, signal: AbortSignal) {
    await this.#parts.applications.get(session, id);
    return this.#steps(id, signal);
  }

  /** Until there is more to tell than was told: it is opened only then. */
  async #until(id: string, told: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.#parts.store.stepCount(id)) === told)
      await sleep(applicationLimits.watchMs, undefined, { signal }).catch(() => {});
  }

  async *#steps(id: string, signal: AbortSignal) {
    const { store, views } = this.#parts;
    for (let last = 0; !signal.aborted; ) {
      await this.#until(id, last, signal);
      // Read first: a step that comes after it is told at the next look.
      const application = await store.find(id);
      if (application === null) return;
      for (const step of await store.stepsOf(id, last)) {
        if (step.number > application.steps) break;
        last = step.number;
        if (step.step === "proposed") continue;
        yield { event: "progress", data: await views.progress(application, step) } as const;
      }
      if (!going.has(application.state)) return;
    }
  }
}
