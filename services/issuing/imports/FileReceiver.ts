import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { IssuingRight } from "../IssuingRight.ts";
import { required } from "../required.ts";
import { FirstRows } from "./FirstRows.ts";
import type { FileKeys } from "./held/FileKeys.ts";
import { sealEach, sealRows } from "./held/sealRows.ts";
import type { FilePreview, FileReading, ImportRequest } from "./Import.ts";
import type { PgImportStore } from "./PgImportStore.ts";
import { previewFile } from "./previewFile.ts";
import type { FileHeader } from "./reading/FileRow.ts";
import { readStart } from "./reading/readStart.ts";
import { receiveFile } from "./receiveFile.ts";
import { requireColumns } from "./requireColumns.ts";

/** Takes in the file of an import that was created, here or in another process. */
export interface FileReceiving {
  /**
   * Once it is there, its work may begin. A file that cannot be worked on: `ImportRefused` or `LimitExceeded`; one that
   * breaks off: the error of the stream.
   */
  receive(
    id: string,
    request: ImportRequest,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<FileReading>;
  /**
   * How the file would be read, from its beginning, as far as that is sent; of a workbook from all of it. Nothing is kept.
   * Errors as `receive`, but for those of columns.
   */
  preview(request: ImportRequest, chunks: AsyncIterable<Uint8Array>): Promise<FilePreview>;
}

/** Reads what strangers send: where this runs, no key should be. */
export class FileReceiver implements FileReceiving {
  readonly #store: PgImportStore;
  readonly #right: Pick<IssuingRight, "versionFor">;
  readonly #keys: FileKeys;
  readonly #segmentRows: number;

  constructor(options: {
    store: PgImportStore;
    right: Pick<IssuingRight, "versionFor">;
    keys: FileKeys;
    /** Rows that are worked on and committed at once. */
    segmentRows?: number;
  }) {
    this.#store = options.store;
    this.#right = options.right;
    this.#keys = options.keys;
    this.#segmentRows = options.segmentRows ?? limits.importSegmentRows;
  }

  async receive(
    id: string,
    request: ImportRequest,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<FileReading> {
    const type = await this.#right.versionFor(request.authority, request.type);
    const key = required(await this.#keys.of(id));
    const firstRows = new FirstRows(request, type);
    const form = { ...request, segmentRows: this.#segmentRows };
    const file = await receiveFile(chunks, form, {
      header: async (header) => {
        firstRows.header(header);
        await this.#acceptHeader(id, type, request, header);
      },
      segment: async (segment) => {
        firstRows.take(segment);
        const place = { import: id, segment: segment.number };
        const content = sealRows(key, place, segment.content);
        await this.#store.addSegment(id, { ...segment, content });
      },
      rejections: (rejections) => this.#store.addRejections(id, sealEach(key, id, rejections)),
    });
    await this.#store.received(id, file);
    return firstRows.reading(file.sheets);
  }

  async preview(request: ImportRequest, chunks: AsyncIterable<Uint8Array>): Promise<FilePreview> {
    const { authority, format, encoding = "utf-8" } = request;
    const type = await this.#right.versionFor(authority, request.type);
    const start = await readStart(chunks, request);
    const { header, sheets } = start;
    const remembered =
      request.mapping === undefined && header !== null
        ? await this.#store.rememberedMapping(authority, type.name, header.columns)
        : null;
    const mapping = request.mapping ?? remembered ?? {};
    return {
      encoding: format === "xlsx" ? null : encoding,
      delimiter: header?.delimiter ?? null,
      sheet: sheets?.sheet ?? null,
      otherSheets: sheets?.others ?? [],
      mapping,
      isRemembered: remembered !== null && Object.keys(remembered).length > 0,
      ...previewFile(type, start, mapping),
    };
  }

  async #acceptHeader(
    id: string,
    type: DocumentType,
    request: ImportRequest,
    header: FileHeader,
  ): Promise<void> {
    requireColumns(type, header.columns, request.mapping ?? {});
    await this.#store.setHeader(id, header);
  }
}
