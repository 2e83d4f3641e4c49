import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  ownSigners,
  parseStatusListToken,
  parseTrustList,
  verify,
  verifyTrustList,
} from "@sello/sdk";

// Made by commit a54aefb, on a service of its own: see test/vectors/README.md.
const read = (name: string): string =>
  readFileSync(new URL(`../vectors/a54aefb/${name}`, import.meta.url), "utf8");

/** Shortly after they were issued. */
const now = 1_795_894_200;

async function judge(file: string, office: string) {
  const note = read("trust-list.note");
  const list = parseTrustList(note);
  const trustList = await verifyTrustList(list, ownSigners(list));
  const statusList = await parseStatusListToken(read(`${office}.status.jwt`));
  const document = new Uint8Array(
    readFileSync(new URL(`../vectors/a54aefb/${file}`, import.meta.url)),
  );
  return verify(document, trustList, [statusList], {}, now);
}

const documents = [
  ["resident-id.sello", "population-administration"],
  ["line-break-in-address.sello", "population-administration"],
  ["library-card.sello", "shenzhen-library"],
] as const;

for (const [file, office] of documents) {
  test(`${file} of commit a54aefb is valid: new rules bind issuing only`, async () => {
    const verdict = await judge(file, office);
    assert.deepEqual([verdict.outcome, verdict.cause], ["valid", undefined]);
  });
}

test("R1: a document of commit a54aefb says on which day its holder was not over an age", async () => {
  const { document } = await judge("resident-id.sello", "population-administration");
  assert.equal(document?.claims.age_over_18, false);
  assert.deepEqual(document?.statedOn, { age_over_18: "2026-11-28", age_over_60: "2026-11-28" });
});
