import type { ImportFormat } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { ColumnMapping, RowOutcome } from "./Import.ts";
import type { FileHeader } from "./reading/FileRow.ts";

/** Rows of a file that are worked on at once, without its header. */
export type Segment = {
  readonly number: number;
  /** Counted from 1, as an editor shows them. */
  readonly firstLine: number;
  /** Rows that are not blank. */
  readonly rows: number;
  /** Cells from which spaces or guards were taken while the file was read. */
  readonly cleaned: number;
  /** See `packRows`. */
  readonly content: Buffer;
};

/** A segment that is ours until the transaction ends. */
export type SegmentJob = {
  readonly importId: string;
  /** Who asks for it, as the audit names them: who sent the file, or resumed it since. */
  readonly requestedBy: string;
  /** Whether their key was ended since: then nothing more is issued at its asking. */
  readonly keyHasEnded: boolean;
  /** Documents that may be issued with it in a day; null: any number, or an officer asks. */
  readonly documentsPerDay: number | null;
  readonly authority: AuthorityId;
  readonly type: string;
  readonly format: ImportFormat;
  readonly header: FileHeader | null;
  readonly mapping: ColumnMapping;
  readonly dryRun: boolean;
  readonly segment: Segment;
  /** What became of its rows on an earlier day (`packOutcomes`); null: it was not begun. */
  readonly settled: Buffer | null;
};

export type SegmentResult = {
  /** In the order of lines. */
  readonly outcomes: readonly RowOutcome[];
  /** Rows that were rejected, by line, sealed so that they can be corrected. */
  readonly rows: ReadonlyMap<number, Buffer>;
  /** Of a check: the rows that were not rejected, sealed, to be issued later. Null: nothing is kept. */
  readonly kept: Buffer | null;
  /** Cells that are issued otherwise than the rows have them. */
  readonly cleaned: number;
  /** Rows that wait for another day (`packRows`); null: none. */
  readonly rest: Buffer | null;
};
