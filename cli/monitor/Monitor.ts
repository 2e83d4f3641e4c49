import { setTimeout as delay } from "node:timers/promises";
import type { Violation } from "./Findings.ts";
import type { KnownEntries } from "./followEntries.ts";
import { type Look, look } from "./look.ts";
import type { MonitorState } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { Nodes } from "./Nodes.ts";
import type { PublicApi } from "./PublicApi.ts";
import type { ViolationCode } from "./violationTexts.ts";

export type MonitorOptions = {
  readonly api: PublicApi;
  readonly nodes: Nodes;
  readonly state: MonitorState;
  /** Unix seconds. */
  readonly now?: () => number;
  readonly random?: () => number;
  /** How long differences that a service under way has may last; see `settling`. */
  readonly settleSeconds?: number;
};

/**
 * Differences that a good service shows for a moment, because its parts learn of the chain one after the other, or
 * because witnesses are at work. They count when they last. Nothing that is signed twice is among them.
 */
const settling: ReadonlySet<ViolationCode> = new Set<ViolationCode>([
  "checkpoint.origin",
  "checkpoint.quorum",
  "checkpoint.post-quantum-quorum",
  "entry.authority-unknown",
  "entry.authority-inactive",
  "entry.unaccredited",
  "chain.entry-missing",
  "figures.size",
  "registry.authority",
  "registry.name",
  "registry.states",
  "registry.accreditations",
  "registry.keys",
  "status.missing",
  "status.signature",
]);

/**
 * What nothing that comes later can undo: two signed answers to one question, an entry that should never have
 * been, a revocation taken back. A state that holds one of these is never good again.
 */
const lasting: ReadonlySet<ViolationCode> = new Set<ViolationCode>([
  "trust-list.contradiction",
  "trust-list.sealed",
  "trust-list.end",
  "checkpoint.contradiction",
  "checkpoint.consistency",
  "log.predecessor",
  "log.batch-twice",
  "entry.term",
  "entry.authority-unknown",
  "entry.authority-inactive",
  "entry.unaccredited",
  "chain.rewritten",
  "status.unrevoked",
]);

/** A look, with earlier findings that no later look can clear. */
export type WatchedLook = Look & { readonly earlier: readonly Violation[] };

/** Looks again and again, and holds each look against all that it accepted before. */
export class Monitor {
  readonly #options: MonitorOptions;
  #state: MonitorState;
  #entries: KnownEntries | null = null;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#state = options.state;
  }

  get state(): MonitorState {
    return this.#state;
  }

  /** One look; what it finds stays in the state as evidence. Throws `CliError` when nothing answers. */
  async look(): Promise<WatchedLook> {
    const { settleSeconds = monitorLimits.settleSeconds } = this.#options;
    const until = performance.now() + settleSeconds * 1_000;
    let seen = await this.#lookOnce();
    while (maySettle(seen.violations) && performance.now() < until) {
      await delay(monitorLimits.settleStepMs);
      seen = await this.#lookOnce();
    }
    const known = this.#state.evidence;
    const added = seen.violations.filter((violation) => !isAmong(violation, known));
    const evidence = [...known, ...added].slice(0, monitorLimits.evidenceKept);
    this.#state = { ...seen.after, evidence };
    const earlier = known.filter(
      (violation) => lasting.has(violation.code) && !isAmong(violation, seen.violations),
    );
    return { ...seen, after: this.#state, earlier };
  }

  async #lookOnce(): Promise<Look> {
    const { api, nodes, now = () => Math.floor(Date.now() / 1_000) } = this.#options;
    const { random = Math.random } = this.#options;
    const before = this.#state;
    const seen = await look({ api, nodes, before, entries: this.#entries, now: now(), random });
    this.#entries = seen.entries;
    return seen;
  }
}

const maySettle = (violations: readonly Violation[]): boolean =>
  violations.length > 0 && violations.every(({ code }) => settling.has(code));

const isAmong = (violation: Violation, others: readonly Violation[]): boolean => {
  const text = JSON.stringify(violation);
  return others.some((other) => JSON.stringify(other) === text);
};
