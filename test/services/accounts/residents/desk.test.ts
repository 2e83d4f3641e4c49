import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import type { AuthorityId, Hex } from "@sello/sdk";
import { deskLimits } from "../../../../services/accounts/residents/deskLimits.ts";
import type { Caller, ResidentSession } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { SoftPasskey } from "../../../support/SoftPasskey.ts";
import { ownLinks } from "./ownLinks.ts";
import {
  accountsOfMany,
  callerOf,
  city,
  domain,
  emptyResidents,
  identityOffice,
  idNumber,
  otherOffice,
  publicUrl,
  residentScene,
} from "./ResidentScene.ts";

const phone = "+8613800138000";
const other = "+8613900139000";
const hex = (byte: string): Hex => `0x${byte.repeat(20)}`;
const [first, second] = [hex("a1"), hex("b2")];
const asker = callerOf(identityOffice, first);
const confirmer = callerOf(identityOffice, second);
const key: Caller = {
  kind: "api-key",
  apiKeyId: "0b9d6f2e-0000-4000-8000-00000000000a",
  authority: identityOffice,
  actions: ["issue", "revoke"],
};

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: ReturnType<typeof residentScene>;
let links: ReturnType<typeof ownLinks>;
let known: boolean;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = 1_800_000_000_000;
  known = true;
  accountsOfMany.clear();
  await emptyResidents(database);
  await database.query("truncate withdrawn_copies");
  const persons = { isKnown: async () => known, nameOf: async () => null };
  links = ownLinks(database, { nowMs: () => nowMs });
  scene = residentScene(database, { nowMs: () => nowMs }, persons);
});

const here = { address: "192.0.2.1", browser: "Firefox 140, Linux" };
const site = { origin: publicUrl, domain };
const ended = { code: "session.ended", status: 401 };

/** Adds a passkey in this session, and signs in with it. */
async function withPasskey(session: ResidentSession, name: string) {
  const { residentPasskeys, residentPasskeySignIns } = scene.services;
  const passkey = new SoftPasskey();
  const begun = await residentPasskeys.begin(session);
  const made = passkey.create({ challenge: begun.options.challenge, ...site });
  const given = { registration: begun.id, name, ...made };
  const { id } = await residentPasskeys.add(session, given, here.address);
  const asked = await residentPasskeySignIns.begin(here.address);
  const signed = passkey.sign({ challenge: asked.options.challenge, ...site });
  return { id, ...(await residentPasskeySignIns.finish(asked.id, signed, here)) };
}

async function person() {
  await scene.register(idNumber(1), phone);
  const { session } = await scene.signInByCard(idNumber(1), phone);
  const old = await withPasskey(session, "old phone");
  nowMs += 1_000;
  // Good at once, so that it may add another.
  await database.query("update resident_passkeys set good_from = to_timestamp(0)");
  const fresh = await withPasskey(old.session, "new phone");
  return { account: session.account, old, fresh };
}

const noteCopies = (account: string, passkey: string | null, numbers: readonly number[]) =>
  database.transaction((tx) =>
    scene.base.deviceCopies.note(
      tx,
      { account, passkey },
      "0b9d6f2e-0000-7000-8000-0000000000d0" as never,
      numbers,
    ),
  );

const withdrawn = async () => {
  const { rows } = await database.query<{ copy_number: number }>(
    "select copy_number from withdrawn_copies order by copy_number",
  );
  return rows.map(({ copy_number }) => copy_number);
};

const actionsOf = async (account: string) => {
  const { rows } = await database.query<{ action: string; actor: string }>(
    "select action, actor from audit_events where subject = $1 order by id",
    [`account:${account}`],
  );
  return rows.map(({ action, actor }) => `${actor} ${action}`);
};

const noticesOf = async (account: string) => {
  const { rows } = await database.query<{ kind: string; authority_id: Buffer | null }>(
    "select kind, authority_id from resident_notices where account = $1 order by at, kind",
    [account],
  );
  return rows.map(({ kind }) => kind);
};

const ask = (caller: Caller = asker, more: { passkeys?: string[]; removePhone?: boolean } = {}) =>
  scene.services.deviceEndings.ask(caller, {
    ...{ idNumber: idNumber(1), reason: "stolen", passkeys: null, removePhone: false },
    ...more,
  });

test("a look at a desk says what there is, masked, is recorded, and is told to the person", async () => {
  const { deskPersons } = scene.services;
  assert.deepEqual(await deskPersons.look(asker, idNumber(2)), {
    ...{ phone: null, phoneSince: null, account: null },
  });
  const { account } = await person();
  const seen = await deskPersons.look(asker, idNumber(1));
  assert.equal(seen.phone, "+86 138…00");
  assert.deepEqual(
    seen.account?.passkeys.map(({ name }) => name),
    ["new phone", "old phone"],
  );
  assert.ok((await actionsOf(account)).includes(`officer:${first} registered_phones.look`));
  assert.ok((await noticesOf(account)).includes("desk.looked"));
});

test("a desk is closed to keys, to other offices, and to persons whom the city does not know", async () => {
  const { deskPersons, deviceEndings } = scene.services;
  const look = (caller: Caller) => deskPersons.look(caller, idNumber(1));
  await assert.rejects(look(key), { code: "desk.officer", status: 403 });
  await assert.rejects(look(callerOf(otherOffice)), { code: "authority.unaccredited" });
  await assert.rejects(deviceEndings.list(key), { code: "desk.officer" });
  known = false;
  await assert.rejects(look(asker), { code: "desk.person_unknown", status: 404 });
  await assert.rejects(ask(), { code: "desk.person_unknown" });
  known = true;
  await assert.rejects(ask(), { code: "desk.no_account", status: 404 });
});

test("a phone is changed and removed with a reason; the one that it was is told", async () => {
  const { deskPersons } = scene.services;
  const change = (to: string | null) =>
    deskPersons.changePhone(asker, { idNumber: idNumber(1), phone: to, reason: "new_number" });
  assert.equal(await change(phone), "added");
  const { session } = await scene.signInByCard(idNumber(1), phone);
  assert.equal(await change(phone), "same");
  assert.equal(await change(other), "changed");
  assert.deepEqual(
    (await scene.messages()).filter(({ kind }) => kind === "phone.changed").map(({ to }) => to),
    [phone],
  );
  assert.equal(await change(null), "removed");
  assert.equal(await scene.base.phones.of(database, idNumber(1)), null);
  const { rows } = await database.query<{ data: { reason: string; outcome: string } }>(
    "select data from audit_events where action = 'registered_phones.change' and subject = $1",
    [`account:${session.account}`],
  );
  assert.deepEqual(
    rows.map(({ data }) => [data.reason, data.outcome]),
    [
      ["new_number", "same"],
      ["new_number", "changed"],
      ["new_number", "removed"],
    ],
  );
});

test("two officers end a stolen phone: passkeys, sessions, wallets and copies, and the person is told", async () => {
  const { account, old, fresh } = await person();
  await noteCopies(account, old.id, [1, 2]);
  await noteCopies(account, fresh.id, [3]);
  const made = [
    await links.make({ account, passkey: old.id }),
    await links.make({ account, passkey: fresh.id }),
  ];
  const { id, own, person: masked } = await ask();
  assert.deepEqual([own, masked], [true, `4403…${idNumber(1).slice(-4)}`]);
  const [waiting] = await scene.services.deviceEndings.list(confirmer);
  assert.deepEqual([waiting?.id, waiting?.own, waiting?.passkeys], [id, false, null]);
  const done = await scene.services.deviceEndings.confirm(confirmer, id);
  assert.deepEqual(done, { passkeys: 2, sessions: 3, copies: 3, shares: 2 });
  const { residents, residentPasskeys } = scene.services;
  await assert.rejects(residents.authenticate(old.token), ended);
  await assert.rejects(residents.authenticate(fresh.token), ended);
  assert.deepEqual(await residentPasskeys.list({ account }), []);
  assert.deepEqual(await withdrawn(), [1, 2, 3]);
  for (const link of made)
    await assert.rejects(links.shares.open(link, randomUUID(), ""), { code: "share.ended" });
  const told = (await scene.messages()).find(({ kind }) => kind === "devices.ended");
  assert.equal(told?.to, phone);
  const notices = await noticesOf(account);
  assert.ok(notices.includes("devices.ended") && notices.includes("shares.ended"));
  const acts = await actionsOf(account);
  assert.ok(acts.includes(`officer:${first} device_ending.ask`));
  assert.ok(acts.includes(`officer:${second} device_ending.confirm`));
  // The phone stayed, so its owner signs in again.
  await scene.signInByCard(idNumber(1), phone);
  await assert.rejects(scene.services.deviceEndings.confirm(confirmer, id), {
    code: "desk.ending_unknown",
  });
});

test("where one passkey is named, the other and its session stay", async () => {
  const { account, old, fresh } = await person();
  await noteCopies(account, old.id, [1]);
  await noteCopies(account, fresh.id, [2]);
  await noteCopies(account, null, [3]);
  const own = await links.make({ account, passkey: old.id });
  const unknown = await links.make({ account, passkey: null });
  const kept = await links.make({ account, passkey: fresh.id });
  const { id } = await ask(asker, { passkeys: [old.id], removePhone: true });
  const done = await scene.services.deviceEndings.confirm(confirmer, id);
  assert.deepEqual(done, { passkeys: 1, sessions: 2, copies: 2, shares: 2 });
  const { residents } = scene.services;
  await assert.rejects(residents.authenticate(old.token), ended);
  assert.equal((await residents.authenticate(fresh.token)).account, account);
  // Of copies of which nobody knows the device, nobody knows that it is not the stolen one.
  assert.deepEqual(await withdrawn(), [1, 3]);
  for (const link of [own, unknown])
    await assert.rejects(links.shares.look(link), { code: "share.unknown" });
  await links.shares.open(kept, randomUUID(), "");
  const listed = (await links.shares.list(account, null, 10)).map((each) => each.endedBy);
  assert.deepEqual(listed.sort(), ["device", "device", null]);
  // Somebody with the phone gets no code by the person's number, and none for the account by the phone.
  assert.equal(await scene.base.phones.of(database, idNumber(1)), null);
  const thief = await scene.signInByPhone(phone);
  assert.notEqual(thief.session.account, account);
});

test("nobody confirms alone: not who asked, and no account that they may be behind", async () => {
  await person();
  const { deviceEndings } = scene.services;
  const { id } = await ask();
  await assert.rejects(deviceEndings.confirm(asker, id), { code: "desk.own_ending", status: 403 });
  const many = hex("cc");
  const officers = { kind: "officer-account", threshold: 1 } as const;
  accountsOfMany.set(many, { account: many, ...officers, signers: [first, second] });
  const same = { code: "desk.same_person", status: 403 };
  await assert.rejects(deviceEndings.confirm(callerOf(identityOffice, many), id), same);
  // Two accounts with one key.
  const passkey = `0x${"99".repeat(84)}` as Hex;
  for (const account of [first, second])
    accountsOfMany.set(account, { account, ...officers, signers: [passkey] });
  await assert.rejects(deviceEndings.confirm(confirmer, id), same);
  accountsOfMany.delete(second);
  assert.equal((await deviceEndings.confirm(confirmer, id)).passkeys, 2);
});

test("another office knows of nothing; one above confirms; what is over or dropped is no more", async () => {
  await person();
  const { deviceEndings } = scene.services;
  const { id } = await ask();
  await assert.rejects(ask(confirmer), { code: "desk.ending_waits", status: 409 });
  const stranger = callerOf(otherOffice, second);
  const unknown = { code: "desk.ending_unknown", status: 404 };
  assert.deepEqual(await deviceEndings.list(stranger), []);
  await assert.rejects(deviceEndings.confirm(stranger, id), unknown);
  await assert.rejects(deviceEndings.drop(stranger, id), unknown);
  await deviceEndings.drop(asker, id);
  await assert.rejects(deviceEndings.confirm(confirmer, id), unknown);
  const late = await ask();
  nowMs += deskLimits.deviceEndingSeconds * 1_000;
  await assert.rejects(deviceEndings.confirm(confirmer, late.id), unknown);
  const again = await ask();
  const superior = callerOf(city as AuthorityId, second);
  assert.equal((await deviceEndings.list(superior)).length, 1);
  assert.equal((await deviceEndings.confirm(superior, again.id)).passkeys, 2);
});

test("a passkey that is removed from another device takes its copies along", async () => {
  const { account, old, fresh } = await person();
  await noteCopies(account, old.id, [1, 2]);
  await noteCopies(account, fresh.id, [3]);
  await scene.services.residentPasskeys.remove(fresh.session, old.id);
  await assert.rejects(scene.services.residents.authenticate(old.token), ended);
  assert.deepEqual(await withdrawn(), [1, 2]);
});
