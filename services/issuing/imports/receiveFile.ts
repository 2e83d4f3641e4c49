import { createHash } from "node:crypto";
import type { ImportFormat } from "@sello/api";
import { LimitExceeded } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { CsvHeader, Rejection } from "./Import.ts";
import type { Segment } from "./Segment.ts";
import { SegmentCutter } from "./SegmentCutter.ts";

/** Where the parts of a file go; each call is awaited before more of the file is read. */
export type FileSink = {
  header(header: CsvHeader): Promise<void>;
  segment(segment: Segment): Promise<void>;
  rejections(rejections: readonly Rejection[]): Promise<void>;
};

export type FileForm = {
  readonly format: ImportFormat;
  readonly delimiter?: string;
  /** The size of file and segment; the service's limits unless given. */
  readonly bytesMax?: number;
  readonly segmentRows?: number;
};

export type ReceivedFile = { readonly sha256: Buffer; readonly bytes: number };

/**
 * Cuts a file into segments as it comes in, holding no more of it than one segment and one chunk.
 * `ImportRefused`: `import.encoding` (with the line), `import.header_…`, `import.empty`,
 * `import.quotes` (one that never closes); `LimitExceeded` `import.too_large`.
 */
export async function receiveFile(
  chunks: AsyncIterable<Uint8Array>,
  file: FileForm,
  sink: FileSink,
): Promise<ReceivedFile> {
  const { bytesMax = limits.importBytes, segmentRows = limits.importSegmentRows } = file;
  const cutter = new SegmentCutter({ ...file, segmentRows });
  const sha256 = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    sha256.update(chunk);
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge(bytesMax);
    cutter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    await deliver(cutter, sink);
  }
  cutter.end();
  await deliver(cutter, sink);
  return { sha256: sha256.digest(), bytes };
}

async function deliver(cutter: SegmentCutter, sink: FileSink): Promise<void> {
  const { header, segments, rejections } = cutter.takeReady();
  if (header) await sink.header(header);
  for (const segment of segments) await sink.segment(segment);
  if (rejections.length > 0) await sink.rejections(rejections);
}

const tooLarge = (limit: number): LimitExceeded =>
  new LimitExceeded("import.too_large", "The file is too large: cut it into several.", {
    limit,
    unit: "bytes",
  });
