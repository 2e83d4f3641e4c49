import { limits } from "../../platform/limits.ts";
import type { DocumentType } from "../../registry/types/DocumentType.ts";
import type { IssuingRight } from "../IssuingRight.ts";
import { FirstRows } from "./FirstRows.ts";
import type { FileReading, ImportRequest } from "./Import.ts";
import type { PgImportStore } from "./PgImportStore.ts";
import type { FileHeader } from "./reading/FileRow.ts";
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
}

/** Reads what strangers send: where this runs, no key should be. */
export class FileReceiver implements FileReceiving {
  readonly #store: PgImportStore;
  readonly #right: Pick<IssuingRight, "versionFor">;
  readonly #segmentRows: number;

  constructor(options: {
    store: PgImportStore;
    right: Pick<IssuingRight, "versionFor">;
    /** Rows that are worked on and committed at once. */
    segmentRows?: number;
  }) {
    this.#store = options.store;
    this.#right = options.right;
    this.#segmentRows = options.segmentRows ?? limits.importSegmentRows;
  }

  async receive(
    id: string,
    request: ImportRequest,
    chunks: AsyncIterable<Uint8Array>,
  ): Promise<FileReading> {
    const type = await this.#right.versionFor(request.authority, request.type);
    const firstRows = new FirstRows(request, type);
    const form = { ...request, segmentRows: this.#segmentRows };
    const file = await receiveFile(chunks, form, {
      header: async (header) => {
        firstRows.header(header);
        await this.#acceptHeader(id, type, request, header);
      },
      segment: async (segment) => {
        firstRows.take(segment);
        await this.#store.addSegment(id, segment);
      },
      rejections: (rejections) => this.#store.addRejections(id, rejections),
    });
    await this.#store.received(id, file);
    return firstRows.reading(file.sheets);
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
