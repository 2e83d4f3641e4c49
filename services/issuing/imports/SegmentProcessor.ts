import { callerIdOf } from "../../http/Caller.ts";
import type { Transaction } from "../../platform/database/Transaction.ts";
import { Conflict } from "../../platform/errors.ts";
import type { StatusPlaces } from "../../status/StatusPlaces.ts";
import { namesOf } from "../DocumentDraft.ts";
import type { DocumentDrafter } from "../DocumentDrafter.ts";
import { leftToday } from "../dayLimits.ts";
import { findCurrent } from "../findCurrent.ts";
import type { IssuingRight, OpenStream } from "../IssuingRight.ts";
import type { PgDocumentStore } from "../PgDocumentStore.ts";
import type { CurrentDocument, CurrentDocuments } from "../StoredDocument.ts";
import type { SeenKey } from "./dryRunKeys.ts";
import type { FileKeys } from "./held/FileKeys.ts";
import { keepRows } from "./held/keepRows.ts";
import { openRows, sealRows } from "./held/sealRows.ts";
import type { RowOutcome } from "./Import.ts";
import type { PgImportStore } from "./PgImportStore.ts";
import { type GoodRow, readSegment, toRejected } from "./readSegment.ts";
import { toRowViolation } from "./rejectionWords.ts";
import type { SegmentJob, SegmentResult } from "./Segment.ts";
import { packRows, type StoredRow, unpackRows } from "./segmentRows.ts";

/**
 * Makes documents of the rows of one segment. Whatever it does is part of the caller's transaction, save
 * the places it takes in status lists; a place that is not used stays unused.
 */
export class SegmentProcessor {
  readonly #places: StatusPlaces;
  readonly #documents: PgDocumentStore;
  readonly #imports: PgImportStore;
  readonly #drafter: DocumentDrafter;
  readonly #right: IssuingRight;
  readonly #keys: FileKeys;

  constructor(options: {
    places: StatusPlaces;
    documents: PgDocumentStore;
    imports: PgImportStore;
    drafter: DocumentDrafter;
    right: IssuingRight;
    keys: FileKeys;
  }) {
    this.#places = options.places;
    this.#documents = options.documents;
    this.#imports = options.imports;
    this.#drafter = options.drafter;
    this.#right = options.right;
    this.#keys = options.keys;
  }

  /** Does the work again, in a transaction of its own, when the secrets of digests change meanwhile. */
  retryStale<T>(work: () => Promise<T>): Promise<T> {
    return this.#drafter.retryStale(work);
  }

  /**
   * Rows for which the key's day has no room are left for another. Throws what `IssuingRight.open` throws, `Conflict`
   * `import.key_ended`, and `HttpProblem` `api_key.day_used` where there is no room at all.
   */
  async process(tx: Transaction, sealed: SegmentJob): Promise<SegmentResult> {
    if (sealed.keyHasEnded)
      throw new Conflict(
        "import.key_ended",
        "The API key with which the file was sent has been ended. Resume the import with another key.",
      );
    const open = await this.#right.open(sealed.authority, sealed.type);
    const key = await this.#keys.of(sealed.importId);
    const job = toOpened(key, sealed);
    const { good, rejected } = await readSegment(this.#drafter, job, open.sealing);
    const parts = { store: this.#documents, drafter: this.#drafter };
    const known = await findCurrent(parts, open, good);
    const { fresh, settled } = settle(good, known);
    const outcomes = [...rejected, ...settled];
    if (job.dryRun) outcomes.push(...(await this.#rehearse(tx, job, fresh)));
    else outcomes.push(...(await this.#issue(tx, open, await this.#today(tx, job, fresh), job)));
    const all = outcomes.concat(repeats(good, outcomes)).sort((a, b) => a.line - b.line);
    const kept = keepRows(key, job, all, sealed.segment.content);
    return { outcomes: all, ...divide(key, job, good, all), ...kept };
  }

  /** As many of these as the key may still have issued today. */
  async #today(
    tx: Transaction,
    { requestedBy, documentsPerDay }: SegmentJob,
    fresh: readonly GoodRow[],
  ): Promise<readonly GoodRow[]> {
    const callerId = callerIdOf(requestedBy);
    if (documentsPerDay === null || callerId === null || fresh.length === 0) return fresh;
    return fresh.slice(0, await leftToday(tx, callerId, documentsPerDay));
  }

  async #issue(
    tx: Transaction,
    { stream, sealing }: OpenStream,
    fresh: readonly GoodRow[],
    { requestedBy, importId }: SegmentJob,
  ): Promise<RowOutcome[]> {
    if (fresh.length === 0) return [];
    const places = await this.#places.take(stream.authority, fresh.length);
    const given = fresh.map(({ claims, record }, index) => {
      const place = places[index];
      if (place === undefined) throw new Error("fewer places in status lists than asked for");
      return { claims, record, place };
    });
    const drafts = await this.#drafter.documents(sealing, given);
    // If another issued one of these while we signed, that one counts; the store says so.
    const by = { callerId: callerIdOf(requestedBy), importId };
    const taken = await this.#documents.append(tx, stream.id, drafts, by);
    return fresh.map((row, index) => {
      const winner = taken.get(row.key);
      if (winner) return toOutcome(row, winner);
      return { line: row.line, outcome: "issued", document: drafts[index]?.id ?? "" };
    });
  }

  async #rehearse(
    tx: Transaction,
    job: SegmentJob,
    fresh: readonly GoodRow[],
  ): Promise<RowOutcome[]> {
    // Under every secret that is there, for it may change while a dry run is under way.
    const keys = fresh.flatMap(({ line, record }): SeenKey[] =>
      namesOf(record).map((name) => ({ line, ...name })),
    );
    const seen = await this.#imports.seen(tx, job.importId, keys);
    const contradicts = ({ record }: GoodRow): boolean =>
      namesOf(record).some(({ naturalKey, claimsDigest }) => {
        const earlier = seen.get(naturalKey.toString("hex"));
        return earlier !== undefined && !earlier.claimsDigest.equals(claimsDigest);
      });
    return fresh.map(
      (row): RowOutcome =>
        contradicts(row)
          ? toRejected(row.line, [differs], null)
          : { line: row.line, outcome: "valid" },
    );
  }
}

/** What is to be said of the rows that are settled, and those that are left. */
function divide(
  key: Buffer | null,
  job: SegmentJob,
  good: readonly GoodRow[],
  outcomes: readonly RowOutcome[],
): Pick<SegmentResult, "cleaned" | "rest"> {
  const settled = new Set(outcomes.map(({ line }) => line));
  const cleaned = good.reduce((sum, row) => sum + (settled.has(row.line) ? row.cleaned : 0), 0);
  const left = new Set(good.map(({ line }) => line).filter((line) => !settled.has(line)));
  if (left.size === 0) return { cleaned, rest: null };
  const rows = unpackRows(job).filter((row): row is StoredRow => left.has(row.line));
  const packed = packRows(rows);
  return { cleaned, rest: key === null ? packed : sealRows(key, placeOf(job), packed) };
}

const placeOf = ({ importId, segment }: SegmentJob) => ({
  import: importId,
  segment: segment.number,
});

function toOpened(key: Buffer | null, job: SegmentJob): SegmentJob {
  const { segment } = job;
  return { ...job, segment: { ...segment, content: openRows(key, placeOf(job), segment.content) } };
}

/** First rows of keys that are not taken, and what is to be said of those that are. */
function settle(good: readonly GoodRow[], known: CurrentDocuments) {
  const fresh = new Map<string, GoodRow>();
  const settled: RowOutcome[] = [];
  for (const row of good) {
    const document = known.get(row.key);
    if (document) settled.push(toOutcome(row, document));
    else if (!fresh.has(row.key)) fresh.set(row.key, row);
  }
  return { fresh: [...fresh.values()], settled };
}

/** Rows that repeat the key of an earlier row of the segment: the same document, or a contradiction. */
function repeats(good: readonly GoodRow[], outcomes: readonly RowOutcome[]): RowOutcome[] {
  const done = new Map(outcomes.map((outcome) => [outcome.line, outcome]));
  const firsts = new Map<string, GoodRow>();
  const repeated: RowOutcome[] = [];
  for (const row of good) {
    if (done.has(row.line)) {
      firsts.set(row.key, row);
      continue;
    }
    const first = firsts.get(row.key);
    const outcome = first && done.get(first.line);
    if (first && outcome) repeated.push(toRepeated(row, first, outcome));
  }
  return repeated;
}

function toRepeated(row: GoodRow, first: GoodRow, outcome: RowOutcome): RowOutcome {
  const document = "document" in outcome ? outcome.document : null;
  const same = row.record.claimsDigest.equals(first.record.claimsDigest);
  if (!same) return toRejected(row.line, [differs], document);
  if (outcome.outcome === "issued") return { ...outcome, outcome: "existing", line: row.line };
  return { ...outcome, line: row.line };
}

function toOutcome(row: GoodRow, known: CurrentDocument): RowOutcome {
  if (known.state === "revoked" || known.state === "expired")
    return toRejected(row.line, [ended[known.state]], known.id);
  if (known.claimsDigest.equals(row.record.claimsDigest)) {
    return { line: row.line, outcome: "existing", document: known.id };
  }
  return toRejected(row.line, [differs], known.id);
}

const differs = toRowViolation({ code: "document.differs" });
/** Of documents that a row can neither repeat nor contradict any more. */
const ended = {
  revoked: toRowViolation({ code: "document.revoked" }),
  expired: toRowViolation({ code: "document.expired" }),
};
