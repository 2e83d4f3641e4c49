import { ServiceError } from "../../platform/errors.ts";

export type ImportRefusedCode =
  /** The file is not UTF-8; `data.line` says where. */
  | "import.encoding"
  /** The file has no rows. */
  | "import.empty"
  /** Quotes are opened and never closed. */
  | "import.quotes"
  /** The first line is too long, or is not a CSV header. */
  | "import.header_unreadable"
  /** The first line names no column that is known. */
  | "import.header_missing"
  /** There are more columns than an import may have. */
  | "import.columns_many"
  /** A column is of no claim of the type. */
  | "import.column_unknown"
  /** Two columns are of one claim. */
  | "import.column_duplicate"
  /** A claim that every document must have has no column. */
  | "import.column_missing"
  /** The upload ended before the file did. */
  | "import.broken_off";

/** The file as a whole cannot be worked on; nothing of it was issued. HTTP 422. */
export class ImportRefused extends ServiceError<ImportRefusedCode> {
  constructor(
    code: ImportRefusedCode,
    message: string,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(422, code, message, data);
  }
}
