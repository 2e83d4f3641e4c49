import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { ResidentSession } from "../../../../services/http/Caller.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { SoftPasskey } from "../../../support/SoftPasskey.ts";
import { ownLinks } from "./ownLinks.ts";
import {
  callerOf,
  delaySeconds,
  domain,
  emptyResidents,
  identityOffice,
  idNumber,
  publicUrl,
  residentScene,
} from "./ResidentScene.ts";

const startMs = 1_800_000_000_000;
const phone = "+8613800138000";

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: ReturnType<typeof residentScene>;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = startMs;
  await emptyResidents(database);
  scene = residentScene(database, { nowMs: () => nowMs });
});

const wait = (seconds: number) => {
  nowMs += seconds * 1_000;
};
const now = () => nowMs / 1_000;
const site = { origin: publicUrl, domain };
const here = "192.0.2.1";

async function add(session: ResidentSession, passkey: SoftPasskey, flags?: number) {
  const { id: registration, options } = await scene.services.residentPasskeys.begin(session);
  assert.equal(options.authenticatorSelection.userVerification, "required");
  const made = passkey.create({ challenge: options.challenge, ...site }, flags);
  const given = { registration, name: "My phone", ...made };
  return scene.services.residentPasskeys.add(session, given, here);
}

async function signIn(
  passkey: SoftPasskey,
  changes: Partial<Parameters<SoftPasskey["sign"]>[0]> = {},
) {
  const { residentPasskeySignIns: signIns } = scene.services;
  const { id, options } = await signIns.begin(here);
  assert.deepEqual(options.allowCredentials, []);
  const given = passkey.sign({ challenge: options.challenge, ...site, ...changes });
  return signIns.finish(id, given, { address: here, browser: "Firefox 140, Linux" });
}

const kindsOf = async (account: string): Promise<string[]> =>
  (
    await database.query<{ kind: string }>(
      "select kind from resident_notices where account = $1 order by at, kind",
      [account],
    )
  ).rows.map(({ kind }) => kind);

test("the first passkey may be made with a code, signs in at once, and is good after the delay", async () => {
  await scene.register(idNumber(1), phone);
  const { session } = await scene.signInByCard(idNumber(1), phone);
  const passkey = new SoftPasskey();
  const added = await add(session, passkey);
  assert.equal(added.goodFrom, now() + delaySeconds);
  assert.deepEqual(await kindsOf(session.account), ["passkey.added"]);
  const told = (await scene.messages()).find(({ kind }) => kind === "passkey.added");
  assert.equal(told?.to, phone);
  const { session: stronger } = await signIn(passkey);
  assert.equal(stronger.level, "passkey");
  assert.equal(stronger.account, session.account);
  const { residentPasskeys } = scene.services;
  assert.deepEqual(await residentPasskeys.standing(stronger), {
    good: false,
    from: now() + delaySeconds,
  });
  await assert.rejects(add(stronger, new SoftPasskey()), { code: "passkey.waiting", status: 403 });
  wait(delaySeconds);
  assert.equal((await residentPasskeys.standing(stronger)).good, true);
});

test("another one needs a session of one that is good; bound to its device, it is good at once", async () => {
  const { session } = await scene.signInByPhone(phone);
  const first = new SoftPasskey();
  await add(session, first);
  await assert.rejects(add(session, new SoftPasskey()), { code: "session.level", status: 403 });
  wait(delaySeconds);
  const { session: stronger } = await signIn(first);
  const second = await add(stronger, new SoftPasskey());
  assert.equal(second.goodFrom, now());
  const { session: weak } = await scene.signInByPhone(phone);
  await assert.rejects(add(weak, new SoftPasskey()), { code: "session.level" });
});

test("a synced one needs a code as well, and waits after that", async () => {
  const { session } = await scene.signInByPhone(phone);
  const first = new SoftPasskey();
  await add(session, first);
  wait(delaySeconds);
  const { session: stronger } = await signIn(first);
  const added = await add(stronger, new SoftPasskey({ synced: true }));
  assert.deepEqual([added.synced, added.goodFrom], [true, null]);
  const { residentPasskeys } = scene.services;
  const code = await scene.codeFor(phone);
  const give = (text: string) => residentPasskeys.giveCode(stronger, added.id, text, here);
  await assert.rejects(give(code === "000000" ? "000001" : "000000"), { code: "sign_in.code" });
  const settled = await give(code);
  assert.equal(settled.goodFrom, now() + delaySeconds);
  const other = await scene.signInByPhone("+8613900139000");
  await assert.rejects(residentPasskeys.giveCode(other.session, added.id, code, here), {
    code: "passkey.unknown",
  });
});

test("what is not of this site, not verified, or not signed signs nobody in", async () => {
  const { session } = await scene.signInByPhone(phone);
  const passkey = new SoftPasskey();
  await add(session, passkey);
  const refusals = [
    [{ origin: "https://evil.test" }, "passkey.origin"],
    [{ domain: "evil.test" }, "passkey.origin"],
    [{ challenge: "AAAA" }, "passkey.malformed"],
    [{ flags: 0x01 }, "passkey.not_verified"],
    // It says that it may be synced, which it could not when it was made.
    [{ flags: 0x0d }, "passkey.refused"],
    [{ userHandle: Buffer.alloc(16) }, "passkey.refused"],
  ] as const;
  for (const [changes, code] of refusals)
    await assert.rejects(signIn(passkey, changes), { code }, JSON.stringify(changes));
  await assert.rejects(signIn(new SoftPasskey()), { code: "passkey.refused" });
  const forged = new SoftPasskey();
  Object.assign(forged, { id: passkey.id });
  await assert.rejects(signIn(forged), { code: "passkey.refused" });
  await signIn(passkey);
});

test("a challenge is used up by the first who answers it; a counter that stands still is a copy's", async () => {
  const { session } = await scene.signInByPhone(phone);
  const passkey = new SoftPasskey();
  await add(session, passkey);
  const { residentPasskeySignIns: signIns } = scene.services;
  const { id, options } = await signIns.begin(here);
  const given = passkey.sign({ challenge: options.challenge, ...site });
  const client = { address: here, browser: "" };
  await signIns.finish(id, given, client);
  await assert.rejects(signIns.finish(id, given, client), { code: "sign_in.ended" });
  passkey.count = 5;
  await signIn(passkey);
  await assert.rejects(signIn(passkey), { code: "passkey.refused" });
});

test("one made without verifying its user is refused, and one that is known already", async () => {
  const { session } = await scene.signInByPhone(phone);
  await assert.rejects(add(session, new SoftPasskey(), 0x01), { code: "passkey.not_verified" });
  const passkey = new SoftPasskey();
  await add(session, passkey);
  const other = await scene.signInByPhone("+8613900139000");
  await assert.rejects(add(other.session, passkey), { code: "passkey.known", status: 409 });
});

test("removing one ends the sessions that began with it, and the links that were made with it", async () => {
  const { session } = await scene.signInByPhone(phone);
  const passkey = new SoftPasskey();
  const { id } = await add(session, passkey);
  const { session: stronger, token } = await signIn(passkey);
  const other = await scene.signInByPhone("+8613900139000");
  const links = ownLinks(database, { nowMs: () => nowMs });
  const link = await links.make(stronger);
  const { residentPasskeys, residents } = scene.services;
  await assert.rejects(residentPasskeys.remove(other.session, id), { code: "passkey.unknown" });
  await residentPasskeys.remove(stronger, id);
  await assert.rejects(residents.authenticate(token), { code: "session.ended" });
  await assert.rejects(signIn(passkey), { code: "passkey.refused" });
  await assert.rejects(links.shares.look(link), { code: "share.unknown" });
  assert.deepEqual(await kindsOf(session.account), [
    ...["passkey.added", "passkey.removed", "shares.ended"],
  ]);
});

test("of several that are made at once with a code, one is the first", async () => {
  const { session } = await scene.signInByPhone(phone);
  const first = new SoftPasskey();
  const begun = await Promise.all(
    [0, 1, 2].map(() => scene.services.residentPasskeys.begin(session)),
  );
  const outcomes = await Promise.all(
    begun.map(({ id, options }, index) => {
      const passkey = index === 0 ? first : new SoftPasskey();
      const made = passkey.create({ challenge: options.challenge, ...site });
      const given = { registration: id, name: "x", ...made };
      return scene.services.residentPasskeys.add(session, given, here).then(
        () => "added",
        (error: { code: string }) => error.code,
      );
    }),
  );
  // Only one of them is the account's first: with a code there is no second.
  assert.deepEqual(outcomes.toSorted(), ["added", "session.level", "session.level"]);
});

test("at the desk a session is raised, and its passkey is good at once", async () => {
  const { session, token } = await scene.signInByPhone(phone);
  const { desk, residents } = scene.services;
  const { code } = await desk.createCode(session);
  const office = callerOf(identityOffice);
  const stranger = code === "00000000" ? "00000001" : "00000000";
  await assert.rejects(desk.join(office, stranger, idNumber(1)), { code: "desk.code" });
  assert.deepEqual(await desk.join(office, code, idNumber(1)), { moved: false });
  await assert.rejects(desk.join(office, code, idNumber(1)), { code: "desk.code" });
  const raised = await residents.authenticate(token);
  assert.equal(raised.level, "desk");
  assert.equal((await scene.base.accounts.byId(raised.account))?.idNumber, idNumber(1));
  const added = await add(raised, new SoftPasskey({ synced: true }));
  assert.equal(added.goodFrom, now());
  // The phone that was shown at the desk is the register's now, and opens the account.
  const again = await scene.signInByCard(idNumber(1), phone);
  assert.equal(again.session.account, raised.account);
});
