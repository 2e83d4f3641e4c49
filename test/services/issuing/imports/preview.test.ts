import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { FilePreview, ImportRequest } from "../../../../services/issuing/imports/Import.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf } from "../../status/FakeRegistry.ts";
import { IssuingScene } from "../IssuingScene.ts";
import { csvColumns, makeCsv, makePerson, toCsvRow } from "../people.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;

const base: ImportRequest = {
  authority: idOf("nanshan-housing"),
  type: "resident-id",
  format: "csv",
  fileName: "",
  requestedBy: "officer",
};

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  scene = new IssuingScene((await postgres.database()).database);
});

async function* chunksOf(file: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(file as string);
}

const preview = (file: string | Buffer, request: Partial<ImportRequest> = {}) =>
  scene.imports.preview({ ...base, ...request }, chunksOf(file));

const statesOf = ({ columns }: FilePreview) =>
  Object.fromEntries(
    columns.map(({ name, state, claim, nearest }) => [name, [state, claim ?? nearest]]),
  );

const person = makePerson(4);

test("columns are shown with where they go, and rows as they are read; nothing is kept", async () => {
  const header = csvColumns
    .join(";")
    .replace("ethnicity", "民族")
    .replace("name_latin", "nam_latin");
  const file = `${header};备注;sello:line\n${toCsvRow(person).replaceAll('","', '";"')};x;7\n`;
  const seen = await preview(file);
  assert.deepEqual([seen.delimiter, seen.encoding, seen.isRemembered], [";", "utf-8", false]);
  const states = statesOf(seen);
  assert.deepEqual(states.民族, ["taken", "ethnicity"]);
  assert.deepEqual(states.nam_latin, ["unknown", "name_latin"]);
  assert.deepEqual(states["sello:line"], ["left_out", null]);
  assert.equal(states.备注?.[0], "unknown");
  assert.deepEqual(seen.missing, []);
  assert.equal(seen.rows[0]?.claims.birth_date, person.birth_date);
  assert.deepEqual(await scene.imports.list({ authority: base.authority }), []);
});

test("a mapping is remembered for the type and the columns, in whatever order they are", async () => {
  const file = makeCsv(1, 3).replace("name,", "nombre propio,");
  assert.deepEqual((await preview(file)).missing, ["name"]);
  const mapping = { "nombre propio": "name" };
  assert.deepEqual((await preview(file, { mapping })).missing, []);
  await scene.imports.receive({ ...base, mapping }, chunksOf(file));
  const again = await preview(file);
  assert.deepEqual([again.mapping, again.isRemembered, again.missing], [mapping, true, []]);
  const [header = "", ...rows] = file.split("\n");
  const turned = [header, ...rows].map((line) => line.split(",").reverse().join(","));
  assert.equal((await preview(turned.join("\n"))).isRemembered, true);
  assert.equal((await preview(makeCsv(1, 3))).isRemembered, false);
});

test("the beginning of a file is enough, wherever it is cut", async () => {
  const file = Buffer.from(makeCsv(0, 3_000));
  for (const end of [65_540, 65_541, 65_542, 100_001])
    assert.equal((await preview(file.subarray(0, end))).rows.length, 8);
});

test("two columns of one claim are shown as such, and rows that cannot be cut", async () => {
  const seen = await preview(`name,姓名,sex\n王芳,王芳,female\ntoo,few\n`);
  assert.deepEqual(statesOf(seen), {
    name: ["taken", "name"],
    姓名: ["doubled", "name"],
    sex: ["taken", "sex"],
  });
  assert.equal(seen.rows[1]?.violations[0]?.code, "row.fields");
});

test("JSON is shown by its members; another encoding is said, and read once it is chosen", async () => {
  const seen = await preview(JSON.stringify({ name: "王芳", extra: 1 }), { format: "ndjson" });
  assert.deepEqual(
    seen.columns.map(({ name, state }) => [name, state]),
    [
      ["name", "taken"],
      ["extra", "unknown"],
    ],
  );
  const gbk = Buffer.concat([
    Buffer.from("name,sex\n"),
    Buffer.from([0xcd, 0xf5]),
    Buffer.from(",female\n"),
  ]);
  const error = await preview(gbk).catch((reason: unknown) => reason);
  assert.ok(error instanceof ServiceError);
  assert.deepEqual([error.code, error.data.looksLike], ["import.encoding", "gb18030"]);
  assert.equal((await preview(gbk, { encoding: "gb18030" })).rows[0]?.claims.name, "王");
});
