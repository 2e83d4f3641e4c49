import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { digestConsentReceipt, makeShare, openShare, toShareDigest } from "@sello/sdk/share";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { limits } from "../../../services/platform/limits.ts";
import { PgReceipts } from "../../../services/wallet/receipts/PgReceipts.ts";
import { PgProofRequests } from "../../../services/wallet/requests/PgProofRequests.ts";
import { OpeningLimits } from "../../../services/wallet/shares/OpeningLimits.ts";
import { PgShares } from "../../../services/wallet/shares/PgShares.ts";
import { ResidentShares } from "../../../services/wallet/shares/ResidentShares.ts";
import { type StoredShare, toConsent } from "../../../services/wallet/shares/Share.ts";
import { ShareUpkeep } from "../../../services/wallet/shares/ShareUpkeep.ts";
import { startPostgres } from "../../support/postgres.ts";
import { addAccount } from "./addAccount.ts";

const content = new TextEncoder().encode('{"format":"sello/1"}');
const what = { type: "https://sello.test/types/id", claims: ["age_over_18"] };
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const start = 1_800_000_000;
const daySeconds = 86_400;

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let shares: ResidentShares;
let upkeep: ShareUpkeep;
let now: number;
let owner: string;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  now = start;
  const clock = { nowMs: () => now * 1_000 };
  const store = new PgShares(database);
  const receipts = new PgReceipts(database);
  shares = new ResidentShares({ store, receipts, clock });
  const requests = new PgProofRequests(database);
  upkeep = new ShareUpkeep({ shares: store, requests, receipts, clock, logger: silentLogger });
  owner = await addAccount(database);
});

/** A share as the holder's browser makes it, and its link. */
async function make(terms: { once?: boolean; days?: number; audience?: string | null } = {}) {
  const { once = false, days = 1, audience = "Banco Sol" } = terms;
  const said = { endsAt: now + days * daySeconds, once, audience };
  const { secret, digest, sealed } = await makeShare(content, said);
  const given = { ...said, digest, sealed, what };
  const share = await shares.make(by(owner), given);
  return { share, secret, given };
}

const by = (account: string) => ({ account, passkey: null });

const digestOf = (share: StoredShare): string => digestConsentReceipt(toConsent(share));

const open = (id: string, opening: string = randomUUID()) => shares.open(id, opening, firefox);

/** What the database has of it, whichever share it is. */
const rowOf = async (id: string) =>
  (await database.query("select * from shares where id = $1", [id])).rows[0];

test("what was made is opened by its link, counted, and listed for its owner alone", async () => {
  const { share, secret } = await make();
  assert.deepEqual(await shares.look(secret.id), { once: false });
  const { sealed, ...terms } = await open(secret.id);
  assert.deepEqual(await openShare(secret, sealed, terms), content);
  now += 60;
  await open(secret.id);
  const [listed, ...others] = await shares.list(owner, null, 10);
  assert.equal(others.length, 0);
  assert.deepEqual(
    { ...listed, id: "" },
    {
      ...{ ...share, id: "", openings: 2 },
      opened: [
        { at: start + 60, browser: "Firefox, Linux" },
        { at: start, browser: "Firefox, Linux" },
      ],
    },
  );
  assert.deepEqual(await shares.list(await addAccount(database), null, 10), []);
});

test("what is kept says neither the link's id nor its key nor what is shown", async () => {
  const { share, secret } = await make();
  await open(secret.id);
  const kept = JSON.stringify(await rowOf(share.id), (_, value) =>
    value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
  );
  for (const secretText of [secret.id, secret.key, "sello/1"])
    assert.ok(!kept.includes(secretText), secretText);
  const openings = await database.query("select * from share_openings where share_id = $1", [
    share.id,
  ]);
  assert.deepEqual(Object.keys(openings.rows[0] ?? {}).sort(), [
    "at",
    "browser",
    "opening",
    "share_id",
  ]);
});

test("one that can be opened once is opened once, however many come at the same time", async () => {
  const { share, secret } = await make({ once: true });
  assert.deepEqual(await shares.look(secret.id), { once: true });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => open(secret.id)));
  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  await assert.rejects(open(secret.id), { code: "share.used" });
  await assert.rejects(shares.look(secret.id), { code: "share.unknown" });
  const [listed] = await shares.list(owner, null, 1);
  assert.deepEqual([listed?.id, listed?.state, listed?.openings], [share.id, "used", 1]);
});

test("an opening whose answer was lost is the same one for some minutes", async () => {
  const { share, secret } = await make({ once: true });
  const opening = randomUUID();
  const first = await open(secret.id, opening);
  now += limits.shareAgainSeconds - 1;
  assert.deepEqual(await open(secret.id, opening), first);
  await upkeep.tidy();
  assert.notEqual((await rowOf(share.id))?.sealed, null);
  now += 2;
  await assert.rejects(open(secret.id, opening), { code: "share.used" });
  await upkeep.tidy();
  assert.equal((await rowOf(share.id))?.sealed, null);
});

test("ended, expired and unknown: each is told to who has the link, and a look tells nothing", async () => {
  const ended = await make();
  await open(ended.secret.id);
  const { state, openings, endedAt } = await shares.end(owner, ended.share.id);
  assert.deepEqual([state, openings, endedAt], ["ended", 1, now]);
  assert.equal((await rowOf(ended.share.id))?.sealed, null);
  now += 5;
  // Again it is the same, and so for one that expired.
  assert.equal((await shares.end(owner, ended.share.id)).endedAt, endedAt);
  const expired = await make({ days: 1 });
  now += daySeconds;
  assert.equal((await shares.end(owner, expired.share.id)).state, "expired");
  const looks = await Promise.all(
    [ended.secret.id, expired.secret.id, "A".repeat(22)].map(async (id, at) => {
      await assert.rejects(open(id), {
        code: ["share.ended", "share.expired", "share.unknown"][at],
      });
      return shares.look(id).catch(({ code, message, status }) => ({ code, message, status }));
    }),
  );
  assert.deepEqual(looks[0], looks[2]);
  assert.deepEqual(looks[1], looks[2]);
  assert.equal((looks[2] as { code?: string }).code, "share.unknown");
});

test("nobody ends the share of another account", async () => {
  const { share, secret } = await make();
  const stranger = await addAccount(database);
  await assert.rejects(shares.end(stranger, share.id), { code: "share.unknown" });
  await open(secret.id);
});

test("the end is within thirty days; what is over is deleted, and later forgotten", async () => {
  for (const days of [0, -1, 31])
    await assert.rejects(make({ days }), { status: 422, code: "share.term" });
  const { share } = await make({ days: 30 });
  now += 30 * daySeconds;
  await upkeep.tidy();
  assert.equal((await rowOf(share.id))?.sealed, null);
  assert.equal((await shares.list(owner, null, 10))[0]?.state, "expired");
  now += limits.sharesKeptDays * daySeconds;
  await upkeep.tidy();
  assert.deepEqual(await shares.list(owner, null, 10), []);
});

test("sent again it is the same share; another with its id is refused", async () => {
  const { share, given } = await make();
  now += 10;
  assert.deepEqual(await shares.make(by(owner), given), share);
  const stranger = await addAccount(database);
  const known = { status: 409, code: "share.known" };
  await assert.rejects(shares.make(by(stranger), given), known);
  await assert.rejects(shares.make(by(owner), { ...given, once: true }), known);
  await assert.rejects(shares.make(by(owner), { ...given, sealed: Buffer.from("other") }), known);
});

test("a share leaves the hash of its receipt to be put into the log, once, and of nothing that was not made", async () => {
  const waiting = async () =>
    (await database.query<{ digest: Buffer }>("select digest from consent_receipts")).rows.map(
      ({ digest }) => digest.toString("base64url"),
    );
  const before = await waiting();
  const { share, given } = await make({ audience: null });
  assert.equal(share.sealedSha256, createHash("sha256").update(given.sealed).digest("base64url"));
  await shares.make(by(owner), given);
  const other = await addAccount(database);
  await assert.rejects(shares.make(by(other), given), { code: "share.known" });
  assert.deepEqual(new Set(await waiting()), new Set([...before, digestOf(share)]));
  // Another share of the same has another, so it says nothing.
  const { share: next } = await make({ audience: null });
  assert.notEqual(digestOf(next), digestOf(share));
});

test("an account has so many open shares, and an address so many openings", async () => {
  const fill = `insert into shares (id, digest, owner, sealed, sealed_sha256, ends_at, once, document_type, claims,
      record_id, made_at)
    select gen_random_uuid(), sha256((random()::text || n)::bytea), $1, '\\x00', sha256('x'), to_timestamp($2), false, 'x',
      '{}', substr(sha256('x'), 1, 16), to_timestamp($3) from generate_series(1, $4::int) n`;
  await database.query(fill, [owner, now + 60, now - 2 * daySeconds, limits.sharesOpen]);
  await assert.rejects(make(), { status: 409, code: "share.many" });
  now += 60;
  await make();
  const other = await addAccount(database);
  await database.query(fill, [other, now - 1, now - 10, limits.sharesPerDay]);
  owner = other;
  await assert.rejects(make(), { status: 409, code: "share.many" });
  const counts = new OpeningLimits();
  for (let at = 0; at < limits.openingsPerAddress; at += 1) counts.count("192.0.2.1");
  counts.count("192.0.2.2");
  assert.throws(() => counts.count("192.0.2.1"), { status: 429, code: "rate.limited" });
});

test("openings of one share have a limit", async () => {
  const { share, secret } = await make();
  await database.query("update shares set openings = $2 where id = $1", [
    share.id,
    limits.shareOpenings,
  ]);
  await assert.rejects(open(secret.id), { code: "share.used" });
  assert.equal(toShareDigest(secret.id), share.digest);
});
