import assert from "node:assert/strict";
import {
  decodeBatchEvidence,
  encodeLogEntry,
  hashLeaf,
  parseCheckpoint,
  parseNote,
  parseTlogProof,
  rootFromPath,
  verifyInclusion,
  verifyNote,
} from "@sello/sdk/log";
import { logSigner, type Stream } from "./fixture.ts";

/** What a verifier does with a proof and the JWT, with nothing but the log's key. */
export async function assertProves(text: string, jwt: string, stream: Stream): Promise<void> {
  const proof = parseTlogProof(text);
  const note = parseNote(proof.checkpointNote);
  assert.equal((await verifyNote(note, [logSigner.key])).attested.length, 1);
  const { size, root } = parseCheckpoint(note.text);
  assert.ok(proof.extra);
  const { leafIndex, count, anchoredAt, path } = decodeBatchEvidence(proof.extra);
  const batchRoot = rootFromPath({ leafHash: hashLeaf(jwt), index: leafIndex, size: count, path });
  assert.ok(batchRoot);
  const leafHash = hashLeaf(encodeLogEntry({ ...stream, batchRoot, count, anchoredAt }));
  assert.ok(verifyInclusion({ leafHash, index: proof.index, size, path: proof.path, root }));
}
