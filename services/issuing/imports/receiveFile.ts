import { createHash } from "node:crypto";
import { LimitExceeded } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RejectedRow } from "./Import.ts";
import type { FileHeader, FilePart, SheetChoice } from "./reading/FileRow.ts";
import { type RecordsForm, readRecords } from "./reading/readRecords.ts";
import type { Segment } from "./Segment.ts";
import { SegmentCutter } from "./SegmentCutter.ts";

/** Where the parts of a file go; each call is awaited before more of the file is read. */
export type FileSink = {
  header(header: FileHeader): Promise<void>;
  segment(segment: Segment): Promise<void>;
  rejections(rejections: readonly RejectedRow[]): Promise<void>;
};

export type FileForm = RecordsForm & {
  /** The size of file and segment; the service's limits unless given. */
  readonly bytesMax?: number;
  readonly segmentRows?: number;
};

export type ReceivedFile = {
  readonly sha256: Buffer;
  readonly bytes: number;
  readonly sheets: SheetChoice | null;
};

/**
 * Cuts a file into segments as it comes in, holding no more of it than one segment and one chunk (of a workbook,
 * its packed bytes). Throws what `readRecords` throws, and `LimitExceeded` `import.too_large`.
 */
export async function receiveFile(
  chunks: AsyncIterable<Uint8Array>,
  form: FileForm,
  sink: FileSink,
): Promise<ReceivedFile> {
  const { bytesMax = limits.importBytes, segmentRows = limits.importSegmentRows } = form;
  const cutter = new SegmentCutter(segmentRows);
  const sha256 = createHash("sha256");
  let bytes = 0;
  let sheets: SheetChoice | null = null;
  async function* counted() {
    for await (const chunk of chunks) {
      sha256.update(chunk);
      bytes += chunk.length;
      if (bytes > bytesMax) throw tooLarge(bytesMax);
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    }
  }
  for await (const part of readRecords(counted(), form)) {
    sheets ??= part.sheets ?? null;
    await deliver(part, cutter, sink);
  }
  cutter.end();
  await deliverReady(cutter, sink);
  return { sha256: sha256.digest(), bytes, sheets };
}

async function deliver(part: FilePart, cutter: SegmentCutter, sink: FileSink): Promise<void> {
  if (part.header) await sink.header(part.header);
  cutter.add(part);
  await deliverReady(cutter, sink);
}

async function deliverReady(cutter: SegmentCutter, sink: FileSink): Promise<void> {
  const { segments, rejections } = cutter.takeReady();
  for (const segment of segments) await sink.segment(segment);
  if (rejections.length > 0) await sink.rejections(rejections);
}

const tooLarge = (limit: number): LimitExceeded =>
  new LimitExceeded("import.too_large", "The file is too large: cut it into several.", {
    limit,
    unit: "bytes",
  });
