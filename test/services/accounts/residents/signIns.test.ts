import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Database } from "../../../../services/platform/database/Database.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { emptyResidents, idNumber, residentScene } from "./ResidentScene.ts";

const startMs = 1_800_000_000_000;
const phone = "+8613800138000";
const other = "+8613900139000";

let nowMs: number;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let url: string;
let scene: ReturnType<typeof residentScene>;

before(async () => {
  postgres = await startPostgres();
  ({ database, url } = await postgres.database());
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
const here = "192.0.2.1";
const begin = (target: { phone: string } | { idNumber: string }, address = here) =>
  scene.services.residentSignIns.begin(target, "en", address);
const finish = (id: string, code: string, address = here) =>
  scene.services.residentSignIns.finish(id, code, { address, browser: "Firefox 140, Linux" });
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const ended = { code: "sign_in.ended", status: 409 };
const limited = { code: "rate.limited", status: 429 };

const accountOf = async (started: { session: { account: string } }) => {
  const found = await scene.base.accounts.byId(started.session.account);
  assert.ok(found);
  return found;
};

test("a phone with its code opens an account that holds nothing", async () => {
  const asked = await begin({ phone });
  assert.equal(asked.endsAt, startMs / 1_000 + limits.residentCodeSeconds);
  assert.equal(asked.resendAt, startMs / 1_000 + limits.residentResendSeconds);
  const started = await finish(asked.id, await scene.codeFor(phone));
  assert.equal(started.session.level, "code");
  assert.deepEqual(await scene.services.residents.authenticate(started.token), started.session);
  const { idNumber: number, phone: own } = await accountOf(started);
  assert.deepEqual([number, own], [null, phone]);
  const again = await scene.signInByPhone(phone);
  assert.equal(again.session.account, started.session.account);
  assert.notEqual(again.token, started.token);
});

test("an ID number with a code to the registered phone opens the person's account", async () => {
  await scene.register(idNumber(1), phone);
  const started = await scene.signInByCard(idNumber(1), phone);
  const { idNumber: number } = await accountOf(started);
  assert.equal(number, idNumber(1));
  const byPhone = await scene.signInByPhone(phone);
  assert.equal(byPhone.session.account, started.session.account);
});

test("a code is good once, for five minutes and five tries", async () => {
  const first = await begin({ phone });
  const code = await scene.codeFor(phone);
  for (let left = limits.residentCodeTries - 1; left >= 0; left -= 1)
    await assert.rejects(finish(first.id, wrong(code)), (error: unknown) => {
      assert.deepEqual((error as { data: unknown }).data, { triesLeft: left });
      return (error as { code: string }).code === "sign_in.code";
    });
  await assert.rejects(finish(first.id, code), ended);
  const second = await begin({ phone });
  const late = await scene.codeFor(phone);
  wait(limits.residentCodeSeconds);
  await assert.rejects(finish(second.id, late), ended);
  const third = await begin({ phone });
  const used = await scene.codeFor(phone);
  await finish(third.id, used);
  await assert.rejects(finish(third.id, used), ended);
});

test("another code can be asked for after a minute, and ends the one before", async () => {
  const { id } = await begin({ phone });
  const before = await scene.codeFor(phone);
  const resend = () => scene.services.residentSignIns.resend(id, here);
  await assert.rejects(resend(), { code: "sign_in.resend_early", status: 429 });
  wait(limits.residentResendSeconds);
  assert.equal((await resend()).id, id);
  // It is one in a million that both are the same.
  const sent = (await scene.messages()).filter(({ kind }) => kind === "code");
  assert.equal(sent.length, 2);
  const codes = sent.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? "");
  const fresh = codes.find((each) => each !== before) ?? before;
  if (fresh !== before) await assert.rejects(finish(id, before), { code: "sign_in.code" });
  await finish(id, fresh);
  await assert.rejects(resend(), ended);
});

test("asking is the same work for every number, and sends nothing", async () => {
  await scene.register(idNumber(1), phone);
  await scene.signInByCard(idNumber(1), phone);
  const statements: string[] = [];
  const watched = new Proxy(database, {
    get(target, name) {
      if (name === "query")
        return (text: string, values?: readonly unknown[]) => {
          statements.push(text);
          return target.query(text, values);
        };
      if (name === "transaction")
        return (work: Parameters<Database["transaction"]>[0]) =>
          target.transaction((tx) =>
            work({
              query: (text: string, values?: readonly unknown[]) => {
                statements.push(text);
                return tx.query(text, values);
              },
            } as Parameters<typeof work>[0]),
          );
      return Reflect.get(target, name);
    },
  });
  const spied = residentScene(watched, { nowMs: () => nowMs });
  const workOf = async (target: { phone: string } | { idNumber: string }) => {
    statements.length = 0;
    const answer = await spied.services.residentSignIns.begin(target, "en", "192.0.2.9");
    assert.deepEqual(Object.keys(answer).sort(), ["endsAt", "id", "resendAt"]);
    return [...statements];
  };
  const known = await workOf({ idNumber: idNumber(1) });
  assert.deepEqual(await workOf({ idNumber: idNumber(2) }), known);
  assert.deepEqual(await workOf({ phone }), known);
  assert.deepEqual(await workOf({ phone: other }), known);
  assert.ok(known.length > 0 && !known.some((text) => /registered_phones|accounts/.test(text)));
});

test("a number that nobody has is refused like a wrong code", async () => {
  const { id } = await begin({ idNumber: idNumber(3) });
  assert.deepEqual(await scene.messages(), []);
  await assert.rejects(finish(id, "000000"), {
    code: "sign_in.code",
    data: { triesLeft: limits.residentCodeTries - 1 },
  });
});

test("guesses are counted once over all processes", async () => {
  const second = new Database(url);
  try {
    const elsewhere = residentScene(second, { nowMs: () => nowMs });
    const { id } = await begin({ phone });
    const code = await scene.codeFor(phone);
    const guesses = Array.from({ length: 24 }, (_, index) => {
      const { residentSignIns } = (index % 2 === 0 ? scene : elsewhere).services;
      const guess = String((Number(code) + 1 + index) % 1_000_000).padStart(6, "0");
      // Each from an address of its own: the code itself bounds them.
      const from = { address: `192.0.2.${index + 10}`, browser: "" };
      return residentSignIns.finish(id, guess, from).then(
        () => "right",
        (error: { code: string }) => error.code,
      );
    });
    const outcomes = await Promise.all(guesses);
    const counted = (what: string) => outcomes.filter((each) => each === what).length;
    assert.equal(counted("sign_in.code"), limits.residentCodeTries);
    assert.equal(counted("sign_in.ended"), 24 - limits.residentCodeTries);
    await assert.rejects(finish(id, code), ended);
  } finally {
    await second.close();
  }
});

test("an address that fails too often has to wait; others go on", async () => {
  const { id } = await begin({ phone });
  const code = await scene.codeFor(phone);
  const unknown = "0b9d6f2e-0000-4000-8000-000000000000";
  for (let count = 0; count < limits.residentFailuresPerAddress; count += 1)
    await assert.rejects(finish(unknown, "000000"), ended);
  await assert.rejects(finish(id, code), limited);
  await finish(id, code, "198.51.100.1");
});

test("who asks in somebody's name keeps them out neither here nor of what they know", async () => {
  await scene.signInByPhone(phone, { address: "198.51.100.7", browser: "Chrome 150, Android" });
  for (let count = 0; count < limits.residentCodesPerAddress; count += 1) await begin({ phone });
  await assert.rejects(begin({ phone }), { code: "sign_in.codes_used", status: 429 });
  // Many addresses use up what the number gets in a day from strangers.
  const strangers = (async () => {
    for (let from = 0; ; from += 1) await begin({ phone }, `203.0.113.${from}`);
  })();
  await assert.rejects(strangers, { code: "sign_in.codes_used" });
  await begin({ phone }, "198.51.100.7");
  await begin({ phone: other });
  wait(limits.daySeconds);
  await begin({ phone });
});

test("what a stranger set up with a phone is no part of its owner's account", async () => {
  const stranger = await scene.signInByPhone(phone);
  await scene.register(idNumber(1), phone);
  const own = await scene.signInByCard(idNumber(1), phone);
  assert.notEqual(own.session.account, stranger.session.account);
  await assert.rejects(scene.services.residents.authenticate(stranger.token), {
    code: "session.ended",
  });
  assert.equal(await scene.base.accounts.byId(stranger.session.account), null);
});

test("a phone opens a person's account only while the register has it for them", async () => {
  await scene.register(idNumber(1), phone);
  const own = await scene.signInByCard(idNumber(1), phone);
  await scene.register(idNumber(1), other);
  const told = (await scene.messages()).find(({ kind }) => kind === "phone.changed");
  assert.equal(told?.to, phone);
  const stranger = await scene.signInByPhone(phone);
  assert.notEqual(stranger.session.account, own.session.account);
  assert.equal((await accountOf(stranger)).idNumber, null);
  const again = await scene.signInByCard(idNumber(1), other);
  assert.equal(again.session.account, own.session.account);
});

test("of those who share a phone, it opens the first one's account; the other has the number", async () => {
  await scene.register(idNumber(1), phone);
  await scene.register(idNumber(2), phone);
  const mother = await scene.signInByCard(idNumber(1), phone);
  const child = await scene.signInByCard(idNumber(2), phone);
  assert.notEqual(child.session.account, mother.session.account);
  const byPhone = await scene.signInByPhone(phone);
  assert.equal(byPhone.session.account, mother.session.account);
});

test("neither numbers nor codes are in the database in the clear", async () => {
  await scene.register(idNumber(1), phone);
  await begin({ idNumber: idNumber(1) });
  const code = await scene.codeFor(phone);
  await scene.signInByCard(idNumber(1), phone);
  const tables = ["accounts", "codes", "messages", "sessions", "counts"].map((each) =>
    database.query(`select * from resident_${each}`),
  );
  const all = [
    ...(await Promise.all(tables)),
    await database.query("select * from registered_phones"),
  ];
  const text = all
    .flatMap(({ rows }) => rows.flatMap((row) => Object.values(row).map(toText)))
    .join();
  for (const kept of [idNumber(1), phone, phone.slice(3), code]) assert.ok(!text.includes(kept));
});

const toText = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : JSON.stringify(value ?? "");

test("a new browser is told of, the first one is not", async () => {
  const { session } = await scene.signInByPhone(phone);
  await scene.signInByPhone(phone);
  const kinds = async () =>
    (
      await database.query("select kind, name from resident_notices where account = $1", [
        session.account,
      ])
    ).rows;
  assert.deepEqual(await kinds(), []);
  await scene.signInByPhone(phone, { address: here, browser: "Chrome 150, Android" });
  assert.deepEqual(await kinds(), [{ kind: "session.new-browser", name: "Chrome 150, Android" }]);
});
