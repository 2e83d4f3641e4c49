import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fixedSecret } from "../../services/issuing/DigestGenerations.ts";
import { RecordDigests } from "../../services/issuing/RecordDigests.ts";
import { readSdJwt } from "../../services/issuing/readSdJwt.ts";
import { IssuingScene, makePrivateJwk } from "../services/issuing/IssuingScene.ts";
import { makePerson } from "../services/issuing/people.ts";
import { idOf } from "../services/status/FakeRegistry.ts";
import { startPostgres } from "../support/postgres.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;

const authority = idOf("nanshan-housing");
const officer = { authority, officer: "0xofficer" };
let next = 500;

before(async () => {
  postgres = await startPostgres();
  scene = new IssuingScene((await postgres.database()).database);
});
after(() => postgres.stop());

const issue = async (type: string, claims: Record<string, unknown>, person?: string) =>
  (await scene.issuing.issue({ authority, type, claims, ...(person ? { person } : {}) })).document;

/** As a department that is not accredited for the second version yet. */
async function asBefore<T>(type: string, work: () => Promise<T>): Promise<T> {
  const { id } = scene.types.byName(type, 2);
  scene.registry.unaccredited.add(id);
  try {
    return await work();
  } finally {
    scene.registry.unaccredited.delete(id);
  }
}

const vctOf = async (id: string): Promise<unknown> => {
  const [, payload = ""] = (await scene.reader.sdJwt(id as never)).split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()).vct;
};

const card = (changes: Record<string, unknown> = {}) => ({
  name: "甲一",
  card_number: `04408888${String(next++).padStart(5, "0")}`,
  home_library: "深圳图书馆",
  birth_date: "1985-09-30",
  loans_max: 5,
  joined: "2026-02-01",
  ...changes,
});

test("the newest version that the authority is accredited for is issued", async () => {
  const first = await asBefore("resident-id", () => issue("resident-id", makePerson(next++)));
  assert.match(String(await vctOf(first.id)), /resident-id\/1$/);
  const second = await issue("resident-id", makePerson(next++));
  assert.match(String(await vctOf(second.id)), /resident-id\/2$/);
  const page = await scene.reader.list({ authorities: [authority], type: "resident-id" });
  const listed = page.documents.map(({ id }) => id);
  assert.ok(listed.includes(first.id) && listed.includes(second.id), "both are of one type");
});

test("a record of the first version was issued before, also for the second", async () => {
  const claims = card();
  const { id } = await asBefore("library-card", () => issue("library-card", claims));
  scene = new IssuingScene(scene.database);
  await assert.rejects(issue("library-card", claims), {
    code: "document.exists",
    data: { document: id, state: "valid" },
  });
  await assert.rejects(issue("library-card", { ...claims, name: "乙二" }), {
    code: "document.differs",
  });
  const file = `${Object.keys(claims).join()}\n${Object.values(claims).join()}\n`;
  const received = await scene.imports.receive(
    { authority, type: "library-card", format: "csv", fileName: "a.csv", requestedBy: "0x" },
    (async function* () {
      yield Buffer.from(file);
    })(),
  );
  await scene.workAll();
  const { rows } = await scene.imports.get(received.id);
  assert.deepEqual([rows.existing, rows.issued], [1, 0]);
});

test("a renewal, a correction and a replacement of a first version are of the second", async () => {
  const privateJwk = makePrivateJwk() as Record<string, string>;
  const { kty, crv, x, y } = privateJwk;
  for (const revise of ["renew", "correct", "replace"] as const) {
    const claims = card();
    const { id } = await asBefore("library-card", () => issue("library-card", claims));
    const { document } =
      revise === "renew"
        ? await scene.revisions.renew(id, officer)
        : revise === "correct"
          ? await scene.revisions.correct(id, officer, { ...claims, name: "丙三" })
          : await scene.revisions.replace(id, officer, { kty, crv, x, y });
    assert.match(String(await vctOf(document.id)), /library-card\/2$/, revise);
    assert.deepEqual([document.replaces, document.revision], [id, 1]);
    await assert.rejects(scene.revisions.renew(id, officer), { code: "document.superseded" });
  }
});

test("a document is found by its person's key, whatever its type, and does not hold the number", async () => {
  const person = makePerson(next++);
  const number = String(person.id_number);
  const identity = await issue("resident-id", person);
  const library = await issue("library-card", card(), number.toLowerCase());
  const renewed = (await scene.revisions.renew(library.id, officer)).document;
  const key = new RecordDigests(fixedSecret(Buffer.alloc(32, 7))).person(number);
  const found = await scene.documents.ofPerson(key, 10);
  assert.deepEqual(found.map(({ id }) => id).sort(), [identity.id, renewed.id].sort());
  assert.ok(!JSON.stringify(readSdJwt(await scene.reader.content(renewed.id))).includes(number));
});

test("a person's number that is not an ID number, or that the type does not take, is refused", async () => {
  await assert.rejects(issue("library-card", card(), "990301920707001"), {
    code: "person.invalid",
  });
  const other = String(makePerson(next++).id_number);
  await assert.rejects(issue("resident-id", makePerson(next++), other), { code: "person.invalid" });
});

test("a file may have a column with the person's number", async () => {
  const claims = card();
  const number = String(makePerson(next++).id_number);
  const file = `${Object.keys(claims).join()},person\n${Object.values(claims).join()},${number}\n`;
  const received = await scene.imports.receive(
    { authority, type: "library-card", format: "csv", fileName: "b.csv", requestedBy: "0x" },
    (async function* () {
      yield Buffer.from(file);
    })(),
  );
  await scene.workAll();
  assert.equal((await scene.imports.get(received.id)).rows.issued, 1);
  const key = new RecordDigests(fixedSecret(Buffer.alloc(32, 7))).person(number);
  assert.equal((await scene.documents.ofPerson(key, 10)).length, 1);
});

test("R1: a copy says ages as of its own time of issue, and there are not more than the type allows", async () => {
  const today = new Date(scene.nowMs + 8 * 3_600_000);
  const turns14 = new Date(
    Date.UTC(today.getUTCFullYear() - 14, today.getUTCMonth(), today.getUTCDate() + 1),
  );
  const { id } = await issue(
    "library-card",
    card({ birth_date: turns14.toISOString().slice(0, 10) }),
  );
  const ageOf = async (copy: number) =>
    readSdJwt(await scene.reader.content(id, copy)).claims.age_over_14;
  assert.equal(await ageOf(0), false);
  scene.nowMs += 2 * 86_400_000;
  const { kty, crv, x, y } = makePrivateJwk() as Record<string, string>;
  await scene.copies.add(id, [{ kty, crv, x, y }]);
  assert.equal(await ageOf(1), true);
  const many = Array.from({ length: 9 }, () => ({ kty, crv, x, y }));
  await assert.rejects(scene.copies.add(id, many), { code: "copies.many" });
});
