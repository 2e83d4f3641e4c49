import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { readReceiptFile } from "@sello/sdk/share";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import type { ResidentSession } from "../../../services/http/Caller.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import { startPostgres } from "../../support/postgres.ts";
import { emptyResidents } from "../accounts/residents/ResidentScene.ts";
import { makePerson } from "../issuing/people.ts";
import { publicUrl } from "../status/FakeRegistry.ts";
import {
  health,
  housing,
  issueIdentity,
  issueCard as issueLibraryCard,
  proofOf as makeProof,
  type Proving,
  signInAs,
  walletScene,
} from "./WalletScene.ts";

const phone = "+8613800138000";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let wallet: ReturnType<typeof walletScene>;
let scene: (typeof wallet)["scene"];
let residents: (typeof wallet)["residents"];
let person: Record<string, string>;
let people = 0;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  await emptyResidents(database);
  wallet = walletScene(database);
  ({ scene, residents } = wallet);
  people += 1;
  person = makePerson(people);
});

const issue = (authority = housing, of = person) => issueIdentity(wallet, of, authority);
const issueCard = (of = person) => issueLibraryCard(wallet, of);
const signIn = (level: ResidentSession["level"] = "passkey", of = person) =>
  signInAs(wallet, of, phone, level);
const proofOf = (proving: Proving) => makeProof(wallet, proving);

async function act(id: string, action: "suspend" | "revoke", reason: "lost" | "stolen") {
  const officer = "officer:0x";
  const documents = [id as never];
  await scene.statuses.act({ documents, action, reason, actingAuthority: housing, officer });
}

test("a person's documents of all offices are one list, and of nobody else", async () => {
  const [identity, card] = [await issue(), await issueCard()];
  await issue(housing, makePerson(people + 500));
  const session = await signIn();
  const found = await wallet.documents.list(session);
  assert.deepEqual(new Set(found.map(({ id }) => id)), new Set([identity, card]));
  const shown = found.find(({ id }) => id === identity);
  assert.equal(shown?.authority.slug, "nanshan-housing");
  assert.deepEqual(
    shown?.authority.above.map(({ slug }) => slug),
    ["nanshan", "city"],
  );
  assert.deepEqual([shown?.state, shown?.type.identity], ["sealing", true]);
  const name = shown?.face?.find((each) => each.name === "name");
  assert.equal(name?.value, person.name);
  const sex = shown?.face?.find((each) => each.name === "sex");
  assert.equal(sex?.words?.en, person.sex);
});

test("a code alone opens nothing, and an account that is not joined has nothing", async () => {
  await issue();
  const weak = await signIn("code");
  const [document] = await wallet.documents.list(weak);
  assert.equal(document?.face, null);
  const { session } = await residents.signInByPhone("+8613900139000");
  assert.deepEqual(await wallet.documents.list(session), []);
  assert.deepEqual(await wallet.notices.looks(session), []);
});

test("one document says all claims and its history; another person's is not there", async () => {
  const id = await issue();
  const session = await signIn();
  const found = await wallet.documents.get(session, id);
  assert.deepEqual(found.claims.find(({ name }) => name === "id_number")?.value, person.id_number);
  assert.equal(found.seal, null);
  assert.deepEqual(
    found.history.map(({ what }) => what),
    ["issued"],
  );
  const theirs = await issue(housing, makePerson(people + 500));
  const unknown = { code: "document.unknown", status: 404 };
  await assert.rejects(wallet.documents.get(session, theirs), unknown);
  await assert.rejects(
    wallet.documents.get(session, "0b9d6f2e-0000-7000-8000-000000000000" as never),
    unknown,
  );
});

test("suspended and revoked are told with the reason and since when", async () => {
  const id = await issue();
  const session = await signIn();
  await act(id, "suspend", "lost");
  const [suspended] = await wallet.documents.list(session);
  assert.deepEqual([suspended?.state, suspended?.reason?.code], ["suspended", "lost"]);
  assert.ok(suspended?.since);
  await act(id, "revoke", "stolen");
  const [revoked] = await wallet.documents.list(session);
  assert.deepEqual([revoked?.state, revoked?.reason?.code], ["revoked", "stolen"]);
  const detail = await wallet.documents.get(session, id);
  assert.deepEqual(detail.history.map(({ what }) => what).toSorted(), [
    ...["issued", "revoke", "suspend"],
  ]);
});

test("notices tell once what others did since there was an account; looks say who and why", async () => {
  const id = await issue();
  const session = await signIn();
  await database.query("update resident_accounts set created_at = now() - interval '1 minute'");
  await database.query("update documents set created_at = now() - interval '1 hour'");
  const kinds = async () => (await wallet.notices.list(session)).notices.map(({ kind }) => kind);
  assert.deepEqual(await kinds(), []);
  const card = await issueCard();
  await act(id, "suspend", "lost");
  assert.deepEqual(await kinds(), ["document.issued"]);
  await database.query("update status_acts set state = 'effective', effective_at = now()");
  const audit = new PgAuditLog(database);
  const look = { actor: "officer:0xab", action: "document.read", subject: `document:${id}` };
  await audit.record({ ...look, authority: housing, data: { reason: "check" } });
  // Somebody of another office asked, and was refused.
  await audit.record({ ...look, authority: health, data: { reason: "check" } });
  const all = ["document.issued", "document.looked-at", "document.suspended"];
  assert.deepEqual((await kinds()).toSorted(), all);
  assert.deepEqual((await kinds()).toSorted(), all);
  const looks = await wallet.notices.looks(session);
  assert.deepEqual(
    looks.map(({ by, reason, document }) => [by.slug, reason?.code, document?.id]),
    [["nanshan-housing", "check", id]],
  );
  const { notices, unseen } = await wallet.notices.list(session);
  assert.equal(unseen, 3);
  const issued = notices.find(({ kind }) => kind === "document.issued");
  assert.deepEqual([issued?.document?.id, issued?.by?.slug], [card, "futian-health"]);
  await wallet.notices.see(session, issued?.id ?? "");
  assert.equal((await wallet.notices.list(session)).unseen, 2);
  const other = await residents.signInByPhone("+8613900139000");
  await assert.rejects(wallet.notices.see(other.session, issued?.id ?? ""), {
    code: "notice.unknown",
  });
});

test("what an office tells is a notice of each of the holder's documents, and of nobody else's", async () => {
  const id = await issue();
  const session = await signIn();
  await database.query(
    `insert into document_tellings (document_id, bulk_act_id, authority_id, message)
     values ($1, gen_random_uuid(), $2, 'come_in'), (gen_random_uuid(), gen_random_uuid(), $2, 'come_in')`,
    [id, Buffer.from(housing.slice(2), "hex")],
  );
  const told = async () =>
    (await wallet.notices.list(session)).notices.filter(({ kind }) => kind === "document.told");
  for (let look = 0; look < 2; look += 1) {
    const found = await told();
    assert.deepEqual(
      found.map(({ document, by, reason }) => [document?.id, by?.slug, reason?.code]),
      [[id, "nanshan-housing", "come_in"]],
    );
    assert.match(found[0]?.reason?.text.en ?? "", /office/);
  }
});

test("opening documents for their holder is counted, and no look of anybody", async () => {
  const id = await issue();
  const session = await signIn();
  for (let count = 0; count < 3; count += 1) await wallet.documents.get(session, id);
  assert.deepEqual(await wallet.notices.looks(session), []);
  const { counts } = residents.base;
  const now = Math.floor(scene.nowMs / 1_000);
  const { count } = await counts.add(`opened ${session.account}`, 3_600, now, 0);
  assert.equal(count, 3);
  await counts.add(`opened ${session.account}`, 3_600, now, limits.residentOpenedPerHour);
  await assert.rejects(wallet.documents.get(session, id), { code: "readings.many", status: 429 });
});

test("copies are bound to keys that the device has, each its own", async () => {
  const id = await issueCard();
  const session = await signIn();
  const { nonce, audience } = await wallet.copies.nonce(session);
  assert.equal(audience, publicUrl);
  const given = Array.from({ length: 12 }, () => proofOf({ nonce }));
  const made = await wallet.copies.make(session, id, given);
  // More than the type allows a holder otherwise: each is shown once.
  assert.deepEqual(
    made.map(({ number }) => number),
    given.map((_, index) => index + 1),
  );
  const keys = await Promise.all(
    made.map(async ({ number }) => {
      const { holderKey } = readSdJwt(await scene.reader.content(id, number));
      return JSON.stringify(holderKey);
    }),
  );
  const asked = given.map((proof) => {
    const { jwk } = JSON.parse(Buffer.from(proof.split(".")[0] ?? "", "base64url").toString());
    return JSON.stringify({ kty: "EC", crv: "P-256", x: jwk.x, y: jwk.y });
  });
  assert.deepEqual(keys, asked);
  const copy = await wallet.copies.get(session, id, 12);
  assert.deepEqual([copy.state, copy.proof, copy.sdJwt], ["pending", null, made[11]?.sdJwt]);
});

test("a proof for something else, or by another key, makes no copy", async () => {
  const id = await issueCard();
  const session = await signIn();
  const make = async (proofs: (nonce: string) => string[]) => {
    const { nonce } = await wallet.copies.nonce(session);
    return wallet.copies.make(session, id, proofs(nonce));
  };
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const refusals: readonly [(nonce: string) => string[], string][] = [
    [(nonce) => [proofOf({ nonce, audience: "https://evil.test" })], "possession.nonce"],
    [(nonce) => [proofOf({ nonce, iat: 1 })], "possession.nonce"],
    [(nonce) => [proofOf({ nonce, typ: "JWT" })], "possession.malformed"],
    [(nonce) => [proofOf({ nonce, key: stranger })], "possession.malformed"],
    [(nonce) => [proofOf({ nonce }), "x.y.z"], "possession.malformed"],
    [(nonce) => Array(2).fill(proofOf({ nonce })), "possession.malformed"],
    [() => [proofOf({ nonce: "A".repeat(43) })], "possession.nonce"],
    [() => ["%"], "possession.nonce"],
  ];
  for (const [proofs, code] of refusals) await assert.rejects(make(proofs), { code });
  const { nonce } = await wallet.copies.nonce(session);
  await wallet.copies.make(session, id, [proofOf({ nonce })]);
  await assert.rejects(wallet.copies.make(session, id, [proofOf({ nonce })]), {
    code: "possession.nonce",
  });
  const other = await residents.signInByPhone("+8613900139000");
  const theirs = await wallet.copies.nonce(other.session);
  await assert.rejects(wallet.copies.make(session, id, [proofOf(theirs)]), {
    code: "possession.nonce",
  });
});

test("copies of an identity document wait for a passkey that is good, or a desk", async () => {
  const id = await issue();
  const session = await signIn();
  const { nonce } = await wallet.copies.nonce(session);
  await assert.rejects(wallet.copies.make(session, id, [proofOf({ nonce })]), {
    code: "passkey.waiting",
    status: 403,
  });
  const atDesk = { ...session, level: "desk" as const };
  assert.equal((await wallet.copies.make(atDesk, id, [proofOf({ nonce })])).length, 1);
});

test("who a person is, is read from the city's documents", async () => {
  const number = person.id_number ?? "";
  assert.deepEqual(
    [await wallet.persons.isKnown(number), await wallet.persons.nameOf(number)],
    [false, null],
  );
  await issueCard();
  assert.deepEqual(
    [await wallet.persons.isKnown(number), await wallet.persons.nameOf(number)],
    [false, person.name],
  );
  const id = await issue();
  assert.equal(await wallet.persons.isKnown(number), true);
  await act(id, "revoke", "stolen");
  assert.equal(await wallet.persons.isKnown(number), false);
});

test("an export holds all of the account, opens each document once, and has the receipts of what was shown", async () => {
  const [id, other] = [await issue(), await issueCard()];
  const session = await signIn();
  const sealed = Buffer.from("sealed");
  const what = { type: "https://sello.test/types/x/1", claims: ["age_over_18"] };
  const endsAt = Math.floor(scene.nowMs / 1_000) + 60;
  const terms = { endsAt, once: false, audience: "Sol Bank", purpose: "to open an account" };
  const share = await wallet.shares.make(session, {
    ...{ ...terms, sealed, what, digest: "A".repeat(43) },
  });
  const made = await wallet.archive.make(session);
  const { counts } = residents.base;
  const now = Math.floor(scene.nowMs / 1_000);
  assert.equal((await counts.add(`opened ${session.account}`, 3_600, now, 0)).count, 2);
  const { documents, receipts, shares } = made as Record<string, Record<string, string>[]>;
  assert.deepEqual(new Set(documents?.map((each) => each.id)), new Set([id, other]));
  assert.deepEqual(
    shares?.map((each) => [each.id, each.owner]),
    [[share.id, undefined]],
  );
  const { consent, proof } = readReceiptFile(JSON.stringify(receipts?.[0]));
  assert.equal(proof, null);
  assert.deepEqual(
    [consent.recordId, consent.recipient, consent.purpose, consent.what],
    [share.recordId, "Sol Bank", "to open an account", what],
  );
  const text = JSON.stringify(made);
  for (const part of [id, person.name, person.id_number, "Firefox 140, Linux"])
    assert.ok(text.includes(part ?? "?"), part);
  assert.ok(!text.includes(session.csrfToken));
});
