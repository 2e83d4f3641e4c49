import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyConsistency } from "../../../sdk/merkle/consistency.ts";
import { verifyInclusion } from "../../../sdk/merkle/inclusion.ts";

interface InclusionCase {
  file: string;
  leafIdx: number;
  treeSize: number;
  root: string | null;
  leafHash: string | null;
  proof: string[] | null;
  wantErr: boolean;
}
interface ConsistencyCase {
  file: string;
  size1: number;
  size2: number;
  root1: string | null;
  root2: string | null;
  proof: string[] | null;
  wantErr: boolean;
}
const vectors: { inclusion: InclusionCase[]; consistency: ConsistencyCase[] } = JSON.parse(
  readFileSync(new URL("../../vectors/rfc6962-merkle-proofs.json", import.meta.url), "utf8"),
);
const bytes = (base64: string | null) => new Uint8Array(Buffer.from(base64 ?? "", "base64"));

test("the file has all its cases", () => {
  assert.deepEqual([vectors.inclusion.length, vectors.consistency.length], [52, 52]);
});

for (const vector of vectors.inclusion) {
  test(`RFC 9162 §2.1.3.2 ${vector.file}`, () => {
    const verified = verifyInclusion({
      leafHash: bytes(vector.leafHash),
      index: vector.leafIdx,
      size: vector.treeSize,
      path: (vector.proof ?? []).map(bytes),
      root: bytes(vector.root),
    });
    assert.equal(verified, !vector.wantErr);
  });
}

for (const vector of vectors.consistency) {
  test(`RFC 9162 §2.1.4.2 ${vector.file}`, () => {
    const verified = verifyConsistency({
      size1: vector.size1,
      size2: vector.size2,
      root1: bytes(vector.root1),
      root2: bytes(vector.root2),
      path: (vector.proof ?? []).map(bytes),
    });
    assert.equal(verified, !vector.wantErr);
  });
}
