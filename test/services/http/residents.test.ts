import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { problemOf, startTestApp } from "./startTestApp.ts";

const account = "0b9d6f2e-0000-4000-8000-0000000000aa";
const id = "0b9d6f2e-0000-4000-8000-000000000001";

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp({
    residentSignIns: {
      begin: async () => ({ id, endsAt: 300, resendAt: 60 }),
      resend: async () => ({ id, endsAt: 300, resendAt: 60 }),
      finish: async () => {
        const { session } = await app.residentFor("code", account);
        return { session, token: "T".repeat(43) };
      },
    },
  });
});
after(() => app.server.stop());

const begin = (body: unknown, headers = {}) => app.post("/v1/resident-sign-ins", body, { headers });

test("malformed numbers are told, known ones are not", async () => {
  const good = { way: "phone", phone: "138 0013 8000" };
  assert.equal((await begin(good)).status, 202);
  const wrong = [
    [{ way: "phone", phone: "12" }, "phone.malformed"],
    [{ way: "id-card", idNumber: "440300199001011234" }, "id_number.malformed"],
    [{ way: "id-card", idNumber: "4".repeat(41) }, "request.invalid"],
    [{ way: "fax", phone: "12" }, "request.invalid"],
    [{ ...good, more: 1 }, "request.invalid"],
  ] as const;
  for (const [body, code] of wrong)
    assert.deepEqual(await problemOf(await begin(body)), { status: 422, code });
});

test("with TLS the cookie is for this host alone, and for no script", async () => {
  const response = await app.post(`/v1/resident-sign-ins/${id}/codes`, { code: "123456" });
  assert.equal(response.status, 201);
  assert.equal(
    response.headers.get("set-cookie"),
    `__Host-sello_resident=${"T".repeat(43)}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure`,
  );
  const text = await response.text();
  assert.ok(!text.includes("TTTT"));
});

test("a page of another site signs nobody in", async () => {
  const headers = { origin: "https://evil.test" };
  const refused = { status: 403, code: "session.csrf" };
  const asked = [
    ["/v1/resident-sign-ins", { way: "phone", phone: "13800138000" }],
    [`/v1/resident-sign-ins/${id}/resends`, undefined],
    [`/v1/resident-sign-ins/${id}/codes`, { code: "123456" }],
    ["/v1/resident-passkey-sign-ins", undefined],
  ] as const;
  for (const [path, body] of asked)
    assert.deepEqual(await problemOf(await app.post(path, body, { headers })), refused, path);
});

test("a resident sees the account, the phones masked, and signs out", async () => {
  const { fields } = await app.residentFor("code", account);
  const mine = await app.request("/v1/my/account", { headers: fields });
  const { phones, joined, acts } = (await mine.json()) as Record<string, unknown>;
  assert.deepEqual(phones, [{ phone: "+86 138…00", kind: "sign-in" }]);
  assert.equal(joined, false);
  assert.equal((acts as { act: string }[]).length, 7);
  const out = await app.request("/v1/my/session", { method: "DELETE", headers: fields });
  assert.equal(out.status, 204);
  assert.match(out.headers.get("set-cookie") ?? "", /^__Host-sello_resident=; Path=\/; Max-Age=0/);
  const after = await app.request("/v1/my/session", { headers: fields });
  assert.deepEqual(await problemOf(after), { status: 401, code: "session.ended" });
});

test("two cookies of the name are as none: one of them may be a stranger's", async () => {
  const { fields } = await app.residentFor("desk", account);
  const cookie = `${fields.cookie}; ${fields.cookie}`;
  const response = await app.request("/v1/my/session", { headers: { ...fields, cookie } });
  assert.deepEqual(await problemOf(response), { status: 401, code: "session.missing" });
});

test("who is no demo has no outbox", async () => {
  const response = await fetch(`${app.server.url}/demo/outbox`);
  assert.deepEqual(await problemOf(response), { status: 404, code: "route.unknown" });
});
