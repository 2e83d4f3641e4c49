import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { formatSelloFile } from "@sello/sdk";
import { makeProofRequest } from "@sello/sdk/request";
import {
  type Consent,
  digestConsentReceipt,
  formatReceiptFile,
  makeShare,
  openShare,
  type ReceiptProof,
  readReceiptFile,
} from "@sello/sdk/share";
import { demoResidents } from "../../dev/demo-residents/residentPeople.ts";
import type { SoftPasskey } from "../support/SoftPasskey.ts";
import { until } from "../support/until.ts";
import { ask, OfficerClient } from "./OfficerClient.ts";
import { Program } from "./Program.ts";
import { prove } from "./provePossession.ts";
import { outboxOf, ResidentClient } from "./ResidentClient.ts";
import { seenIn } from "./seenInCopy.ts";

const [adult, child, elder] = demoResidents;

let program: Program;
/** As the program's pages see it. */
let url: string;
/** The only one that a code is enough for. */
let elderPasskey: SoftPasskey;

before(async () => {
  program = await Program.inNewFolder();
  await program.up({ SELLO_DEMO_PASSKEY_DELAY_SECONDS: "0" });
  url = `http://localhost:${program.port}`;
});
after(() => program.dispose());

type Mine = {
  id: string;
  state: string;
  type: { name: string };
  face: unknown;
  mandate: object | null;
};

const documentsOf = async (resident: ResidentClient): Promise<Mine[]> =>
  (await resident.ask(200, "GET", "/v1/my/documents")).documents;

test("the demo's resident signs in each of the three ways, and finds all documents in one account", async () => {
  assert.ok(adult);
  const card = { way: "id-card", idNumber: adult.idNumber } as const;
  const byCard = await ResidentClient.withCode(url, card, adult.phone);
  assert.deepEqual([byCard.session.level, byCard.session.joined], ["code", true]);
  const masked = await byCard.ask(200, "GET", "/v1/my/account");
  assert.deepEqual([masked.name, masked.idNumber.length], ["林*", 9]);
  const found = await documentsOf(byCard);
  // Her own, and those of the child for whom she acts.
  assert.deepEqual([found.filter(({ mandate }) => mandate === null).length, found.length], [5, 7]);
  assert.ok(found.every(({ face }) => face === null));

  const phone = { way: "phone", phone: "19900000001" } as const;
  const byPhone = await ResidentClient.withCode(url, phone, adult.phone);
  assert.equal(byPhone.session.account, byCard.session.account);

  const passkey = await byPhone.addPasskey();
  const resident = await ResidentClient.withPasskey(url, passkey);
  assert.deepEqual(
    [resident.session.account, resident.session.level],
    [byCard.session.account, "passkey"],
  );
  assert.equal((await resident.ask(200, "GET", "/v1/my/account")).name, adult.name);

  await until(async () => (await documentsOf(resident)).every(({ state }) => state === "valid"));
  const mine = await documentsOf(resident);
  const identity = mine.find(
    ({ type, mandate }) => type.name === "resident-id" && mandate === null,
  );
  assert.ok(identity);
  const detail = await until(async () => {
    const one = await resident.ask(200, "GET", `/v1/my/documents/${identity.id}`);
    return one.seal === null ? null : one;
  });
  assert.ok(detail.seal.cosigners.length >= 8);
  assert.ok(detail.seal.checkpoint.size > detail.seal.index);
  assert.equal(detail.authority.above.at(-1).slug, "shenzhen");

  const nonce = await resident.ask(201, "POST", "/v1/my/copy-nonces");
  const path = `/v1/my/documents/${identity.id}/copies`;
  const proofs = [prove(nonce), prove(nonce)];
  const { copies } = await resident.ask(201, "POST", path, { proofs });
  const anchored = await until(async () => {
    const copy = await resident.ask(200, "GET", `${path}/${copies[1].number}`);
    return copy.proof === null ? null : copy;
  });
  const file = formatSelloFile({ document: anchored.sdJwt, proof: anchored.proof });
  const verdict = await fetch(`${url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/vnd.sello+json" },
    body: file,
  });
  // Bound to a key that has not signed here, so that all but the holder's own part is judged.
  const { outcome, checks } = (await verdict.json()) as {
    outcome: string;
    checks: { id: string; outcome: string }[];
  };
  const failed = checks.filter((each) => each.outcome === "failed").map(({ id }) => id);
  assert.deepEqual(failed, [], outcome);
});

test("what an officer does and looks at, its holder is told", async () => {
  assert.ok(child);
  const card = { way: "id-card", idNumber: child.idNumber } as const;
  const resident = await ResidentClient.withCode(url, card, child.phone);
  const mine = await documentsOf(resident);
  const library = mine.find(({ type }) => type.name === "library-card");
  assert.ok(library);
  const officer = await OfficerClient.ofDemo(url, "shenzhen-library", "issue");
  const look = await ask(
    url,
    "GET",
    `/v1/documents/${library.id}/sd-jwt?reason=complaint`,
    officer.fields,
  ).catch(() => null);
  // The answer is no JSON.
  assert.equal(look, null);
  await officer.ask(202, "POST", "/v1/status-acts", {
    documents: [library.id],
    action: "suspend",
    reason: "lost",
  });
  const told = await until(async () => {
    const { notices } = await resident.ask(200, "GET", "/v1/my/notices");
    const kinds = notices.map(({ kind }: { kind: string }) => kind);
    return kinds.includes("document.suspended") ? notices : null;
  });
  const kinds = told.map(({ kind }: { kind: string }) => kind);
  assert.ok(kinds.includes("document.looked-at"));
  const { looks } = await resident.ask(200, "GET", "/v1/my/looks");
  assert.deepEqual(
    looks.map((each: { by: { slug: string }; reason: { code: string } }) => [
      each.by.slug,
      each.reason.code,
    ]),
    [["shenzhen-library", "complaint"]],
  );
  const state = (await documentsOf(resident)).find(({ id }) => id === library.id)?.state;
  assert.equal(state, "suspended");
});

test("a revoked document is shown as that, and the office of the register joins at its desk", async () => {
  assert.ok(elder);
  const card = { way: "id-card", idNumber: elder.idNumber } as const;
  const first = await ResidentClient.withCode(url, card, elder.phone);
  await until(async () =>
    (await documentsOf(first)).some(
      ({ type, state }) => type.name === "library-card" && state === "revoked",
    ),
  );
  const phone = { way: "phone", phone: "+8613800138000" } as const;
  const second = await ResidentClient.withCode(url, phone, "+8613800138000");
  assert.equal(second.session.joined, false);
  assert.deepEqual(await documentsOf(second), []);
  const { code } = await second.ask(201, "POST", "/v1/my/desk-codes");
  const officer = await OfficerClient.ofDemo(url, "population-administration", "issue");
  const joined = { code, idNumber: elder.idNumber };
  assert.deepEqual(await officer.ask(200, "POST", "/v1/desk/joins", joined), { moved: true });
  const session = await second.ask(200, "GET", "/v1/my/session");
  assert.deepEqual([session.level, session.account], ["desk", first.session.account]);
  const library = await OfficerClient.ofDemo(url, "shenzhen-library", "issue");
  await library.ask(403, "POST", "/v1/desk/joins", joined);
  await library.ask(403, "POST", "/v1/registered-phones", {
    phones: [{ idNumber: elder.idNumber, phone: "+8613800138000" }],
  });
});

test("requests of other pages, without the token, or with an officer's cookie do nothing", async () => {
  const phone = { way: "phone", phone: "+8613700137000" } as const;
  const resident = await ResidentClient.withCode(url, phone, "+8613700137000");
  const { "sello-csrf": _, ...without } = resident.fields;
  const forged = await ask(url, "DELETE", "/v1/my/sessions", without);
  assert.deepEqual([forged.status, forged.body.code], [403, "session.csrf"]);
  await resident.ask(403, "DELETE", "/v1/my/sessions", undefined, { origin: "https://evil.test" });
  const elsewhere = { origin: "https://evil.test" };
  const begun = await ask(url, "POST", "/v1/resident-sign-ins", elsewhere, phone);
  assert.deepEqual([begun.status, begun.body.code], [403, "session.csrf"]);
  const officer = await OfficerClient.ofDemo(url, "shenzhen-library", "issue");
  const asOfficer = await ask(url, "GET", "/v1/my/session", officer.fields);
  assert.deepEqual([asOfficer.status, asOfficer.body.code], [401, "session.missing"]);
  // A browser may be signed in as both.
  const both = {
    ...resident.fields,
    cookie: `${officer.fields.cookie}; ${resident.fields.cookie}`,
  };
  assert.equal((await ask(url, "GET", "/v1/my/session", both)).status, 200);
  assert.equal((await ask(url, "GET", "/v1/session", both)).status, 200);
  await resident.ask(204, "DELETE", "/v1/my/session");
  await resident.ask(401, "GET", "/v1/my/session");
});

test("the outbox is a page of the demo", async () => {
  const page = await fetch(`${url}/demo/outbox`, { headers: { "accept-language": "zh" } });
  const text = await page.text();
  assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.ok(text.includes("演示短信") && text.includes("+8619900000001"));
  assert.ok((await outboxOf(url)).length > 0);
});

test("what a resident shows by a link is opened through the process without keys, and ends when they say so", async () => {
  assert.ok(elder);
  const card = { way: "id-card", idNumber: elder.idNumber } as const;
  const byCode = await ResidentClient.withCode(url, card, elder.phone);
  const terms = { endsAt: Math.floor(Date.now() / 1_000) + 600, once: false, audience: "library" };
  const content = new TextEncoder().encode("a document");
  const { secret, digest, sealed } = await makeShare(content, terms);
  const what = { type: `${url}/types/library-card/1`, claims: ["age_over_14"] };
  const given = { ...terms, digest, what, sealed: Buffer.from(sealed).toString("base64url") };
  const refused = await byCode.ask(403, "POST", "/v1/my/shares", given);
  assert.equal(refused.code, "session.level");
  elderPasskey = await byCode.addPasskey();
  const resident = await ResidentClient.withPasskey(url, elderPasskey);
  const made = await resident.ask(201, "POST", "/v1/my/shares", { ...given, purpose: "a card" });

  const page = await fetch(`${url}/s/${secret.id}`);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.match(await page.text(), /\/assets\/share-/);
  const path = `/v1/shares/${secret.id}`;
  assert.deepEqual((await ask(url, "GET", path)).body, { once: false });
  const open = () => ask(url, "POST", `${path}/openings`, {}, { opening: randomUUID() });
  const { sealed: bytes, ...stated } = (await open()).body;
  const opened = await openShare(secret, Buffer.from(bytes, "base64url"), stated);
  assert.deepEqual(opened, content);
  const { shares } = await resident.ask(200, "GET", "/v1/my/shares");
  assert.deepEqual(
    shares.map(({ id, openings, state }: typeof made) => [id, openings, state]),
    [[made.id, 1, "open"]],
  );
  const ended = await resident.ask(200, "DELETE", `/v1/my/shares/${made.id}`);
  assert.deepEqual([ended.state, ended.openings], ["ended", 1]);
  assert.equal((await open()).body.code, "share.ended");
  assert.equal((await ask(url, "GET", path)).body.code, "share.unknown");

  // Its receipt is in the log, by the ordinary way, and is checked without us.
  const { recordId, purpose, madeAt, sealedSha256: shownSha256 } = made;
  const agreed = { recordId, method: "link" as const, what, purpose, madeAt, shownSha256 };
  const consent: Consent = { ...agreed, recipient: "library", endsAt: terms.endsAt, once: false };
  const proof: ReceiptProof = await until(
    async () => (await ask(url, "GET", `/v1/receipts/${digestConsentReceipt(consent)}`)).body.proof,
    { waits: 100, stepMs: 200 },
  );
  const file = join(program.folder, "receipt.json");
  const trust = join(program.folder, "trust.note");
  await program.sello("trust", "save", trust);
  const check = () => program.sello("verify-receipt", file, "--offline", "--trust", trust);
  writeFileSync(file, formatReceiptFile({ consent, proof }));
  const good = await check();
  assert.equal(good.code, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /To whom: library[\s\S]*What for: a card/);
  writeFileSync(file, formatReceiptFile({ consent: { ...consent, recipient: "bank" }, proof }));
  assert.equal((await check()).code, 1);
  writeFileSync(file, formatReceiptFile({ consent, proof: null }));
  assert.equal((await check()).code, 2);
  const all = await resident.ask(200, "GET", "/v1/my/export");
  assert.deepEqual(readReceiptFile(JSON.stringify(all.receipts[0])).consent, consent);
});

test("two copies of a document share what all do that were sealed with them, and nothing else", async () => {
  assert.ok(elder);
  const library = await OfficerClient.ofDemo(url, "shenzhen-library", "issue");
  const issueTo = async (idNumber: string, number: string) => {
    const claims = {
      ...{ name: "林", card_number: number, home_library: "深圳图书馆" },
      ...{ birth_date: "1990-01-02", loans_max: 5, joined: "2026-01-15" },
    };
    const given = { type: "library-card", claims, person: idNumber };
    const key = { "idempotency-key": `crowd-${number}` };
    return (await library.ask(201, "POST", "/v1/documents", given, key)).id as string;
  };
  const resident = await ResidentClient.withPasskey(url, elderPasskey);
  const mine = await issueTo(elder.idNumber, "0440900000001");
  const path = `/v1/my/documents/${mine}/copies`;
  const nonce = await resident.ask(201, "POST", "/v1/my/copy-nonces");
  const proofs = Array.from({ length: 6 }, () => prove(nonce));
  // Others of the same moment, so that they are sealed together.
  const others = [2, 3, 4].map((nth) => issueTo(elder.idNumber, `044090000000${nth}`));
  const { copies } = await resident.ask(201, "POST", path, { proofs });
  await Promise.all(others);
  const shown = [];
  for (const { number } of copies) {
    const copy = await until(async () => {
      const one = await resident.ask(200, "GET", `${path}/${number}`);
      return one.proof === null ? null : one;
    });
    shown.push({ ...seenIn(copy), among: copy.among as number });
  }
  const batches = Map.groupBy(shown, ({ shared }) => shared.entry);
  for (const [first, ...rest] of batches.values())
    for (const other of rest) assert.deepEqual(other.shared, first?.shared);
  // Nothing of one is in another.
  const own = shown.flatMap((each) => each.own.filter((part) => part !== ""));
  assert.equal(new Set(own).size, own.length, "two copies have something of their own in common");
  const members = Object.keys(shown[0]?.shared.open ?? {}).toSorted();
  assert.deepEqual(
    members.filter((name) => !["exp", "vct#integrity"].includes(name)),
    ["_sd_alg", "iat", "iss", "vct"],
  );
  for (const { payload, among } of shown) {
    // Times are of an hour or a day, so that they are those of many.
    assert.equal(payload.iat % 3_600, 0);
    if (payload.exp !== undefined) assert.equal((payload.exp + 8 * 3_600) % 86_400, 0);
    assert.ok(among >= 1 && among <= 4, `${among}`);
  }
  // The places in the tree say nothing of the order in which they were asked for.
  for (const together of batches.values()) {
    const byLeaf = together.toSorted((a, b) => a.leafIndex - b.leafIndex);
    const byHash = together.toSorted((a, b) => Buffer.compare(a.leafHash, b.leafHash));
    assert.deepEqual(byLeaf, byHash);
  }
});

test("a lost phone: documents issued to the new one, and all old copies are dead", async () => {
  assert.ok(elder);
  const library = await OfficerClient.ofDemo(url, "shenzhen-library", "issue");
  const lost = await ResidentClient.withPasskey(url, elderPasskey);
  const old = (await documentsOf(lost)).find(
    ({ type, state }) => type.name === "library-card" && state === "valid",
  );
  assert.ok(old);
  const copyOf = async (resident: ResidentClient, id: string) => {
    const path = `/v1/my/documents/${id}/copies`;
    const nonce = await resident.ask(201, "POST", "/v1/my/copy-nonces");
    const { copies } = await resident.ask(201, "POST", path, { proofs: [prove(nonce)] });
    return until(async () => {
      const copy = await resident.ask(200, "GET", `${path}/${copies[0].number}`);
      return copy.proof === null ? null : copy;
    });
  };
  const verdictOf = async ({ sdJwt, proof }: { sdJwt: string; proof: string }) => {
    const headers = { "content-type": "application/vnd.sello+json" };
    const body = formatSelloFile({ document: sdJwt, proof });
    const verdict = await fetch(`${url}/v1/verify`, { method: "POST", headers, body });
    const { checks } = (await verdict.json()) as { checks: { id: string; outcome: string }[] };
    return checks.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
  };
  const before = await copyOf(lost, old.id);
  assert.deepEqual(await verdictOf(before), []);
  const key = { "idempotency-key": "lost-phone" };
  const { id } = await library.ask(201, "POST", `/v1/documents/${old.id}/replacements`, {}, key);
  // Who has no device any more comes to a desk.
  const card = { way: "id-card", idNumber: elder.idNumber } as const;
  const phone = await ResidentClient.withCode(url, card, elder.phone);
  const { code } = await phone.ask(201, "POST", "/v1/my/desk-codes");
  const register = "population-administration";
  const desk = await OfficerClient.ofDemo(url, register, "issue");
  await desk.ask(200, "POST", "/v1/desk/joins", { code, idNumber: elder.idNumber });
  assert.deepEqual(await verdictOf(await copyOf(phone, id)), []);
  await until(async () => (await verdictOf(before)).length > 0, { waits: 100, stepMs: 200 });
  await lost.ask(409, "POST", `/v1/my/documents/${old.id}/copies`, {
    proofs: [prove(await lost.ask(201, "POST", "/v1/my/copy-nonces"))],
  });
});

test("who asks for a proof gets the answer through the process without keys", async () => {
  const proof = { types: [`${url}/types/library-card/1`], claims: [{ path: ["x"], values: [] }] };
  const { link, text, secret } = await makeProofRequest(url, "Bar", proof);
  const secretDigest = createHash("sha256").update(secret).digest("base64url");
  const asked = await ask(
    url,
    "POST",
    "/v1/requests",
    {},
    { id: link.id, request: text, secretDigest },
  );
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  const given = await fetch(`${url}/v1/requests/${link.id}`);
  assert.equal(await given.text(), text);
  const answers = `/v1/requests/${link.id}/answers`;
  const body = new URLSearchParams({ response: "e..a.a.a" });
  assert.equal((await fetch(url + answers, { method: "POST", body })).status, 200);
  const fields = { "sello-request-secret": secret };
  assert.equal((await ask(url, "GET", answers, fields)).body.answer, "e..a.a.a");
  const code = await fetch(`${url}/r/${link.id}`, { redirect: "manual" });
  assert.equal(code.headers.get("location"), `/resident/requests/${link.id}`);
});
