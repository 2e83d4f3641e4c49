import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { limits } from "../../../sdk/limits.ts";
import { parseCheckpoint } from "../../../sdk/note/Checkpoint.ts";
import { cosignCheckpoint } from "../../../sdk/note/cosignature.ts";
import { formatNote, parseNote } from "../../../sdk/note/parseNote.ts";
import { signNote } from "../../../sdk/note/signNote.ts";
import {
  formatVerifierKey,
  isKeyName,
  parseVerifierKey,
  signatureTypes,
} from "../../../sdk/note/VerifierKey.ts";
import { verifyNote, verifyNoteSignature } from "../../../sdk/note/verifyNote.ts";
import { makeNoteSigner } from "../../support/keys.ts";

const vectors: { note: { vkey: string; text: string }; cosigned: string } = JSON.parse(
  readFileSync(new URL("../../vectors/c2sp-notes.json", import.meta.url), "utf8"),
);
const line = "\u2014 example.org/a AAAAAAAA\n";

test("C2SP signed-note, Example: the key verifies the note, and both are written as they were", async () => {
  const note = parseNote(vectors.note.text);
  const key = parseVerifierKey(vectors.note.vkey);
  assert.equal(await verifyNoteSignature(note, key), "valid");
  assert.equal(formatNote(note), vectors.note.text);
  assert.equal(formatVerifierKey(key), vectors.note.vkey);
});

test("C2SP tlog-cosignature, first example: parsed, and written as it was", () => {
  const note = parseNote(vectors.cosigned);
  assert.deepEqual(
    note.signatures.map(({ signature }) => signature.length),
    [64, 72],
  );
  assert.equal(parseCheckpoint(note.text).size, 20852163);
  assert.equal(formatNote(note), vectors.cosigned);
});

test("a text may hold empty lines; the last one separates", () => {
  const note = parseNote(`a\n\nb\n\n\u2014 example.org/a AAAAAAAA\n`);
  assert.equal(note.text, "a\n\nb\n");
});

for (const [what, text] of [
  ["no signatures", "a\n\n"],
  ["no empty line", `a\n${line}`],
  ["no newline at the end", `a\n\n${line.trimEnd()}`],
  ["a tab", `a\tb\n\n${line}`],
  ["a carriage return", `a\r\n\n${line}`],
  ["a lone surrogate", `\ud800\n\n${line}`],
  ["a hyphen for the dash", `a\n\n- example.org/a AAAAAAAA\n`],
  ["two spaces", `a\n\n\u2014  example.org/a AAAAAAAA\n`],
  ["a plus in the name", `a\n\n\u2014 example.org/a+b AAAAAAAA\n`],
  ["nothing after the key id", `a\n\n\u2014 example.org/a AAAAAA==\n`],
  ["an empty line among the signatures", `a\n\n${line}\n`],
] as const) {
  test(`a note with ${what} is refused`, () => {
    assert.throws(() => parseNote(text), { code: "note.malformed" });
  });
}

test("base64 that is not canonical is refused", () => {
  assert.throws(() => parseNote("a\n\n\u2014 example.org/a AAAAAAB=\n"), {
    code: "encoding.base64",
  });
  assert.throws(() => parseNote("a\n\n\u2014 example.org/a AAAAAAA\n"), {
    code: "encoding.base64",
  });
});

test("sixteen signatures and more are read, too many or too much are not", () => {
  const { noteSignaturesMax, noteBytesMax } = limits;
  const tooLarge = { code: "note.too-large" };
  const most = parseNote(`a\n\n${line.repeat(noteSignaturesMax)}`);
  assert.equal(most.signatures.length, noteSignaturesMax);
  assert.throws(() => parseNote(`a\n\n${line.repeat(noteSignaturesMax + 1)}`), tooLarge);
  assert.throws(() => parseNote(`${"a".repeat(noteBytesMax)}\n\n${line}`), tooLarge);
});

test("verifier keys are strict", () => {
  const { vkey } = vectors.note;
  const wrong = [
    vkey.replace("530d903a", "530d903b"),
    vkey.replace("530d903a", "530D903A"),
    vkey.replace("example.com/foo", "example.com/bar"),
    vkey.replace("+AekyeRrm", "+AukyeRrm"),
    `${vkey}A`,
    "",
    "a+b",
  ];
  for (const text of wrong) {
    assert.throws(() => parseVerifierKey(text), /verifier key|unknown type|key id|base64/);
  }
  assert.deepEqual(["", "a b", "a+b", "a\u00a0b", "a\nb", "ok.example/a"].map(isKeyName), [
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test("a signature of an unknown key is ignored, a wrong one of a known key is told", async () => {
  const [a, b] = [makeNoteSigner("example.org/a", 1), makeNoteSigner("example.org/b", 1)];
  const note = await signNote("text\n", [a, b]);
  assert.equal(await verifyNoteSignature(note, a.key), "valid");
  const onlyB = { ...note, signatures: note.signatures.slice(1) };
  assert.equal(await verifyNoteSignature(onlyB, a.key), "absent");
  const altered = { ...note, text: "texts\n" };
  assert.deepEqual(await verifyNote(altered, [a.key]), {
    attested: [],
    forged: ["example.org/a"],
  });
  const renamed = note.signatures.map((signature) => ({ ...signature, name: "example.org/c" }));
  assert.deepEqual(await verifyNote({ ...note, signatures: renamed }, [a.key, b.key]), {
    attested: [],
    forged: [],
  });
});

test("a key signs only what its type is for", async () => {
  const witness = makeNoteSigner("example.org/w", signatureTypes.cosignatureV1);
  const log = makeNoteSigner("example.org/log", signatureTypes.ed25519);
  const text = vectors.cosigned.split("\n\n")[0]?.concat("\n") ?? "";
  await assert.rejects(signNote(text, [witness]), { code: "note.vkey" });
  await assert.rejects(cosignCheckpoint(text, log, 1), { code: "note.vkey" });
  await assert.rejects(cosignCheckpoint(text, witness, -1), { code: "note.timestamp" });
  await assert.rejects(cosignCheckpoint("no checkpoint\n", witness, 1), {
    code: "note.checkpoint",
  });
  await assert.rejects(signNote("no newline", [log]), { code: "note.malformed" });
});
