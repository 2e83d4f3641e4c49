import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import {
  callerOf,
  emptyResidents,
  identityOffice,
  idNumber,
  otherOffice,
  residentScene,
} from "./ResidentScene.ts";

const startMs = 1_800_000_000_000;
const phone = "+8613800138000";
const other = "+8613900139000";

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: ReturnType<typeof residentScene>;
let known: boolean;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  nowMs = startMs;
  known = true;
  await emptyResidents(database);
  const persons = { isKnown: async () => known, nameOf: async () => null };
  scene = residentScene(database, { nowMs: () => nowMs }, persons);
});

const client = { address: "192.0.2.1", browser: "Firefox 140, Linux" };
const ended = { code: "session.ended", status: 401 };

async function join(session: Parameters<typeof scene.services.joining.begin>[0], to: string) {
  const { joining } = scene.services;
  const { id } = await joining.begin(session, idNumber(1), client.address);
  return joining.finish(session, id, await scene.codeFor(to), client);
}

test("joining moves the session into the person's account, under a new token, and leaves nothing behind", async () => {
  await scene.register(idNumber(1), other);
  const { session, token } = await scene.signInByPhone(phone);
  const beside = await scene.signInByPhone(phone);
  const joined = await join(session, other);
  assert.equal(joined.moved, false);
  assert.equal(joined.session.level, "code");
  const { residents } = scene.services;
  // Who had a hand in the account before has none in this one.
  await assert.rejects(residents.authenticate(token), ended);
  await assert.rejects(residents.authenticate(beside.token), ended);
  assert.equal((await residents.authenticate(joined.token)).account, joined.session.account);
  assert.equal(await scene.base.accounts.byId(session.account), null);
  const found = await scene.base.accounts.byId(joined.session.account);
  assert.deepEqual([found?.idNumber, found?.phone], [idNumber(1), other]);
});

test("one identity has one account: the second session goes on in the first one's", async () => {
  await scene.register(idNumber(1), other);
  const first = await scene.signInByCard(idNumber(1), other);
  const { session } = await scene.signInByPhone(phone);
  const joined = await join(session, other);
  assert.deepEqual([joined.moved, joined.session.account], [true, first.session.account]);
  await assert.rejects(join(joined.session, other), { code: "identity.joined", status: 409 });
});

test("two who sign in by one number at once get one account", async () => {
  await scene.register(idNumber(1), other);
  const { residentSignIns } = scene.services;
  const asked = [];
  for (const _ of [1, 2]) {
    const { id } = await residentSignIns.begin({ idNumber: idNumber(1) }, "es", client.address);
    asked.push({ id, code: await scene.codeFor(other) });
  }
  const started = await Promise.all(
    asked.map(({ id, code }) => residentSignIns.finish(id, code, client)),
  );
  assert.equal(started[0]?.session.account, started[1]?.session.account);
});

test("a code for one account does not work for another", async () => {
  await scene.register(idNumber(1), other);
  const mine = await scene.signInByPhone(phone);
  const theirs = await scene.signInByPhone("+8613700137000");
  const { joining, residentSignIns } = scene.services;
  const { id } = await joining.begin(mine.session, idNumber(1), client.address);
  const code = await scene.codeFor(other);
  await assert.rejects(joining.finish(theirs.session, id, code, client), { code: "sign_in.ended" });
  await assert.rejects(residentSignIns.finish(id, code, client), { code: "sign_in.ended" });
  await joining.finish(mine.session, id, code, client);
});

test("a desk is for offices that issue identity documents, and for persons whom the city knows", async () => {
  const { desk } = scene.services;
  const { session } = await scene.signInByPhone(phone);
  const { code } = await desk.createCode(session);
  await assert.rejects(desk.join(callerOf(otherOffice), code, idNumber(1)), {
    code: "authority.unaccredited",
  });
  known = false;
  await assert.rejects(desk.join(callerOf(identityOffice), code, idNumber(1)), {
    code: "desk.person_unknown",
  });
  known = true;
  nowMs += limits.deskCodeSeconds * 1_000;
  await assert.rejects(desk.join(callerOf(identityOffice), code, idNumber(1)), {
    code: "desk.code",
  });
});

test("at a desk nobody's account becomes another person's", async () => {
  const { desk } = scene.services;
  await scene.register(idNumber(1), other);
  const { session } = await scene.signInByCard(idNumber(1), other);
  const { code } = await desk.createCode(session);
  await assert.rejects(desk.join(callerOf(identityOffice), code, idNumber(2)), {
    code: "identity.other",
    status: 409,
  });
});

test("eight digits cannot be tried out at a desk", async () => {
  const { desk } = scene.services;
  const guess = () => desk.join(callerOf(identityOffice), "00000000", idNumber(1));
  for (let count = 0; count < limits.residentFailuresPerAddress; count += 1)
    await assert.rejects(guess(), { code: "desk.code" });
  await assert.rejects(guess(), { code: "rate.limited" });
});

test("phones are registered all or none, by who may", async () => {
  const { registeredPhones } = scene.services;
  const good = { idNumber: idNumber(1), phone: "138 0013 8000" };
  const office = callerOf(identityOffice);
  await assert.rejects(registeredPhones.register(callerOf(otherOffice), [good]), {
    code: "authority.unaccredited",
  });
  const wrong = [good, { idNumber: "440300199001010012", phone: "12" }, good];
  await assert.rejects(registeredPhones.register(office, wrong), (error: unknown) => {
    const { code, data } = error as {
      code: string;
      data: { violations: { code: string; pointer: string }[] };
    };
    assert.deepEqual(
      data.violations.map((each) => each.code),
      ["id_number.malformed", "phone.malformed", "id_number.repeated"],
    );
    assert.equal(data.violations[0]?.pointer, "/body/phones/1/idNumber");
    return code === "registered_phones.malformed";
  });
  assert.deepEqual(await registeredPhones.register(office, [good]), {
    ...{ added: 1, changed: 0, removed: 0, same: 0 },
  });
  const counts = await registeredPhones.register(office, [
    { ...good, phone: "+86-139-0013-9000" },
    { idNumber: idNumber(2), phone: "+34612345678" },
  ]);
  assert.deepEqual(counts, { added: 1, changed: 1, removed: 0, same: 0 });
  const taken = await registeredPhones.register(office, [
    { idNumber: idNumber(1), phone: null },
    { idNumber: idNumber(3), phone: null },
  ]);
  assert.deepEqual(taken, { added: 0, changed: 0, removed: 1, same: 1 });
});

test("erasing an account leaves nothing of it, and the register's phone", async () => {
  await scene.register(idNumber(1), other);
  const { session, token } = await scene.signInByCard(idNumber(1), other);
  await scene.services.residentErasure.erase(session);
  await assert.rejects(scene.services.residents.authenticate(token), ended);
  const left = await database.query("select 1 from resident_accounts");
  assert.equal(left.rowCount, 0);
  const again = await scene.signInByCard(idNumber(1), other);
  assert.notEqual(again.session.account, session.account);
});
