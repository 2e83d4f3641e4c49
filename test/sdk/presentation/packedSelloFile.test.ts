import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  formatSelloFile,
  isPackedSelloFile,
  limits,
  packSelloFile,
  parsePresentation,
  type StatusList,
  type TrustList,
  toPresentedText,
  unpackSelloFile,
  verify,
} from "@sello/sdk";
import { formatTlogProof, parseTlogProof } from "@sello/sdk/log";
import { makeSeededBytes } from "../../support/keys.ts";
import { type AnchoredDocument, World, worldTimes } from "../../support/world.ts";

const world = new World({ witnessCount: 2 });
const thorough = process.env.SELLO_TEST_THOROUGH === "1";
const magic = Buffer.from("f573656c6c6f2f31", "hex");
let shown: AnchoredDocument;
let trustList: TrustList;
let statusList: StatusList;

before(async () => {
  shown = await world.make();
  trustList = await world.trustList();
  statusList = await world.statusList();
});

const judge = (file: string | Uint8Array) =>
  verify(file, trustList, [statusList], {}, worldTimes.now);

const refusal = (file: Uint8Array) => {
  const parsed = parsePresentation(file);
  return parsed.wellFormed ? null : parsed.error.code;
};

test("a packed file says what its text says, in fewer bytes", async () => {
  const packed = packSelloFile(shown.file);
  assert.ok(packed.length < shown.file.length * 0.82);
  assert.equal(isPackedSelloFile(packed), true);
  assert.equal(unpackSelloFile(packed), shown.file);
  assert.equal(toPresentedText(packed), shown.file);
  assert.equal(toPresentedText(Buffer.from(shown.file)), shown.file);
  assert.deepEqual(parsePresentation(packed), parsePresentation(shown.file));
  const verdict = await judge(packed);
  assert.equal(verdict.outcome, "valid");
  assert.deepEqual(JSON.stringify(verdict), JSON.stringify(await judge(shown.file)));
});

test("it stays below 4,096 bytes with eight cosignatures in a log of a million batches", async () => {
  const city = new World({ witnessCount: 8 });
  const { document, proof } = await city.make();
  const random = makeSeededBytes(3);
  const path = Array.from({ length: 20 }, () => random(32));
  const long = formatTlogProof({ ...parseTlogProof(proof), path });
  assert.ok(packSelloFile(formatSelloFile({ document, proof: long })).length < 4_096);
});

test("whatever is in a text, it comes back", () => {
  const base64 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo";
  const pieces = [base64, `${base64}=`, `${base64}==`, "\\n", "\\\\n", "n", "+", "/", "-", "_"];
  const more = ["=", "é", "深圳", "\u2014 ", '"', "~", ".", "\ud83d\udd8b", "A".repeat(300)];
  const all = [...pieces, ...more];
  const random = makeSeededBytes(4);
  for (let round = 0; round < 2_000; round++) {
    const text = `{${[...random(9)].map((byte) => all[byte % all.length]).join("")}`;
    assert.equal(unpackSelloFile(packSelloFile(text)), text);
  }
});

test("a bit turned at any byte of a packed file never verifies", async () => {
  const packed = packSelloFile(shown.file);
  for (let at = 0; at < packed.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      if (!thorough && bit !== (at * 5) % 8) continue;
      const turned = packed.with(at, (packed[at] ?? 0) ^ (1 << bit));
      assert.equal((await judge(turned)).outcome, "invalid", `byte ${at} bit ${bit}`);
    }
  }
});

test("a packed file that is cut off, or goes on, never verifies", async () => {
  const packed = packSelloFile(shown.file);
  for (let length = 0; length < packed.length; length += thorough ? 1 : 7) {
    assert.equal((await judge(packed.slice(0, length))).outcome, "invalid", `${length} bytes`);
  }
  for (const more of [[0], [0xf8, 0], [0xf9, 0]]) {
    assert.equal(refusal(Buffer.from([...packed, ...more])), "sello-file.malformed");
  }
});

test("there is one way to pack a text", () => {
  const run = Buffer.alloc(30, "x");
  const pack = (...parts: (string | Uint8Array | number[])[]) =>
    Buffer.concat([magic, ...parts.map((part) => Buffer.from(part as string))]);
  const whole = pack("{", [0xf8, 30], run, "}");
  assert.equal(unpackSelloFile(whole), `{${run.toString("base64url")}}`);
  for (const [wrong, what] of [
    [pack("{", run.toString("base64url"), "}"), "a run that was not packed"],
    [pack("{", [0xf9, 30], run, "}"), "the other alphabet, where both would do"],
    [pack("{", [0xf8, 0x9e, 0], run, "}"), "a length with more bytes than it needs"],
    [pack("{", [0xf8, 15], run.subarray(15), [0xf8, 15], run.subarray(15), "}"), "a run in two"],
    [pack("{", [0xf8, 17], run.subarray(13), "}"), "a run that is too short"],
    [pack("{", [0xf8, 31], run), "a run that does not end"],
    [pack("{", [0xf8, 0xff, 0xff, 0xff, 0x7f], run), "a length beyond all limits"],
    [pack("{", [0xf8]), "no length"],
    [pack("{", [0xf8, 0], "}"), "an empty run"],
    [pack("{", [0xf7], "}"), "a byte that nothing is for"],
    [pack("{", [0xc3], "}"), "a broken character"],
    [pack([0xf8, 30], run), "not a .sello file"],
    [pack(), "nothing"],
    [magic.subarray(0, 7), "the beginning of the beginning"],
  ] as const) {
    const expected = what.startsWith("the beginning") ? "encoding.utf8" : "sello-file.malformed";
    assert.equal(refusal(wrong), expected, what);
  }
});

test("what a packed file becomes is held against the limit of a text", () => {
  const bytes = new Uint8Array(limits.selloFileBytesMax - 50);
  const file = formatSelloFile({ document: Buffer.from(bytes).toString("base64url"), proof: "p" });
  const packed = packSelloFile(file);
  assert.ok(packed.length > limits.selloFileBytesMax);
  assert.equal(refusal(packed), "presentation.too-large");
  const smaller = packSelloFile(file.replace("A".repeat(400_000), ""));
  assert.ok(smaller.length < limits.selloFileBytesMax);
  assert.ok(unpackSelloFile(smaller).length < smaller.length * 1.34);
  const larger = packSelloFile(file.replace("A".repeat(4_000), ""));
  assert.ok(larger.length < limits.selloFileBytesMax);
  assert.equal(refusal(larger), "presentation.too-large");
});
