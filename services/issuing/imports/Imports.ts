import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ImportState } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import { Conflict, NotFound, ServiceError } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { DocumentReader } from "../DocumentReader.ts";
import type { IssuingRight } from "../IssuingRight.ts";
import { ImportRefused } from "./errors.ts";
import type { FileReceiving } from "./FileReceiver.ts";
import type { PgFileKeys } from "./held/FileKeys.ts";
import type {
  FilePreview,
  FileReading,
  Import,
  ImportProgress,
  ImportRequest,
  Rejection,
} from "./Import.ts";
import type { PgImportStore } from "./PgImportStore.ts";
import { type ResultForm, resultLines } from "./resultLines.ts";
import { toImportError } from "./toImportError.ts";

export type * from "./Import.ts";

const watchMs = 200;
const ended: ReadonlySet<ImportState> = new Set(["done", "cancelled", "failed"]);

/** Files of records: taken in, worked on by `ImportWorker`, steered, watched and accounted for. */
export class Imports {
  readonly #store: PgImportStore;
  readonly #right: IssuingRight;
  readonly #reader: DocumentReader;
  readonly #files: FileReceiving;
  readonly #keys: Pick<PgFileKeys, "make">;

  constructor(options: {
    store: PgImportStore;
    right: IssuingRight;
    reader: DocumentReader;
    files: FileReceiving;
    keys: Pick<PgFileKeys, "make">;
  }) {
    this.#store = options.store;
    this.#right = options.right;
    this.#reader = options.reader;
    this.#files = options.files;
    this.#keys = options.keys;
  }

  /**
   * Takes in a whole file; then its work begins. A file that cannot be worked on: `ImportRefused` (its data
   * names the import) or `LimitExceeded`. The type may not be issued: `Forbidden`. One that breaks off
   * is marked as failed (`import.broken_off`), and the error of the stream is passed on.
   */
  async receive(
    request: ImportRequest,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<Import & { readonly reading: FileReading }> {
    await this.#right.versionFor(request.authority, request.type);
    const id = randomUUID();
    await this.#store.create(id, request, await this.#keys.make(request.authority));
    try {
      const reading = await this.#files.receive(id, request, chunks);
      return { ...(await this.get(id)), reading };
    } catch (error) {
      throw await this.#refuse(id, error);
    }
  }

  /** How the file would be read; nothing of it is kept. Errors as `receive`, but for those of columns. */
  async preview(request: ImportRequest, chunks: AsyncIterable<Uint8Array>): Promise<FilePreview> {
    await this.#right.versionFor(request.authority, request.type);
    try {
      return await this.#files.preview(request, chunks);
    } catch (error) {
      if (!(error instanceof ImportRefused)) throw error;
      const { code, words, data } = error;
      throw new ImportRefused(code, words, { ...data, words });
    }
  }

  /** Unknown: `NotFound` `import.unknown`. */
  async get(id: string): Promise<Import> {
    const found = uuidPattern.test(id) && (await this.#store.find(id));
    if (!found) throw new NotFound("import.unknown", "There is no such import.", { import: id });
    return found;
  }

  /** Newest first; `after` is the id of the last one seen. */
  list(query: {
    authority: AuthorityId;
    after?: string;
    limit?: number;
  }): Promise<readonly Import[]> {
    const limit = Math.min(query.limit ?? limits.pageEntries, limits.pageEntries);
    return this.#store.list({ ...query, limit });
  }

  /** Segments under way are finished; no other is begun. Not running: `Conflict` `import.state`. */
  pause(id: string): Promise<Import> {
    return this.#move(id, ["running"], "paused");
  }

  /** @param by who asks: from then on the import is theirs, if the key with which it was sent has ended */
  resume(id: string, by?: string): Promise<Import> {
    return this.#move(id, ["paused"], "running", by);
  }

  /** Once this returns, nothing more is issued. What was issued stays. */
  cancel(id: string): Promise<Import> {
    return this.#move(id, ["running", "paused"], "cancelled");
  }

  /** Progress when it changes, at most five times a second, the last when the import has ended. */
  async *watch(id: string, signal?: AbortSignal): AsyncGenerator<ImportProgress> {
    let lastSent = "";
    while (!signal?.aborted) {
      const progress = toProgress(await this.get(id));
      const text = `${progress.state} ${progress.rows.done} ${progress.rows.total}`;
      if (text !== lastSent) yield progress;
      if (ended.has(progress.state)) return;
      lastSent = text;
      await sleep(watchMs, undefined, signal ? { signal } : {}).catch(() => {});
    }
  }

  /** What became of each row so far, as lines of a file, in the order of lines. */
  async *result(id: string, form: ResultForm): AsyncGenerator<string> {
    await this.get(id);
    const states = (ids: readonly string[]) => this.#reader.states(ids as never);
    yield* resultLines(form, this.#store.outcomes(id), states);
  }

  /** Rejected rows from after `afterLine` on, in the order of lines. */
  async rejections(
    id: string,
    page: { afterLine?: number; limit?: number } = {},
  ): Promise<readonly Rejection[]> {
    await this.get(id);
    const limit = Math.min(page.limit ?? limits.pageEntries, limits.pageEntries);
    return this.#store.rejections(id, page.afterLine ?? 0, limit);
  }

  async #refuse(id: string, error: unknown): Promise<unknown> {
    const known = error instanceof ServiceError ? error : brokenOff;
    const { words } = known instanceof ImportRefused ? known : {};
    const data = words === undefined ? known.data : { ...known.data, words };
    await this.#store.fail(id, { ...toImportError(known), data }).catch(() => {});
    if (!(error instanceof ImportRefused)) return error;
    return new ImportRefused(error.code, error.words, { ...data, import: id });
  }

  async #move(
    id: string,
    from: readonly ImportState[],
    to: ImportState,
    by?: string,
  ): Promise<Import> {
    const before = await this.get(id);
    if (await this.#store.move(id, { from, to, ...(by === undefined ? {} : { by }) }))
      return this.get(id);
    const words = `An import that is ${before.state} cannot become ${to}.`;
    throw new Conflict("import.state", words, { import: id, state: before.state });
  }
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const brokenOff = new ImportRefused("import.broken_off", {
  zh: "上传中断，文件没有收全。请重新发送。",
  es: "La subida se interrumpió. Envíe el archivo otra vez.",
  en: "The upload broke off. Send the file again.",
});

const toProgress = ({ id, state, rows, ratePerSecond, secondsLeft, error }: Import) => ({
  id,
  state,
  rows,
  ratePerSecond,
  secondsLeft,
  error,
});
