import type { LocalizedText } from "@sello/sdk";
import { ServiceError } from "../../platform/errors.ts";

export type ImportRefusedCode =
  /** The file is not of the encoding; `data.line` says where, `data.looksLike` what it may be. */
  | "import.encoding"
  /** The file is of another kind than was said. */
  | "import.format"
  /** The file has no rows. */
  | "import.empty"
  /** Quotes are opened and never closed, or closed where lines of other rows were swallowed. */
  | "import.quotes"
  /** The JSON of the file cannot be cut into records. */
  | "import.json"
  /** Another character is between the cells than those that may be. */
  | "import.delimiter"
  /** The workbook is damaged or locked. */
  | "import.workbook"
  /** The workbook holds more than is read of one file. */
  | "import.workbook_large"
  /** The workbook has no sheet of that name. */
  | "import.sheet_unknown"
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
  /** The message in the languages of the city. */
  readonly words: LocalizedText;

  constructor(
    code: ImportRefusedCode,
    words: LocalizedText,
    data: Readonly<Record<string, unknown>> = {},
  ) {
    super(422, code, words.en, data);
    this.words = words;
  }
}

export type DeskRefusedCode =
  /** There is no such import under way, or the API key that sent it has ended. */
  | "desk.no_mandate"
  /** Another key signs for the authority by now. */
  | "desk.other_key"
  /** The document is of another authority, of another type, or has another authority's place. */
  | "desk.other_document"
  /** More documents were asked for than a file may have. */
  | "desk.too_many";

/** The process that reads files asked for what its import does not allow. Only that process sees it. */
export class DeskRefused extends ServiceError<DeskRefusedCode> {
  constructor(code: DeskRefusedCode, message: string) {
    super(409, code, message);
  }
}
