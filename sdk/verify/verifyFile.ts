import { sha256 } from "#sdk/crypto";
import { toHex } from "../encoding/hex.ts";
import type { Verdict } from "./Verdict.ts";

/** Whether a file is the one that a document is about. */
export type FileMatch =
  /** The document names just this content. */
  | "matches"
  /** The document is about another file, or the file was changed. */
  | "differs"
  /** The document does not show the hash of a file. */
  | "not-about-a-file";

/**
 * Holds a file against a sealed-file document, by its claim `sha256` (lowercase hex, no `0x`) and,
 * where shown, `size` (bytes). It says nothing about the document: the verdict does that.
 */
export function verifyFile(file: Uint8Array, { document }: Verdict): FileMatch {
  const hash = document?.claims.sha256;
  if (typeof hash !== "string") return "not-about-a-file";
  const size = document?.claims.size;
  if (size !== undefined && size !== file.length) return "differs";
  return toHex(sha256(file)) === `0x${hash}` ? "matches" : "differs";
}
