import type { PgCheckpointStore } from "../anchoring/PgCheckpointStore.ts";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Transaction } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import type { NetworkTerms } from "../signing/terms/NetworkTerms.ts";
import type { PgTerms } from "../signing/terms/PgTerms.ts";
import { next, type Phase, type PhaseResult } from "./Phases.ts";
import { findKey, type PublishedTrust, publishedHead } from "./PublishedHead.ts";
import type { JsonObject } from "./Turnover.ts";

// Phases that every change of note keys has: the new one is named, works beside the old one, and takes its place.

export type TermParts = {
  readonly store: PgTerms;
  readonly terms: NetworkTerms;
  readonly checkpoints: PgCheckpointStore;
  readonly trust: PublishedTrust;
  readonly clock: Clock;
  /** Origin of the log that is open. */
  readonly origin: string;
};

const lookMs = 500;

export const nowOf = ({ clock }: Pick<TermParts, "clock">): number => toSeconds(clock.nowMs());

export const stringsOf = (data: JsonObject, name: string): readonly string[] =>
  (data[name] as readonly string[] | undefined) ?? [];

/** Until the newest trust list names every key of `data[member]`. */
export const published = ({ trust }: TermParts, member: string): Phase => ({
  name: "publish",
  run: async (data) => {
    const head = await publishedHead(trust);
    const keys = stringsOf(data, member);
    const named = keys.filter((key) => findKey(head, key) !== null).length;
    return named === keys.length ? next : { again: lookMs, done: named, of: keys.length };
  },
});

/** Until the newest trust list says that the keys of `data[member]` have ended. */
export const publishedEnd = ({ trust }: TermParts, member: string): Phase => ({
  name: "publish-end",
  run: async (data) => {
    const head = await publishedHead(trust);
    const isPast = (key: string) => findKey(head, key)?.isEnded !== false;
    return stringsOf(data, member).every(isPast) ? next : { again: lookMs };
  },
});

/** From now on old and new go side by side for the time that was asked for. */
export const startOverlap = (parts: TermParts): Phase => ({
  name: "overlap",
  run: async ({ overlapSeconds }) => ({
    next: { overlapUntil: nowOf(parts) + Number(overlapSeconds) },
  }),
});

export const overlap = (parts: TermParts): Phase => ({
  name: "overlap",
  run: async ({ overlapUntil }) =>
    nowOf(parts) >= Number(overlapUntil) ? next : { again: lookMs },
});

/** Nothing new is signed or counted with the keys of `data[member]` from then on, in any process. */
export const retire = (parts: TermParts, member: string): Phase => ({
  name: "retire",
  run: async (data) => {
    await parts.store.transaction((tx) => parts.store.retireKeys(tx, stringsOf(data, member)));
    await parts.terms.refresh();
    return { next: { retiredAtMs: parts.clock.nowMs() } };
  },
});

/** While a process may not have noticed yet what changed at a time: how long it is waited for it; then null. */
export function settling(
  { clock }: Pick<TermParts, "clock">,
  sinceMs: unknown,
): PhaseResult | null {
  const passedMs = clock.nowMs() - Number(sinceMs);
  return passedMs >= limits.termsSettleMs ? null : { again: limits.termsSettleMs - passedMs };
}

/**
 * Ends the keys of `data[member]` where the log is now, once every process has acted upon their retirement: what was
 * proven with them before is no larger.
 * @param also what ends with them
 */
export const end = (
  parts: TermParts,
  member: string,
  also?: (tx: Transaction, data: JsonObject, until: number) => Promise<void>,
): Phase => ({
  name: "end",
  run: async (data): Promise<PhaseResult> => {
    const waiting = settling(parts, data.retiredAtMs);
    if (waiting) return waiting;
    const { store, checkpoints, origin } = parts;
    await store.transaction(async (tx) => {
      const ending = await checkpoints.endOf(tx, origin);
      const until = nowOf(parts) + limits.clockSkewSeconds;
      await store.endKeys(tx, stringsOf(data, member), until, ending);
      await also?.(tx, data, until);
    });
    await parts.terms.refresh();
    return next;
  },
});
