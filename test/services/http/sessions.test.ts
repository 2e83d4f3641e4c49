import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import type { Services } from "../../../services/compose/Services.ts";
import { toActor } from "../../../services/http/Caller.ts";
import { fakeServices, officerOf } from "./fakeServices.ts";
import { problemOf, startTestApp } from "./startTestApp.ts";

const wallet = privateKeyToAccount(generatePrivateKey());
const office = { "sello-authority": "nanshan-housing" };
const fakes = fakeServices();

/** The registry of the fakes, in which our wallet may issue for one authority. */
const registry: Services["registry"] = {
  ...fakes.services.registry,
  all: async () =>
    (await fakes.services.registry.all()).map((authority) =>
      authority.slug === office["sello-authority"]
        ? {
            ...authority,
            officers: [
              ...authority.officers,
              {
                address: wallet.address.toLowerCase() as `0x${string}`,
                ...{ roles: 2, from: 0, until: null },
              },
            ],
          }
        : authority,
    ),
};

let app: Awaited<ReturnType<typeof startTestApp>>;
before(async () => {
  app = await startTestApp({ registry });
});
after(() => app.server.stop());

async function signIn(headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const begun = (await (await app.request("/v1/sign-ins", { method: "POST" })).json()) as {
    nonce: string;
    domain: string;
    uri: string;
    chainId: number;
    statement: string;
    issuedAt: string;
    expirationTime: string;
  };
  const message = createSiweMessage({
    ...begun,
    address: wallet.address,
    version: "1",
    issuedAt: new Date(begun.issuedAt),
    expirationTime: new Date(begun.expirationTime),
  });
  const signature = await wallet.signMessage({ message });
  return app.post("/v1/sessions", { message, signature }, { headers });
}

type SessionView = { id: string; account: string; csrfToken: string; authorities: unknown[] };

async function signedIn(headers: Readonly<Record<string, string>> = {}) {
  const response = await signIn(headers);
  assert.equal(response.status, 201);
  const session = (await response.json()) as SessionView;
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { session, cookie, fields: { cookie, "sello-csrf": session.csrfToken } };
}

test("with TLS the cookie is for this host alone, and for no script", async () => {
  const response = await signIn();
  assert.match(
    response.headers.get("set-cookie") ?? "",
    /^__Host-sello_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.equal(response.headers.get("access-control-allow-credentials"), null);
  assert.equal(response.headers.get("cache-control"), "no-store");
});

test("a session says who is signed in and what they may do, and nothing of its token", async () => {
  const { session, cookie, fields } = await signedIn();
  const response = await app.request("/v1/session", { headers: fields });
  const text = await response.text();
  assert.deepEqual(JSON.parse(text), session);
  assert.ok(!text.includes(cookie.split("=")[1] ?? ""));
  assert.equal(session.account, wallet.address);
});

test("every sign-in is another session, with another token", async () => {
  const [one, two] = [await signedIn(), await signedIn({ cookie: (await signedIn()).cookie })];
  assert.notEqual(one.session.id, two.session.id);
  assert.notEqual(one.cookie, two.cookie);
  assert.notEqual(one.session.csrfToken, two.session.csrfToken);
});

test("a page of another site cannot sign its visitors in", async () => {
  assert.deepEqual(await problemOf(await signIn({ origin: "https://evil.test" })), {
    status: 403,
    code: "session.csrf",
  });
  assert.equal((await signIn({ origin: "https://sello.test" })).status, 201);
});

test("two cookies of the name are as none: one of them may be a stranger's", async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const response = await app.request("/v1/session", {
    headers: { cookie: `${one.cookie}; ${two.cookie}` },
  });
  assert.deepEqual(await problemOf(response), { status: 401, code: "session.missing" });
});

test("an officer sees where they are signed in, and ends one session, their own, or all", async () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const [one, two, three] = [
    await signedIn({ "user-agent": firefox }),
    await signedIn({ "user-agent": "x".repeat(500) }),
    await signedIn(),
  ];
  const list = async (fields: Readonly<Record<string, string>>) =>
    (
      (await (await app.request("/v1/sessions", { headers: fields })).json()) as {
        sessions: { id: string; browser: string; current: boolean }[];
      }
    ).sessions;
  const listed = await list(one.fields);
  const find = (id: string) => listed.find((each) => each.id === id);
  assert.deepEqual(
    [find(one.session.id)?.browser, find(one.session.id)?.current],
    ["Firefox 140, Linux", true],
  );
  assert.equal(find(two.session.id)?.browser.length, 60);
  assert.equal(find(two.session.id)?.current, false);

  const end = (path: string, headers: Readonly<Record<string, string>>) =>
    app.request(path, { method: "DELETE", headers });
  const other = await end(`/v1/sessions/${two.session.id}`, one.fields);
  assert.deepEqual([other.status, other.headers.get("set-cookie")], [204, null]);
  assert.deepEqual(await problemOf(await app.request("/v1/session", { headers: two.fields })), {
    status: 401,
    code: "session.ended",
  });
  const own = await end("/v1/session", three.fields);
  assert.match(own.headers.get("set-cookie") ?? "", /^__Host-sello_session=; Path=\/; Max-Age=0/);
  assert.equal((await end("/v1/sessions", one.fields)).status, 204);
  assert.equal((await app.request("/v1/session", { headers: one.fields })).status, 401);
});

test("what an officer does names them towards what issues, which writes the audit's line", async () => {
  const fields = { ...(await app.sessionFor(officerOf.issue)), ...office };
  app.calls.length = 0;
  app.lines.length = 0;
  const body = { type: "library-card", claims: { a: 1 } };
  const headers = { ...fields, "idempotency-key": "k" };
  assert.equal((await app.post("/v1/documents", body, { headers })).status, 201);
  assert.deepEqual(app.lines, []);
  const [call] = app.calls as [{ options: { idempotency: { callerId: string; actor: string } } }];
  assert.equal(call.options.idempotency.actor, `officer:${officerOf.issue}`);
  assert.match(call.options.idempotency.callerId, /^[0-9a-f-]{36}$/);
  // Issuing after an ended document takes the right to revoke, too.
  const again = { ...body, after: crypto.randomUUID(), reason: "court order" };
  assert.deepEqual(await problemOf(await app.post("/v1/documents", again, { headers })), {
    status: 403,
    code: "session.rights",
  });
});

test("a key that an officer makes has no rights that their roles do not give", async () => {
  const headers = { ...(await app.sessionFor(officerOf.administer)), ...office };
  const make = (actions: readonly string[]) => {
    const expiresAt = Math.floor(Date.now() / 1_000) + 600;
    return app.post("/v1/api-keys", { label: "desk", actions, expiresAt }, { headers });
  };
  assert.deepEqual(await problemOf(await make(["issue"])), {
    status: 403,
    code: "api_key.rights",
  });
  assert.equal((await make(["read"])).status, 201);
});

test("an event stream ends with the session that opened it", async () => {
  const { services } = fakeServices();
  const imports: Services["imports"] = {
    ...services.imports,
    async *watch(id, signal) {
      const { state, rows, ratePerSecond, secondsLeft, error } = await services.imports.get(id);
      yield { id, state, rows, ratePerSecond, secondsLeft, error };
      if (signal) await once(signal, "abort");
    },
  };
  const followed = await startTestApp({ imports });
  try {
    const fields = { ...(await followed.sessionFor(officerOf.issue)), ...office };
    const sent = await followed.request("/v1/imports?type=library-card", {
      method: "POST",
      body: "a\n1\n",
      headers: { ...fields, "content-type": "text/csv" },
    });
    const { id } = (await sent.json()) as { id: string };
    const events = await followed.request(`/v1/imports/${id}/events`, { headers: fields });
    const reader = events.body?.getReader();
    assert.equal((await reader?.read())?.done, false);
    await followed.endSessions(officerOf.issue);
    assert.equal((await reader?.read())?.done, true);
  } finally {
    await followed.server.stop();
  }
});

test("the actor of a session and of what is done in it is the same", async () => {
  const { session } = await app.services.sessions.start(officerOf.all, "x");
  const caller = await app.services.sessions.act(session, "nanshan", "export");
  assert.equal(toActor(caller), toActor(session));
});
