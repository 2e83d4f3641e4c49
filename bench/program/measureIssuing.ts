import { setTimeout as delay } from "node:timers/promises";
import { ApiProblem, type Client } from "@sello/api/client";
import type { SampleType } from "../../dev/demo-city/samples/sampleRecords.ts";
import { sampleRecords } from "../../dev/demo-city/samples/sampleRecords.ts";

/** Milliseconds from the request on. */
export type IssueTimes = {
  /** Until the answer: stored and signed. */
  readonly pending: readonly number[];
  /** Until its proof, with a quorum of witnesses, is given out. */
  readonly proved: readonly number[];
};

export type IssueRequest = {
  readonly type: SampleType;
  readonly count: number;
  readonly first: number;
  /** Between two requests. */
  readonly everyMs: number;
};

type Sent = { readonly id: string; readonly at: number };
const pollMs = 15;

/** Issues documents one by one at a steady pace, as counters do, and watches each until it has its proof. */
export async function measureIssuing(client: Client, request: IssueRequest): Promise<IssueTimes> {
  const sent: Sent[] = [];
  const pending: number[] = [];
  const issuing = async () => {
    const start = performance.now();
    const people = sampleRecords(request.type, request.first);
    for (let turn = 0; turn < request.count; turn += 1) {
      await delay(Math.max(0, start + turn * request.everyMs - performance.now()));
      const at = performance.now();
      const { id } = await client.issueDocument({
        headers: { "idempotency-key": `bench-${request.first}-${turn}` },
        body: { type: request.type, claims: people.next().value ?? {} },
      });
      pending.push(performance.now() - at);
      sent.push({ id, at });
    }
  };
  const [proved] = await Promise.all([watch(client, sent, request.count), issuing()]);
  return { pending, proved };
}

/** Asks for the oldest that has none yet: those after it are in its batch, or in a later one. */
async function watch(client: Client, sent: readonly Sent[], count: number): Promise<number[]> {
  const proved: number[] = [];
  while (proved.length < count) {
    const next = sent[proved.length];
    if (next && (await hasProof(client, next.id))) proved.push(performance.now() - next.at);
    else await delay(pollMs);
  }
  return proved;
}

export async function hasProof(client: Client, id: string): Promise<boolean> {
  try {
    await client.getProof({ params: { id } });
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.is("proof.pending")) return false;
    throw error;
  }
}
