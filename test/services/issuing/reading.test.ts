import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { AuthorityId, DocumentId } from "@sello/sdk";
import { type Caller, toCallerId } from "../../../services/http/Caller.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { Erasures } from "../../../services/issuing/Erasures.ts";
import { normaliseName } from "../../../services/issuing/normaliseName.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import { DocumentExport } from "../../../services/issuing/reading/DocumentExport.ts";
import { DocumentSearch } from "../../../services/issuing/reading/DocumentSearch.ts";
import { PgReadingCounts } from "../../../services/issuing/reading/PgReadingCounts.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { limits } from "../../../services/platform/limits.ts";
import type { Claims } from "../../../services/registry/types/DocumentType.ts";
import { startPostgres } from "../../support/postgres.ts";
import { idOf } from "../status/FakeRegistry.ts";
import { IssuingScene } from "./IssuingScene.ts";
import { makePerson } from "./people.ts";

const authority = idOf("nanshan-housing");
const caller = (of: AuthorityId = authority): Caller => ({
  kind: "api-key",
  apiKeyId: randomUUID(),
  authority: of,
  actions: ["read"],
});

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let scene: IssuingScene;
let search: DocumentSearch;
let erasures: Erasures;
let next = 0;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  scene = new IssuingScene(database);
  const { documents: store, types, reader, statuses } = scene;
  const digests = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
  const counts = new PgReadingCounts(database);
  search = new DocumentSearch({ store, types, digests, reader, counts });
  erasures = new Erasures({ database, reader, statuses });
});
after(() => postgres.stop());

async function issue(name: string, of = authority): Promise<{ id: DocumentId; number: string }> {
  const claims: Claims = { ...makePerson(next++), name };
  const { document } = await scene.issuing.issue({ authority: of, type: "resident-id", claims });
  return { id: document.id, number: String(claims.id_number) };
}

const find = async (
  by: "number" | "person" | "name",
  value: string,
  more: object = {},
  of = caller(),
) => {
  const found = await search.find(of, { by, value, limit: 10, ...more });
  return found.documents.map(({ id }) => id);
};

describe("finding documents", () => {
  test("by number, by person and by name, whole and however they are typed", async () => {
    const { id, number } = await issue("José  Núñez");
    const full = number.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    for (const typed of [number, ` ${number.toLowerCase()} `, full]) {
      assert.deepEqual(await find("number", typed), [id]);
      assert.deepEqual(await find("person", typed), [id]);
    }
    for (const typed of ["José Núñez", "jose nunez", " JOSE  NUNEZ "])
      assert.deepEqual(await find("name", typed), [id]);
    assert.deepEqual(await find("name", "José"), []);
    assert.deepEqual(await find("number", number.slice(0, -1)), []);
  });

  test("only the authority's own, of the type that is named", async () => {
    const { id } = await issue("王小明");
    const other = idOf("futian-health");
    const { id: elsewhere } = await issue("王小明", other);
    assert.deepEqual(await find("name", "王小明"), [id]);
    assert.deepEqual(await find("name", "王小明", {}, caller(other)), [elsewhere]);
    assert.deepEqual(await find("name", "王小明", { type: "library-card" }), []);
    assert.deepEqual(await find("name", "王小明", { type: "resident-id" }), [id]);
  });

  test("many of a name come in pages, newest first", async () => {
    const ids: DocumentId[] = [];
    for (let count = 0; count < 5; count += 1) {
      scene.nowMs += 5;
      ids.unshift((await issue("李娜")).id);
    }
    const first = await search.find(caller(), { by: "name", value: "李娜", limit: 3 });
    assert.deepEqual([first.documents.map(({ id }) => id), first.more], [ids.slice(0, 3), true]);
    const after = first.documents.at(-1)?.id ?? ("" as DocumentId);
    const second = await search.find(caller(), { by: "name", value: "李娜", limit: 3, after });
    assert.deepEqual([second.documents.map(({ id }) => id), second.more], [ids.slice(3), false]);
  });

  test("a name is looked for without accents, case and spaces too many", () => {
    assert.equal(normaliseName("  ÁNGELA  de la\tPeña "), "angela de la pena");
    assert.equal(normaliseName("Ｗａｎｇ　明"), "wang 明");
  });

  test("the database holds no claim in the clear, nor a digest without a key", async () => {
    const { number } = await issue("Búscame Aquí");
    const { rows } = await database.query<{ text: string }>(
      `select string_agg(encode(content, 'escape'), '') || (select string_agg(d::text, '') from documents d) as text
       from copies`,
    );
    for (const word of [number, "Búscame", "buscame", Buffer.from(number).toString("hex")])
      assert.ok(!rows[0]?.text.includes(word), word);
  });

  test("a key may only search so often in an hour, and an authority", async () => {
    const counts = new PgReadingCounts(database);
    const [one, other] = [caller(idOf("nanshan")), caller(idOf("nanshan"))];
    await counts.count(one, "search");
    await database.query("update reading_counts set count = $2 where caller_id = $1", [
      toCallerId(one),
      limits.searchesPerKeyHour - 1,
    ]);
    await counts.count(one, "search");
    await assert.rejects(counts.count(one, "search"), { code: "readings.many", status: 429 });
    await counts.count(one, "reading");
    await counts.count(other, "search");
    await database.query("update reading_counts set count = $2 where caller_id = $1", [
      toCallerId(one),
      limits.searchesPerAuthorityHour,
    ]);
    await assert.rejects(counts.count(other, "search"), { code: "readings.many" });
  });
});

describe("exporting documents", () => {
  test("gives what each says, page by page, of one type or of all, so often in an hour", async () => {
    const of = caller(idOf("futian"));
    const exported = new DocumentExport({
      store: scene.documents,
      types: scene.types,
      opener: scene.opener,
      counts: new PgReadingCounts(database),
    });
    const read = async (type?: string) => {
      const lines: { id: string; type: string; sdJwt: string | null }[] = [];
      for await (const line of await exported.begin(of, type)) {
        assert.ok(line.endsWith("\n"));
        lines.push(JSON.parse(line));
      }
      return lines;
    };
    const ids: string[] = [];
    for (let count = 0; count < limits.exportPage + 5; count += 1)
      ids.push((await issue(`Nº ${count}`, of.authority)).id);
    const [erased = ""] = ids;
    await database.query(
      `update documents set natural_key = null, claims_digest = null, wrapped_key = null, erased_at = now()
       where id = $1`,
      [erased],
    );
    const lines = await read();
    assert.deepEqual(lines.map(({ id }) => id).sort(), ids.toSorted());
    for (const { id, sdJwt } of lines)
      assert.equal(sdJwt, id === erased ? null : await scene.reader.sdJwt(id as DocumentId));
    assert.deepEqual(await read("library-card"), []);
    await assert.rejects(read("none"), { code: "document_type.unknown" });
    for (let count = 2; count < limits.exportsPerKeyHour; count += 1) await read("library-card");
    await assert.rejects(read(), { code: "readings.many", status: 429 });
  });
});

describe("erasing a document", () => {
  /** As if batched and in the log. */
  const anchor = () =>
    database.query(
      `insert into batches (stream_id, first_seq, count, root, state, log_index, anchored_at)
       select id, coalesce((select max(first_seq + count) from batches b where b.stream_id = s.id), 0),
         next_seq - coalesce((select max(first_seq + count) from batches b where b.stream_id = s.id), 0),
         sha256(gen_random_uuid()::text::bytea), 'anchored',
         coalesce((select max(log_index) + 1 from batches), 0) + id, 1
       from streams s
       where next_seq > coalesce((select max(first_seq + count) from batches b where b.stream_id = s.id), 0)`,
    );

  test("needs one that has ended, and is in the log", async () => {
    const { id } = await issue("Viva");
    await assert.rejects(erasures.erase(id), { code: "document.pending" });
    await anchor();
    await assert.rejects(erasures.erase(id), { code: "document.in_force" });
    assert.ok((await scene.reader.sdJwt(id)).length > 100);
  });

  test("leaves nothing by which it is read or found, and keeps its place", async () => {
    const { id, number } = await issue("Olvidada");
    const renewed = await scene.revisions.renew(id, { authority, officer: "0x" });
    await anchor();
    const past = "update documents set expires_at = now() - interval '1 day' where id = $1";
    await database.query(past, [renewed.document.id]);
    const [one, other] = (await erasures.erase(renewed.document.id)).toSorted();
    assert.deepEqual([one, other], [id, renewed.document.id].toSorted());
    for (const each of [id, renewed.document.id]) {
      await assert.rejects(scene.reader.sdJwt(each), { code: "document.erased", status: 410 });
      assert.equal((await scene.reader.get(each)).id, each);
    }
    assert.deepEqual(await find("number", number), []);
    assert.deepEqual(await find("person", number), []);
    assert.deepEqual(await find("name", "Olvidada"), []);
    await assert.rejects(scene.revisions.renew(renewed.document.id, { authority, officer: "0x" }), {
      code: "document.erased",
    });
    const { rows } = await database.query(
      "select natural_key, claims_digest, person_key, name_key, wrapped_key from documents where id = $1",
      [id],
    );
    assert.deepEqual(new Set(Object.values(rows[0] ?? { none: 1 })), new Set([null]));
    const { rows: noted } = await database.query("select 1 from erasures where document_id = $1", [
      id,
    ]);
    assert.equal(noted.length, 1);
    // Done again, to the same end; and the same record may be issued afresh.
    assert.equal((await erasures.erase(renewed.document.id)).length, 2);
  });
});
