import type { FileEncoding, ImportFormat, ImportState } from "@sello/api";
import type { AuthorityId, LocalizedText } from "@sello/sdk";

/** Column name to claim (`name`, or `address.district` for a nested one); null: the column is ignored. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

export type ImportRequest = {
  readonly authority: AuthorityId;
  /** Name of the document type. */
  readonly type: string;
  readonly format: ImportFormat;
  readonly fileName: string;
  readonly mapping?: ColumnMapping;
  /** Found in the header when absent. */
  readonly delimiter?: string;
  /** UTF-8 when absent. */
  readonly encoding?: FileEncoding;
  /** Of a workbook: the sheet's name; the first when absent. */
  readonly sheet?: string;
  /** Validate everything, issue nothing. */
  readonly dryRun?: boolean;
  /** Who asked, as the audit names them. */
  readonly requestedBy: string;
};

export type RowCounts = {
  readonly total: number;
  readonly done: number;
  readonly issued: number;
  /** Rows of which the same document had been issued before. */
  readonly existing: number;
  /** Rows that a dry run found good. */
  readonly valid: number;
  readonly rejected: number;
  /** Cells that are not as the file has them: spaces, guards of numbers and full-width characters were taken away. */
  readonly cellsCleaned: number;
};

/** Why an import failed or was paused by us: a stable code, words, and data without personal values. */
export type ImportError = {
  readonly code: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export type ImportProgress = {
  readonly id: string;
  readonly state: ImportState;
  readonly rows: RowCounts;
  /** Rows done a second since the work began. */
  readonly ratePerSecond: number;
  /** At this rate; null when nobody can tell. */
  readonly secondsLeft: number | null;
  readonly error: ImportError | null;
};

export type Import = ImportProgress & {
  readonly authority: AuthorityId;
  readonly type: string;
  readonly format: ImportFormat;
  readonly fileName: string;
  readonly fileBytes: number;
  /** Lowercase hex; null until the file has come in whole. */
  readonly fileSha256: string | null;
  readonly dryRun: boolean;
  readonly requestedBy: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Until when the rows that are wrong (of a check: all rows) can be read, corrected and issued; null: none are kept. */
  readonly heldUntil: number | null;
};

/** One thing wrong with a row: column or claim (empty: the row as a whole), stable code, words. No values. */
export type RowViolation = {
  readonly field: string;
  /** The column as a spreadsheet calls it, such as `C`; only of a file that has columns. */
  readonly column?: string;
  readonly code: string;
  readonly message: string;
  /** The message in the languages of the city, where there is one. */
  readonly words?: LocalizedText;
  /** What would be right, in the words of the document type. */
  readonly rule?: LocalizedText;
};

/** What a row hands in. */
export type ReadRow = {
  readonly claims: Readonly<Record<string, unknown>>;
  /** What its own cells say against it; then the claims are not looked at. */
  readonly violations: readonly RowViolation[];
};

export type Rejection = {
  readonly line: number;
  /** The document that the row contradicts, if that is why. */
  readonly document: string | null;
  readonly violations: readonly RowViolation[];
};

/** A rejection with the row itself, for who keeps it. */
export type RejectedRow = Rejection & {
  /** As `packRows` has it, or sealed; absent where it could not be read. */
  readonly row?: Buffer;
};

/** What became of a row. */
export type RowOutcome =
  | { readonly line: number; readonly outcome: "issued" | "existing"; readonly document: string }
  | { readonly line: number; readonly outcome: "valid" }
  | ({ readonly outcome: "rejected" } & Rejection);

/** How the file was read, and its first rows as they would be issued: for the officer who sends it to look at. */
export type FileReading = {
  readonly encoding: FileEncoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  /** Sheets of the workbook that were not read. */
  readonly otherSheets: readonly string[];
  readonly firstRows: readonly {
    readonly line: number;
    readonly claims: Readonly<Record<string, unknown>>;
  }[];
};

/** A column of a file and where its cells go. */
export type PreviewedColumn = {
  readonly name: string;
  /** As a spreadsheet calls it; null of JSON. */
  readonly column: string | null;
  /** The claim that it becomes; null: none. */
  readonly claim: string | null;
  /** `doubled`: another column is of the same claim. `left_out`: the mapping says so. `unnamed`: it may not hold anything. */
  readonly state: "taken" | "doubled" | "left_out" | "unknown" | "unnamed";
  /** Of one that is unknown: the claim that may be meant. */
  readonly nearest: string | null;
};

export type PreviewedRow = {
  readonly line: number;
  /** Null of JSON, and of a row that could not be cut. */
  readonly cells: readonly string[] | null;
} & ReadRow;

/** How a file would be read, before anything of it is kept. */
export type FilePreview = Omit<FileReading, "firstRows"> & {
  readonly columns: readonly PreviewedColumn[];
  /** Claims that must be given and that no column has. */
  readonly missing: readonly string[];
  /** The mapping that was used: the one that was given, or that of the last file with the same columns. */
  readonly mapping: ColumnMapping;
  readonly isRemembered: boolean;
  readonly rows: readonly PreviewedRow[];
};
