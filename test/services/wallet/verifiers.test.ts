import assert from "node:assert/strict";
import {
  createHash,
  createHmac,
  createSecretKey,
  createSign,
  generateKeyPairSync,
  randomBytes,
} from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import {
  type MadeRequest,
  makeProofRequest,
  signProofRequest,
  withSignature,
} from "@sello/sdk/request";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { HookDeliveries } from "../../../services/hooks/HookDeliveries.ts";
import { Hooks } from "../../../services/hooks/Hooks.ts";
import { PgHookStore } from "../../../services/hooks/PgHookStore.ts";
import type { Message } from "../../../services/hooks/sending/sendCalls.ts";
import { sendMessage } from "../../../services/hooks/sending/sendMessage.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { PgProofRequests } from "../../../services/wallet/requests/PgProofRequests.ts";
import { ProofRequests } from "../../../services/wallet/requests/ProofRequests.ts";
import { PgVerifiers } from "../../../services/wallet/verifiers/PgVerifiers.ts";
import type { NewVerifier } from "../../../services/wallet/verifiers/Verifier.ts";
import { type Registrar, Verifiers } from "../../../services/wallet/verifiers/Verifiers.ts";
import { startPostgres } from "../../support/postgres.ts";
import { FakeRegistry, idOf } from "../status/FakeRegistry.ts";

const publicUrl = "https://sello.test";
const vct = `${publicUrl}/types/resident-id/1`;
const proof = { types: [vct], claims: [{ path: ["age_over_18"], values: [true] }] };
const clerk: Registrar = {
  authority: idOf("nanshan"),
  actor: "api-key:00000000-0000-4000-8000-000000000001",
};
const secretKey = createSecretKey(randomBytes(32));
const master = async () => secretKey;
const type = { name: "resident-id", vct, claims: { age_over_18: {}, district: {} } as never };

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let verifiers: Verifiers;
let requests: ProofRequests;
let hooks: Hooks;
let now: number;
let sent: Message[];
let deliveries: HookDeliveries;

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  ({ database } = await postgres.database());
  now = Math.floor(Date.now() / 1_000);
  const clock = { nowMs: () => now * 1_000 };
  const registry = new FakeRegistry();
  const audit = new PgAuditLog(database);
  const store = new PgHookStore(database);
  const onChange = () => {};
  hooks = new Hooks({ store, master, audit, registry, clock, mayLoopback: false, onChange });
  const types = { all: () => [type] };
  verifiers = new Verifiers({
    store: new PgVerifiers(database),
    ...{ hooks, registry, types, audit, clock },
  });
  requests = new ProofRequests({
    store: new PgProofRequests(database),
    ...{ clock, publicUrl, verifiers },
  });
  sent = [];
  const send = async (message: Message) => {
    sent.push(message);
    return { status: 200, error: null };
  };
  deliveries = new HookDeliveries({ store, master, send, audit, clock, logger: silentLogger });
});

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const sign = async (bytes: Uint8Array) =>
    createSign("sha256").update(bytes).sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
  return { key: { kty: "EC", crv: "P-256", x, y } as const, sign };
}

const registration = (key: NewVerifier["key"], more: Partial<NewVerifier> = {}): NewVerifier => ({
  name: { es: "Librería Nanshan" },
  homepage: "https://libros.example",
  mayAsk: [{ type: "resident-id", claims: ["age_over_18"] }],
  key,
  endsAt: now + 86_400,
  ...more,
});

/** A registered verifier, and what they sign. */
async function shop(more: Partial<NewVerifier> = {}) {
  const { key, sign } = newKey();
  const { verifier, secret } = await verifiers.register(clerk, registration(key, more));
  const ask = async (by: { sign?: typeof sign; now?: number; verifier?: string } = {}) => {
    const made = await makeProofRequest(publicUrl, "Libros", proof);
    const signer = { verifier: verifier.id, sign, now, ...by };
    return withSignature(made, await signProofRequest(made.request, signer));
  };
  return { verifier, secret, ask, key, sign };
}

const toGiven = ({ link, text, secret }: MadeRequest) => ({
  id: link.id,
  request: text,
  secretDigest: createHash("sha256").update(secret).digest("base64url"),
});

const dueNow = () => database.query("update webhook_deliveries set next_at = now()");

test("a registered verifier asks with their key, and is told once that there is an answer", async () => {
  const { verifier, secret, ask } = await shop({ hook: "https://libros.example/hook" });
  const made = await ask();
  assert.deepEqual(await requests.make(toGiven(made)), {
    endsAt: now + limits.proofRequestSeconds,
  });
  assert.equal(await requests.get(made.link.id), made.text);
  await requests.answer(made.link.id, "header..iv.words.tag");
  await assert.rejects(requests.answer(made.link.id, "h..i.w.t"), {
    code: "proof_request.answered",
  });
  while ((await deliveries.turn()) > 0);
  await dueNow();
  while ((await deliveries.turn()) > 0);
  assert.equal(sent.length, 1);
  const [message] = sent;
  assert.equal(message?.url, "https://libros.example/hook");
  const body = JSON.parse(message?.body ?? "");
  assert.equal(body.type, "request.answered");
  assert.deepEqual(body.data, {
    verifier: verifier.id,
    request: made.link.id,
    endsAt: now + limits.proofRequestSeconds,
  });
  assert.equal(new Date(body.timestamp).toISOString(), body.timestamp);
  // Nothing of what was answered, not even encrypted.
  assert.ok(!message?.body.includes("words"));
  const headers = message?.headers ?? {};
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${message?.body}`;
  const key = Buffer.from((secret ?? "").replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(signed).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${expected}`);
  assert.equal((await requests.answerOf(made.link.id, made.secret)).answer, "header..iv.words.tag");
  // The office sees it among its webhooks, and may switch it off or send again.
  const [hook] = await hooks.list(clerk.authority);
  assert.deepEqual(hook && [hook.label, hook.events], ["Librería Nanshan", ["request.answered"]]);
  const [delivery] = await hooks.deliveries(clerk.authority, hook?.id ?? "", {
    after: null,
    limit: 10,
  });
  assert.deepEqual([delivery?.event, delivery?.state], ["request.answered", "delivered"]);
});

test("answers to others' requests are not told to anybody", async () => {
  await shop({ hook: "https://libros.example/hook" });
  const other = await shop();
  const [own, unsigned] = [await other.ask(), await makeProofRequest(publicUrl, "Bar", proof)];
  for (const made of [own, unsigned]) {
    await requests.make(toGiven(made));
    await requests.answer(made.link.id, "h..i.w.t");
  }
  while ((await deliveries.turn()) > 0);
  assert.deepEqual(sent, []);
});

test("a forged, expired, copied or unregistered signature is refused with its cause", async () => {
  const { ask, verifier } = await shop();
  const code = (what: string) => ({ status: 422, code: `proof_request.${what}` });
  const make = async (made: MadeRequest | Promise<MadeRequest>) =>
    requests.make(toGiven(await made));
  await assert.rejects(make(ask({ sign: newKey().sign })), code("forged"));
  await assert.rejects(make(ask({ now: now - 600 })), code("expired"));
  await assert.rejects(make(ask({ now: now + 180 })), code("expired"));
  const nobody = "00000000-0000-4000-8000-00000000000a";
  await assert.rejects(make(ask({ verifier: nobody })), code("verifier"));
  const made = await ask();
  const [header, payload = "", signature] = made.text.split(".");
  const said = Buffer.from(payload, "base64url").toString().replace("Libros", "Banco!");
  const text = [header, Buffer.from(said).toString("base64url"), signature].join(".");
  await assert.rejects(make({ ...made, text }), code("forged"));
  for (const junk of ["x", "a.b.c", "", made.text.replace(".", "..")])
    await assert.rejects(make({ ...made, text: junk }), code("invalid"));
  // Under another id it would be answered elsewhere.
  const elsewhere = { ...made, link: { ...made.link, id: "A".repeat(22) } };
  await assert.rejects(make(elsewhere), code("invalid"));
  await requests.make(toGiven(made));
  // Sent by somebody who saw it, with a secret of their own.
  const copied = { ...toGiven(made), secretDigest: "A".repeat(43) };
  await assert.rejects(requests.make(copied), { code: "proof_request.known" });
  now += limits.proofRequestSeconds;
  await new PgProofRequests(database).forget(now);
  await assert.rejects(requests.make(copied), code("expired"));
  await verifiers.end(clerk, verifier.id);
  await assert.rejects(make(ask()), code("verifier"));
  await assert.rejects(verifiers.end(clerk, verifier.id), { code: "verifier.ended" });
  const other = await shop();
  now += 86_400;
  await assert.rejects(make(other.ask()), code("verifier"));
  assert.equal(verifiers.stateOf(other.verifier), "over");
});

test("only the city and its centres register, and only what there is", async () => {
  const { key } = newKey();
  const refuse = (more: Partial<NewVerifier>, expected: object) =>
    assert.rejects(verifiers.register(clerk, registration(key, more)), expected);
  const department = { ...clerk, authority: idOf("nanshan-housing") };
  await assert.rejects(verifiers.register(department, registration(key)), {
    ...{ status: 403, code: "verifier.rights" },
  });
  const invalid = { status: 422, code: "verifier.invalid" };
  await refuse({ name: {} }, invalid);
  await refuse({ name: { en: "Bank\u202e" } }, invalid);
  for (const homepage of ["http://a.example", "https://a.example/", "https://b:c@a.example", "x"])
    await refuse({ homepage }, invalid);
  await refuse({ key: { ...key, y: "A".repeat(43) } }, invalid);
  await refuse({ mayAsk: [{ type: "nothing", claims: ["age_over_18"] }] }, invalid);
  await refuse({ mayAsk: [{ type: "resident-id", claims: ["salary"] }] }, invalid);
  await refuse({ endsAt: now }, invalid);
  await refuse({ endsAt: now + 3 * 366 * 86_400 }, invalid);
  await refuse({ hook: "http://libros.example/hook" }, { status: 422, code: "webhook.url" });
  assert.deepEqual(await verifiers.list([clerk.authority]), []);
  const { verifier } = await verifiers.register(clerk, registration(key));
  await refuse({}, { code: "verifier.known" });
  assert.deepEqual(await verifiers.list([clerk.authority]), [verifier]);
  const { rows } = await database.query(
    "select action, subject from audit_events where subject = $1",
    [`verifier:${verifier.id}`],
  );
  assert.deepEqual(rows, [{ action: "verifier.register", subject: `verifier:${verifier.id}` }]);
});

test("a webhook whose name leads to a private address is told nothing, and goes with the registration", async () => {
  const { verifier, ask } = await shop({ hook: "https://libros.example/hook" });
  const made = await ask();
  await requests.make(toGiven(made));
  await requests.answer(made.link.id, "h..i.w.t");
  const resolve = async () => [{ address: "10.1.2.3", family: 4 }];
  const send = (message: Message) => sendMessage(message, { mayLoopback: false, resolve });
  const store = new PgHookStore(database);
  const audit = new PgAuditLog(database);
  const clock = { nowMs: () => now * 1_000 };
  await new HookDeliveries({ store, master, send, audit, clock, logger: silentLogger }).turn();
  const { rows } = await database.query("select state, error from webhook_deliveries");
  assert.deepEqual(rows, [{ state: "waiting", error: "address.private" }]);
  await verifiers.end(clerk, verifier.id);
  assert.deepEqual(await hooks.list(clerk.authority), []);
  now += (limits.verifierKeptDays + 1) * 86_400;
  await shop();
  await assert.rejects(verifiers.get(verifier.id), { code: "verifier.unknown" });
});
