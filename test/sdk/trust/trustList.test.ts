import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ListedAuthority as Authority,
  acceptSuccessor,
  type PinnedSigners,
  parseTrustList,
  type TrustListContent,
  toAuthorityId,
  verifyTrustList,
} from "@sello/sdk";
import {
  formatNote,
  formatVerifierKey,
  type NoteSigner,
  parseNote,
  signNote,
  toVerifierKey,
} from "@sello/sdk/log";
import { formatTrustList, parseTrustListContent, presentWitnessKeys } from "@sello/sdk/trust";
import { makeNoteSigner } from "../../support/keys.ts";
import { issOf, World } from "../../support/world.ts";

const world = new World({ witnessCount: 3, quorum: 2 });
const content = world.trustListContent();
const note = await world.trustListNote();
const [a, b, c] = world.signers;
assert.ok(a && b && c);
const pin = (quorum: number, ...names: readonly (typeof a)[]): PinnedSigners => ({
  keys: names.map(({ key }) => formatVerifierKey(key)),
  quorum,
});
const sign = async (next: TrustListContent, ...signers: readonly (typeof a)[]) =>
  formatNote(await signNote(formatTrustList(next), signers));

test("a trust list is read as it was written", () => {
  const list = parseTrustList(note);
  assert.deepEqual(parseTrustListContent(note), content);
  assert.equal(list.signedBy, null);
  assert.equal(list.authorities.get(toAuthorityId(issOf("futian")))?.slug, "futian");
  assert.equal(list.documentTypes.size, 2);
  assert.deepEqual(
    presentWitnessKeys(list.head).map(({ name }) => name),
    content.witnesses.map(({ name }) => name),
  );
});

test("enough pinned signers make it trusted", async () => {
  const list = parseTrustList(note);
  assert.deepEqual((await verifyTrustList(list, pin(2, a, b))).signedBy, [a.key.name, b.key.name]);
  const byOne = parseTrustList(await sign(content, a));
  assert.deepEqual((await verifyTrustList(byOne, pin(1, a, b))).signedBy, [a.key.name]);
  const wrong = { code: "trust-list.signatures" };
  await assert.rejects(verifyTrustList(byOne, pin(2, a, b)), wrong);
  await assert.rejects(verifyTrustList(byOne, pin(1, b)), wrong);
  await assert.rejects(verifyTrustList(list, pin(0, a)), wrong);
  await assert.rejects(verifyTrustList(list, pin(1)), wrong);
});

test("one signer twice, or one key under two names, counts once", async () => {
  const wrong = { code: "trust-list.signatures" };
  const twice = parseTrustList(await sign(content, a, a));
  await assert.rejects(verifyTrustList(twice, pin(2, a, b)), wrong);
  const { key } = a;
  const alias = { sign: a.sign, key: { ...makeNoteSigner("alias.example", 1).key } };
  const { publicKey } = key;
  const same = { ...alias, key: toVerifierKey("alias.example", 1, publicKey) };
  const both = parseTrustList(await sign(content, a, same));
  await assert.rejects(verifyTrustList(both, pin(2, a, same)), wrong);
});

test("a forged signature by a pinned signer condemns the list", async () => {
  const parsed = parseNote(await sign(content, a, b));
  const [first, second] = parsed.signatures;
  assert.ok(first && second);
  const forged = { ...second, signature: first.signature };
  const list = parseTrustList(formatNote({ ...parsed, signatures: [first, forged] }));
  await assert.rejects(verifyTrustList(list, pin(1, a, b)), { code: "trust-list.signatures" });
});

test("a successor is signed by a quorum of what the current list names", async () => {
  const current = await world.trustList();
  const next = { ...content, version: 2, signers: content.signers.slice(2), signerQuorum: 1 };
  const accepted = await acceptSuccessor(current, await sign(next, a, b));
  assert.equal(accepted.head.version, 2);
  assert.deepEqual(accepted.signedBy, [a.key.name, b.key.name]);
  // From here on only c decides; a and b are out.
  const third = { ...next, version: 3 };
  await assert.rejects(acceptSuccessor(accepted, await sign(third, a, b)), {
    code: "trust-list.signatures",
  });
  assert.equal((await acceptSuccessor(accepted, await sign(third, c))).head.version, 3);
  const byItself = await sign(next, c);
  await assert.rejects(acceptSuccessor(current, byItself), { code: "trust-list.signatures" });
});

test("a successor that is not newer, or of another log, is refused", async () => {
  const current = await world.trustList();
  await assert.rejects(acceptSuccessor(current, note), { code: "trust-list.not-newer" });
  const log = { ...content.log, origin: "other.example/log" };
  const other = await sign({ ...content, version: 2, log }, a, b);
  await assert.rejects(acceptSuccessor(current, other), { code: "trust-list.other-network" });
  const next = await sign({ ...content, version: 2 }, a, b);
  const unverified = parseTrustList(note);
  await assert.rejects(acceptSuccessor(unverified, next), { code: "trust-list.signatures" });
});

const [city, district, department] = content.authorities as [Authority, Authority, Authority];
const withAuthorities = (...authorities: Authority[]) => ({ ...content, authorities });
const [witness] = content.witnesses;
assert.ok(witness);
const secondKey = formatVerifierKey(makeNoteSigner(witness.name, 6).key);
const withSecondKey = ({ key }: NoteSigner) => ({
  ...content,
  witnesses: [
    { ...witness, postQuantumKey: formatVerifierKey(key) },
    ...content.witnesses.slice(1),
  ],
});

test("a witness may have a second key, under its name", async () => {
  const next = withSecondKey(makeNoteSigner(witness.name, 6));
  const second = await sign(next, a, b);
  const list = parseTrustList(second);
  assert.deepEqual(parseTrustListContent(second), next);
  assert.deepEqual(
    presentWitnessKeys(list.head)
      .slice(0, 3)
      .map(({ name, type }) => [name, type]),
    [
      [witness.name, 4],
      [witness.name, 6],
      [content.witnesses[1]?.name, 4],
    ],
  );
});

for (const [reason, unsound] of [
  ["never-valid", { ...content, validUntil: content.issuedAt }],
  ["quorum", { ...content, quorum: 4 }],
  ["signer-quorum", { ...content, signerQuorum: 4 }],
  ["witness-keys", { ...content, witnesses: [...content.witnesses, witness] }],
  ["witness-keys", { ...content, witnesses: content.signers }],
  ["witness-keys", withSecondKey(makeNoteSigner("other.example", 6))],
  ["witness-keys", withSecondKey(makeNoteSigner(witness.name, 4))],
  ["witness-keys", { ...content, witnesses: [{ ...witness, key: secondKey }] }],
  [
    "witness-keys",
    { ...content, witnesses: [{ ...witness, key: secondKey, postQuantumKey: witness.key }] },
  ],
  ["signer-keys", { ...content, signers: content.witnesses }],
  ["log-key", { ...content, log: { ...content.log, key: witness.key } }],
  ["authority-id", withAuthorities(city, { ...district, id: department.id })],
  [
    "kid",
    withAuthorities({
      ...city,
      keys: district.keys.map((key) => ({ ...key, kid: city.keys[0]?.kid ?? "" })),
    }),
  ],
  ["parent", withAuthorities(city, department)],
  ["parent", withAuthorities({ ...city, kind: "district" })],
  ["parent", withAuthorities(city, { ...district, parent: null })],
  ["cities", withAuthorities()],
  ["authority-twice", withAuthorities(city, district, district)],
  [
    "document-type-id",
    {
      ...content,
      documentTypes: content.documentTypes.map((type) => ({ ...type, vct: "https://x.example" })),
    },
  ],
  [
    "document-type-twice",
    { ...content, documentTypes: [...content.documentTypes, ...content.documentTypes] },
  ],
] as const) {
  test(`a trust list that is not sound is refused: ${reason}`, () => {
    assert.throws(
      () => formatTrustList(unsound as TrustListContent),
      (error: { code: string; data: { reason: string } }) => {
        assert.deepEqual([error.code, error.data.reason], ["trust-list.content", reason]);
        return true;
      },
    );
  });
}

test("a line of authorities that is too long, or goes in a circle, is refused", () => {
  const line: Authority[] = [city];
  for (let i = 1; i < 9; i++) {
    const iss = issOf(`level-${i}`);
    const parent = line.at(-1)?.id ?? null;
    line.push({ ...district, id: toAuthorityId(iss), iss, slug: `level-${i}`, parent, keys: [] });
  }
  assert.equal(formatTrustList(withAuthorities(...line.slice(0, 8))).includes("level-7"), true);
  const wrong = { code: "trust-list.content" };
  assert.throws(() => formatTrustList(withAuthorities(...line)), wrong);
  const circle = withAuthorities(
    city,
    { ...district, parent: department.id },
    { ...department, parent: district.id },
  );
  assert.throws(() => formatTrustList(circle), wrong);
});

const text = formatTrustList(content);
const json = text.split("\n")[1] ?? "";
for (const [what, wrong] of [
  ["another first line", text.replace("list/1", "list/3")],
  ["a line more", `${text}more\n`],
  ["no JSON", "sello-trust-list/1\nnonsense\n"],
  ["spaces", text.replace('"version":1', '"version": 1')],
  ["a member twice", text.replace('"version":1', '"version":1,"version":1')],
  ["an unknown member", text.replace('"version":1', '"version":1,"more":1')],
  ["a member missing", text.replace('"quorum":2,', "")],
  ["a text for a number", text.replace('"version":1', '"version":"1"')],
  ["a fraction", text.replace('"version":1', '"version":1.5')],
  ["an address in capitals", text.replace(`0x${"11".repeat(20)}`, `0x${"AA".repeat(20)}`)],
  ["a language missing", text.replace(/"zh":"[^"]*",/, "")],
  ["an unknown kind", text.replace('"kind":"district"', '"kind":"village"')],
  ["an interval backwards", text.replace(/"from":\d+,"until":null/, '"from":2,"until":1')],
] as const) {
  test(`a trust list with ${what} is refused`, () => {
    assert.notEqual(wrong, text);
    const signature = "\n\u2014 a.example AAAAAAAA\n";
    assert.throws(() => parseTrustList(wrong + signature), { code: "trust-list.malformed" });
  });
}

test("the JSON of a trust list is one compact line", () => {
  assert.equal(JSON.stringify(JSON.parse(json)), json);
  assert.throws(() => parseTrustList("x".repeat(5 * 2 ** 20)), { code: "trust-list.too-large" });
});
