import { fromHex, toHex } from "@sello/sdk";
import { encodeLogEntry, Frontier, hashLeaf } from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import type { LogPosition, LogProgress } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi, ServedEntry } from "./PublicApi.ts";

/** The served log at one size, by our own reckoning. */
export type LogAt = {
  readonly frontier: Frontier;
  readonly documents: number;
  readonly lastAnchoredAt: number;
};

/** What the service shows of a log beyond what was known. */
export type LogReading = {
  readonly origin: string;
  readonly isSuccessor: boolean;
  /** From the known size on. */
  readonly entries: readonly ServedEntry[];
  /** Where the entries begin. */
  readonly from: number;
  /** The log at the sizes asked for; not at those that it did not reach. */
  readonly at: ReadonlyMap<number, LogAt>;
};

export const toFrontier = ({ size, nodes }: LogPosition): Frontier =>
  new Frontier(size, nodes.map(fromHex));

export const toPosition = ({ size, nodes }: Frontier): LogPosition => ({
  size,
  nodes: nodes.map(toHex),
});

/** A log as it is asked for. */
export type AskedLog = {
  readonly origin: string;
  readonly known: LogProgress;
  /** Of which it is to be known how the log was then; it is read up to the largest. */
  readonly sizes: readonly number[];
  /** Whether entry 0 is the commitment to the log before, which holds no documents. */
  readonly isSuccessor: boolean;
};

/**
 * Reads entries from the known size up to the largest of `sizes`, recomputing each leaf and root
 * (RFC 9162 §2.1). Stops at the first entry that is out of order: nothing behind it has a place.
 */
export async function readLog(
  api: PublicApi,
  asked: AskedLog,
  findings: Findings,
): Promise<LogReading> {
  const { origin, known, isSuccessor } = asked;
  const follower = new LogFollower(asked, findings);
  const target = Math.max(known.size, ...asked.sizes);
  while (follower.size < target) {
    const limit = Math.min(monitorLimits.entriesPerRequest, target - follower.size);
    const path = `/v1/log/entries?start=${follower.size}`;
    const page = await findings.attempt(path, () => api.entries(origin, follower.size, limit));
    if (page === null) break;
    if (page.length === 0) {
      const found = follower.size;
      findings.add("entry.missing", { log: origin, index: found }, { expected: target, found });
      break;
    }
    if (!page.every((entry) => follower.append(entry))) break;
  }
  const { entries, at } = follower;
  return { origin, isSuccessor, entries, from: known.size, at };
}

class LogFollower {
  readonly entries: ServedEntry[] = [];
  readonly at = new Map<number, LogAt>();
  readonly #asked: AskedLog;
  readonly #frontier: Frontier;
  readonly #sizes: ReadonlySet<number>;
  readonly #findings: Findings;
  #documents: number;
  #lastAnchoredAt: number;
  /** Once one entry is wrong, every later root is, too. */
  #rootsAgree = true;

  constructor(asked: AskedLog, findings: Findings) {
    this.#asked = asked;
    this.#frontier = toFrontier(asked.known);
    this.#documents = asked.known.documents;
    this.#lastAnchoredAt = asked.known.lastAnchoredAt;
    this.#sizes = new Set([asked.known.size, ...asked.sizes]);
    this.#findings = findings;
    this.#note();
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** False when the entry is not where it must be. */
  append(entry: ServedEntry): boolean {
    const { index, anchoredAt } = entry;
    const where = { log: this.#asked.origin, index };
    if (index !== this.size) {
      this.#findings.add("entry.order", where, { expected: this.size, found: index });
      return false;
    }
    if (anchoredAt < this.#lastAnchoredAt) {
      const expected = this.#lastAnchoredAt;
      this.#findings.add("entry.time", where, { expected, found: anchoredAt });
    }
    this.#frontier.append(hashLeaf(encodeLogEntry(entry)));
    if (index > 0 || !this.#asked.isSuccessor) this.#documents += Number(entry.count);
    this.#lastAnchoredAt = anchoredAt;
    this.entries.push(entry);
    this.#compareRoot(entry);
    this.#note();
    return true;
  }

  #compareRoot({ index, logRoot }: ServedEntry): void {
    if (!this.#rootsAgree) return;
    const [expected, found] = [toHex(this.#frontier.root()), toHex(logRoot)];
    if (expected === found) return;
    this.#rootsAgree = false;
    const where = { log: this.#asked.origin, index };
    this.#findings.add("entry.root", where, { expected, found });
  }

  #note(): void {
    if (!this.#sizes.has(this.size)) return;
    this.at.set(this.size, {
      frontier: new Frontier(this.size, this.#frontier.nodes),
      documents: this.#documents,
      lastAnchoredAt: this.#lastAnchoredAt,
    });
  }
}
