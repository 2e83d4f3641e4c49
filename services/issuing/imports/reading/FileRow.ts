/** Why a row was not read. What a row.fields says is in `data`. */
export type RowFaultCode =
  | "row.too_long"
  | "row.quotes"
  | "row.fields"
  | "row.column_unnamed"
  | "row.columns_many";

/** Why the cell of a column (counted from 0) cannot be taken as it is. */
export type CellFault = readonly [column: number, code: CellFaultCode];

export type CellFaultCode =
  /** A spreadsheet changed this number. */
  | "number.changed"
  /** The cell shows an error, such as #N/A. */
  | "cell.error"
  /** The cell has a formula and no value. */
  | "cell.formula"
  /** The cell has a date that no calendar has. */
  | "cell.date";

/** One row of a file that is not blank, with the line (or spreadsheet row) on which it begins. */
export type FileRow =
  | {
      readonly line: number;
      readonly cells: readonly string[];
      readonly faults?: readonly CellFault[];
      /** Cells from which spaces or guards were taken, if any. */
      readonly cleaned?: number;
    }
  | { readonly line: number; readonly json: string }
  | {
      readonly line: number;
      readonly refused: RowFaultCode;
      readonly data?: Readonly<Record<string, number | string>>;
      /** Where it could be cut into cells, so that it can be corrected. */
      readonly cells?: readonly string[];
    };

/** The columns of a file, as its first row names them. A name is empty where the file has none. */
export type FileHeader = {
  /** Null in a workbook, which needs none. */
  readonly delimiter: string | null;
  readonly columns: readonly string[];
};

/** How a workbook was read. */
export type SheetChoice = { readonly sheet: string; readonly others: readonly string[] };

/** What came out of a file since the part before. */
export type FilePart = {
  readonly header: FileHeader | null;
  readonly sheets?: SheetChoice;
  readonly rows: readonly FileRow[];
};
