export type WorkbookErrorCode =
  /** It is not a workbook, is damaged, or is locked by a password. */
  | "import.workbook"
  /** It holds more than is read of one file. */
  | "import.workbook_large"
  /** It has no sheet of that name. */
  | "import.sheet_unknown";

/** A workbook that cannot be read, as the reading thread says it. */
export class WorkbookError extends Error {
  readonly code: WorkbookErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: WorkbookErrorCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.data = data;
  }
}
