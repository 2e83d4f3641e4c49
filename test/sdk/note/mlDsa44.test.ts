import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { toHex } from "../../../sdk/encoding/hex.ts";
import { formatCheckpoint, parseCheckpoint } from "../../../sdk/note/Checkpoint.ts";
import { cosignCheckpoint } from "../../../sdk/note/cosignature.ts";
import { toCosignedMessage } from "../../../sdk/note/cosignedMessage.ts";
import { formatNote, parseNote } from "../../../sdk/note/parseNote.ts";
import type { SignedNote } from "../../../sdk/note/SignedNote.ts";
import {
  formatVerifierKey,
  isPostQuantum,
  parseVerifierKey,
  toVerifierKey,
} from "../../../sdk/note/VerifierKey.ts";
import { verifyNoteSignature } from "../../../sdk/note/verifyNote.ts";
import { makeNoteSigner } from "../../support/keys.ts";

// C2SP tlog-cosignature, ML-DSA-44 (signature type 0x06).

const vector: { vkey: string; note: string } = JSON.parse(
  readFileSync(new URL("../../vectors/c2sp-ml-dsa-44.json", import.meta.url), "utf8"),
);
const root = new Uint8Array(32).fill(7);
const text = formatCheckpoint({ origin: "example.org/log", size: 9, root, extensions: [] });
const signer = makeNoteSigner("w1", 6);

async function cosigned(name: string, at: number, checkpoint = text): Promise<SignedNote> {
  const line = await cosignCheckpoint(checkpoint, makeNoteSigner(name, 6), at);
  return { text: checkpoint, signatures: [line] };
}

test("a checkpoint that the specifications' reference implementation signed verifies", async () => {
  const key = parseVerifierKey(vector.vkey);
  assert.ok(isPostQuantum(key));
  assert.equal(formatVerifierKey(key), vector.vkey);
  const note = parseNote(vector.note);
  assert.equal(await verifyNoteSignature(note, key), "valid");
  assert.equal(formatNote(note), vector.note);
  const { size } = parseCheckpoint(note.text);
  const larger = { ...note, text: note.text.replace(`\n${size}\n`, `\n${size + 1}\n`) };
  assert.equal(await verifyNoteSignature(larger, key), "forged");
});

test("the signed message is the structure of the specification, byte for byte", () => {
  const message = toCosignedMessage(parseCheckpoint(text), "w1", 1_679_315_147);
  assert.equal(
    toHex(message).slice(2),
    [
      Buffer.from("subtree/v1\n\0").toString("hex"),
      `02${Buffer.from("w1").toString("hex")}`,
      "00000000641850cb",
      `0f${Buffer.from("example.org/log").toString("hex")}`,
      "0000000000000000",
      "0000000000000009",
      "07".repeat(32),
    ].join(""),
  );
});

test("the cosigner's name, the time, origin, size and root are signed; extension lines are not", async () => {
  const note = await cosigned("w1", 150);
  const { key } = signer;
  assert.equal(await verifyNoteSignature(note, key), "valid");
  const [line] = note.signatures;
  assert.ok(line);
  assert.equal(line.signature.length, 8 + 2420);
  const later = { ...line, signature: line.signature.with(7, 151) };
  assert.equal(await verifyNoteSignature({ text, signatures: [later] }, key), "forged");
  // The same key under another name: Ed25519 cosignatures would not tell.
  const renamed = toVerifierKey("w2", 6, key.publicKey);
  const moved = { ...line, name: "w2", keyId: renamed.keyId };
  assert.equal(await verifyNoteSignature({ text, signatures: [moved] }, renamed), "forged");
  for (const other of [
    text.replace("example.org/log", "example.org/log2"),
    text.replace("\n9\n", "\n8\n"),
    text.replace("BwcH", "CAcH"),
    "no checkpoint\n",
  ]) {
    assert.notEqual(other, text);
    assert.equal(await verifyNoteSignature({ ...note, text: other }, key), "forged");
  }
  const extended = { ...note, text: `${text}an extension\n` };
  assert.equal(await verifyNoteSignature(extended, key), "valid");
});

test("a name or origin that the structure cannot hold is not signed", async () => {
  const longName = "n".repeat(255);
  assert.equal(makeNoteSigner(longName, 6).key.name, longName);
  const twoBytes = "ñ".repeat(128);
  assert.throws(() => makeNoteSigner(twoBytes, 6), { code: "note.key-name" });
  assert.equal(makeNoteSigner(twoBytes, 4).key.name, twoBytes);
  const longOrigin = text.replace("example.org/log", "o".repeat(256));
  await assert.rejects(cosigned("w1", 150, longOrigin), { code: "note.checkpoint" });
  await assert.rejects(cosignCheckpoint(text, signer, -1), { code: "note.timestamp" });
});

test("a key of a wrong length is refused", () => {
  const { publicKey } = signer.key;
  assert.throws(() => toVerifierKey("w1", 6, publicKey.slice(1)), { code: "note.vkey" });
  assert.throws(() => toVerifierKey("w1", 6, publicKey.slice(0, 32)), { code: "note.vkey" });
  assert.throws(() => toVerifierKey("w1", 4, publicKey), { code: "note.vkey" });
});
