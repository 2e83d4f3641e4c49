import type { ReadinessPart } from "@sello/api";
import type { AnchoringReport } from "../anchoring/AnchoringReport.ts";
import type { Ledger, LedgerHealth } from "../ledger/Ledger.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { describeFault } from "../platform/describeFault.ts";
import { limits } from "../platform/limits.ts";
import type { KeyRenewalFigures } from "./metrics/DeploymentFigures.ts";

/** `green`: well. `amber`: worth a look, requests are served. `red`: do not send requests here. */
export type PartState = "green" | "amber" | "red";

/** One part with what was measured of it; `problem` says in words what is not well. */
export type PartReport = {
  readonly state: PartState;
  readonly problem: string | null;
  readonly measured: Readonly<Record<string, number | null>>;
};

export type ReadinessReport = {
  readonly ready: boolean;
  readonly parts: Readonly<Record<ReadinessPart, PartReport>>;
};

/** What keeps the trust list from saying all that the registry says. */
type TrustListState = {
  report(): Promise<{
    readonly leftOut: readonly { readonly code: string; readonly authority: string }[];
    readonly failure: string | null;
    readonly offices: readonly { readonly office: string; readonly code: string }[];
  }>;
};

/** Documents that are to be issued again, as `PgOperationalFigures` counts them. */
type Renewals = { keyRenewals(): Promise<KeyRenewalFigures> };

/** Whether the lines of the audit are as they were written. */
type AuditState = {
  state(): Promise<{ readonly brokenAt: bigint | null; readonly waitingMs: number | null }>;
};

type Anchoring = Pick<AnchoringReport, "oldestPending" | "unprovenMs" | "contradictions">;

const report = (
  state: PartState,
  problem: string | null = null,
  measured: Record<string, number | null> = {},
): PartReport => ({ state, problem, measured });

const unknown = (because: string): PartReport => report("amber", `not known: ${because}`);

/**
 * Says whether this process can serve, part by part. A chain that does not answer is amber, because
 * documents are issued and verified meanwhile; a database that does not answer, or one that contradicts
 * the chain, is red.
 */
export class Readiness {
  readonly #database: Queryable;
  readonly #ledger: Pick<Ledger, "health">;
  readonly #anchoring: Anchoring;
  readonly #renewals: Renewals;
  readonly #trustLists: TrustListState;
  readonly #audit: AuditState;
  readonly #timeoutMs: number;

  constructor(parts: {
    database: Queryable;
    ledger: Pick<Ledger, "health">;
    anchoring: Anchoring;
    renewals: Renewals;
    trustLists: TrustListState;
    audit: AuditState;
    timeoutMs?: number;
  }) {
    this.#database = parts.database;
    this.#ledger = parts.ledger;
    this.#anchoring = parts.anchoring;
    this.#renewals = parts.renewals;
    this.#trustLists = parts.trustLists;
    this.#audit = parts.audit;
    this.#timeoutMs = parts.timeoutMs ?? limits.readinessCheckMs;
  }

  /** Never throws and takes no longer than its time limit. */
  async check(): Promise<ReadinessReport> {
    const [database, ledger, documents, log, trustList, audit] = await Promise.all([
      this.#timed(
        () => this.#checkDatabase(),
        (problem) => report("red", problem),
      ),
      this.#timed(
        async () => toLedgerReports(await this.#ledger.health()),
        (problem) => withoutLedger(problem),
      ),
      this.#timed(() => this.#checkDocuments(), unknown),
      this.#timed(() => this.#checkLog(), unknown),
      this.#timed(() => this.#checkTrustList(), unknown),
      this.#timed(() => this.#checkAudit(), unknown),
    ]);
    const parts = { database, ...ledger, documents, log, trustList, audit };
    return { ready: Object.values(parts).every((part) => part.state !== "red"), parts };
  }

  async #checkDatabase(): Promise<PartReport> {
    const startedMs = performance.now();
    await this.#database.query("select 1");
    return report("green", null, { answeredMs: Math.round(performance.now() - startedMs) });
  }

  async #checkDocuments(): Promise<PartReport> {
    const [{ pendingMs, heldMs }, renewals] = await Promise.all([
      this.#anchoring.oldestPending(),
      this.#renewals.keyRenewals(),
    ]);
    const late = (pendingMs ?? 0) > limits.pendingAgeMs;
    const problems = [
      late ? "documents wait too long for the log" : "",
      describeFailed(renewals),
    ].filter((words) => words !== "");
    return report(problems.length > 0 ? "amber" : "green", problems.join("; ") || null, {
      oldestPendingMs: round(pendingMs),
      oldestHeldMs: round(heldMs),
      keyRenewalsPending: countOf(renewals, "pending"),
      keyRenewalsFailed: countOf(renewals, "failed"),
    });
  }

  async #checkLog(): Promise<PartReport> {
    const [found, unprovenMs] = await Promise.all([
      this.#anchoring.contradictions(),
      this.#anchoring.unprovenMs(),
    ]);
    const measured = { oldestUnprovenMs: round(unprovenMs) };
    if (found.length > 0) return report("red", found.join("; "), measured);
    const late = (unprovenMs ?? 0) > limits.unprovenAgeMs;
    return report(
      late ? "amber" : "green",
      late ? "entries of the log wait too long for their witnesses" : null,
      measured,
    );
  }

  /** Never red: the last good list, or the rest, goes on being served. */
  async #checkTrustList(): Promise<PartReport> {
    const { leftOut, failure, offices } = await this.#trustLists.report();
    const problem = [
      failure === null ? "" : `the newest trust list could not be published (${failure})`,
      ...offices.map(({ office, code }) => `the office ${office} does not sign (${code})`),
      describeLeftOut(leftOut),
    ];
    const words = problem.filter((part) => part !== "").join("; ");
    return report(words === "" ? "green" : "amber", words || null, {
      leftOut: leftOut.length,
      officesSilent: offices.length,
    });
  }

  async #checkAudit(): Promise<PartReport> {
    const { brokenAt, waitingMs } = await this.#audit.state();
    const measured = {
      oldestWaitingMs: round(waitingMs),
      brokenAt: brokenAt === null ? null : Number(brokenAt),
    };
    if (brokenAt !== null)
      return report("red", `the audit was changed: line ${brokenAt} does not fit`, measured);
    const late = (waitingMs ?? 0) > limits.auditWaitingMs;
    return report(
      late ? "amber" : "green",
      late ? "lines of the audit wait too long for their chain" : null,
      measured,
    );
  }

  async #timed<T>(work: () => Promise<T>, otherwise: (problem: string) => T): Promise<T> {
    const timer = new AbortController();
    const timeout = new Promise<T>((resolve) => {
      const handle = setTimeout(() => resolve(otherwise("no answer in time")), this.#timeoutMs);
      timer.signal.addEventListener("abort", () => clearTimeout(handle));
    });
    try {
      return await Promise.race([work(), timeout]);
    } catch (error) {
      return otherwise(String(describeFault(error).code ?? "fault"));
    } finally {
      timer.abort();
    }
  }
}

const countOf = (renewals: KeyRenewalFigures, state: KeyRenewalFigures[number]["state"]) =>
  renewals
    .filter((each) => each.state === state)
    .reduce((sum, { documents }) => sum + documents, 0);

function describeFailed(renewals: KeyRenewalFigures): string {
  const reasons = renewals
    .filter(({ state }) => state === "failed")
    .map(({ reason, documents }) => `${documents} for ${reason}`);
  if (reasons.length === 0) return "";
  return `documents anchored after the end of their key could not be issued again: ${reasons.join(", ")}`;
}

function describeLeftOut(faults: readonly { code: string; authority: string }[]): string {
  if (faults.length === 0) return "";
  const named = faults.slice(0, limits.leftOutNamed);
  const rest = faults.length > named.length ? ` and ${faults.length - named.length} more` : "";
  const words = named.map(({ code, authority }) => `${code} of ${authority}`).join(", ");
  return `the trust list leaves out: ${words}${rest}`;
}

type LedgerReports = Record<"chain" | "indexer" | "transactions" | "consistency", PartReport>;

const withoutLedger = (problem: string): LedgerReports => ({
  chain: report("amber", problem),
  indexer: unknown(problem),
  transactions: unknown(problem),
  consistency: unknown(problem),
});

function toLedgerReports(health: LedgerHealth): LedgerReports {
  return {
    chain: report(
      health.reachable ? "green" : "amber",
      health.reachable ? null : "the chain does not answer",
      { blockNumber: toNumber(health.blockNumber) },
    ),
    indexer: toIndexerPart(toNumber(health.indexerLagBlocks)),
    transactions: toTransactionsPart(health.oldestUnminedMs),
    consistency: report(health.contradiction === null ? "green" : "red", health.contradiction),
  };
}

function toIndexerPart(lagBlocks: number | null): PartReport {
  if (lagBlocks === null) return unknown("the chain does not answer");
  const late = lagBlocks > limits.indexerLagBlocks;
  return report(late ? "amber" : "green", late ? "the indexer is behind" : null, { lagBlocks });
}

function toTransactionsPart(oldestUnminedMs: number | null): PartReport {
  const late = (oldestUnminedMs ?? 0) > limits.unminedAgeMs;
  return report(late ? "amber" : "green", late ? "transactions are not mined" : null, {
    oldestUnminedMs,
  });
}

const round = (value: number | null): number | null => value && Math.round(value);

const toNumber = (value: bigint | null): number | null => (value === null ? null : Number(value));
