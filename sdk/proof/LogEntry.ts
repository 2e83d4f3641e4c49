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
  /** Documents in the batch, ≥ 1. A contract of edition 1 takes any of 64 bits: a bigint where no number holds it. */
  readonly count: number | bigint;
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
  const { count } = entry;
  const isEncodable = typeof count === "bigint" ? isUint64(count) : isCount(count) && count > 0;
  if (!isEncodable || !isCount(entry.anchoredAt)) throw notOne("its count or time is not one");
  if (typeof count === "bigint") view.setBigUint64(96, count);
  else setUint64(view, 96, count);
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

/** A count as contract and service write it: 64 bits in decimal. */
export function toEntryCount(decimal: string): number | bigint {
  const count = Number(decimal);
  return Number.isSafeInteger(count) ? count : BigInt(decimal);
}

// Two halves, since a bigint costs more than all the rest of an entry.
function setUint64(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, Math.floor(value / 2 ** 32));
  view.setUint32(offset + 4, value % 2 ** 32);
}

const isUint64 = (value: bigint): boolean => value > 0n && value === BigInt.asUintN(64, value);

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function notOne(what: string): ProofError {
  return new ProofError("proof.log-entry", `not a log entry: ${what}`);
}
