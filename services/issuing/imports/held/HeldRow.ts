import type { ImportFormat } from "@sello/api";
import type { ColumnMapping, Rejection } from "../Import.ts";
import type { FileHeader } from "../reading/FileRow.ts";

/** A rejected row as it is stored. */
export type StoredRejection = Rejection & {
  /** Which refusal of the row it is: another one has another number. */
  readonly revision: number;
  /** Sealed; null: it could not be read, or was forgotten. */
  readonly row: Buffer | null;
};

/** A rejected row that can be corrected: cells of a file that has columns, or a line of JSON. */
export type HeldRow = Rejection & {
  readonly revision: number;
  /** Both null: the row could not be cut into cells. */
  readonly cells: readonly string[] | null;
  readonly json: string | null;
};

/** A row as an officer has corrected it. */
export type CorrectedRow = {
  readonly line: number;
  /** Of the refusal that they saw. */
  readonly revision: number;
  readonly cells?: readonly string[];
  readonly json?: string;
};

/** What is to be known of a file to read its rows. */
export type FileForm = {
  /** Name of the document type. */
  readonly type: string;
  readonly format: ImportFormat;
  readonly header: FileHeader | null;
  readonly mapping: ColumnMapping;
  /** Whether its rows are still there. */
  readonly isHeld: boolean;
};
