import { sha256 } from "#sdk/crypto";
import { concatBytes } from "../encoding/bytes.ts";
import { encodeUtf8 } from "../encoding/utf8.ts";
import type { Hex } from "../ids.ts";

/**
 * A line of the audit. `at`: UTC, to the microsecond. `data`: a JSON object as text. `authority`: for whom it was done; null:
 * for none. Lines of before have no authority.
 */
export type AuditLine =
  | readonly [id: string, at: string, actor: string, action: string, subject: string, data: string]
  | readonly [
      id: string,
      at: string,
      actor: string,
      action: string,
      subject: string,
      data: string,
      authority: Hex | null,
    ];

/** SHA-256 of the line as JSON, without spaces: what stands for it where the line itself is not shown. */
export const hashAuditLine = (line: AuditLine): Uint8Array => sha256(JSON.stringify(line));

/**
 * The hash of a place in the chain: SHA-256 of the one before (nothing before the first) and of the line's.
 * @param before 32 bytes, or none
 */
export const nextAuditHash = (before: Uint8Array, line: Uint8Array): Uint8Array =>
  sha256(concatBytes([before, line]));

/** The same for lines of before: of the hash before and of the line itself. */
export const nextEarlyAuditHash = (before: Uint8Array, line: AuditLine): Uint8Array =>
  sha256(concatBytes([before, encodeUtf8(JSON.stringify(line))]));
