import { concatBytes } from "../encoding/bytes.ts";
import { StatusListError } from "./StatusListError.ts";

// RFC 1950 (zlib), by the streams that Node and browsers both have.

export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return collect(new CompressionStream("deflate"), bytes, Number.POSITIVE_INFINITY);
}

/**
 * Stops as soon as there are more than `bytesMax` bytes, whatever the rest would become. Throws
 * StatusListError `status-list.too-large` or `status-list.compression`.
 */
export async function inflate(bytes: Uint8Array, bytesMax: number): Promise<Uint8Array> {
  try {
    return await collect(new DecompressionStream("deflate"), bytes, bytesMax);
  } catch (error) {
    if (error instanceof StatusListError) throw error;
    throw new StatusListError("status-list.compression", "not compressed as zlib does");
  }
}

async function collect(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  bytesMax: number,
): Promise<Uint8Array> {
  const writing = feed(stream.writable.getWriter(), bytes);
  writing.catch(() => undefined); // Awaited below, unless reading fails first.
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > bytesMax) {
      await reader.cancel();
      throw new StatusListError("status-list.too-large", "inflates to too much", { bytesMax });
    }
    chunks.push(next.value);
  }
  await writing;
  return concatBytes(chunks);
}

async function feed(writer: WritableStreamDefaultWriter, bytes: Uint8Array): Promise<void> {
  await writer.write(bytes);
  await writer.close();
}
