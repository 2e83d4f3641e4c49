import { formatSelloFile } from "@sello/sdk";
import { MerkleTree } from "@sello/sdk/log";
import type { ReceiptProof } from "@sello/sdk/share";
import type { DocumentProofs } from "../../anchoring/DocumentProofs.ts";
import type { DocumentReader } from "../../issuing/DocumentReader.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { NotFound, Unavailable } from "../../platform/errors.ts";
import type { PgReceipts } from "./PgReceipts.ts";
import { receiptLimits } from "./receiptLimits.ts";

type Parts = {
  readonly store: Pick<PgReceipts, "note" | "find">;
  readonly documents: Pick<DocumentReader, "sdJwt">;
  readonly proofs: Pick<DocumentProofs, "proofForDocument">;
  readonly clock: Clock;
};

/** Hashes of consent receipts, and where they are in the log. Whose they are, nobody here is told. */
export class Receipts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param digest in base64url. @returns when it came first, in unix seconds. Errors: `Unavailable` `receipt.many` */
  async note(digest: string): Promise<{ notedAt: number }> {
    const { store, clock } = this.#parts;
    const at = toSeconds(clock.nowMs());
    const notedAt = await store.note(toBytes(digest), at, receiptLimits.waiting);
    if (notedAt !== null) return { notedAt };
    throw new Unavailable("receipt.many", "Too many receipts wait. Send it again in a minute.");
  }

  /** Null: it is not in the log yet. Not noted, or forgotten: `NotFound` `receipt.unknown`. */
  async proofOf(digest: string): Promise<ReceiptProof | null> {
    const { store, documents, proofs } = this.#parts;
    const found = await store.find(toBytes(digest));
    if (found === undefined)
      throw new NotFound("receipt.unknown", "There is no receipt with this hash here.");
    if (found === null) return null;
    const { document, place, leaves } = found;
    try {
      const proof = await proofs.proofForDocument(document);
      const head = formatSelloFile({ document: await documents.sdJwt(document), proof });
      const path = MerkleTree.fromLeaves(leaves).inclusionPath(place);
      return { count: leaves.length, index: place, path: path.map(toText), head };
    } catch (error) {
      // Its document waits for the log, or for a checkpoint.
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}

const toBytes = (digest: string): Buffer => Buffer.from(digest, "base64url");
const toText = (hash: Uint8Array): string => Buffer.from(hash).toString("base64url");
