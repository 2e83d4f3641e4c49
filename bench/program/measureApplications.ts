import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ResidentClient } from "../../test/program/ResidentClient.ts";

/** Milliseconds from the request on, as the applicant is told. */
export type ApplicationTimes = {
  readonly decided: readonly number[];
  /** Until the document is issued. */
  readonly issued: readonly number[];
  /** Until its proof, with a quorum of witnesses, is given out. */
  readonly proved: readonly number[];
};

export type ApplicationRequest = {
  readonly residents: readonly ResidentClient[];
  readonly count: number;
  /** Between two requests; 0: as many at once as there are residents. */
  readonly everyMs: number;
  /** Whether a document has its proof. */
  readonly hasProof: (id: string) => Promise<boolean>;
};

type Granted = { readonly document: string; readonly sentAt: number };

const pollMs = 15;
const body = {
  item: "library-card",
  form: { home_library: "南山图书馆" },
  evidence: { identity: { from: "account" } },
};

/** Residents apply one after the other at a steady pace, and each follows what they asked for until it is decided. */
export async function measureApplications(request: ApplicationRequest): Promise<ApplicationTimes> {
  const { residents, count, everyMs, hasProof } = request;
  const times = { decided: [] as number[], issued: [] as number[], proved: [] as number[] };
  const granted: Granted[] = [];
  // One application of an item at a time, for each.
  const free = [...residents];
  const one = async (plannedAt: number) => {
    // Where all wait for an answer, the next one waits as well, and that counts: somebody came at that time.
    while (free.length === 0) await delay(pollMs);
    const resident = free.shift() as ResidentClient;
    const sentAt = Math.min(plannedAt, performance.now());
    const key = { "idempotency-key": randomUUID() };
    const { id } = await resident.ask(201, "POST", "/v1/my/applications", body, key);
    for await (const { step, outcome, document } of resident.follow(id)) {
      const ms = performance.now() - sentAt;
      if (step.step === "decided" && outcome === "granted") times.decided.push(ms);
      if (step.step !== "document" || document === null) continue;
      times.issued.push(ms);
      granted.push({ document, sentAt });
    }
    free.push(resident);
  };
  const start = performance.now();
  const all = Promise.all(
    Array.from({ length: count }, async (_, turn) => {
      const plannedAt = start + turn * everyMs;
      await delay(Math.max(0, plannedAt - performance.now()));
      await one(plannedAt);
    }),
  );
  const watching = watch(granted, count, hasProof, times.proved);
  await Promise.all([all, watching]);
  return times;
}

/** Asks for the oldest that has none yet: those after it are in its batch, or in a later one. */
async function watch(
  granted: readonly Granted[],
  count: number,
  hasProof: ApplicationRequest["hasProof"],
  proved: number[],
): Promise<void> {
  while (proved.length < count) {
    const next = granted[proved.length];
    if (next && (await hasProof(next.document))) proved.push(performance.now() - next.sentAt);
    else await delay(pollMs);
  }
}
