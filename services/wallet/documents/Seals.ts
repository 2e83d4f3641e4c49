import { parseCheckpoint, parseNote, parseTlogProof } from "@sello/sdk/log";
import type { DocumentProofs } from "../../anchoring/DocumentProofs.ts";
import type { StoredDocument } from "../../issuing/StoredDocument.ts";
import { NotFound } from "../../platform/errors.ts";

/** Where a document is in the log, and who saw the log since. */
export type Seal = {
  /** Origin of the log. */
  readonly log: string;
  readonly index: number;
  readonly anchoredAt: number;
  readonly checkpoint: { readonly size: number; readonly witnessedAt: number | null } | null;
  readonly cosigners: readonly { readonly name: string; readonly at: number }[];
};

/** C2SP tlog-cosignature: the time, 8 bytes, then the signature of 64. The log's own has no time. */
const cosignatureBytes = 72;

/** What the proof of a document says in words that a person can use. */
export class Seals {
  readonly #proofs: Pick<DocumentProofs, "proofForDocument" | "pendingState">;

  constructor(proofs: Pick<DocumentProofs, "proofForDocument" | "pendingState">) {
    this.#proofs = proofs;
  }

  /** Null while it is being sealed: in no log yet, or under no checkpoint that witnesses cosigned. */
  async of({ id }: Pick<StoredDocument, "id">): Promise<Seal | null> {
    const state = await this.#proofs.pendingState(id);
    const proof = await this.proofOf(id, 0);
    if (state.state !== "anchored" || proof === null) return null;
    const { index, checkpointNote } = parseTlogProof(proof);
    const { text, signatures } = parseNote(checkpointNote);
    const { origin, size } = parseCheckpoint(text);
    const cosigners = signatures.flatMap(({ name, signature }) =>
      signature.length === cosignatureBytes ? [{ name, at: timeOf(signature) }] : [],
    );
    const times = cosigners.map(({ at }) => at);
    const witnessedAt = times.length === 0 ? null : Math.max(...times);
    const { anchoredAt } = state;
    return { log: origin, index, anchoredAt, checkpoint: { size, witnessedAt }, cosigners };
  }

  /** C2SP tlog-proof of a copy; null until there is one. */
  async proofOf(id: StoredDocument["id"], copy: number): Promise<string | null> {
    try {
      return await this.#proofs.proofForDocument(id, copy);
    } catch (error) {
      if (error instanceof NotFound && error.code === "proof.pending") return null;
      throw error;
    }
  }
}

const timeOf = (signature: Uint8Array): number =>
  Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0));
