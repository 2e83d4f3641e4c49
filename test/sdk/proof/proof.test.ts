import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuthorityId, authorityIdFrom, documentTypeIdFrom } from "../../../sdk/ids.ts";
import { limits } from "../../../sdk/limits.ts";
import { decodeBatchEvidence, encodeBatchEvidence } from "../../../sdk/proof/BatchEvidence.ts";
import { decodeLogEntry, encodeLogEntry } from "../../../sdk/proof/LogEntry.ts";
import { formatTlogProof, parseTlogProof } from "../../../sdk/proof/TlogProof.ts";

const hashOf = (byte: number) => new Uint8Array(32).fill(byte);
const note = "example.org/log\n1\nAAAA\n\n\u2014 example.org/log AAAAAAAA\n";

test("a tlog-proof is read as it was written, with and without extra", () => {
  for (const extra of [null, Uint8Array.of(1, 2, 3)]) {
    const proof = { extra, index: 73894, path: [hashOf(1), hashOf(2)], checkpointNote: note };
    assert.deepEqual(parseTlogProof(formatTlogProof(proof)), proof);
  }
  const lone = { extra: null, index: 0, path: [], checkpointNote: note };
  assert.equal(formatTlogProof(lone), `c2sp.org/tlog-proof@v1\nindex 0\n\n${note}`);
  assert.deepEqual(parseTlogProof(formatTlogProof(lone)), lone);
});

const head = "c2sp.org/tlog-proof@v1\n";
for (const [what, text] of [
  ["another version", `c2sp.org/tlog-proof@v2\nindex 0\n\n${note}`],
  ["no index", `${head}\n${note}`],
  ["a leading zero", `${head}index 00\n\n${note}`],
  ["an index beyond 2^53", `${head}index 9007199254740993\n\n${note}`],
  ["index before extra", `${head}index 0\nextra AQID\n\n${note}`],
  ["a short hash", `${head}index 0\nAAAA\n\n${note}`],
  ["no empty line", `${head}index 0\n`],
] as const) {
  test(`a tlog-proof with ${what} is refused`, () => {
    assert.throws(() => parseTlogProof(text), /proof|base64/);
  });
}

test("a tlog-proof that is too long is refused", () => {
  assert.throws(() => parseTlogProof("x".repeat(limits.proofBytesMax + 1)), {
    code: "proof.too-large",
  });
  const path = Array.from({ length: 65 }, () => hashOf(1));
  const long = formatTlogProof({ extra: null, index: 0, path, checkpointNote: note });
  assert.throws(() => parseTlogProof(long), { code: "proof.malformed" });
});

test("batch evidence has its bytes where the format says", () => {
  const evidence = { anchoredAt: 0x0102030405, count: 4096, leafIndex: 17, path: [hashOf(9)] };
  const bytes = encodeBatchEvidence(evidence);
  assert.equal(
    Buffer.from(bytes).toString("hex"),
    `01${"0000000102030405"}${"0000000000001000"}${"0000000000000011"}${"09".repeat(32)}`,
  );
  assert.deepEqual(decodeBatchEvidence(bytes), evidence);
});

test("batch evidence of another length, version or size is refused", () => {
  const bytes = encodeBatchEvidence({ anchoredAt: 1, count: 1, leafIndex: 0, path: [] });
  const wrong = [
    bytes.slice(1),
    new Uint8Array(26),
    bytes.with(0, 2),
    bytes.with(1, 0xff),
    new Uint8Array(25 + 65 * 32).fill(1, 0, 1),
  ];
  for (const each of wrong) {
    assert.throws(() => decodeBatchEvidence(each), { code: "proof.batch-evidence" });
  }
});

test("a log entry has 112 bytes where the format says", () => {
  const entry = {
    authority: authorityIdFrom(hashOf(0xaa)),
    documentType: documentTypeIdFrom(hashOf(0xbb)),
    batchRoot: hashOf(0xcc),
    count: 258,
    anchoredAt: 1_800_000_000,
  } as const;
  const bytes = encodeLogEntry(entry);
  const integers = `${"0000000000000102"}${"000000006b49d200"}`;
  const expected = `${"aa".repeat(32)}${"bb".repeat(32)}${"cc".repeat(32)}${integers}`;
  assert.equal(Buffer.from(bytes).toString("hex"), expected);
  assert.deepEqual(decodeLogEntry(bytes), entry);
  assert.throws(() => encodeLogEntry({ ...entry, count: 0 }), { code: "proof.log-entry" });
  assert.throws(() => encodeLogEntry({ ...entry, authority: "0xaa" as AuthorityId }), {
    code: "proof.log-entry",
  });
  assert.throws(() => decodeLogEntry(bytes.slice(1)), { code: "proof.log-entry" });
});
