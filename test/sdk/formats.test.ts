import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  acceptSuccessor,
  limits,
  ownSigners,
  packedSelloFileType,
  parseFoundEntries,
  parseStatusListToken,
  parseTrustList,
  selloFileType,
  verify,
  verifyTrustList,
  withEntries,
} from "@sello/sdk";
import { contractLimits, parseNote, signatureTypes, verifyNote } from "@sello/sdk/log";
import { presentWitnessKeys } from "@sello/sdk/trust";
import { blockPattern, type ExampleRoots, toExampleBlocks } from "../support/formatsExample.ts";
import { worldTimes } from "../support/world.ts";

// docs/formats.md is held to the code: its example verifies, and every block follows from it.

const page = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
const blocks = Object.fromEntries(
  [...page.matchAll(blockPattern)].map(([, , name = "", text = ""]) => [name, text]),
);
const roots: ExampleRoots = {
  "sello-file": (blocks["sello-file"] ?? "").trimEnd(),
  "trust-list": blocks["trust-list"] ?? "",
  "status-token": (blocks["status-token"] ?? "").trimEnd(),
  "trust-head": blocks["trust-head"] ?? "",
  "trust-found": (blocks["trust-found"] ?? "").trimEnd(),
  "post-quantum-cosignature": blocks["post-quantum-cosignature"] ?? "",
};

test("every block of the page follows from its document, trust list and status list", () => {
  const expected = toExampleBlocks(roots);
  assert.deepEqual(Object.keys(blocks).sort(), Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) {
    assert.equal(blocks[name]?.trimEnd(), text.trimEnd(), name);
  }
});

test("the document of the page verifies with the page's trust list and status list", async () => {
  const list = parseTrustList(roots["trust-list"]);
  const trustList = await verifyTrustList(list, ownSigners(list));
  const status = await parseStatusListToken(roots["status-token"]);
  const verdict = await verify(roots["sello-file"], trustList, [status], {}, worldTimes.now);
  assert.equal(verdict.outcome, "valid");
  assert.deepEqual(verdict.document?.claims, { district: "Futian", age_over_18: true });
});

test("the document verifies with the page's head, and entries that come apart or along with it", async () => {
  const pinned = parseTrustList(roots["trust-list"]);
  const list = await acceptSuccessor(
    await verifyTrustList(pinned, ownSigners(pinned)),
    roots["trust-head"],
  );
  const status = await parseStatusListToken(roots["status-token"]);
  const outcome = async (file: string, trustList = list) =>
    (await verify(file, trustList, [status], {}, worldTimes.now)).outcome;
  assert.equal(await outcome(roots["sello-file"]), "unknown");
  const found = parseFoundEntries(roots["trust-found"]);
  assert.equal(await outcome(roots["sello-file"], withEntries(list, found)), "valid");
  assert.equal(await outcome(blocks["extended-sello-file"] ?? ""), "valid");
});

test("the post-quantum cosignature of the page verifies with the key in the page's trust list", async () => {
  const witnessKeys = presentWitnessKeys(parseTrustList(roots["trust-list"]).head);
  const note = parseNote(`${blocks.checkpoint}\n${roots["post-quantum-cosignature"]}`);
  const { attested, forged } = await verifyNote(note, witnessKeys);
  assert.deepEqual(forged, []);
  assert.deepEqual(
    attested.map(({ key }) => [key.name, key.type]),
    [["district-1.sello.example", signatureTypes.cosignatureMlDsa44]],
  );
});

test("the limits and names that the page gives are the code's", () => {
  assert.ok(page.includes(`\`${selloFileType}\``));
  assert.ok(page.includes(`\`${packedSelloFileType}\``));
  const rows = [...page.matchAll(/^\| `(\w+)` \| ([\d,]+) \|/gm)].map(([, name, value]) => [
    name,
    Number(value?.replaceAll(",", "")),
  ]);
  assert.deepEqual(Object.fromEntries(rows), limits);
  const ofContracts = [...page.matchAll(/^\| (\w+Max|\w+Entries) \| ([\d,]+) \| .+ \|$/gm)];
  assert.deepEqual(
    Object.fromEntries(
      ofContracts.map(([, name, value = ""]) => [name, Number(value.replaceAll(",", ""))]),
    ),
    contractLimits,
  );
});
