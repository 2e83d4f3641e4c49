import { fromHex } from "../encoding/hex.ts";
import {
  type AuthorityId,
  authorityIdFrom,
  type DocumentTypeId,
  documentTypeIdFrom,
} from "../ids.ts";
import { ProofError } from "./ProofError.ts";

/** What the document log keeps of one batch: 112 bytes as leaf data. */
export interface LogEntry {
  readonly authority: AuthorityId;
  readonly documentType: DocumentTypeId;
  /** 32 bytes. */
  readonly batchRoot: Uint8Array;
  /** Documents in the batch, ≥ 1. */
  readonly count: number;
  /** Block timestamp, unix seconds. */
  readonly anchoredAt: number;
}

/** Bytes of a log entry: 3 × 32 + 2 × 8. */
export const logEntryBytes = 112;

/** `authority || documentType || batchRoot || count || anchoredAt`, integers uint64 big endian. */
export function encodeLogEntry(entry: LogEntry): Uint8Array {
  const bytes = new Uint8Array(logEntryBytes);
  const view = new DataView(bytes.buffer);
  [fromHex(entry.authority), fromHex(entry.documentType), entry.batchRoot].forEach((part, i) => {
    if (part.length !== 32) throw notOne("an id or the root does not have 32 bytes");
    bytes.set(part, i * 32);
  });
  if (!isCount(entry.count) || entry.count === 0 || !isCount(entry.anchoredAt)) {
    throw notOne("its count or time is not one");
  }
  setUint64(view, 96, entry.count);
  setUint64(view, 104, entry.anchoredAt);
  return bytes;
}

/** The inverse of `encodeLogEntry`; throws ProofError `proof.log-entry`. */
export function decodeLogEntry(bytes: Uint8Array): LogEntry {
  if (bytes.length !== logEntryBytes) throw notOne("it does not have 112 bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const entry = {
    authority: authorityIdFrom(bytes.subarray(0, 32)),
    documentType: documentTypeIdFrom(bytes.subarray(32, 64)),
    batchRoot: bytes.slice(64, 96),
    count: Number(view.getBigUint64(96)),
    anchoredAt: Number(view.getBigUint64(104)),
  };
  if (!isCount(entry.count) || entry.count === 0 || !isCount(entry.anchoredAt)) {
    throw notOne("its count or time is not one");
  }
  return entry;
}

// Two halves, since a bigint costs more than all the rest of an entry.
function setUint64(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, Math.floor(value / 2 ** 32));
  view.setUint32(offset + 4, value % 2 ** 32);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function notOne(what: string): ProofError {
  return new ProofError("proof.log-entry", `not a log entry: ${what}`);
}
