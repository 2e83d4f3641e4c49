import type { Language } from "@sello/sdk";
import type { Queryable, Transactor } from "../../../platform/database/Transaction.ts";
import { NotFound } from "../../../platform/errors.ts";
import { limits } from "../../../platform/limits.ts";
import type { FileDocumentTypes } from "../../../registry/types/FileDocumentTypes.ts";
import type { IssuingRight } from "../../IssuingRight.ts";
import { toLetters } from "../Columns.ts";
import { toPath } from "../columnTargets.ts";
import type { Import } from "../Import.ts";
import { type Correction, correctRows, openRow, otherState } from "./correctRows.ts";
import type { FileKeys } from "./FileKeys.ts";
import { failureLines } from "./failureLines.ts";
import type { FileForm, HeldRow, StoredRejection } from "./HeldRow.ts";
import { issueChecked } from "./issueChecked.ts";
import { lockImport } from "./lockImport.ts";
import type { PgHeldRows } from "./PgHeldRows.ts";
import { openRows } from "./sealRows.ts";

type Parts = {
  readonly database: Queryable & Transactor;
  readonly rows: PgHeldRows;
  readonly keys: FileKeys;
  readonly right: Pick<IssuingRight, "versionFor">;
  readonly types: Pick<FileDocumentTypes, "byName">;
};

/** An import of which rows are to be issued. */
type Mended = Pick<Import, "id" | "authority" | "type">;

/** A column of the file: its name, how a spreadsheet calls it, and the claim that its cells are. */
export type HeldColumn = {
  readonly name: string;
  readonly column: string;
  /** `name`, `address.district`, or `person`; null: it is passed over. */
  readonly claim: string | null;
};

export type WrongRows = {
  readonly columns: readonly HeldColumn[];
  readonly rows: readonly HeldRow[];
  /** Line of the last row, if there may be more. */
  readonly next: number | null;
};

/** Rows that were rejected: read again, corrected and issued; and checks, whose good rows are issued. */
export class Mending {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Rejected rows with what they say, in the order of lines. Unknown: `NotFound` `import.unknown`. */
  async rows(id: string, page: { afterLine: number; limit: number }): Promise<WrongRows> {
    const form = await this.#form(id);
    const stored = await this.#parts.rows.page(id, page.afterLine, page.limit);
    const key = await this.#parts.keys.of(id);
    const last = stored.length === page.limit ? stored.at(-1) : undefined;
    return {
      columns: this.#columns(form),
      rows: stored.map((each) => toHeldRow(form, id, key, each)),
      next: last?.line ?? null,
    };
  }

  /** Errors as `correctRows`, and what `IssuingRight.versionFor` throws. */
  async correct({ id, authority, type }: Mended, correction: Correction): Promise<void> {
    await this.#parts.right.versionFor(authority, type);
    const key = await this.#parts.keys.of(id);
    await this.#parts.database.transaction(async (tx) => {
      const found = await lockImport(tx, id);
      await correctRows(tx, id, found, found.isHeld ? key : null, correction);
    });
  }

  /** Errors as `issueChecked`, and what `IssuingRight.versionFor` throws. */
  async issue({ id, authority, type }: Mended, by: string): Promise<void> {
    await this.#parts.right.versionFor(authority, type);
    await this.#parts.database.transaction(async (tx) =>
      issueChecked(tx, id, await lockImport(tx, id), by),
    );
  }

  /** Forgets the rows that are kept. Not ended yet: `Conflict` `import.state`. */
  async discard(id: string): Promise<void> {
    if (await this.#parts.rows.discard(id)) return;
    const { state } = await this.#parts.database.transaction((tx) => lockImport(tx, id));
    throw otherState(id, state);
  }

  /** The rejected rows as a file to be corrected: how its format is called, and its lines. */
  async failures(id: string, language: Language) {
    const form = await this.#form(id);
    const key = await this.#parts.keys.of(id);
    const format = form.format === "ndjson" ? ("ndjson" as const) : ("csv" as const);
    return { format, lines: failureLines(form, this.#pages(form, id, key), language) };
  }

  async *#pages(form: FileForm, id: string, key: Buffer | null): AsyncGenerator<HeldRow[]> {
    for (let after = 0; ; ) {
      const page = await this.#parts.rows.page(id, after, limits.pageEntries);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page.map((each) => toHeldRow(form, id, key, each));
      after = last.line;
    }
  }

  async #form(id: string): Promise<FileForm> {
    const form = await this.#parts.rows.form(id);
    if (form) return form;
    throw new NotFound("import.unknown", "There is no such import.", { import: id });
  }

  #columns({ type: name, header, mapping }: FileForm): readonly HeldColumn[] {
    const type = this.#parts.types.byName(name);
    return (header?.columns ?? []).map((column, index) => ({
      name: column,
      column: toLetters(index),
      claim: column === "" ? null : (toPath(type, column, mapping)?.join(".") ?? null),
    }));
  }
}

function toHeldRow(
  form: FileForm,
  id: string,
  key: Buffer | null,
  { row: sealed, ...rejection }: StoredRejection,
): HeldRow {
  const unread = { ...rejection, cells: null, json: null };
  if (sealed === null || key === null) return unread;
  const row = openRow(form, openRows(key, { import: id, line: rejection.line }, sealed));
  if (row === null) return unread;
  if ("json" in row) return { ...unread, json: row.json };
  return { ...unread, cells: row.cells ?? null };
}
