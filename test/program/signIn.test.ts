import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createSiweMessage } from "viem/siwe";
import { Database } from "../../services/platform/database/Database.ts";
import { sampleClaims } from "../services/registry/sampleClaims.ts";
import { freePort } from "../support/postgres.ts";
import { ask, type Fields } from "./OfficerClient.ts";
import { Program } from "./Program.ts";

const office = "nanshan-housing";
const type = "building-approval";

let program: Program;
let database: Database;
/** As the program's pages see it. */
let url: string;

before(async () => {
  program = await Program.inNewFolder();
  const port = await freePort();
  await program.up({ SELLO_DATABASE_PORT: String(port) });
  url = `http://localhost:${program.port}`;
  const password = readFileSync(join(program.data, "keys", "database-password"), "utf8").trim();
  database = new Database(`postgres://sello:${password}@127.0.0.1:${port}/sello?sslmode=disable`);
});
after(async () => {
  await database?.close();
  await program.dispose();
});

type Json = Record<string, unknown>;

async function wallet(method: string, params: readonly unknown[]): Promise<unknown> {
  const { status, body } = await ask(
    url,
    "POST",
    "/demo/wallet",
    { origin: url },
    { method, params },
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body.result;
}

/** The clerk of the office: signs in with the demo's wallet. @returns what each request in the session needs */
async function signIn(): Promise<{ account: string; session: Json; fields: Fields }> {
  const { body: officers } = await ask(url, "GET", "/demo/wallet/officers", {});
  const clerk = officers.find(
    (each: { slug: string; roles: string[] }) =>
      each.slug === office && each.roles.includes("issue"),
  );
  const { body: begun } = await ask(url, "POST", "/v1/sign-ins", {});
  const message = createSiweMessage({
    ...begun,
    address: clerk.account,
    version: "1",
    issuedAt: new Date(begun.issuedAt),
    expirationTime: new Date(begun.expirationTime),
  });
  const hex = `0x${Buffer.from(message).toString("hex")}`;
  const signature = await wallet("personal_sign", [hex, clerk.account]);
  const signed = await ask(url, "POST", "/v1/sessions", { origin: url }, { message, signature });
  assert.equal(signed.status, 201, JSON.stringify(signed.body));
  const [cookie = ""] = signed.headers.getSetCookie();
  assert.match(
    cookie,
    /^sello_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  return {
    account: clerk.account,
    session: signed.body,
    fields: {
      cookie: cookie.split(";")[0] ?? "",
      origin: url,
      "sello-csrf": signed.body.csrfToken,
      "sello-authority": office,
    },
  };
}

test("an officer signs in with a wallet, issues, revokes, and the audit names them for both", async () => {
  const { account, session, fields } = await signIn();
  assert.equal(session.account, account);
  assert.equal(session.demo, true);
  const [acting] = session.authorities as Json[];
  assert.equal(acting?.slug, office);
  assert.deepEqual(acting?.roles, ["issue", "revoke"]);

  const claims = sampleClaims[type];
  const keyed = { ...fields, "idempotency-key": "one" };
  const issued = await ask(url, "POST", "/v1/documents", keyed, { type, claims });
  assert.equal(issued.status, 201, JSON.stringify(issued.body));
  const again = await ask(url, "POST", "/v1/documents", keyed, { type, claims });
  assert.equal(again.headers.get("idempotent-replayed"), "true");
  const { id } = issued.body as { id: string };
  const revoked = await ask(url, "POST", "/v1/status-acts", fields, {
    documents: [id],
    action: "revoke",
    reason: "lost",
  });
  assert.equal(revoked.status, 202, JSON.stringify(revoked.body));

  const { body: authority } = await ask(url, "GET", `/v1/authorities/${office}`, {});
  const actor = `officer:${account.toLowerCase()}`;
  const { rows: acts } = await database.query(
    "select actor, action, subject, authority_id from audit_events where subject = any($1) order by id",
    [[`document:${id}`, `authority:${authority.id}`]],
  );
  const of = {
    subject: `document:${id}`,
    authority_id: Buffer.from(String(authority.id).slice(2), "hex"),
  };
  assert.deepEqual(acts, [
    // Asked for again, nothing was done.
    { actor, action: "document.issue", ...of },
    { actor, action: "status.revoke", ...of },
  ]);
  const { rows: byKey } = await database.query(
    "select from issuances where caller_id in (select id from api_keys)",
  );
  assert.equal(byKey.length, 0);
});

test("what the officer has no role for is refused, and so is everything once they have signed out", async () => {
  const { fields } = await signIn();
  const refused = await ask(url, "GET", "/v1/api-keys", fields);
  assert.deepEqual([refused.status, refused.body.code], [403, "session.rights"]);
  const { "sello-csrf": _, ...without } = fields;
  const forged = await ask(url, "DELETE", "/v1/session", without);
  assert.deepEqual([forged.status, forged.body.code], [403, "session.csrf"]);
  const out = await ask(url, "DELETE", "/v1/sessions", fields);
  assert.equal(out.status, 204);
  assert.match(out.headers.get("set-cookie") ?? "", /^sello_session=; Path=\/; Max-Age=0/);
  const after = await ask(url, "GET", "/v1/documents", fields);
  assert.deepEqual([after.status, after.body.code], [401, "session.ended"]);
});

test("the demo's wallet signs for pages of this demo, and for this demo alone", async () => {
  const [account] = (await wallet("eth_requestAccounts", [office])) as string[];
  const refused = async (method: string, params: unknown[], origin = url) =>
    (await ask(url, "POST", "/demo/wallet", { origin }, { method, params })).body.code;
  const other = createSiweMessage({
    ...{ domain: "evil.test", uri: "https://evil.test", nonce: "12345678", version: "1" },
    ...{ address: account as `0x${string}`, chainId: 755_755 },
  });
  for (const message of ["I owe you all", other])
    assert.equal(await refused("personal_sign", [message, account]), "demo_wallet.refused");
  const domain = { name: "x", version: "1", chainId: 1, verifyingContract: account };
  const data = { domain, types: { A: [] }, primaryType: "A", message: {} };
  assert.equal(await refused("eth_signTypedData_v4", [account, data]), "demo_wallet.refused");
  assert.equal(await refused("eth_sendTransaction", []), "demo_wallet.method");
  for (const origin of ["https://evil.test", "http://localhost:1", `${url}.evil.test`, "null"])
    assert.equal(await refused("eth_accounts", [], origin), "session.csrf", origin);
  // The same demo by its other name.
  assert.equal(await refused("eth_chainId", [], program.url), undefined);
});

test("typed data of the registry is signed as a browser's wallet does", async () => {
  const { body: officers } = await ask(url, "GET", "/demo/wallet/officers", {});
  // Who administers the centre above the office.
  const { account } = officers.find(({ slug, roles }: { slug: string; roles: string[] }) => {
    return slug === "nanshan" && roles.includes("administer");
  });
  const { body: authority } = await ask(url, "GET", `/v1/authorities/${office}`, {});
  const operation = { operation: "SetState", values: { authority: authority.id, state: 2 } };
  const prepared = await ask(
    url,
    "POST",
    "/v1/registry-changes/prepare",
    {},
    {
      ...{ signer: account },
      ...operation,
    },
  );
  assert.equal(prepared.status, 200, JSON.stringify(prepared.body));
  const signature = await wallet("eth_signTypedData_v4", [account, JSON.stringify(prepared.body)]);
  const { nonce, deadline } = prepared.body.message;
  const authorization = { signer: account, nonce, deadline, signature };
  const sent = await ask(url, "POST", "/v1/registry-changes", {}, { ...operation, authorization });
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
});

test("a city that is no demo lends no wallets", async () => {
  const city = await Program.inNewFolder();
  const file = join(city.folder, "city.json");
  const names = { zh: "城", es: "Ciudad", en: "City" };
  const firstAdministrator = `0x${"ab".repeat(20)}`;
  writeFileSync(file, JSON.stringify({ slug: "city", names, firstAdministrator }));
  try {
    const key = join(city.folder, "sealing-key");
    writeFileSync(key, randomBytes(32).toString("base64"), { mode: 0o600 });
    await city.up({ SELLO_DEMO: "false", SELLO_CITY_FILE: file, SELLO_KEY_FILE: key });
    const officers = await fetch(`${city.url}/demo/wallet/officers`);
    const asked = await fetch(`${city.url}/demo/wallet`, { method: "POST" });
    assert.deepEqual([officers.status, asked.status], [404, 404]);
  } finally {
    await city.dispose();
  }
});
