import assert from "node:assert/strict";
import { test } from "node:test";
import { type TrustHead, toAuthorityId, toBase64 } from "@sello/sdk";
import { formatNote, formatVerifierKey } from "@sello/sdk/log";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { forgeUnderEnded } from "../../support/forgeUnderEnded.ts";
import { toHeadWorld, wholeList } from "../../support/headWorld.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { entryOf, signCheckpoint, TestLog } from "../../support/TestLog.ts";
import { Turnovers } from "../../support/Turnovers.ts";
import { issOf, World, worldTimes } from "../../support/world.ts";
import { VerificationScene } from "./VerificationScene.ts";

// What POST /v1/verify makes of checkpoints under keys that have ended: our own tree has to have them.

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const policy = { mayBeUnknown: ["status"] };

/** A service of a network in which everything ended several times, under its newest list. */
async function open(at: number) {
  const network = await Turnovers.ofSteps(new Random(at), 25);
  const { list } = network.lists.at(-1) ?? {};
  assert.ok(list);
  const scene = new VerificationScene(network.world);
  scene.wholeList = list;
  scene.trustListNote = formatNote(list.note);
  scene.nowSeconds = network.now;
  for (const { log } of network.deployed) scene.logs.set(log.origin, log);
  const verification = scene.verification();
  return { network, scene, verify: (file: string) => verification.verify(file, policy) };
}

test(`stolen log keys and witnesses that have ended backdate nothing (seed ${seed})`, async () => {
  for (let round = 0; round < 3; round++) {
    const { network, verify } = await open(seed + round);
    for await (const { file, where } of forgeUnderEnded(network))
      assert.notEqual((await verify(file)).outcome, "valid", `seed ${seed + round}, ${where}`);
  }
});

test(`documents of before stay valid under what has ended (seed ${seed})`, async () => {
  const { network, verify } = await open(seed);
  for (const [i, { file }] of network.shown.entries()) {
    const { outcome, checks } = await verify(file);
    assert.equal(outcome, "valid", `document ${i}: ${checks.map(({ code }) => code).join(" ")}`);
  }
});

/** A log of 12 entries whose key ended at its size, and a document at place 8 of another log of 9 entries. */
async function stolen() {
  const world = new World();
  const heads = toHeadWorld(world);
  const [deployment] = heads.head.deployments;
  assert.ok(deployment);
  const { origin } = deployment;
  const { document, issuer, type } = await world.issue();
  const [log, other] = [new TestLog(origin), new TestLog(origin)];
  for (let i = 0; i < 12; i++) log.append(new Uint8Array(112).fill(i));
  for (let i = 0; i < 8; i++) other.append(new Uint8Array(112).fill(i));
  const anchoredAt = worldTimes.anchored;
  other.append(entryOf(document, toAuthorityId(issOf(issuer)), type.id, anchoredAt));
  const { size } = other;
  const checkpoint = { origin, size, root: other.root() };
  const { published, now } = worldTimes;
  const note = await signCheckpoint(checkpoint, [world.log], world.witnesses, published);
  const file = other.file({ document, origin, index: 8, anchoredAt }, size, note);
  const end = { origin, size: 12, root: toBase64(log.root()) };
  const next = formatVerifierKey(makeNoteSigner(origin, 1, " 2").key);
  const keys = [
    ...deployment.keys.map((term) => ({ ...term, until: now, end })),
    { key: next, from: now, until: null, end: null, distrustedFrom: null },
  ];
  const head = { ...heads.head, deployments: [{ ...deployment, keys }] };
  const scene = new VerificationScene(world);
  const show = async (under: TrustHead) => {
    scene.wholeList = await wholeList({ ...heads, head: under }, world.signers);
    scene.trustListNote = formatNote(scene.wholeList.note);
    const { outcome, checks } = await scene.verification().verify(file, policy);
    return { outcome, code: checks.find(({ id }) => id === "checkpoint")?.code };
  };
  return { scene, show, log, heads, head };
}

test("a checkpoint under a stolen key that has ended is no part of our tree", async () => {
  const { scene, show, log, heads, head } = await stolen();
  const notProven = { outcome: "unknown", code: "checkpoint.not-proven" };
  scene.logs.set(log.origin, log);
  assert.deepEqual(await show(head), notProven);
  assert.equal(scene.asked.paths, 1);
  scene.logs.clear();
  assert.deepEqual(await show(head), notProven, "without such a log nothing is shown");
  // While its key is in use a checkpoint is judged by its signatures alone: nothing is read for it.
  scene.asked.paths = 0;
  assert.deepEqual(await show(heads.head), { outcome: "valid", code: "checkpoint.ok" });
  assert.equal(scene.asked.paths, 0);
});
