import { sha256 } from "@sello/sdk";
import type { Checkpoint, NoteSigner, SignedNote } from "@sello/sdk/log";
import {
  cosignCheckpoint,
  formatNoteSignature,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNote,
} from "@sello/sdk/log";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import { type AddCheckpointRequest, parseAddCheckpoint } from "./addCheckpoint.ts";
import { judgeSuccessor } from "./judgeSuccessor.ts";
import type { SqliteWitnessState, WitnessedCheckpoint } from "./SqliteWitnessState.ts";
import { sameBytes } from "./sameBytes.ts";
import type { WatchedLog, WatchedLogs } from "./WatchedLog.ts";

/** An answer of the protocol: HTTP status, media type, body. */
export type WitnessAnswer = {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 503;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
};

export type WitnessOptions = {
  /** The witness's keys, one or more of types 0x04 and 0x06, all under its name. */
  readonly signers: readonly [NoteSigner, ...NoteSigner[]];
  readonly logs: WatchedLogs;
  readonly state: SqliteWitnessState;
  readonly clock: Clock;
  readonly logger: Logger;
};

const text = (status: WitnessAnswer["status"], body: string): WitnessAnswer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${body}\n`,
});

/**
 * One centre's witness (C2SP tlog-witness). It cosigns a checkpoint when that is consistent with the
 * largest it has cosigned and its root is the one that the contract had at that size, by the witness's
 * own view of the chain. It never cosigns two roots of one size, nothing beyond where a log was sealed or a log's key
 * ended, and a log that follows another only when it begins with where that one ended.
 */
export class Witness {
  readonly #options: WitnessOptions;

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.signers[0].key.name;
  }

  /** The largest checkpoint cosigned for a log, for operators. */
  latest(origin: string): WitnessedCheckpoint | null {
    return this.#options.state.latest(origin);
  }

  /** How far it is with each of these logs, for operators. */
  progress(logs: readonly WatchedLog[]) {
    return logs.map(({ origin, final }) => ({
      origin,
      size: this.latest(origin)?.size ?? 0,
      sealedAt: final?.size ?? null,
    }));
  }

  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const request = parseAddCheckpoint(body);
    const read = request && readNote(request.checkpoint);
    if (!request || !read) return text(400, "malformed request");
    const log = await this.#authenticate(read.note, read.checkpoint);
    return "status" in log ? log : this.#consider(request, log, read.note, read.checkpoint);
  }

  /** The signature must be of a key known for this origin: 404 and 403 of `add-checkpoint`. */
  async #authenticate(
    note: SignedNote,
    checkpoint: Checkpoint,
  ): Promise<WatchedLog | WitnessAnswer> {
    const { logs } = this.#options;
    const known = logs.find(checkpoint.origin);
    if (known && (await isSigned(note, known, checkpoint.size))) return known;
    // A log that follows another, or a new key of a log, is in a trust list that we may not have yet.
    await logs.refresh();
    const log = logs.find(checkpoint.origin);
    if (!log) return text(404, "unknown log");
    const signed = await isSigned(note, log, checkpoint.size);
    return signed ? log : text(403, "no valid signature of this log by a key that has not ended");
  }

  async #consider(
    request: AddCheckpointRequest,
    log: WatchedLog,
    note: SignedNote,
    checkpoint: Checkpoint,
  ): Promise<WitnessAnswer> {
    if (request.oldSize > checkpoint.size) return text(400, "old size above checkpoint size");
    const latest = this.#options.state.latest(checkpoint.origin);
    const known = latest?.size ?? 0;
    if (request.oldSize !== known) return conflict(known);
    const inconsistent = passesEnd(checkpoint, log) ?? contradicts(request, latest, checkpoint);
    if (inconsistent) return this.#refuse(checkpoint, inconsistent);
    const disagreement =
      (await this.#askChain(log, checkpoint)) ??
      (await this.#askPredecessor(log, checkpoint, known));
    return disagreement ?? this.#cosign(known, note, checkpoint);
  }

  async #askChain({ chain, final }: WatchedLog, checkpoint: Checkpoint) {
    if (checkpoint.size === 0) return null;
    const root = await chain.rootAt(checkpoint.size).catch((error: unknown) => {
      this.#options.logger.warn({ error: String(error) }, "the witness's chain does not answer");
      return undefined;
    });
    // The chain of a sealed log need not run any more: how it ended is in the list, and was compared.
    if (root === undefined && final?.size === checkpoint.size) return null;
    if (root === undefined) return text(503, "the witness's own chain does not answer");
    if (root === null) return text(503, "the witness's own chain has not reached this size");
    return sameBytes(root, checkpoint.root)
      ? null
      : this.#refuse(checkpoint, "the root is not the contract's");
  }

  /** Before the first cosignature for a log that follows another. */
  async #askPredecessor(log: WatchedLog, checkpoint: Checkpoint, known: number) {
    if (known > 0 || checkpoint.size === 0 || log.predecessor === null) return null;
    const { state, logs, logger } = this.#options;
    try {
      const refusal = await judgeSuccessor(log, checkpoint, state, logs.served);
      return refusal === null ? null : this.#refuse(checkpoint, refusal);
    } catch (error) {
      logger.warn({ origin: log.origin, error: String(error) }, "a new log cannot be judged yet");
      return text(503, "what this log follows cannot be compared yet");
    }
  }

  async #cosign(known: number, note: SignedNote, checkpoint: Checkpoint): Promise<WitnessAnswer> {
    const { state, signers, clock } = this.#options;
    // Persisted before a signature exists: after a crash the worst is a signature that nobody got. One step
    // lets all keys sign, so that no two of them ever sign different roots of one size.
    if (!state.advance(checkpoint.origin, known, checkpoint))
      return conflict(state.latest(checkpoint.origin)?.size ?? 0);
    const time = toSeconds(clock.nowMs());
    const lines: string[] = [];
    for (const signer of signers)
      lines.push(formatNoteSignature(await cosignCheckpoint(note.text, signer, time)));
    // C2SP tlog-witness, "add-checkpoint": "a sequence of one or more note signature lines".
    return { status: 200, type: "text/plain; charset=utf-8", body: lines.join("") };
  }

  #refuse(checkpoint: Checkpoint, reason: string): WitnessAnswer {
    // A signed checkpoint that is not consistent is evidence against the log; operators must see it.
    this.#options.logger.error(
      {
        witness: this.name,
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: Buffer.from(checkpoint.root).toString("hex"),
        reason,
      },
      "refused to cosign a signed checkpoint",
    );
    return text(422, reason);
  }
}

const conflict = (size: number): WitnessAnswer => ({
  status: 409,
  type: "text/x.tlog.size",
  body: `${size}\n`,
});

function readNote(checkpoint: string): { note: SignedNote; checkpoint: Checkpoint } | null {
  try {
    const note = parseNote(checkpoint);
    return { note, checkpoint: parseCheckpoint(note.text) };
  } catch {
    return null;
  }
}

/** Whether a key of the log signed it that had not ended at this size, and no line by any of its keys is forged. */
async function isSigned(note: SignedNote, { keys }: WatchedLog, size: number): Promise<boolean> {
  const { attested, forged } = await verifyNote(
    note,
    keys.map(({ key }) => key),
  );
  const current = keys.filter(({ sizeMax }) => sizeMax === null || size <= sizeMax);
  return forged.length === 0 && attested.some(({ key }) => current.some((own) => own.key === key));
}

/** Why the checkpoint cannot be of a log that ended where it did; null when it can. */
function passesEnd(checkpoint: Checkpoint, { final }: WatchedLog): string | null {
  if (final === null || checkpoint.size < final.size) return null;
  if (checkpoint.size > final.size) return `the log was sealed at size ${final.size}`;
  return sameBytes(checkpoint.root, final.root) ? null : "the log was sealed with another root";
}

/** Why the checkpoint does not follow from what was cosigned before; null when it does. */
function contradicts(
  request: AddCheckpointRequest,
  latest: WitnessedCheckpoint | null,
  checkpoint: Checkpoint,
): string | null {
  // RFC 6962 §2.1: the root of the empty tree is the hash of the empty string.
  if (checkpoint.size === 0)
    return sameBytes(checkpoint.root, sha256(new Uint8Array())) ? null : "wrong empty root";
  if (!latest || latest.size === 0)
    return request.proof.length === 0 ? null : "a proof from the empty tree is empty";
  if (latest.size === checkpoint.size && !sameBytes(latest.root, checkpoint.root))
    return "another root was cosigned for this size";
  const consistent = verifyConsistency({
    size1: latest.size,
    size2: checkpoint.size,
    root1: latest.root,
    root2: checkpoint.root,
    path: request.proof,
  });
  return consistent ? null : "the consistency proof does not verify";
}
