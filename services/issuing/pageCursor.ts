import { notEndOfPage } from "../platform/errors.ts";
import type { PageCursor } from "./StoredDocument.ts";

/** A place among the numbers of the streams, as callers keep it for the next page. */
export const formatCursor = ({ stream, seq }: PageCursor): string =>
  Buffer.from(`${stream}.${seq}`, "latin1").toString("base64url");

/** Not one that we gave: `InvalidInput` `page.cursor`. */
export function parseCursor(text: string): PageCursor {
  const parts = /^(\d{1,9})\.(\d{1,18})$/.exec(Buffer.from(text, "base64url").toString("latin1"));
  if (parts === null) throw notEndOfPage();
  return { stream: Number(parts[1]), seq: BigInt(parts[2] ?? 0) };
}
