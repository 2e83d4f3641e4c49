import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { problemOf, startTestApp } from "./startTestApp.ts";

// Every JSON answer here is compared with its schema by the app itself (`checkReplies`).
let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp();
});
after(() => app.server.stop());

const secret = "A".repeat(43);
const invitation = { name: "Ana", roles: ["issue"], endsAt: 4_000_000_000 };
const passkey = { secret, clientDataJSON: "AAAA", authenticatorData: "AAAA" };

test("who administers invites for their authority and those below, and for no other", async () => {
  const key = await app.keyFor("nanshan");
  for (const body of [invitation, { ...invitation, authority: "nanshan-housing" }]) {
    const response = await app.post("/v1/invitations", body, { key });
    assert.equal(response.status, 201);
    assert.match(((await response.json()) as { secret: string }).secret, /^[\w-]{43}$/);
  }
  for (const authority of ["futian", "shenzhen"]) {
    const refused = await app.post("/v1/invitations", { ...invitation, authority }, { key });
    assert.deepEqual(await problemOf(refused), { status: 403, code: "api_key.authority" });
  }
  for (const part of [{ roles: [] }, { roles: ["anchor"] }, { name: "" }, { name: "a\u0007b" }]) {
    const refused = await app.post("/v1/invitations", { ...invitation, ...part }, { key });
    assert.deepEqual(await problemOf(refused), { status: 422, code: "request.invalid" });
  }
});

test("an invitation of another authority cannot be taken back", async () => {
  const listed = await app.request("/v1/invitations", { key: await app.keyFor("nanshan") });
  const { invitations } = (await listed.json()) as { invitations: { id: string }[] };
  const path = `/v1/invitations/${invitations[0]?.id}`;
  const revoke = async (slug: string) =>
    app.request(path, { method: "DELETE", key: await app.keyFor(slug) });
  assert.deepEqual(await problemOf(await revoke("futian")), {
    status: 404,
    code: "invitation.unknown",
  });
  assert.equal((await revoke("nanshan")).status, 204);
});

test("who has the link sees what it says, and accepts on our own pages", async () => {
  const opened = await app.post("/v1/opened-invitations", { secret });
  assert.equal(opened.status, 200);
  const { challenge, relyingParty } = (await opened.json()) as Record<string, unknown>;
  assert.match(String(challenge), /^[\w-]{43}$/);
  assert.deepEqual(relyingParty, { id: "sello.test", name: "Sello" });
  const other = await app.post("/v1/opened-invitations", { secret: "B".repeat(43) });
  assert.deepEqual(await problemOf(other), { status: 404, code: "invitation.unknown" });
  const headers = { origin: "https://evil.test" };
  const forged = await app.post("/v1/accepted-invitations", passkey, { headers });
  assert.deepEqual(await problemOf(forged), { status: 403, code: "session.csrf" });
  assert.equal((await app.post("/v1/accepted-invitations", passkey)).status, 202);
});

test("a passkey's account is found by its id", async () => {
  assert.equal((await app.request("/v1/passkeys")).status, 200);
  assert.equal((await app.post("/v1/passkeys", { id: "AAAA" })).status, 200);
  for (const id of ["", "=", "A".repeat(1_365)]) {
    const refused = await app.post("/v1/passkeys", { id });
    assert.deepEqual(await problemOf(refused), { status: 422, code: "request.invalid" });
  }
});
