import { sha256 } from "@sello/sdk";
import type { Checkpoint, NoteSigner, SignedNote, VerifierKey } from "@sello/sdk/log";
import {
  cosignCheckpoint,
  formatNoteSignature,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNoteSignature,
} from "@sello/sdk/log";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import { type AddCheckpointRequest, parseAddCheckpoint } from "./addCheckpoint.ts";
import type { EvmChainView } from "./EvmChainView.ts";
import type { SqliteWitnessState, WitnessedCheckpoint } from "./SqliteWitnessState.ts";

/** An answer of the protocol: HTTP status, media type, body. */
export type WitnessAnswer = {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 503;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
};

export type WitnessOptions = {
  /** The witness's keys, one or more of types 0x04 and 0x06, all under its name. */
  readonly signers: readonly [NoteSigner, ...NoteSigner[]];
  /** Keys of the logs that are watched, by origin. */
  readonly logs: ReadonlyMap<string, VerifierKey>;
  readonly state: SqliteWitnessState;
  readonly chain: Pick<EvmChainView, "rootAt">;
  readonly clock: Clock;
  readonly logger: Logger;
};

const text = (status: WitnessAnswer["status"], body: string): WitnessAnswer => ({
  status,
  type: "text/plain; charset=utf-8",
  body: `${body}\n`,
});

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * One centre's witness (C2SP tlog-witness). It cosigns a checkpoint when that is consistent with the
 * largest it has cosigned and its root is the one that the contract had at that size, by the witness's
 * own view of the chain. It never cosigns two roots of one size.
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

  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const request = parseAddCheckpoint(body);
    const note = request && readNote(request.checkpoint);
    if (!request || !note) return text(400, "malformed request");
    const refusal = await this.#authenticate(note.note, note.checkpoint);
    return refusal ?? this.#consider(request, note.note, note.checkpoint);
  }

  /** The signature must be of a key known for this origin: 404 and 403 of `add-checkpoint`. */
  async #authenticate(note: SignedNote, checkpoint: Checkpoint): Promise<WitnessAnswer | null> {
    const key = this.#options.logs.get(checkpoint.origin);
    if (!key) return text(404, "unknown log");
    const verified = await verifyNoteSignature(note, key);
    return verified === "valid" ? null : text(403, "no valid signature of this log");
  }

  async #consider(
    request: AddCheckpointRequest,
    note: SignedNote,
    checkpoint: Checkpoint,
  ): Promise<WitnessAnswer> {
    if (request.oldSize > checkpoint.size) return text(400, "old size above checkpoint size");
    const latest = this.#options.state.latest(checkpoint.origin);
    const known = latest?.size ?? 0;
    if (request.oldSize !== known) return conflict(known);
    const inconsistent = contradicts(request, latest, checkpoint);
    if (inconsistent) return this.#refuse(checkpoint, inconsistent);
    const disagreement = await this.#askChain(checkpoint);
    return disagreement ?? this.#cosign(known, note, checkpoint);
  }

  async #askChain(checkpoint: Checkpoint): Promise<WitnessAnswer | null> {
    if (checkpoint.size === 0) return null;
    const root = await this.#options.chain.rootAt(checkpoint.size).catch((error: unknown) => {
      this.#options.logger.warn({ error: String(error) }, "the witness's chain does not answer");
      return undefined;
    });
    if (root === undefined) return text(503, "the witness's own chain does not answer");
    if (root === null) return text(503, "the witness's own chain has not reached this size");
    return sameBytes(root, checkpoint.root)
      ? null
      : this.#refuse(checkpoint, "the root is not the contract's");
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
