import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { FileReading, ImportRequest } from "./Import.ts";
import { parseRows } from "./parseRows.ts";
import type { FileHeader, SheetChoice } from "./reading/FileRow.ts";
import type { Segment } from "./Segment.ts";
import { unpackRows } from "./segmentRows.ts";

/** The first rows of a file as claims, so that an officer sees how they were read. They are kept nowhere. */
export class FirstRows {
  readonly #request: ImportRequest;
  readonly #type: DocumentType;
  #header: FileHeader | null = null;
  #rows: FileReading["firstRows"] = [];
  #isTaken = false;

  constructor(request: ImportRequest, type: DocumentType) {
    this.#request = request;
    this.#type = type;
  }

  header(header: FileHeader): void {
    this.#header = header;
  }

  /** Of the first segment; those after it are passed over. */
  take(segment: Segment): void {
    if (this.#isTaken) return;
    this.#isTaken = true;
    const { format, mapping = {} } = this.#request;
    const form = { format, header: this.#header, mapping };
    const rows = unpackRows({ ...form, segment }).slice(0, limits.importFirstRows);
    this.#rows = parseRows(form, this.#type, rows)
      .filter(({ claims }) => Object.keys(claims).length > 0)
      .map(({ line, claims }) => ({ line, claims }));
  }

  reading(sheets: SheetChoice | null): FileReading {
    const { format, encoding = "utf-8" } = this.#request;
    return {
      encoding: format === "xlsx" ? null : encoding,
      delimiter: this.#header?.delimiter ?? null,
      sheet: sheets?.sheet ?? null,
      otherSheets: sheets?.others ?? [],
      firstRows: this.#rows,
    };
  }
}
