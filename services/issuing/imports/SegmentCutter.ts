import { limits } from "../../platform/limits.ts";
import type { RejectedRow } from "./Import.ts";
import type { FilePart, FileRow } from "./reading/FileRow.ts";
import { toRefusedRow } from "./rejectionWords.ts";
import type { Segment } from "./Segment.ts";
import { packRows, type StoredRow } from "./segmentRows.ts";

/** What came out of a file since it was last asked for. */
export type CutParts = { segments: Segment[]; rejections: RejectedRow[] };

/** Gathers the rows of a file into segments. */
export class SegmentCutter {
  /** Rows of a segment at most. */
  readonly #segmentRows: number;
  #ready: CutParts = { segments: [], rejections: [] };
  #number = 0;
  #rows: StoredRow[] = [];
  #characters = 0;
  #cleaned = 0;

  constructor(segmentRows: number) {
    this.#segmentRows = segmentRows;
  }

  add({ rows }: FilePart): void {
    for (const row of rows) {
      if ("refused" in row) this.#refuse(row);
      else this.#add(row);
    }
  }

  end(): void {
    this.#close();
  }

  takeReady(): CutParts {
    const ready = this.#ready;
    this.#ready = { segments: [], rejections: [] };
    return ready;
  }

  #refuse(refused: Extract<FileRow, { refused: unknown }>): void {
    const { line, cells } = refused;
    const row = cells === undefined ? {} : { row: packRows([{ line, cells }]) };
    this.#ready.rejections.push({ ...toRefusedRow(refused), ...row });
  }

  #add(row: Exclude<FileRow, { refused: unknown }>): void {
    this.#rows.push(row);
    if ("cells" in row) this.#cleaned += row.cleaned ?? 0;
    this.#characters += sizeOf(row);
    const isFull = this.#rows.length >= this.#segmentRows;
    if (isFull || this.#characters >= limits.importSegmentCharacters) this.#close();
  }

  #close(): void {
    const [first] = this.#rows;
    if (first !== undefined) {
      this.#ready.segments.push({
        number: this.#number,
        firstLine: first.line,
        rows: this.#rows.length,
        cleaned: this.#cleaned,
        content: packRows(this.#rows),
      });
      this.#number += 1;
      this.#cleaned = 0;
    }
    this.#rows = [];
    this.#characters = 0;
  }
}

function sizeOf(row: StoredRow): number {
  if ("json" in row) return row.json.length;
  let size = 0;
  for (const cell of row.cells) size += cell.length + 1;
  return size;
}
