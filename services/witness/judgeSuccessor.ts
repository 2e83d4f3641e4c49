import { toHex } from "@sello/sdk";
import {
  type Checkpoint,
  encodeLogEntry,
  hashLeaf,
  type LogEntry,
  toPredecessorEntry,
  verifyConsistency,
  verifyInclusion,
} from "@sello/sdk/log";
import type { SqliteWitnessState, WitnessedCheckpoint } from "./SqliteWitnessState.ts";
import { sameBytes } from "./sameBytes.ts";
import type { Predecessor, ServedLogs, WatchedLog } from "./WatchedLog.ts";

/**
 * Whether a log may be taken as what follows a sealed one: its first entry, by the witness's own look at the contract,
 * commits to how that one ended, and that end continues what the witness cosigned of it. From then on the witness takes
 * that end as cosigned, so that it signs no other.
 * @returns why not; null when it may. Throws when it cannot be known yet
 */
export async function judgeSuccessor(
  log: WatchedLog,
  checkpoint: Checkpoint,
  state: SqliteWitnessState,
  served: ServedLogs,
): Promise<string | null> {
  const { predecessor } = log;
  if (predecessor === null) return null;
  const { final } = predecessor;
  const entry = await findFirstEntry(log, checkpoint, served);
  const expected = toPredecessorEntry({ ...predecessor, ...final });
  const commits =
    entry.authority === expected.authority &&
    entry.documentType === expected.documentType &&
    toHex(entry.batchRoot) === toHex(expected.batchRoot) &&
    entry.count === expected.count;
  if (!commits) return "its first entry does not commit to how the log before it ended";
  const own = state.latest(predecessor.origin);
  const broken = await breaks(own, predecessor, served);
  if (broken !== null) return broken;
  state.advance(predecessor.origin, own?.size ?? 0, final);
  return null;
}

/**
 * From the witness's own chain; or, where its node has forgotten the past, from those who serve the log, with a path to
 * the checkpoint's root, which is the contract's by that same chain.
 */
async function findFirstEntry(
  { origin, chain }: WatchedLog,
  { size, root }: Checkpoint,
  served: ServedLogs,
): Promise<LogEntry> {
  const own = await chain.entryAt(0).catch(() => null);
  if (own !== null) return own;
  const { entry, path } = await served.firstEntry(origin, size);
  const leafHash = hashLeaf(encodeLogEntry(entry));
  if (verifyInclusion({ leafHash, index: 0, size, path, root })) return entry;
  throw new Error("what is served as its first entry is not in the log");
}

/** Why the end of the log before does not continue what was cosigned of it; null when it does. */
async function breaks(
  own: WitnessedCheckpoint | null,
  { origin, final }: Predecessor,
  served: ServedLogs,
): Promise<string | null> {
  // A witness that is new, or saw the log before only empty, has nothing to compare with.
  if (own === null || own.size === 0) return null;
  if (own.size > final.size)
    return `the log before it was cosigned at size ${own.size}, and is said to end at ${final.size}`;
  if (own.size === final.size)
    return sameBytes(own.root, final.root)
      ? null
      : "another root was cosigned of the log before it";
  const path = await served.consistency(origin, own.size, final.size);
  const sizes = { size1: own.size, size2: final.size };
  const continues = verifyConsistency({ ...sizes, root1: own.root, root2: final.root, path });
  // The service that serves the proof may serve a wrong one: that says nothing about the log.
  if (!continues) throw new Error("no proof that the log before it continues what was cosigned");
  return null;
}
