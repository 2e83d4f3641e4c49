import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { NewLifeEvent } from "@sello/api";
import type { DocumentId } from "@sello/sdk";
import { deskLimits } from "../../../services/accounts/residents/deskLimits.ts";
import type { AuditEvent } from "../../../services/audit/AuditLog.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import { readSdJwt } from "../../../services/issuing/readSdJwt.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { CityPersons } from "../../../services/wallet/CityPersons.ts";
import { PersonDocuments } from "../../../services/wallet/documents/PersonDocuments.ts";
import { LifeEventRunner } from "../../../services/wallet/life/LifeEventRunner.ts";
import { LifeEvents } from "../../../services/wallet/life/LifeEvents.ts";
import { PgLifeEvents } from "../../../services/wallet/life/PgLifeEvents.ts";
import { startPostgres } from "../../support/postgres.ts";
import { callerOf, emptyResidents, residentScene } from "../accounts/residents/ResidentScene.ts";
import { IssuingScene } from "../issuing/IssuingScene.ts";
import { makePerson } from "../issuing/people.ts";
import { idOf } from "../status/FakeRegistry.ts";

const phone = "+8613800138000";
/** The register, in this test. */
const register = idOf("nanshan-housing");
const library = idOf("futian-health");
const caller = callerOf(register);

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
/** Whose mandates were ended. */
let ended: string[] = [];
let scene: IssuingScene;
let residents: ReturnType<typeof residentScene>;
let life: ReturnType<typeof compose>;
let person: Record<string, string>;
let people = 4_000;
let recorded: AuditEvent[];
/** An act whose line cannot be written now. */
let broken: string | null;

function compose() {
  const { registry, types, statuses, reader, revisions, clock, documents: store } = scene;
  const digests = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
  const persons = new PersonDocuments({ database, store, reader, digests });
  const shared = { reader, statuses, types, registry, clock };
  const cityPersons = new CityPersons({ ...shared, documents: persons });
  residents = residentScene(database, clock, cityPersons);
  const events = new PgLifeEvents(database, residents.base.secrets);
  const audit = {
    record: async (event: AuditEvent) => {
      if (event.action === broken) throw new Error("the database went away");
      recorded.push(event);
    },
  };
  const offices = { require: async () => {} };
  const common = { database, events, audit, clock };
  return {
    events: new LifeEvents({ ...common, offices, persons: cityPersons, onRecorded: () => {} }),
    runner: new LifeEventRunner({
      ...{ ...common, persons, reader, revisions, statuses, types },
      ...{ ending: residents.ending, logger: silentLogger },
      mandates: { endAllOf: async (person) => void ended.push(person) },
    }),
    persons,
  };
}

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  await emptyResidents(database);
  await database.query("truncate life_events, withdrawn_copies cascade");
  recorded = [];
  ended = [];
  broken = null;
  scene = new IssuingScene(database);
  life = compose();
  people += 1;
  person = makePerson(people);
});

const idNumber = () => person.id_number ?? "";

async function issueAll(): Promise<{ identity: DocumentId; card: DocumentId }> {
  const given = { authority: register, type: "resident-id", claims: person };
  const identity = (await scene.issuing.issue(given)).document.id;
  const claims = {
    name: person.name,
    card_number: `0440${idNumber().slice(8, 17)}`,
    home_library: "深圳图书馆",
    birth_date: person.birth_date,
    loans_max: 5,
    joined: "2026-01-15",
  };
  const other = { authority: library, type: "library-card", claims, person: idNumber() };
  return { identity, card: (await scene.issuing.issue(other)).document.id };
}

const tasks = async () => {
  const { rows } = await database.query<{ document_id: string }>(
    "select document_id from life_event_tasks",
  );
  return rows.map(({ document_id }) => document_id);
};

const statusOf = async (id: DocumentId) =>
  (await scene.statuses.statusOf([id])).get(id)?.value ?? null;

const record = (event: Partial<NewLifeEvent> & { kind: NewLifeEvent["kind"] }, key = "key-1") =>
  life.events.record(caller, key, { idNumber: idNumber(), ...event } as NewLifeEvent);

test("another name: the office's documents are replaced, another office's wait for it", async () => {
  const { identity, card } = await issueAll();
  const event = await record({ kind: "name", name: "林新名" });
  assert.equal(event.state, "open");
  assert.equal(await life.runner.step(), true);
  const [done] = await life.events.list(caller);
  assert.deepEqual([done?.state, done?.replaced, done?.left, done?.revoked], ["done", 1, 1, 0]);
  assert.deepEqual(await tasks(), [card]);
  const now = (await life.persons.all(idNumber())).find(
    ({ stream }) => stream.typeName === "resident-id",
  );
  assert.equal(now?.replaces, identity);
  assert.equal(readSdJwt(await scene.reader.content(now?.id as DocumentId)).claims.name, "林新名");
  assert.equal(await statusOf(identity), "revoked");
  assert.equal(await statusOf(card), "valid");
  // What was noted of whom is kept no longer than that.
  const { rows } = await database.query<{ sealed: Buffer | null }>(
    "select sealed from life_events",
  );
  assert.deepEqual(rows, [{ sealed: null }]);
  assert.equal(await life.runner.step(), false);
});

test("the same request is the same event; the same key for another is refused; nobody unknown has events", async () => {
  await issueAll();
  const first = await record({ kind: "leaving" });
  assert.equal((await record({ kind: "leaving" })).id, first.id);
  await assert.rejects(record({ kind: "death" }), { code: "idempotency.mismatch", status: 409 });
  await life.runner.step();
  // The person is not known any more, and the request still gives its event.
  assert.equal((await record({ kind: "leaving" })).state, "done");
  await assert.rejects(record({ kind: "death" }, "key-2"), { code: "desk.person_unknown" });
});

test("leaving: the account and the phone end, told; the identity document is revoked, others stay", async () => {
  const { identity, card } = await issueAll();
  await residents.register(idNumber(), phone);
  const { session, token } = await residents.signInByCard(idNumber(), phone);
  await database.transaction((tx) => residents.base.deviceCopies.note(tx, session, card, [1]));
  await record({ kind: "leaving" });
  await life.runner.step();
  await assert.rejects(residents.services.residents.authenticate(token), {
    code: "session.ended",
  });
  assert.equal(await residents.base.accounts.byId(session.account), null);
  assert.equal(await residents.base.phones.of(database, idNumber()), null);
  const told = (await residents.messages()).filter(({ kind }) => kind === "account.ended");
  assert.deepEqual(
    told.map(({ to }) => to),
    [phone],
  );
  assert.deepEqual([await statusOf(identity), await statusOf(card)], ["revoked", "valid"]);
  assert.deepEqual(ended, []);
  assert.deepEqual(await tasks(), [card]);
  const copies = await database.query("select 1 from withdrawn_copies where document_id = $1", [
    card,
  ]);
  assert.equal(copies.rowCount, 1);
});

test("death: nobody is told; the identity document is revoked, others are suspended for their offices", async () => {
  const { identity, card } = await issueAll();
  await residents.register(idNumber(), phone);
  const { session } = await residents.signInByCard(idNumber(), phone);
  const before = (await residents.messages()).length;
  await record({ kind: "death" });
  await life.runner.step();
  assert.equal((await residents.messages()).length, before);
  assert.equal(await residents.base.accounts.byId(session.account), null);
  assert.deepEqual([await statusOf(identity), await statusOf(card)], ["revoked", "suspended"]);
  const [done] = await life.events.list(caller);
  assert.deepEqual([done?.revoked, done?.suspended, done?.left], [1, 1, 1]);
  assert.deepEqual(ended, [idNumber()]);
  assert.deepEqual(
    recorded.map(({ action }) => action),
    ["life_event.record", "life_event.done"],
  );
});

test("one that broke off is done again, and does nothing twice", async () => {
  const { card } = await issueAll();
  await record({ kind: "death" });
  broken = "life_event.done";
  await assert.rejects(life.runner.step(), /went away/);
  broken = null;
  assert.equal(await life.runner.step(), false);
  scene.nowMs += deskLimits.lifeEventLeaseSeconds * 1_000;
  assert.equal(await life.runner.step(), true);
  const [done] = await life.events.list(caller);
  assert.deepEqual([done?.state, done?.revoked, done?.suspended, done?.left], ["done", 1, 1, 1]);
  assert.deepEqual(await tasks(), [card]);
});
