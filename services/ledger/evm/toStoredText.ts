import { toHex } from "@sello/sdk";

// `ignoreBOM`: a byte order mark is three bytes of the text, and stays.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const mark = "bytes:";

/**
 * A text of the chain as PostgreSQL can keep it (a `jsonb` string): as it is, or as `bytes:0x…` where it is no UTF-8,
 * has a NUL, or begins with `bytes:` itself. So no two texts become one, and none stops the indexer.
 */
export function toStoredText(bytes: Uint8Array): string {
  const text = decode(bytes);
  const isPlain = text !== null && !text.includes("\0") && !text.startsWith(mark);
  return isPlain ? text : `${mark}${toHex(bytes)}`;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
