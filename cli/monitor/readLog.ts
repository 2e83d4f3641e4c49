import { fromHex, toHex } from "@sello/sdk";
import { encodeLogEntry, Frontier, hashLeaf } from "@sello/sdk/log";
import type { Findings } from "./Findings.ts";
import type { LogPosition, MonitorState } from "./MonitorState.ts";
import { monitorLimits } from "./monitorLimits.ts";
import type { PublicApi, ServedEntry } from "./PublicApi.ts";

/** The served log at one size, by our own reckoning. */
export type LogAt = {
  readonly frontier: Frontier;
  readonly documents: number;
  readonly lastAnchoredAt: number;
};

/** What the service shows of the log beyond what was known. */
export type LogReading = {
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

/**
 * Reads entries from the known size up to the largest of `sizes`, recomputing each leaf and root
 * (RFC 9162 §2.1). Stops at the first entry that is out of order: nothing behind it has a place.
 */
export async function readLog(
  api: PublicApi,
  known: MonitorState["log"],
  sizes: readonly number[],
  findings: Findings,
): Promise<LogReading> {
  const follower = new LogFollower(known, sizes, findings);
  const target = Math.max(known.size, ...sizes);
  while (follower.size < target) {
    const limit = Math.min(monitorLimits.entriesPerRequest, target - follower.size);
    const path = `/v1/log/entries?start=${follower.size}`;
    const page = await findings.attempt(path, () => api.entries(follower.size, limit));
    if (page === null) break;
    if (page.length === 0) {
      const found = follower.size;
      findings.add("entry.missing", { index: found }, { expected: target, found });
      break;
    }
    if (!page.every((entry) => follower.append(entry))) break;
  }
  return { entries: follower.entries, from: known.size, at: follower.at };
}

class LogFollower {
  readonly entries: ServedEntry[] = [];
  readonly at = new Map<number, LogAt>();
  readonly #frontier: Frontier;
  readonly #sizes: ReadonlySet<number>;
  readonly #findings: Findings;
  #documents: number;
  #lastAnchoredAt: number;
  /** Once one entry is wrong, every later root is, too. */
  #rootsAgree = true;

  constructor(known: MonitorState["log"], sizes: readonly number[], findings: Findings) {
    this.#frontier = toFrontier(known);
    this.#documents = known.documents;
    this.#lastAnchoredAt = known.lastAnchoredAt;
    this.#sizes = new Set(sizes);
    this.#findings = findings;
    this.#note();
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** False when the entry is not where it must be. */
  append(entry: ServedEntry): boolean {
    const { index, anchoredAt } = entry;
    if (index !== this.size) {
      this.#findings.add("entry.order", { index }, { expected: this.size, found: index });
      return false;
    }
    if (anchoredAt < this.#lastAnchoredAt) {
      const expected = this.#lastAnchoredAt;
      this.#findings.add("entry.time", { index }, { expected, found: anchoredAt });
    }
    this.#frontier.append(hashLeaf(encodeLogEntry(entry)));
    // As the service counts: no further than a number goes.
    const documents = this.#documents + Number(entry.count);
    this.#documents = Math.min(documents, Number.MAX_SAFE_INTEGER);
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
    this.#findings.add("entry.root", { index }, { expected, found });
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
