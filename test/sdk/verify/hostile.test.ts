import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  formatSelloFile,
  parsePresentation,
  parseSelloFile,
  present,
  type SelloFile,
  type StatusList,
  type TrustList,
  verify,
} from "@sello/sdk";
import { makeSeededBytes } from "../../support/keys.ts";
import { type AnchoredDocument, World, worldTimes } from "../../support/world.ts";

// Whatever is done to a genuine file, it never verifies as valid. SELLO_TEST_THOROUGH=1 turns
// every bit of every byte; the everyday run turns one bit of every byte, another at each byte.

const world = new World({ witnessCount: 2 });
const thorough = process.env.SELLO_TEST_THOROUGH === "1";
const policy = { statusAgeSecondsMax: 1e9 };
let shown: AnchoredDocument;
let trustList: TrustList;
let statusList: StatusList;
let whole: SelloFile & { status: string };

before(async () => {
  shown = await world.make();
  trustList = await world.trustList();
  statusList = await world.statusList();
  const keyBinding = {
    sign: world.holder.sign,
    audience: "https://shop.example",
    nonce: "n",
    iat: worldTimes.now,
  };
  const document = await present(shown.document, ["age_over_18", "district"], { keyBinding });
  whole = { document, proof: shown.proof, status: await world.statusToken() };
});

const judge = (file: string | Uint8Array, lists = [statusList]) =>
  verify(file, trustList, lists, policy, worldTimes.now);

async function assertNeverValid(file: string | Uint8Array, what: string, lists = [statusList]) {
  const { outcome } = await judge(file, lists);
  assert.notEqual(outcome, "valid", what);
}

function* bitsOf(length: number): Generator<readonly [byte: number, bit: number]> {
  for (let byte = 0; byte < length; byte++) {
    if (!thorough) yield [byte, (byte * 5) % 8];
    else for (let bit = 0; bit < 8; bit++) yield [byte, bit];
  }
}

test("the file is valid before anything is done to it", async () => {
  assert.equal((await judge(formatSelloFile(whole))).outcome, "valid");
});

test("a bit turned at any byte of the file never verifies", async () => {
  const bytes = new TextEncoder().encode(formatSelloFile(whole));
  for (const [at, bit] of bitsOf(bytes.length)) {
    await assertNeverValid(bytes.with(at, (bytes[at] ?? 0) ^ (1 << bit)), `byte ${at} bit ${bit}`);
  }
});

// The digest finds accidents; these are made by somebody who computes it again, so that every
// signature, hash and rule has to do its own part.
for (const part of ["document", "proof", "status"] as const) {
  test(`a bit turned at any byte of the ${part}, under a new digest, never verifies`, async () => {
    const bytes = new TextEncoder().encode(whole[part]);
    for (const [at, bit] of bitsOf(bytes.length)) {
      const turned = bytes.with(at, (bytes[at] ?? 0) ^ (1 << bit));
      const text = new TextDecoder().decode(turned);
      const file = formatSelloFile({ ...whole, [part]: text });
      // A status that came along is passed over where the verifier has one of its own.
      const lists = part === "status" ? [] : [statusList];
      await assertNeverValid(file, `${part} byte ${at} bit ${bit}`, lists);
    }
  });
}

test("a file without digest is read, and a turned bit is found all the same", async () => {
  const { document, proof } = shown;
  const bare = JSON.stringify({ format: "sello/1", document, proof });
  assert.equal((await judge(bare)).outcome, "valid");
  const bytes = new TextEncoder().encode(bare);
  for (let at = 0; at < bytes.length; at += thorough ? 1 : 7) {
    await assertNeverValid(bytes.with(at, (bytes[at] ?? 0) ^ 1), `byte ${at}`);
  }
});

test("a file that is cut off anywhere never verifies", async () => {
  const text = formatSelloFile(whole);
  for (let length = 0; length < text.length; length += thorough ? 1 : 11) {
    const { outcome, checks } = await judge(text.slice(0, length));
    assert.equal(outcome, "invalid", `${length} characters`);
    assert.equal(checks[0]?.id, "well-formed");
  }
  for (let length = 0; length < shown.document.length; length += thorough ? 1 : 11) {
    await assertNeverValid(shown.document.slice(0, length), `document of ${length}`);
  }
});

test("disclosures twice, or of another document, are refused with a code", async () => {
  const [issuer = "", first = "", second = "", ...rest] = shown.document.split("~");
  const other = (await world.make()).document.split("~")[1] ?? "";
  for (const [parts, error] of [
    [[issuer, first, first, second, ...rest], "sdjwt.duplicate-digest"],
    [[issuer, other, second, ...rest], "sdjwt.unreferenced-disclosure"],
    [[issuer, first, second, other, ...rest], "sdjwt.unreferenced-disclosure"],
  ] as const) {
    const verdict = await judge(formatSelloFile({ ...shown, document: parts.join("~") }));
    assert.equal(verdict.outcome, "invalid");
    assert.equal(verdict.checks[0]?.code, "well-formed.malformed");
    assert.equal(verdict.checks[0]?.data?.error, error);
  }
});

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const unsigned = (header: unknown, payload: unknown) => `${part(header)}.${part(payload)}.~`;

test("alg none, other algorithms and other types are refused with a code", async () => {
  const { header, payload } = (() => {
    const [head = "", body = ""] = shown.issuerJwt.split(".");
    const read = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString());
    return { header: read(head), payload: read(body) };
  })();
  for (const [change, error] of [
    [{ alg: "none" }, "sdjwt.algorithm"],
    [{ alg: "HS256" }, "sdjwt.algorithm"],
    [{ alg: "ES384" }, "sdjwt.algorithm"],
    [{ typ: "JWT" }, "sdjwt.type"],
    [{ typ: "kb+jwt" }, "sdjwt.type"],
    [{ crit: ["exp"] }, "sdjwt.critical-header"],
    [{ kid: undefined }, "encoding.json-member"],
  ] as const) {
    const verdict = await judge(unsigned({ ...header, ...change }, payload));
    assert.equal(verdict.outcome, "invalid");
    assert.equal(verdict.checks[0]?.data?.error, error);
  }
});

test("a claim that the network gives meaning to cannot be disclosed", async () => {
  const type = { ...shown.type, disclosable: [...shown.type.disclosable, "exp"] };
  const hidden = await world.make({ type });
  const verdict = await judge(hidden.file);
  assert.equal(verdict.checks[0]?.data?.error, "presentation.reserved-claim");
  const kept = await present(hidden.document, ["age_over_18"]);
  const without = await judge(formatSelloFile({ ...hidden, document: kept }));
  assert.equal(without.document?.expiresAt, null);
});

test("what is too large or too deep is refused before it costs anything", async () => {
  const header = { alg: "ES256", typ: "dc+sd-jwt" };
  let deep: unknown = 1;
  for (let i = 0; i < 100; i++) deep = [deep];
  for (const [file, error] of [
    [`{"format":"${"x".repeat(2 ** 20)}"}`, "presentation.too-large"],
    [new Uint8Array(2 ** 20 + 1), "presentation.too-large"],
    ["x".repeat(70_000), "sdjwt.too-large"],
    [unsigned(header, { deep }), "encoding.json-depth"],
    ["[".repeat(60_000), "sdjwt.malformed"],
    [`{"a":${"[".repeat(500_000)}`, "sello-file.malformed"],
  ] as const) {
    const verdict = await judge(file);
    assert.equal(verdict.outcome, "invalid");
    assert.equal(verdict.checks[0]?.data?.error, error);
  }
});

test("a .sello file has one way to be written", () => {
  const text = formatSelloFile(shown);
  const { document, proof } = shown;
  assert.deepEqual(parseSelloFile(text), { document, proof });
  // With a digest, what other programs make of the same content is read all the same; without one, it is not.
  const rewritten = [
    ` ${text}`,
    `${text}\n`,
    text.replace('{"format"', '{ "format"'),
    text.replace("sello.example", "sello\\u002eexample"),
    JSON.stringify(JSON.parse(text), null, 2),
  ];
  for (const other of rewritten) assert.deepEqual(parseSelloFile(other), { document, proof });
  for (const wrong of [
    ...rewritten.map((other) => other.replace(/,\s*"digest":\s*"[^"]*"/, "")),
    text.replace('"format":"sello/1",', ""),
    text.replace("sello/1", "sello/2"),
    JSON.stringify({ document, proof, format: "sello/1" }),
    `{"format":"sello/1","document":"a",${text.slice(20)}`,
    JSON.stringify({ format: "sello/1", document, proof, more: "x" }),
    JSON.stringify({ format: "sello/1", document, proof: 7 }),
    text.replace('{"format"', '{"format":"sello/1","format"'),
    "{}",
    "{",
  ]) {
    assert.throws(() => parseSelloFile(wrong), { code: "sello-file.malformed" });
  }
  const damaged = text.replace("c2sp.org", "c2sp.com");
  assert.throws(() => parseSelloFile(damaged), { code: "sello-file.damaged" });
});

test("noise of any kind is refused without an exception", async () => {
  const random = makeSeededBytes(11);
  const source = new TextEncoder().encode(formatSelloFile(whole));
  for (let round = 0; round < (thorough ? 5000 : 400); round++) {
    const [a = 0, b = 0, c = 0, d = 0, length = 0] = random(5);
    const at = (a * 256 + b) % source.length;
    const from = (c * 256 + d) % source.length;
    const noise = round % 2 === 0 ? random(length + 1) : source.slice(from, from + length + 1);
    const file = new Uint8Array([
      ...source.slice(0, at),
      ...noise,
      ...source.slice(at + noise.length),
    ]);
    if (Buffer.compare(file, source) === 0) continue;
    // Noise in the status alone leaves the rest good; so it must not be needed.
    await assertNeverValid(file, `round ${round}`, []);
    await assertNeverValid(noise, `round ${round}, noise alone`);
  }
});

test("a parsed presentation of nonsense says what is wrong", () => {
  for (const nonsense of ["", "~", "a.b.c~", "{}", "\u0000", new Uint8Array([0xff])]) {
    const parsed = parsePresentation(nonsense);
    assert.equal(parsed.wellFormed, false);
    assert.match(parsed.wellFormed ? "" : parsed.error.code, /^[a-z-]+\.[a-z0-9-]+$/);
  }
});
