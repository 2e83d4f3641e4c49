import { keccak_256 } from "@noble/hashes/sha3.js";
import { contractLimits } from "../contractLimits.ts";
import { concatBytes, toUint64 } from "../encoding/bytes.ts";
import { fromHex, toHex } from "../encoding/hex.ts";
import type { Hex } from "../ids.ts";
import { documentStatuses } from "./StatusList.ts";
import { StatusListError } from "./StatusListError.ts";

// contracts/interfaces/IStatusLists.sol: what a list's events hold, and how they are folded.

/** An entry of a list gets a new value, one of `documentStatuses`. */
export interface StatusChange {
  /** 0 to 131,071. */
  readonly index: number;
  readonly status: number;
}

/** What the contract's event `StatusChanged` says. */
export interface StatusChanged {
  readonly owner: Hex;
  readonly list: bigint;
  readonly acting: Hex;
  /** Account, 20 bytes, in capitals or not: they are a checksum (ERC-55). */
  readonly officer: string;
  /** Block time, unix seconds. */
  readonly timestamp: bigint;
  /** See `encodeStatusChanges`. */
  readonly changes: Hex;
}

/** Entries of a list. */
export const listEntries = contractLimits.statusListEntries;

/** Head of a list that nothing has changed. */
export const emptyStatusHead: Hex = `0x${"0".repeat(64)}`;

const bytesPerChange = 3;
const highestStatus = Math.max(...Object.values(documentStatuses));

/** Three bytes a change, big-endian, 4 × index + status, in order of index. Throws `StatusListError`. */
export function encodeStatusChanges(changes: readonly StatusChange[]): Hex {
  const bytes = new Uint8Array(bytesPerChange * changes.length);
  const ordered = [...changes].sort((a, b) => a.index - b.index);
  requireChanges(ordered);
  ordered.forEach(({ index, status }, i) => {
    const value = 4 * index + status;
    bytes.set([value >> 16, (value >> 8) & 0xff, value & 0xff], bytesPerChange * i);
  });
  return toHex(bytes);
}

/** The inverse. Throws `StatusListError` `status-list.changes` for what the contract would have refused. */
export function decodeStatusChanges(encoded: Hex): readonly StatusChange[] {
  const bytes = fromHex(encoded);
  if (bytes.length === 0 || bytes.length % bytesPerChange !== 0)
    throw new StatusListError("status-list.changes", "not whole changes", { bytes: bytes.length });
  const changes: StatusChange[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerChange) {
    const [high = 0, middle = 0, low = 0] = bytes.subarray(at, at + bytesPerChange);
    const value = (high << 16) | (middle << 8) | low;
    changes.push({ index: value >> 2, status: value & 3 });
  }
  requireChanges(changes);
  return changes;
}

/** The head of a list after one more change. */
export function nextStatusHead(head: Hex, event: StatusChanged): Hex {
  const { owner, list, acting, officer, timestamp, changes } = event;
  return toHex(
    keccak_256(
      concatBytes([
        fromHex(head),
        fromHex(owner),
        toUint64(list),
        fromHex(acting),
        fromHex(officer.toLowerCase()),
        toUint64(timestamp),
        fromHex(changes),
      ]),
    ),
  );
}

/**
 * Makes one change to a list, in place. Revoked is final: what comes later for the entry means nothing.
 * @param entries 2 bits each, as a published list holds them
 * @returns whether the entry's value changed
 */
export function applyStatusChange(entries: Uint8Array, { index, status }: StatusChange): boolean {
  const at = index >> 2;
  const shift = 2 * (index & 3);
  const byte = entries[at];
  if (byte === undefined) throw new StatusListError("status-list.changes", "no entry", { index });
  const before = (byte >> shift) & 3;
  if (before === documentStatuses.revoked || before === status) return false;
  entries[at] = byte ^ ((before ^ status) << shift);
  return true;
}

function requireChanges(changes: readonly StatusChange[]): void {
  let previous = -1;
  for (const { index, status } of changes) {
    const inList = Number.isInteger(index) && index > previous && index < listEntries;
    if (!inList || !(status >= 0 && status <= highestStatus))
      throw new StatusListError("status-list.changes", "no such change", { index, status });
    previous = index;
  }
}
