import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  formatSelloFile,
  fromJsonSerialization,
  packSelloFile,
  parsePresentation,
  type StatusList,
  sha256,
  type TrustList,
  toBase64url,
  verify,
} from "@sello/sdk";
import { Random } from "../../scripts/fuzz/Random.ts";
import { type AnchoredDocument, issOf, World, worldTimes, worldTypes } from "../support/world.ts";

// Texts that were changed on their way, and texts that say two things at once.

const world = new World({ witnessCount: 2 });
const seed = Number(process.env.SELLO_TEST_SEED ?? 8);
const listAt = worldTimes.now - 60;
let shown: AnchoredDocument;
let trustList: TrustList;
let lists: StatusList[];

before(async () => {
  shown = await world.make();
  trustList = await world.trustList();
  lists = [await world.statusList(listAt)];
});

async function judge(input: string | Uint8Array, proof?: string | Uint8Array) {
  const presentation = parsePresentation(input, proof === undefined ? {} : { proof });
  return verify(presentation, trustList, lists, {}, worldTimes.now);
}

const utf16 = (text: string, bigEndian = false): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};
const broken = (text: string, end: string): string => (text.match(/.{1,76}/gs) ?? []).join(end);
const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** What happens outside of the text that was signed. */
const around: readonly ((text: string) => string)[] = [
  (text) => `${text}\n`,
  (text) => `${text}\r\n`,
  (text) => `${text}\r`,
  (text) => ` ${text}`,
  (text) => `\t${text}\u3000\n\n`,
  (text) => `\ufeff${text}`,
  (text) => `"${text}"`,
  (text) => `“${text}”`,
  (text) => `\ufeff"${text}"\r\n`,
];

test("S2 a .sello file that was changed outside its text is the file that it was", async () => {
  const text = shown.file;
  const pretty = [2, 4, "\t"].map((space) => JSON.stringify(JSON.parse(text), null, space));
  const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
  const forms = [
    ...around.map((change) => change(text)),
    ...pretty,
    ...pretty.map((each) => each.replaceAll("\n", "\r\n")),
    escaped(text),
    broken(text, "\n"),
    broken(text, "\r\n"),
    reordered,
    utf16(text),
    utf16(text, true),
    Buffer.from(`\ufeff${text}\r\n`),
    packSelloFile(text),
  ];
  for (const [at, form] of forms.entries())
    assert.equal((await judge(form)).outcome, "valid", `form ${at}`);
});

test("S2 an SD-JWT and its proof that were changed outside their text are what they were", async () => {
  const { document, proof } = shown;
  for (const [at, change] of [
    ...around,
    (text: string) => broken(text, "\n"),
    (text: string) => broken(text, "\r\n"),
    (text: string) => broken(text, "\r\n  "),
  ].entries())
    assert.equal((await judge(change(document), proof)).outcome, "valid", `form ${at}`);
  assert.equal((await judge(utf16(document), proof)).outcome, "valid");
  const crlf = proof.replaceAll("\n", "\r\n");
  for (const other of [crlf, `\ufeff${proof}`, `${proof}\n`, proof.trimEnd(), utf16(crlf)])
    assert.equal((await judge(document, other)).outcome, "valid");
});

test(`S2 of random changes, those outside the text are forgiven and those inside are not (seed ${seed})`, async () => {
  const random = new Random(seed);
  for (let round = 0; round < 80; round += 1) {
    let text = shown.file;
    for (let times = random.below(3); times > 0; times -= 1)
      text = random.pick(around.slice(0, 6))(text);
    const bytes = random.chance(0.3) ? utf16(text, random.chance(0.5)) : Buffer.from(text);
    assert.equal((await judge(bytes)).outcome, "valid", `round ${round}`);
    // A forgery stays one, however it was sent.
    const at = 30 + random.below(shown.document.length - 1);
    const changed = shown.file[at] === "A" ? "B" : "A";
    const forged = shown.file.slice(0, at) + changed + shown.file.slice(at + 1);
    assert.equal((await judge(random.pick(around)(forged))).outcome, "invalid", `round ${round}`);
  }
});

const b64 = (value: string | Uint8Array) => Buffer.from(value as string).toString("base64url");

/** A document of the police, with a payload as text: members may come twice. */
async function raw(payload: string, disclosures: readonly string[] = []) {
  const { sign, kid } = world.keys["futian-police"];
  const header = JSON.stringify({ alg: "ES256", typ: "dc+sd-jwt", kid });
  const input = `${b64(header)}.${b64(payload)}`;
  const issuerJwt = `${input}.${b64(sign(Buffer.from(input)))}`;
  const document = [issuerJwt, ...disclosures, ""].join("~");
  const type = worldTypes.resident;
  const [anchored] = await world.anchor([{ issuerJwt, document, type, issuer: "futian-police" }]);
  return anchored?.file ?? "";
}

const base = {
  iss: issOf("futian-police"),
  vct: worldTypes.resident.vct,
  iat: worldTimes.issued,
  exp: worldTimes.validUntil,
  status: { status_list: { idx: 4711, uri: world.statusUri } },
};

async function errorOf(file: string): Promise<unknown> {
  const verdict = await judge(file);
  assert.equal(verdict.outcome, "invalid");
  return verdict.checks[0]?.data?.error;
}

test("S1 _sd_alg is no name for a claim, wherever it is", async () => {
  const salt = "s2s2s2s2s2s2s2s2s2s2s2";
  for (const value of [
    [salt, "_sd_alg", "sha-256"],
    [salt, "address", { _sd_alg: "sha-256" }],
    [salt, "list", [{ a: { _sd_alg: 1 } }]],
  ]) {
    const disclosure = b64(JSON.stringify(value));
    const digest = toBase64url(sha256(disclosure));
    const payload = JSON.stringify({ ...base, _sd: [digest], _sd_alg: "sha-256" });
    assert.equal(await errorOf(await raw(payload, [disclosure])), "sdjwt.claim-name");
  }
});

test("members with the same name twice are refused in whatever is signed", async () => {
  const text = JSON.stringify(base);
  const twice = [
    text.replace("{", '{"exp":9999999999,'),
    text.replace("{", '{"a:b":1,"a:b":2,'),
    text.replace("{", '{"\\u0065xp":1,'),
    text.replace('{"idx"', '{"idx":1,"idx"'),
    text.replace("{", '{"list":[{"x":1},{"x":1,"y":{"z":1,"z":1}}],'),
  ];
  for (const payload of twice)
    assert.equal(await errorOf(await raw(payload)), "encoding.json-duplicate", payload);
  for (const fine of [
    text.replace("{", '{"list":[{"x":1},{"x":1}],'),
    text.replace("{", '{"a\\"b":"\\\\","c":":\\":",'),
  ])
    assert.equal(parsePresentation(await raw(fine)).wellFormed, true, fine);
  const disclosure = b64('["s2s2s2s2s2s2s2s2s2s2s2","address",{"a":1,"a":2}]');
  const digest = toBase64url(sha256(disclosure));
  const hidden = JSON.stringify({ ...base, _sd: [digest], _sd_alg: "sha-256" });
  assert.equal(await errorOf(await raw(hidden, [disclosure])), "encoding.json-duplicate");
});

test(`members twice are found wherever they are (seed ${seed})`, async () => {
  const random = new Random(seed);
  const names = ["a", "b", "a:b", 'q"', "\\", "é", "{", "}:"];
  let doubled = false;
  const write = (depth: number): string => {
    if (depth === 0) return JSON.stringify(random.pick(names));
    if (random.chance(0.2)) return `[${write(depth - 1)},${write(depth - 1)}]`;
    const seen = new Set<string>();
    const members = Array.from({ length: 1 + random.below(4) }, () => {
      const name = random.pick(names);
      doubled ||= seen.has(name);
      seen.add(name);
      return `${JSON.stringify(name)}:${write(depth - 1)}`;
    });
    return `{${members.join(",")}}`;
  };
  for (let round = 0; round < 500; round += 1) {
    doubled = false;
    const inner = write(3);
    const text = `${b64('{"alg":"ES256"}')}.${b64(`{"x":${inner}}`)}.AAAA~`;
    const parsed = parsePresentation(text);
    const code = parsed.wellFormed ? "" : parsed.error.code;
    assert.equal(code === "encoding.json-duplicate", doubled, inner);
  }
});

test("H3 members that the JSON form does not know are ignored", () => {
  const form = { payload: "e30", protected: "e30", signature: "AAAA", more: 1 };
  assert.equal(fromJsonSerialization(JSON.stringify(form)), "e30.e30.AAAA~");
});

test("S2 a file that was damaged inside is named as damaged, not as forged", async () => {
  const damaged = shown.file.replace("c2sp.org", "c2sp.com");
  const verdict = await judge(damaged);
  assert.equal(verdict.checks[0]?.code, "well-formed.damaged");
  assert.notEqual(formatSelloFile(shown), damaged);
});
