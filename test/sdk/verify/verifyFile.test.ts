import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { verify, verifyFile } from "@sello/sdk";
import { World, worldTimes, worldTypes } from "../../support/world.ts";

const world = new World({ witnessCount: 1 });
const file = new TextEncoder().encode("%PDF-1.7 a building permit");

async function judge(claims?: Record<string, unknown>) {
  const type = claims === undefined ? worldTypes.resident : worldTypes.sealedFile;
  const { file: sello } = await world.make({ type, ...(claims === undefined ? {} : { claims }) });
  const lists = [await world.statusList()];
  return verify(sello, await world.trustList(), lists, {}, worldTimes.now);
}
const sealed = {
  sha256: hash("sha256", file),
  name: "permit.pdf",
  mediaType: "application/pdf",
  size: file.length,
};

test("a sealed file matches, and a changed one differs", async () => {
  const verdict = await judge(sealed);
  assert.equal(verdict.outcome, "valid");
  assert.equal(verifyFile(file, verdict), "matches");
  assert.equal(verifyFile(file.with(9, 0x32), verdict), "differs");
  assert.equal(verifyFile(file.slice(1), verdict), "differs");
  assert.equal(verifyFile(file, await judge({ ...sealed, size: 1 })), "differs");
});

test("a document about no file matches none", async () => {
  assert.equal(verifyFile(file, await judge()), "not-about-a-file");
  const unread = await verify("nonsense", null, [], {}, worldTimes.now);
  assert.equal(verifyFile(file, unread), "not-about-a-file");
});
