import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type TrustHead, toBase64 } from "@sello/sdk";
import { formatNote, parseVerifierKey, signNote, verifyNote } from "@sello/sdk/log";
import { formatTrustHead } from "@sello/sdk/trust";
import { limits } from "../../../services/platform/limits.ts";
import { FileSignedHead } from "../../../services/trust-signer/FileSignedHead.ts";
import { introduce } from "../../../services/trust-signer/introduction.ts";
import type { SignRequest } from "../../../services/trust-signer/SignRequest.ts";
import type { TrustSigner } from "../../../services/trust-signer/TrustSigner.ts";
import { registered, suspended } from "./FakeRegistry.ts";
import { network, noteKey, now, OfficeScene, placeOf, types } from "./OfficeScene.ts";

let scene: OfficeScene;
let office: TrustSigner;
beforeEach(async () => {
  scene = await OfficeScene.open();
  office = scene.start();
});
afterEach(() => scene.dispose());

async function sign(change: Partial<TrustHead> = {}, more: Partial<SignRequest> = {}) {
  const request = await scene.request(change, more);
  const signatures = await office.sign(request);
  const keys = scene.keys.names.map(parseVerifierKey);
  return (await verifyNote({ text: request.text, signatures }, keys)).attested.length;
}

const refused = async (code: string, change: Partial<TrustHead>, more?: Partial<SignRequest>) =>
  assert.rejects(sign(change, more), { code });

test("a head of what its own node says is signed, and the same again is answered again", async () => {
  assert.equal(await sign(), 1);
  assert.equal(await sign(), 1);
  scene.registry.mine(now - 10, suspended("desk"));
  assert.equal(await sign({ version: 2 }), 1);
});

test("an authority's entry that is not as the node gives it: another root, and nothing is signed", async () => {
  const before = await scene.head();
  const root = toBase64(new Uint8Array(32).fill(7));
  await refused("trust_list.other_root", { authorities: { ...before.authorities, root } });
  await refused("trust_list.other_root", {
    authorities: { ...before.authorities, count: before.authorities.count + 1 },
  });
  // The service that is taken over says that the desk was never suspended.
  scene.registry.mine(now - 10, suspended("desk"));
  await refused("trust_list.other_root", { authorities: before.authorities });
  assert.equal(await sign(), 1, "the version is still free");
});

test("document types and validators are those of its own files and node", async () => {
  const { documentTypes } = await scene.head();
  const root = toBase64(new Uint8Array(32).fill(7));
  await refused("trust_list.other_types", { documentTypes: { ...documentTypes, root } });
  await refused("trust_list.other_validators", {
    validators: [
      {
        authority: `0x${"11".repeat(32)}` as never,
        name: "AAAA",
        consensusKey: "AAAA",
        power: 1,
        from: 0,
        until: null,
      },
    ],
  });
  assert.equal(types.length, documentTypes.count);
});

test("it never goes back, and never signs two heads of one version, after a new start either", async () => {
  await sign({ version: 5 });
  for (const restarted of [office, scene.start()]) {
    office = restarted;
    await refused("trust_list.not_newer", { version: 4 });
    scene.now += 1;
    await refused("trust_list.other_head", { version: 5 });
  }
  await assert.rejects(sign({ version: 5 }), { data: { version: 5 } });
  await sign({ version: 7 });
});

test("versions do not outrun time, so nobody uses them up", async () => {
  await refused("trust_list.version", { version: limits.trustFirstVersionMax + 1 });
  await sign();
  const most = 1 + limits.trustVersionsAhead;
  await refused("trust_list.version", { version: most + 1 });
  scene.now += 1;
  assert.equal(await sign({ version: most + 1 }), 1);
});

test("two requests at once for one version: one is signed", async () => {
  const first = await scene.request();
  scene.now += 1;
  const second = await scene.request();
  const answers = await Promise.allSettled([office.sign(first), office.sign(second)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

test("what has ended stays ended: a log's key, a witness, and how a log was sealed", async () => {
  const end = { origin: network, size: 5, root: toBase64(new Uint8Array(32)) };
  const ended = { key: scene.log.vkey, from: 0, until: now, end, distrustedFrom: null };
  const next = { ...ended, key: noteKey(network).vkey, until: null, end: null };
  await sign({ deployments: [scene.deployment("a", network, [ended, next])] });
  const back = { ...ended, until: null, end: null };
  await refused("trust-list.contradiction", {
    version: 2,
    deployments: [scene.deployment("a", network, [back, next])],
  });
  await refused("trust-list.other-network", {
    version: 2,
    network: "other.example/log",
    deployments: [scene.deployment("a", "other.example/log", [next])],
  });
});

test("a signer's later key is taken when both keys introduce it, and never otherwise", async () => {
  await sign();
  const { city } = scene.others;
  const next = noteKey("sello.example/city");
  const replaced = { version: 2, signers: scene.signers({ city: next.vkey }) };
  const introduction = { network, office: "city", oldKey: city.vkey, newKey: next.vkey };
  await refused("trust_list.signers", replaced);
  const wrong = [
    await introduce(introduction, [next]),
    await introduce({ ...introduction, network: "other" }, [city, next]),
    await introduce({ ...introduction, office: "archive" }, [city, next]),
    "no note at all",
  ];
  await refused("trust_list.signers", replaced, { introductions: wrong });
  const introductions = [await introduce(introduction, [city, next])];
  assert.equal(await sign(replaced, { introductions }), 1);
  await refused("trust_list.signers", { version: 3 }, { introductions });
});

test("nobody is added, nobody is dropped, and the quorum stays", async () => {
  await sign();
  const signers = scene.signers();
  const stranger = noteKey("sello.example/stranger").vkey;
  const without = signers.filter(({ name }) => name !== "audit");
  for (const change of [
    { signerQuorum: 1 },
    { signers: [...signers, { name: "stranger", key: stranger, from: 0, until: null }] },
    { signers: signers.filter(({ name }) => name !== "city") },
    { signers: without },
    { signers: scene.signers({ audit: stranger }) },
  ])
    await refused("trust_list.signers", { version: 2, ...change });
});

test("its own later key is made here, and both sign while the list changes over", async () => {
  await sign();
  const note = await office.successor(scene.audit, network);
  assert.equal(await office.successor(scene.audit, network), note, "asked again, it is the same");
  const [, key = ""] = scene.keys.names;
  const more = { signers: scene.keys.names, introductions: [note] };
  const signers = scene.signers({ audit: key });
  assert.equal(await sign({ version: 2, signers }, more), 2);
  await refused("trust_list.signers", { version: 3 }, more);
});

test("no list is valid for longer than lists are, of a later time, or of an earlier one than the last", async () => {
  const life = limits.trustListLifetimeSeconds;
  await refused("trust_list.time", { validUntil: now + life + 1 });
  const issuedAt = now + limits.clockSkewSeconds + 1;
  await refused("trust_list.time", { issuedAt, validUntil: issuedAt + 10 });
  await sign();
  await refused("trust_list.time", { version: 2, issuedAt: now - 1, validUntil: now + 10 });
  await refused("trust_list.public_url", { version: 2, publicUrl: "https://other.example" });
});

test("what the registry said a while ago has to be in; the newest may be missing", async () => {
  const { authorities } = await scene.head();
  const registries = [{ ...placeOf("a"), block: BigInt(scene.registry.blocks.length - 1) }];
  scene.registry.mine(now - 60, suspended("desk"));
  assert.equal(await sign({ authorities }, { registries }), 1);
  scene.now += limits.trustBehindSeconds;
  await refused("trust_list.behind", { version: 2, authorities }, { registries });
  await refused("trust_list.behind", { version: 2, authorities }, { registries: [] });
});

test("a registry that follows is taken when the one before it names it; and a log ended as it did", async () => {
  await sign();
  const root = new Uint8Array(32).fill(9);
  const sealed = {
    ...scene.deployment("a", network, (await scene.head()).deployments[0]?.keys ?? []),
    until: now - 99,
    size: 4,
    root: toBase64(root),
  };
  const key = noteKey(`${network}/2`).vkey;
  const next = {
    ...scene.deployment("d", `${network}/2`, [
      { key, from: 0, until: null, end: null, distrustedFrom: null },
    ]),
    from: now - 99,
  };
  const moved = { version: 2, deployments: [sealed, next] };
  scene.successor.mine(now - 90);
  await refused("trust_list.not_sealed", moved);
  scene.registry.end = { size: 4, root };
  const args = {
    successorChainId: String(next.chainId),
    successorRegistry: placeOf("e").registry,
    successorLog: next.log,
  };
  scene.registry.mine(now - 100, { name: "RegistrySealed", args });
  await refused("trust_list.unknown_registry", moved);
  const named = { ...args, successorRegistry: placeOf("d").registry.toUpperCase() };
  scene.registry.mine(now - 100, { name: "RegistrySealed", args: named });
  assert.equal(await sign(moved), 1);
  // It has taken over some time ago, so it governs.
  scene.successor.mine(now - 80, { name: "TakeOverCompleted", args: {} });
  scene.now += limits.trustBehindSeconds;
  await refused("trust_list.behind", { ...moved, version: 3 });
  const registries = [
    { ...placeOf("a"), block: BigInt(scene.registry.blocks.length - 1) },
    { ...placeOf("d"), block: 1n },
  ];
  assert.equal(await sign({ ...moved, version: 3 }, { registries }), 1);
});

test("a registry that nobody answers for is not asked; a node that is away keeps the office silent", async () => {
  const stranger = noteKey(network).vkey;
  const term = { key: stranger, from: 0, until: null, end: null, distrustedFrom: null };
  const deployments = [scene.deployment("f", network, [term])];
  await refused("trust_list.unknown_registry", { deployments });
  scene.registry.isAway = true;
  await refused("chain.unavailable", {});
  scene.registry.isAway = false;
  assert.equal(await sign(), 1);
});

test("what is no head is refused, and so is a registry that tells another past", async () => {
  await assert.rejects(sign({}, { text: "sello-trust-list/2\n{}\n" }), {
    code: "trust-list.malformed",
  });
  await sign();
  scene.registry.takeBack(1);
  scene.registry.mine(now - 4_000, registered("city", null), registered("mine", "city"));
  for (let i = 0; i < 80; i += 1) scene.registry.mine(now - 3_000);
  assert.equal(await sign({ version: 2 }), 1, "a reorganisation is followed");
  scene.registry.takeBack(81);
  scene.registry.mine(now - 4_000, registered("city", null), registered("desk", "city"));
  for (let i = 0; i < 80; i += 1) scene.registry.mine(now - 3_000);
  await refused("trust_list.other_chain", { version: 3 });
});

test("a node that is behind the service's is waited for, and then it is not called another root", async () => {
  const registries = [{ ...placeOf("a"), block: BigInt(scene.registry.blocks.length) }];
  await refused("chain.behind", {}, { registries });
  const signing = sign({}, { registries });
  setTimeout(() => scene.registry.mine(now - 1), 100);
  assert.equal(await signing, 1);
});

test("an office of a network that has lists goes on from one that its operator gives", async () => {
  const head = await scene.head({
    version: 9,
    signers: scene.signers({ audit: noteKey("x").vkey }),
  });
  const text = formatTrustHead(head);
  const file = new FileSignedHead(scene.directory);
  const forged = formatNote(await signNote(text, [scene.others.city]));
  await assert.rejects(file.begin(forged), { code: "trust-list.signatures" });
  await file.begin(formatNote(await signNote(text, Object.values(scene.others))));
  await refused("trust_list.not_newer", { version: 8 });
  await refused("trust_list.signers", { version: 10 });
  await file.begin(forged);
  assert.equal(file.read()?.version, 9, "only where it has none");
});
