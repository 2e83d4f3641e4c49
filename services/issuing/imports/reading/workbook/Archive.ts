import type { Readable } from "node:stream";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { WorkbookError } from "./errors.ts";

/** Bounds of what is read, whatever the file says of itself. Units are last in the names. */
export type WorkbookLimits = {
  readonly entries: number;
  /** Of all parts that are read, unpacked. */
  readonly inflatedBytes: number;
  readonly sharedStrings: number;
  readonly sharedCharacters: number;
  readonly rows: number;
  readonly columns: number;
  readonly cellCharacters: number;
};

/** The parts of a workbook (ECMA-376 part 2: a ZIP archive), by name. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #bytesLeft: number;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, bytesMax: number) {
    this.#zip = zip;
    this.#entries = entries;
    this.#bytesLeft = bytesMax;
  }

  static async open(bytes: Buffer, limits: WorkbookLimits): Promise<Archive> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, validateEntrySizes: true };
      fromBuffer(bytes, options, (error, opened) => (error ? reject(notOne()) : resolve(opened)));
    });
    if (zip.entryCount > limits.entries) throw tooMuch("parts", limits.entries);
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on("entry", (entry: Entry) => {
        entries.set(entry.fileName.toLowerCase(), entry);
        zip.readEntry();
      });
      zip.on("end", resolve);
      zip.on("error", () => reject(notOne()));
      zip.readEntry();
    });
    return new Archive(zip, entries, limits.inflatedBytes);
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** The text of a part, unpacked as it is read. */
  async *read(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) throw notOne();
    if (entry.isEncrypted()) throw locked();
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.#zip.openReadStream(entry, (error, opened) =>
        error ? reject(notOne()) : resolve(opened),
      );
    });
    const decoder = new TextDecoder("utf-8", { fatal: true });
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.#bytesLeft -= chunk.length;
        if (this.#bytesLeft < 0) throw tooMuch("bytes when unpacked");
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw error instanceof WorkbookError ? error : notOne();
    }
  }
}

export const notOne = (): WorkbookError =>
  new WorkbookError(
    "import.workbook",
    "The file is not a workbook that can be read, or is damaged. Open it and save it again as .xlsx or as CSV UTF-8.",
  );

const locked = (): WorkbookError =>
  new WorkbookError(
    "import.workbook",
    "The workbook is locked by a password. Save it without one.",
  );

export const tooMuch = (what: string, limit?: number): WorkbookError =>
  new WorkbookError(
    "import.workbook_large",
    `The workbook has too many ${what}${limit === undefined ? "" : `: more than ${limit}`}. Cut it into several files, or save the sheet as CSV UTF-8.`,
    limit === undefined ? {} : { limit },
  );
