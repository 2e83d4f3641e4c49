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
  /** Of the key with which the file was sent; null: it was sent otherwise. */
  readonly apiKeyId: string | null;
  /** Whether that key was ended since: then nothing more is issued at its asking. */
  readonly keyHasEnded: boolean;
  readonly authority: AuthorityId;
  readonly type: string;
  readonly format: ImportFormat;
  readonly header: FileHeader | null;
  readonly mapping: ColumnMapping;
  readonly dryRun: boolean;
  readonly segment: Segment;
};

export type SegmentResult = {
  /** In the order of lines. */
  readonly outcomes: readonly RowOutcome[];
  /** Cells that are issued otherwise than the rows have them. */
  readonly cleaned: number;
};
