import assert from "node:assert/strict";
import { test } from "node:test";
import type { TrustHead } from "@sello/sdk";
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  type NoteSigner,
  signatureTypes,
  signNote,
} from "@sello/sdk/log";
import { openCheckpointNote } from "../../../sdk/presentation/openCheckpointNote.ts";
import { attestCheckpoint } from "../../../sdk/verify/attestCheckpoint.ts";
import { toHeadWorld } from "../../support/headWorld.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { World } from "../../support/world.ts";

// Which cosignatures are counted, and how: C2SP tlog-cosignature and docs/formats.md, "Trust list 2".

const origin = "example.org/log";
const root = new Uint8Array(32).fill(7);
const text = formatCheckpoint({ origin, size: 9, root, extensions: [] });
const logSigner = makeNoteSigner(origin, signatureTypes.ed25519);
const always = { from: 0, until: null, end: null, distrustedFrom: null };
const term = ({ key }: NoteSigner) => ({ key: formatVerifierKey(key), ...always });
const ed25519 = (name: string) => makeNoteSigner(name, signatureTypes.cosignatureV1);
const mlDsa44 = (name: string) => makeNoteSigner(name, signatureTypes.cosignatureMlDsa44);
const window = { notBefore: 100, notAfter: 200 };

const world = toHeadWorld(new World()).head;
const [deployment] = world.deployments;
assert.ok(deployment);
/** w1 has both kinds of keys, w2 Ed25519, w3 ML-DSA-44. */
const head: TrustHead = {
  ...world,
  network: origin,
  issuedAt: 300,
  deployments: [{ ...deployment, origin, from: 0, keys: [term(logSigner)] }],
  witnesses: [
    { name: "w1", keys: [term(ed25519("w1")), term(mlDsa44("w1"))] },
    { name: "w2", keys: [term(ed25519("w2"))] },
    { name: "w3", keys: [term(mlDsa44("w3"))] },
  ],
  quorums: [{ needed: 3, from: 0, until: null, end: null }],
};

/** Attests a checkpoint that these signed at these times. */
async function attest(
  lines: readonly (readonly [signer: NoteSigner, at: number])[],
  list = head,
  within = window,
  requirePostQuantum = false,
) {
  const note = await signNote(text, [logSigner]);
  const cosignatures = await Promise.all(
    lines.map(([signer, at]) => cosignCheckpoint(text, signer, at)),
  );
  const signatures = [...note.signatures, ...cosignatures];
  const opened = openCheckpointNote(formatNote({ ...note, signatures }));
  return attestCheckpoint(opened, list, within, requirePostQuantum);
}

test("each witness counts once, however often and with however many keys it signed", async () => {
  const counted = await attest([
    [ed25519("w1"), 150],
    [ed25519("w1"), 160],
    [mlDsa44("w1"), 155],
    [ed25519("w2"), 157],
  ]);
  assert.equal(counted.result, "too-few-witnesses");
  assert.deepEqual([counted.witnesses, counted.witnessedAt], [2, 160]);
});

test("unknown, stale and future cosignatures do not count", async () => {
  const counted = await attest([
    [ed25519("stranger"), 150],
    [ed25519("w1"), 99],
    [ed25519("w2"), 201],
    [mlDsa44("w3"), 200],
  ]);
  assert.deepEqual([counted.witnesses, counted.witnessedAt], [1, 200]);
  const none = await attest([]);
  assert.deepEqual([none.witnesses, none.witnessedAt], [0, null]);
});

test("the log's own signature is no cosignature", async () => {
  const own = { name: origin, keys: [term(logSigner)] };
  const counted = await attest([], { ...head, witnesses: [own] });
  assert.equal(counted.witnesses, 0);
});

test("an ML-DSA-44 cosignature with the time left out does not count", async () => {
  const lines = [
    [mlDsa44("w3"), 0],
    [ed25519("w2"), 150],
  ] as const;
  const timeless = await attest(lines, head, { notBefore: 0, notAfter: 200 });
  assert.deepEqual([timeless.witnesses, timeless.witnessedAt], [1, 150]);
});

test("where post-quantum keys are asked for, those alone count", async () => {
  const lines = [
    [ed25519("w1"), 150],
    [mlDsa44("w1"), 151],
    [ed25519("w2"), 152],
    [mlDsa44("w3"), 153],
  ] as const;
  assert.equal((await attest(lines)).result, "ok");
  const counted = await attest(lines, head, window, true);
  assert.deepEqual([counted.result, counted.witnesses], ["too-few-post-quantum", 2]);
});
