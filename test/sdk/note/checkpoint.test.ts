import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCheckpoint, parseCheckpoint } from "../../../sdk/note/Checkpoint.ts";
import { cosignCheckpoint, toCosignatureMessage } from "../../../sdk/note/cosignature.ts";
import { signNote } from "../../../sdk/note/signNote.ts";
import { signatureTypes } from "../../../sdk/note/VerifierKey.ts";
import { verifyNote } from "../../../sdk/note/verifyNote.ts";
import { makeNoteSigner } from "../../support/keys.ts";

const root = new Uint8Array(32).fill(7);
const text = formatCheckpoint({ origin: "example.org/log", size: 9, root, extensions: [] });
const rootLine = text.split("\n")[2];

test("a checkpoint is read as it was written", () => {
  assert.equal(text, `example.org/log\n9\n${rootLine}\n`);
  assert.deepEqual(parseCheckpoint(text), {
    origin: "example.org/log",
    size: 9,
    root,
    extensions: [],
  });
  assert.deepEqual(parseCheckpoint(`${text}more\n`).extensions, ["more"]);
});

for (const [what, wrong] of [
  ["no origin", `\n9\n${rootLine}\n`],
  ["a leading zero", `o\n09\n${rootLine}\n`],
  ["a sign", `o\n+9\n${rootLine}\n`],
  ["a size beyond 2^53", `o\n9007199254740993\n${rootLine}\n`],
  ["a short root", "o\n9\nAAAA\n"],
  ["no final newline", `o\n9\n${rootLine}`],
  ["an empty extension line", `${text}\nmore\n`],
  ["two lines", "o\n9\n"],
] as const) {
  test(`a checkpoint with ${what} is refused`, () => {
    assert.throws(() => parseCheckpoint(wrong), { code: "note.checkpoint" });
  });
}

test("cosignature/v1 signs the header, the time and the checkpoint", () => {
  assert.equal(
    new TextDecoder().decode(toCosignatureMessage(text, 1679315147)),
    `cosignature/v1\ntime 1679315147\n${text}`,
  );
});

async function cosigned(times: readonly (readonly [name: string, at: number])[]) {
  const log = makeNoteSigner("example.org/log", signatureTypes.ed25519);
  const note = await signNote(text, [log]);
  const lines = [...note.signatures];
  for (const [name, at] of times) {
    lines.push(await cosignCheckpoint(text, makeNoteSigner(name, 4), at));
  }
  return { ...note, signatures: lines };
}
const witnesses = ["w1", "w2", "w3"].map((name) => makeNoteSigner(name, 4).key);

test("a cosignature whose time was changed, or by another key of the name, is forged", async () => {
  const note = await cosigned([["w1", 150]]);
  const [log, first] = note.signatures;
  assert.ok(log && first);
  const later = first.signature.slice();
  later[7] = 151;
  const altered = { ...note, signatures: [log, { ...first, signature: later }] };
  assert.deepEqual((await verifyNote(altered, witnesses)).forged, ["w1"]);
  const [w1, w2] = witnesses;
  assert.ok(w1 && w2);
  const impostor = { ...w1, publicKey: w2.publicKey };
  assert.deepEqual((await verifyNote(note, [impostor])).forged, ["w1"]);
});
