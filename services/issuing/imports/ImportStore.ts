import type { ImportState } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { Transaction } from "../../platform/database/Transaction.ts";
import type {
  ColumnMapping,
  CsvHeader,
  Import,
  ImportError,
  ImportRequest,
  Rejection,
  RowOutcome,
} from "./Import.ts";

/** Rows of a file between two row ends, without its header. */
export type Segment = {
  readonly number: number;
  /** Counted from 1, as an editor shows them. */
  readonly firstLine: number;
  /** Rows that are not blank. */
  readonly rows: number;
  readonly content: Buffer;
};

/** A segment that is ours until the transaction ends. */
export type SegmentJob = {
  readonly importId: string;
  readonly authority: AuthorityId;
  readonly type: string;
  readonly format: "csv" | "ndjson";
  readonly header: CsvHeader | null;
  readonly mapping: ColumnMapping;
  readonly dryRun: boolean;
  readonly segment: Segment;
};

/** Outcomes in the order of lines. */
export type SegmentResult = readonly RowOutcome[];

/** A key that a dry run saw: of which line, saying what. */
export type SeenKey = {
  readonly naturalKey: Buffer;
  readonly claimsDigest: Buffer;
  readonly line: number;
};

/** Keeps imports, their segments and what became of each row. */
export interface ImportStore {
  create(id: string, request: ImportRequest): Promise<void>;
  setHeader(id: string, header: CsvHeader): Promise<void>;
  addSegment(id: string, segment: Segment): Promise<void>;
  /** Rows that were refused while the file came in. */
  addRejections(id: string, rejections: readonly Rejection[]): Promise<void>;
  /** The whole file is here: its work may begin. */
  received(id: string, file: { readonly sha256: Buffer; readonly bytes: number }): Promise<void>;
  /** Ends an import that cannot be worked on, and drops its rows. */
  fail(id: string, error: ImportError): Promise<void>;

  /**
   * Takes the next segment in turn, locked for this transaction, and records what `work` makes of it in the
   * same transaction. Fair: a young import first, then whose authority, and which import, waited longest.
   * @returns false when there is nothing to do now
   */
  work(run: (tx: Transaction, job: SegmentJob) => Promise<SegmentResult>): Promise<boolean>;
  /**
   * Remembers keys of a dry run.
   * @returns those that another line had brought before, by natural key in hex
   */
  seen(
    tx: Transaction,
    id: string,
    keys: readonly SeenKey[],
  ): Promise<ReadonlyMap<string, SeenKey>>;
  /** Counts a failure of ours on a segment. @returns how often it has failed */
  countAttempt(id: string, segment: number): Promise<number>;

  /** Moves between states if it is in one of `from`. @returns whether it was */
  move(
    id: string,
    change: {
      readonly from: readonly ImportState[];
      readonly to: ImportState;
      readonly error?: ImportError;
    },
  ): Promise<boolean>;
  /** Fails uploads that have brought nothing for this long. */
  failStale(olderThanMs: number, error: ImportError): Promise<number>;
  /** Drops the keys of dry runs that have ended. */
  forgetDryRuns(): Promise<void>;

  find(id: string): Promise<Import | null>;
  /** Newest first; `after` is an id. */
  list(query: {
    readonly authority: AuthorityId;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly Import[]>;
  rejections(id: string, afterLine: number, limit: number): Promise<readonly Rejection[]>;
  /** Outcomes of every finished segment, in the order of lines. */
  outcomes(id: string): AsyncIterable<readonly RowOutcome[]>;
}
