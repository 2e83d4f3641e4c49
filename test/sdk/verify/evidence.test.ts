import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  acceptSuccessor,
  type CheckCode,
  documentStatuses,
  formatSelloFile,
  type Policy,
  present,
  type StatusList,
  type TrustList,
  verify,
} from "@sello/sdk";
import {
  cosignCheckpoint,
  decodeBatchEvidence,
  encodeBatchEvidence,
  formatNote,
  formatTlogProof,
  parseNote,
  parseTlogProof,
  signNote,
} from "@sello/sdk/log";
import { formatTrustList } from "@sello/sdk/trust";
import { makeEcKey, makeNoteSigner } from "../../support/keys.ts";
import { type AnchoredDocument, World, worldTimes } from "../../support/world.ts";

// Proofs, checkpoints, status and key binding: evidence that is missing, old, foreign or forged.

const world = new World({ witnessCount: 5, quorum: 3 });
const { anchored, now, published } = worldTimes;
let shown: AnchoredDocument;
let trustList: TrustList;
let statusList: StatusList;

before(async () => {
  [shown, trustList, statusList] = await Promise.all([
    world.make(),
    world.trustList(),
    world.statusList(),
  ]);
});

async function assertCode(
  file: string,
  code: CheckCode,
  {
    policy = {},
    lists = [statusList],
    at = now,
    list = trustList,
  }: {
    policy?: Policy;
    lists?: readonly StatusList[];
    at?: number;
    list?: TrustList;
  } = {},
) {
  const verdict = await verify(file, list, lists, policy, at);
  const check = verdict.checks.find(({ id }) => code.startsWith(`${id}.`));
  assert.equal(check?.code, code);
  const outcomes = { passed: "valid", skipped: "valid", failed: "invalid", unknown: "unknown" };
  assert.equal(verdict.outcome, outcomes[check?.outcome ?? "failed"]);
  return verdict;
}

function withNote(change: (note: ReturnType<typeof parseNote>) => ReturnType<typeof parseNote>) {
  const proof = parseTlogProof(shown.proof);
  const checkpointNote = formatNote(change(parseNote(proof.checkpointNote)));
  return formatSelloFile({ ...shown, proof: formatTlogProof({ ...proof, checkpointNote }) });
}

test("a proof for another document, or for another place, proves nothing", async () => {
  const [a, b] = await world.anchor([await world.issue(), await world.issue()]);
  assert.ok(a && b);
  await assertCode(formatSelloFile({ document: a.document, proof: b.proof }), "in-log.wrong");
  const proof = parseTlogProof(a.proof);
  for (const wrong of [
    { ...proof, index: 4 },
    { ...proof, index: 9 },
    { ...proof, path: proof.path.slice(1) },
    { ...proof, path: [...proof.path, new Uint8Array(32)] },
  ]) {
    const file = formatSelloFile({ document: a.document, proof: formatTlogProof(wrong) });
    await assertCode(file, "in-log.wrong");
  }
});

test("the anchoring time and the count cannot be changed", async () => {
  for (const at of [8, 16, 24]) {
    const proof = parseTlogProof(shown.proof);
    assert.ok(proof.extra);
    const extra = proof.extra.with(at, (proof.extra[at] ?? 0) ^ 1);
    const file = formatSelloFile({ ...shown, proof: formatTlogProof({ ...proof, extra }) });
    await assertCode(file, "in-log.wrong");
  }
});

test("what was found good before makes nothing else good", async () => {
  const [a, b] = await world.anchor([await world.issue(), await world.issue()]);
  const [other] = await world.anchor([await world.issue()]);
  assert.ok(a && b && other);
  const proof = parseTlogProof(a.proof);
  assert.ok(proof.extra);
  const good = formatSelloFile({ document: a.document, proof: a.proof });
  const wrong = [
    // The place that was just found good, under another entry: another time, another document.
    formatTlogProof({ ...proof, extra: proof.extra.with(8, (proof.extra[8] ?? 0) ^ 1) }),
    // The entry that was just found good, at other places.
    formatTlogProof({ ...proof, index: proof.index - 1 }),
    formatTlogProof({ ...proof, path: proof.path.with(0, new Uint8Array(32)) }),
    other.proof,
    b.proof,
  ];
  for (const each of wrong) {
    await assertCode(good, "in-log.ok");
    await assertCode(formatSelloFile({ document: a.document, proof: each }), "in-log.wrong");
  }
});

test("a proof from a log that the list does not have is not known", async () => {
  const content = world.trustListContent();
  const log = { ...content.log, origin: "sello.example/another" };
  const list = await world.trustList({ ...content, log });
  await assertCode(shown.file, "checkpoint.unknown-log", { list });
});

test("a checkpoint that the log did not sign is refused, no matter who else signed", async () => {
  const stranger = makeNoteSigner("stranger.example", 1);
  const proof = parseTlogProof(shown.proof);
  const { text, signatures } = parseNote(proof.checkpointNote);
  const { signatures: strange } = await signNote(text, [stranger]);
  const others = signatures.slice(1);
  await assertCode(
    withNote((note) => ({ ...note, signatures: [...strange, ...others] })),
    "checkpoint.not-signed",
  );
  const impostor = { ...stranger, key: world.log.key };
  const forged = (await signNote(text, [impostor])).signatures;
  await assertCode(
    withNote((note) => ({ ...note, signatures: [...forged, ...others] })),
    "checkpoint.forged-signature",
  );
});

test("a forged root with the old signatures is refused", async () => {
  const root = new Uint8Array(32).fill(1);
  const text = `sello.example/log\n9\n${Buffer.from(root).toString("base64")}\n`;
  await verify(
    withNote((note) => ({ ...note, text })),
    trustList,
    [statusList],
    {},
    now,
  ).then(({ outcome, checks }) => {
    assert.equal(outcome, "invalid");
    const codes = checks.filter((check) => check.outcome === "failed").map(({ code }) => code);
    assert.deepEqual(codes, ["in-log.wrong", "checkpoint.forged-signature"]);
  });
});

test("the quorum counts distinct witnesses that the trust list names", async () => {
  const keep = (count: number) =>
    withNote((note) => ({ ...note, signatures: note.signatures.slice(0, 1 + count) }));
  const verdict = await assertCode(keep(3), "checkpoint.ok");
  assert.equal(verdict.asOf.witnessedAt, published);
  await assertCode(keep(2), "checkpoint.too-few-witnesses");
  const repeated = withNote(({ text, signatures: [log, witness] }) => {
    assert.ok(log && witness);
    return { text, signatures: [log, witness, witness, witness] };
  });
  await assertCode(repeated, "checkpoint.too-few-witnesses");
});

test("without witnesses, what was recorded after the list is unknown under it; nothing else is", async () => {
  const alone = withNote((note) => ({ ...note, signatures: note.signatures.slice(0, 1) }));
  const content = world.trustListContent();
  // As late as the clocks may differ, and a second more.
  const list = await world.trustList({ ...content, issuedAt: anchored + 120 });
  const newer = await world.trustList({ ...content, issuedAt: anchored + 121 });
  await assertCode(alone, "checkpoint.unknown-quorum", { list });
  await assertCode(alone, "checkpoint.too-few-witnesses", { list: newer });
  // A list that says so is not taken from those whom the older one does not name.
  const strangers = ["x", "y"].map((name) => makeNoteSigner(`${name}.example`, 1));
  const without = { ...content, version: content.version + 1, witnesses: [], quorum: 0 };
  const note = formatNote(await signNote(formatTrustList(without), strangers));
  await assert.rejects(acceptSuccessor(list, note), { code: "trust-list.signatures" });
});

test("who has the log's key alone gains nothing by a later time", async () => {
  const list = await world.trustList({ ...world.trustListContent(), issuedAt: anchored + 121 });
  const { text, signatures } = parseNote(parseTlogProof(shown.proof).checkpointNote);
  const checkpointNote = formatNote({ text, signatures: signatures.slice(0, 1) });
  const { extra, ...proof } = parseTlogProof(shown.proof);
  const later = { ...decodeBatchEvidence(extra as Uint8Array), anchoredAt: now };
  const stated = { ...proof, checkpointNote, extra: encodeBatchEvidence(later) };
  const file = formatSelloFile({ ...shown, proof: formatTlogProof(stated) });
  const verdict = await assertCode(file, "checkpoint.too-few-witnesses", { list });
  assert.ok(verdict.checks.some(({ code }) => code === "in-log.wrong"));
  const line = await cosignCheckpoint(text, makeNoteSigner("nobody.example", 4), now);
  const added = withNote((note) => ({
    ...note,
    signatures: [...note.signatures.slice(0, 1), line],
  }));
  await assertCode(added, "checkpoint.unknown-quorum", { list });
});

test("post-quantum cosignatures count like others, and alone where the policy asks for them", async () => {
  const modern = new World({ witnessCount: 4, quorum: 3, postQuantumCount: 3 });
  const { file, proof, ...rest } = await modern.make();
  const list = await modern.trustList();
  const lists = [await modern.statusList()];
  const keeping = (keep: (length: number, place: number) => boolean) => {
    const parsed = parseTlogProof(proof);
    const note = parseNote(parsed.checkpointNote);
    const signatures = note.signatures.filter(({ signature }, i) => keep(signature.length, i));
    const checkpointNote = formatNote({ ...note, signatures });
    return formatSelloFile({ ...rest, proof: formatTlogProof({ ...parsed, checkpointNote }) });
  };
  const [classical, postQuantum] = [72, 2428];
  const policy = { requirePostQuantum: true };
  const ok = "checkpoint.ok";
  const both = await assertCode(file, ok, { list, lists });
  // All four witnesses, three of them twice.
  assert.deepEqual(both.checks.find(({ code }) => code === ok)?.data, { count: 4, quorum: 3 });
  await assertCode(file, ok, { list, lists, policy });
  const onlyOld = keeping((length) => length !== postQuantum);
  await assertCode(onlyOld, ok, { list, lists });
  await assertCode(onlyOld, "checkpoint.too-few-post-quantum", { list, lists, policy });
  const onlyNew = keeping((length) => length !== classical);
  await assertCode(onlyNew, ok, { list, lists });
  await assertCode(onlyNew, ok, { list, lists, policy });
  // One by its first key, two by their second: three witnesses, two of them post-quantum.
  const mixed = keeping((length, i) => length === 64 || i === 1 || i === 6 || i === 7);
  await assertCode(mixed, ok, { list, lists });
  await assertCode(mixed, "checkpoint.too-few-post-quantum", { list, lists, policy });
  // Both keys of one witness and one more: two witnesses.
  const twice = keeping((length, i) => length === 64 || i === 1 || i === 5 || i === 6);
  await assertCode(twice, "checkpoint.too-few-witnesses", { list, lists });
});

test("where no witness is asked for, a policy may still ask for a post-quantum one", async () => {
  const content = { ...world.trustListContent(), witnesses: [], quorum: 0 };
  const list = await world.trustList(content);
  const policy = { requirePostQuantum: true };
  await assertCode(shown.file, "checkpoint.too-few-post-quantum", { list, policy });
});

test("cosignatures from the future, or too old for the policy, do not count", async () => {
  await assertCode(shown.file, "checkpoint.clock-behind", { at: published - 121 });
  const policy = { cosignatureAgeSecondsMax: now - published };
  await assertCode(shown.file, "checkpoint.ok", { policy });
  await assertCode(shown.file, "checkpoint.too-few-witnesses", {
    policy: { cosignatureAgeSecondsMax: now - published - 1 },
  });
});

test("a network without witnesses says so", async () => {
  const content = { ...world.trustListContent(), witnesses: [], quorum: 0 };
  const list = await world.trustList(content);
  await assertCode(shown.file, "checkpoint.ok-without-witnesses", { list });
});

test("revoked and suspended are told apart, with the authority and the age", async () => {
  const index = 12;
  const other = await world.make({ statusIndex: index });
  world.statuses[index] = documentStatuses.revoked;
  const revoked = await world.statusList();
  world.statuses[index] = documentStatuses.suspended;
  const suspended = await world.statusList(published + 1);
  world.statuses[index] = 3;
  const strange = await world.statusList(published + 2);
  world.statuses[index] = documentStatuses.valid;
  const verdict = await assertCode(other.file, "status.revoked", { lists: [revoked] });
  const check = verdict.checks.find(({ id }) => id === "status");
  assert.equal(check?.knownAt, published);
  assert.match(check?.text.es ?? "", /^Revocado por futian-police/);
  await assertCode(other.file, "status.suspended", { lists: [suspended] });
  await assertCode(other.file, "status.undefined-value", { lists: [strange, suspended] });
  const outside = await world.make({ statusIndex: 131_072 });
  await assertCode(outside.file, "status.out-of-range");
});

test("what is known of the status may be missing, old or not genuine: then it is unknown", async () => {
  await assertCode(shown.file, "status.missing", { lists: [] });
  const policy = { statusAgeSecondsMax: 10, clockSkewSeconds: 0 };
  await assertCode(shown.file, "status.too-old", { policy });
  const expired = await world.statusList(now - 7 * 86_400 - 120);
  const patient = { statusAgeSecondsMax: 1e9 };
  await assertCode(shown.file, "status.too-old", { lists: [expired], policy: patient });
  const foreign = await world.statusList(published, makeEcKey());
  await assertCode(shown.file, "status.not-trusted", { lists: [foreign] });
  await assertCode(shown.file, "status.not-refreshed", { lists: [foreign, statusList] });
  const tomorrow = await world.statusList(now + 86_400);
  await assertCode(shown.file, "status.not-trusted", { lists: [tomorrow] });
});

test("an old list still tells of a revocation, but not of a suspension", async () => {
  world.statuses[4711] = documentStatuses.revoked;
  const revoked = await world.statusList(worldTimes.anchored - 864_000);
  world.statuses[4711] = documentStatuses.suspended;
  const suspended = await world.statusList(worldTimes.anchored - 864_000);
  world.statuses[4711] = documentStatuses.valid;
  await assertCode(shown.file, "status.revoked", { lists: [revoked] });
  await assertCode(shown.file, "status.too-old", { lists: [suspended] });
});

test("a status that came along serves without network; a forged one condemns", async () => {
  const withStatus = (status: string) => formatSelloFile({ ...shown, status });
  const token = await world.statusToken();
  const verdict = await assertCode(withStatus(token), "status.not-refreshed", { lists: [] });
  assert.equal(verdict.asOf.statusIssuedAt, published);
  const { kid } = world.keys["futian-police"];
  const forged = await world.statusToken(published, { ...makeEcKey(), kid });
  await assertCode(withStatus(forged), "status.forged");
  await assertCode(withStatus("not a token"), "status.not-trusted", { lists: [] });
  world.statuses[4711] = documentStatuses.revoked;
  const newer = await world.statusList(published + 60);
  world.statuses[4711] = documentStatuses.valid;
  await assertCode(withStatus(token), "status.revoked", { lists: [newer] });
});

const audience = "https://shop.example";
const bound = async (
  over: { nonce?: string; iat?: number; key?: ReturnType<typeof makeEcKey> } = {},
) => {
  const { nonce = "n-1", iat = now - 5, key = world.holder } = over;
  const keyBinding = { sign: key.sign, audience, nonce, iat };
  const document = await present(shown.document, ["age_over_18"], { keyBinding });
  return formatSelloFile({ ...shown, document });
};

test("a presentation bound to holder, audience and nonce is valid, and says so", async () => {
  const policy: Policy = { keyBinding: { audience, nonce: "n-1", ageSecondsMax: 60 } };
  const verdict = await assertCode(await bound(), "key-binding.ok", { policy });
  assert.deepEqual(verdict.document?.claims, { age_over_18: true });
  assert.equal(verdict.document?.withheld, 9);
  assert.ok(verdict.checks.every(({ outcome }) => outcome === "passed"));
});

test("another audience, nonce, age or key is refused", async () => {
  const ask = (keyBinding: Policy["keyBinding"]) => ({ policy: { keyBinding: keyBinding ?? {} } });
  await assertCode(await bound(), "audience.other", ask({ audience: "https://other.example" }));
  await assertCode(await bound(), "nonce.other", ask({ nonce: "n-2" }));
  await assertCode(
    await bound({ iat: now - 130 }),
    "key-binding.too-old",
    ask({ ageSecondsMax: 9 }),
  );
  await assertCode(await bound({ iat: now + 121 }), "key-binding.in-the-future");
  await assertCode(await bound({ key: makeEcKey() }), "key-binding.wrong-signature");
});

test("a missing key binding is refused when it is asked for, in any way", async () => {
  for (const keyBinding of [{ required: true }, { audience }, { nonce: "n" }]) {
    await verify(shown.file, trustList, [statusList], { keyBinding }, now).then((verdict) => {
      assert.equal(verdict.outcome, "invalid");
      const codes = verdict.checks.map(({ code }) => code);
      assert.ok(codes.includes("key-binding.missing"));
    });
  }
});

test("disclosures added or taken away after the binding break it", async () => {
  const file: { document: string } = JSON.parse(await bound());
  const [issuer = "", disclosure = "", keyBinding = ""] = file.document.split("~");
  const name = shown.document.split("~")[1] ?? "";
  for (const document of [
    `${issuer}~${disclosure}~${name}~${keyBinding}`,
    `${issuer}~${keyBinding}`,
  ]) {
    const altered = formatSelloFile({ ...shown, document });
    await assertCode(altered, "key-binding.other-presentation");
  }
});

test("a document without a holder's key cannot be bound to one", async () => {
  const free = await world.make({ payload: { cnf: undefined } });
  const keyBinding = { sign: world.holder.sign, audience, nonce: "n", iat: now };
  const document = await present(free.document, [], { keyBinding });
  await assertCode(formatSelloFile({ ...free, document }), "key-binding.no-holder-key");
});
