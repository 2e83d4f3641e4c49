import type { ImportFormat, ImportState } from "@sello/api";
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
  /** `,`, `;` or a tab; found in the header when absent. */
  readonly delimiter?: string;
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
};

/** One thing wrong with a row: column or claim (empty: the row as a whole), stable code, words. */
export type RowViolation = {
  readonly field: string;
  readonly code: string;
  readonly message: string;
  /** What would be right, in the words of the document type. */
  readonly rule?: LocalizedText;
};

/** A row as claims, or why it has none. */
export type ReadRow =
  | {
      readonly claims: Readonly<Record<string, unknown>>;
      /** ID number of the person whose document it is, from a column that is not a claim. */
      readonly person?: string;
    }
  | { readonly violation: RowViolation };

export type Rejection = {
  readonly line: number;
  /** The document that the row contradicts, if that is why. */
  readonly document: string | null;
  readonly violations: readonly RowViolation[];
};

/** What became of a row. */
export type RowOutcome =
  | { readonly line: number; readonly outcome: "issued" | "existing"; readonly document: string }
  | { readonly line: number; readonly outcome: "valid" }
  | ({ readonly outcome: "rejected" } & Rejection);

/** The columns of a CSV file, as its first line names them. */
export type CsvHeader = { readonly delimiter: string; readonly columns: readonly string[] };
