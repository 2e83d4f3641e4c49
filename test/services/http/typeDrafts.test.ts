import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { apiLimits } from "@sello/api";
import { sampleDesign } from "../../support/sampleDesign.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

// Every JSON answer here is compared with its schema by the app itself (`checkReplies`).
let app: Awaited<ReturnType<typeof startTestApp>>;
let key: string;
before(async () => {
  app = await startTestApp();
  key = await app.keyFor("nanshan-housing", ["administer"]);
});
after(() => app.server.stop());

const drafts = "/v1/document-type-drafts";
const one = `${drafts}/0a1b2c3d-0000-4000-8000-000000000001`;

test("drafts are listed, read, changed, asked for, sent back, signed and approved", async () => {
  const design = sampleDesign();
  for (const path of [drafts, `${drafts}?state=review`, one, `${one}/approval`])
    assert.equal((await app.request(path, { key })).status, 200, path);
  const made = await app.post(drafts, { design }, { key });
  assert.deepEqual([made.status, made.headers.get("location")], [201, one]);
  for (const [act, body] of [
    ["changes", { revision: 1, design }],
    ["discard", { revision: 1 }],
    ["review", { revision: 1 }],
    ["return", { revision: 1, reason: "short" }],
    ["approvals", { content: `0x${"1".repeat(64)}`, signature: "0x00" }],
  ] as const)
    assert.equal((await app.post(`${one}/${act}`, body, { key })).status, 200, act);
  const other = one.replace("0a1b", "0a1c");
  assert.deepEqual(await problemOf(await app.request(other, { key })), {
    status: 404,
    code: "type_draft.unknown",
  });
});

test("a design of another form is refused at its place, and one that is too large before it is read", async () => {
  const send = (design: unknown) => app.post(drafts, { design }, { key });
  const refused = await send({ ...sampleDesign(), schema: { type: "object" } });
  assert.deepEqual(await problemOf(refused), { status: 422, code: "request.invalid" });
  for (const change of [
    { version: 0 },
    { name: "a\u0007b" },
    { title: { zh: "甲\u202e", es: "a", en: "b" } },
    { claims: Array.from({ length: 41 }, () => sampleDesign().claims[0]) },
    { claims: [{ ...sampleDesign().claims[0], kind: "script" }] },
    { card: { ...sampleDesign().card, background: "url(x)" } },
    { term: { unit: "years", count: 1.5 } },
  ])
    assert.equal(
      (await send({ ...sampleDesign(), ...change })).status,
      422,
      JSON.stringify(change),
    );
  for (const name of ["a\u0000", "a\ud800"])
    assert.equal((await send({ ...sampleDesign(), name })).status, 400, "no database takes it");
  const large = "x".repeat(apiLimits.typeDesignBytes);
  assert.deepEqual(await problemOf(await send(large)), { status: 413, code: "request.too_large" });
});
