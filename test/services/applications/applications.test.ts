import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { readReceiptClaims, replay } from "@sello/sdk/decision";
import { EngineFault } from "../../../services/applications/errors.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { emptyResidents } from "../accounts/residents/ResidentScene.ts";
import { makePerson } from "../issuing/people.ts";
import { applicationScene, clerks, Killable, office, stranger } from "./ApplicationScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let people = 0;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(() => empty());

async function empty() {
  await emptyResidents(database);
  await database.query("truncate rule_versions, applications, streams cascade");
}

/** Born in 1960: 65 and more. */
const newPerson = (): Record<string, string> => makePerson(++people);
const numberOf = (person: Record<string, string>): string => person.id_number ?? "";

const count = async (type: string): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from documents d join streams s on s.id = d.stream_id
     where s.document_type = $1`,
    [type],
  );
  return rows[0]?.count ?? 0;
};

async function withSenior() {
  const city = applicationScene(database);
  const version = await city.publish("senior-card");
  const person = newPerson();
  const identity = await city.issueIdentity(person);
  return { ...city, version, person, identity, session: await city.resident(numberOf(person)) };
}

test("granted by rules: document and receipt are the applicant's, and the receipt replays", async () => {
  const city = await withSenior();
  const id = await city.apply(city.session);
  await city.work();
  const found = await city.services.applications.get(city.session, id);
  assert.deepEqual([found.state, found.outcome, found.decidedBy], ["sealed", "granted", "rules"]);
  const steps = await city.parts.store.stepsOf(id);
  assert.deepEqual(
    steps.map(({ step }) => step),
    ["received", "evidence", "decided", "document", "receipt", "sealed"],
  );
  const card = await city.claimsOf(found.document as DocumentId);
  assert.equal(card.name, city.person.name);
  const receipt = readReceiptClaims((await city.claimsOf(found.receipt as DocumentId)) as never);
  assert.deepEqual([receipt.decision, receipt.document], [id, found.document]);
  const rules = await city.parts.services.ruleVersions.get(clerks[0].caller, city.version);
  const again = replay({ receipt, withheld: 0 }, [
    { item: rules.item, version: 1, rules: rules.rules },
  ]);
  assert.deepEqual([again.kind, again.kind === "same" && again.outcome], ["same", "granted"]);
  // What the office looked at is told to who is looked at, with the claims.
  const { rows } = await database.query<{ data: { claims: string[] } }>(
    "select data from audit_events where action = 'document.evidence' and subject = $1",
    [`document:${city.identity}`],
  );
  assert.ok(rows[0]?.data.claims.includes("birth_date"));
});

test("the same key is the same application, another is refused while it is open, and the form has to fit", async () => {
  const city = await withSenior();
  const { applications } = city.services;
  const asked = {
    item: "senior-card",
    form: {},
    evidence: { identity: { from: "account" as const } },
  };
  const first = await applications.apply(city.session, "key-1", asked);
  assert.deepEqual(await applications.apply(city.session, "key-1", asked), {
    id: first.id,
    isReplay: true,
  });
  await assert.rejects(applications.apply(city.session, "key-1", { ...asked, evidence: {} }), {
    code: "idempotency.mismatch",
  });
  await assert.rejects(applications.apply(city.session, "key-2", asked), {
    code: "application.open",
  });
  await assert.rejects(applications.apply(city.session, "key-3", { ...asked, form: { x: 1 } }), {
    code: "application.form",
  });
  const strange = { ...asked, evidence: { other: { from: "account" as const } } };
  await assert.rejects(applications.apply(city.session, "key-4", strange), {
    code: "application.evidence",
  });
  await assert.rejects(
    applications.apply(city.session, "key-5", { ...asked, item: "library-card" }),
    {
      code: "service_item.closed",
    },
  );
});

test("killed at any write: nothing is lost, decided twice or issued twice", async () => {
  const city = applicationScene(database);
  await city.publish("senior-card");
  const made = async () => [await count("senior-card"), await count("decision-receipt")];
  for (const when of ["before", "after"] as const) {
    let wasKilled = true;
    for (let write = 1; wasKilled; write += 1) {
      const where = `${when} write ${write}`;
      const person = newPerson();
      await city.issueIdentity(person);
      const session = await city.resident(numberOf(person));
      const [cards = 0, receipts = 0] = await made();
      const id = await city.apply(session);
      const killable = new Killable(database);
      const dying = applicationScene(killable as unknown as Database);
      killable.at = { write, when };
      dying.scene.nowMs = city.scene.nowMs;
      await dying.work().catch(() => {});
      wasKilled = killable.writes >= write;
      // Another process, once what the first had taken up is given to others.
      city.scene.nowMs += 3_600_000;
      await city.work();
      assert.equal(await city.stateOf(session, id), "sealed", where);
      assert.deepEqual(await made(), [cards + 1, receipts + 1], where);
      const steps = (await city.parts.store.stepsOf(id)).map(({ step }) => step);
      assert.equal(steps.filter((step) => step === "decided").length, 1, where);
    }
  }
});

test("a revoked identity card grants nothing, says why, and what the way on is", async () => {
  const city = await withSenior();
  await city.scene.statuses.act({
    documents: [city.identity],
    ...{ action: "revoke", reason: "lost", actingAuthority: office, officer: "officer:x" },
  });
  const id = await city.apply(city.session);
  await city.work();
  const view = await city.services.applicationViews.mine(
    await city.services.applications.get(city.session, id),
  );
  assert.deepEqual([view.state, view.outcome, view.document], ["sealed", "refused", null]);
  assert.deepEqual(
    view.reasons.map(({ row }) => row),
    ["identity-revoked"],
  );
  assert.ok(view.reasons[0]?.change?.en);
  assert.notEqual(view.receipt, null);
  assert.equal(await count("senior-card"), 0);
});

test("what is missing is named, and completing it goes on", async () => {
  const city = applicationScene(database);
  await city.publish("senior-card");
  const person = newPerson();
  const session = await city.resident(numberOf(person));
  const id = await city.apply(session);
  await city.work();
  const { applications, applicationViews } = city.services;
  const view = await applicationViews.mine(await applications.get(session, id));
  assert.equal(view.state, "sent_back");
  assert.deepEqual(
    view.steps
      .at(-1)
      ?.missing?.map(({ name }) => name)
      .sort(),
    ["age", "identity"],
  );
  await city.issueIdentity(person);
  await applications.answer(session, id, { form: {}, evidence: { identity: { from: "account" } } });
  await city.work();
  assert.equal(await city.stateOf(session, id), "sealed");
});

test("without consent nothing is looked at; another person's document says nothing", async () => {
  const city = await withSenior();
  const { applications } = city.services;
  const { id } = await applications.apply(city.session, "k", {
    item: "senior-card",
    form: {},
    evidence: {},
  });
  await city.work();
  assert.equal(await city.stateOf(city.session, id), "sent_back");
  const { rowCount } = await database.query(
    "select 1 from audit_events where action = 'document.evidence' and subject = $1",
    [`document:${city.identity}`],
  );
  assert.equal(rowCount, 0);
  const other = await city.scene.reader.sdJwt(await city.issueIdentity(newPerson()));
  await applications.answer(city.session, id, {
    form: {},
    evidence: { identity: { sello: other } },
  });
  await city.work();
  const found = await applications.get(city.session, id);
  assert.deepEqual(
    [found.state, found.content.checked?.identity?.verdict],
    ["sent_back", "invalid"],
  );
  // Their own, brought as text, is as good as the account's.
  const own = await city.scene.reader.sdJwt(city.identity);
  await applications.answer(city.session, id, { form: {}, evidence: { identity: { sello: own } } });
  await city.work();
  assert.equal(
    (await applications.get(city.session, id)).content.checked?.identity?.verdict,
    "valid",
  );
});

test("where the evaluators differ, or one fails, a person decides and the operator is told", async () => {
  for (const [kind, said] of [
    ["differ", { outcome: "refused", path: ["under-60"], outputs: {}, missing: [] }],
    ["fault", null],
  ] as const) {
    await empty();
    const good = await withSenior();
    const engine = {
      name: { name: "faulty", version: "0" },
      review: async (..._asked: unknown[]) => {
        if (said === null) throw new EngineFault("gone");
        return { ...said, nearly: [], facts: {} } as never;
      },
    };
    const city = applicationScene(database, { engine });
    const id = await good.apply(good.session);
    await city.work();
    assert.equal(await good.stateOf(good.session, id), "person");
    assert.equal(city.parts.alarms.counts[kind], 1);
    // The applicant is told that a person looks, and nothing of why.
    const mine = await good.services.applicationViews.mine(
      await good.services.applications.get(good.session, id),
    );
    assert.ok(!/differ|fault|refused/.test(JSON.stringify(mine.steps)), JSON.stringify(mine.steps));
    const [waiting] = await good.services.officerQueue.list(clerks[1].caller);
    assert.equal(waiting?.id, id);
    await good.services.officerQueue.decide(clerks[1].caller, id, {
      outcome: "granted",
      reason: "Fits.",
    });
    await good.work();
    const found = await good.services.applications.get(good.session, id);
    assert.deepEqual(
      [found.state, found.decidedBy],
      ["sealed", `officer:${clerks[1].caller.account}`],
    );
    const receipt = readReceiptClaims((await good.claimsOf(found.receipt as DocumentId)) as never);
    assert.equal(receipt.decidedBy, "person");
  }
});

test("rules decide under a grant alone, which ends at once, also with its officer's role", async () => {
  const city = await withSenior();
  const { ruleVersions } = city.services;
  await ruleVersions.endGrant(clerks[1].caller, city.version);
  const id = await city.apply(city.session);
  await city.work();
  assert.equal(await city.stateOf(city.session, id), "person");
  await city.services.applications.withdraw(city.session, id);
  const { caller, sign } = clerks[2];
  await ruleVersions.grant(
    caller,
    city.version,
    await sign(await ruleVersions.toGrant(caller, city.version)),
  );
  city.dismissed.add(caller.account);
  const second = await city.apply(city.session);
  await city.work();
  assert.equal(await city.stateOf(city.session, second), "person");
  await assert.rejects(ruleVersions.endGrant(stranger.caller, city.version), {
    code: "rules.unknown",
  });
});

test("what is sent back and not answered in time is closed, and its applicant is told", async () => {
  const city = applicationScene(database);
  await city.publish("senior-card");
  const session = await city.resident(numberOf(newPerson()));
  const id = await city.apply(session);
  await city.work();
  const { applications, applicationViews } = city.services;
  const mine = async () => applicationViews.mine(await applications.get(session, id));
  const until = (await mine()).answerUntil ?? 0;
  city.scene.nowMs = until * 1_000 - 60_000;
  await city.parts.upkeep.tidy();
  assert.equal(await city.stateOf(session, id), "sent_back");
  city.scene.nowMs = until * 1_000 + 60_000;
  await city.parts.upkeep.tidy();
  const closed = await mine();
  assert.deepEqual(
    [closed.state, closed.outcome, closed.answerUntil, closed.steps.at(-1)?.by],
    ["withdrawn", null, null, "office"],
  );
  const { rows } = await database.query<{ kind: string }>(
    "select kind from resident_notices where account = $1 order by at desc limit 1",
    [session.account],
  );
  assert.equal(rows[0]?.kind, "application.lapsed");
  // They may apply again.
  assert.notEqual(await city.apply(session), id);
});

test("a grant that ends between the look for it and the step decides nothing", async () => {
  const city = await withSenior();
  let wasLooked = false;
  const ending = Object.assign(Object.create(database), {
    query: async (text: string, values?: readonly unknown[]) => {
      const found = await database.query(text, values);
      if (!/from rule_grants\s+where version/.test(text)) return found;
      wasLooked = true;
      await database.query("update rule_grants set ended_at = now(), ended_by = 'officer:x'");
      return found;
    },
    transaction: (...asked: Parameters<Database["transaction"]>) => database.transaction(...asked),
  }) as Database;
  const ended = applicationScene(ending);
  ended.scene.nowMs = city.scene.nowMs;
  const id = await city.apply(city.session);
  await ended.work();
  assert.ok(wasLooked);
  assert.equal(await city.stateOf(city.session, id), "person");
  assert.equal(await count("senior-card"), 0);
});

test("who sends many keeps nobody waiting", async () => {
  const city = applicationScene(database);
  for (const item of ["senior-card", "senior-allowance"]) await city.publish(item, false);
  const [flood, other] = [
    await city.resident(numberOf(newPerson())),
    await city.resident(numberOf(newPerson())),
  ];
  await city.apply(flood, "senior-card");
  await city.apply(flood, "senior-allowance");
  city.scene.nowMs += 1_000;
  await city.apply(other);
  const taken = await city.parts.store.takeDue(city.scene.nowMs / 1_000, 2);
  assert.deepEqual(
    new Set(taken.map(({ account }) => account)),
    new Set([flood.account, other.account]),
  );
});
