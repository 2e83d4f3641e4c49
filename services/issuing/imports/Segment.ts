import type { AuthorityId } from "@sello/sdk";
import type { ColumnMapping, CsvHeader, RowOutcome } from "./Import.ts";

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
