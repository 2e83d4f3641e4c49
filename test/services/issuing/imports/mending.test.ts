import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import { officerId } from "../../../../services/http/Caller.ts";
import { fixedSecret } from "../../../../services/issuing/DigestGenerations.ts";
import type { CorrectedRow, HeldRow } from "../../../../services/issuing/imports/held/HeldRow.ts";
import type { Import, ImportRequest } from "../../../../services/issuing/imports/Import.ts";
import { RequestDigests } from "../../../../services/issuing/RequestDigests.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf } from "../../status/FakeRegistry.ts";
import { IssuingScene } from "../IssuingScene.ts";
import { csvColumns, makePerson, toCsvRow } from "../people.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;

const authority = idOf("nanshan-housing");
const digests = new RequestDigests(fixedSecret(Buffer.alloc(32, 1)));
const accounts = { sender: `0x${"a".repeat(40)}`, other: `0x${"b".repeat(40)}` };
const toOfficer = (account: string): string => `officer:${account}`;
const base: ImportRequest = {
  authority,
  type: "resident-id",
  format: "csv",
  fileName: "people.csv",
  requestedBy: toOfficer(accounts.sender),
};

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  scene = new IssuingScene((await postgres.database()).database);
});

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  yield Buffer.from(file);
}

const toFile = (rows: readonly string[]): string => [csvColumns.join(","), ...rows].join("\n");

async function send(rows: readonly string[], request: Partial<ImportRequest> = {}) {
  const { id } = await scene.imports.receive({ ...base, ...request }, chunksOf(toFile(rows)));
  await scene.workAll();
  return id;
}

const wrongRows = async (id: string): Promise<readonly HeldRow[]> =>
  (await scene.mending.rows(id, { afterLine: 0, limit: 50 })).rows;

type Asked = { by?: string; key?: string };

async function correct(id: string, rows: readonly CorrectedRow[], asked: Asked = {}) {
  const account = asked.by ?? accounts.sender;
  await scene.mending.correct(await scene.imports.get(id), {
    rows,
    by: toOfficer(account),
    callerId: officerId(account),
    key: asked.key ?? randomUUID(),
    request: digests.of({
      operation: "correctImport",
      document: id as never,
      bodyDigest: Buffer.from(JSON.stringify(rows)),
    }),
  });
}

const issue = async (id: string, by = base.requestedBy): Promise<void> =>
  scene.mending.issue(await scene.imports.get(id), by);

/** The rows with what `change` makes of the cell under a column. */
const mended = (
  rows: readonly HeldRow[],
  change: (column: string, cell: string, line: number) => string,
): CorrectedRow[] =>
  rows.map(({ line, revision, cells }) => ({
    line,
    revision,
    cells: csvColumns.map((column, index) => change(column, cells?.[index] ?? "", line)),
  }));

const count = async (table: string, where = "true"): Promise<number> => {
  const { rows } = await scene.database.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${where}`,
  );
  return rows[0]?.n ?? -1;
};

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof ServiceError ? error.code : String(error)),
  );

const figures = ({ state, rows: { total, done, issued, valid, rejected } }: Import) => ({
  state,
  total,
  done,
  issued,
  valid,
  rejected,
});

const good = [1, 2, 3].map((n) => toCsvRow(makePerson(n)));
// Whose ID numbers say that they are women.
const bad = [4, 6, 8].map((n) => toCsvRow({ ...makePerson(n), sex: "?" }));
const toFemale = (column: string, cell: string): string => (column === "sex" ? "female" : cell);

test("wrong rows are read again, corrected and issued, each exactly once, and nothing else is", async () => {
  const id = await send([...good.slice(0, 2), ...bad, ...good.slice(2)]);
  const { columns } = await scene.mending.rows(id, { afterLine: 0, limit: 1 });
  assert.deepEqual(
    columns.map(({ name, claim }) => [name, claim]),
    csvColumns.map((name) => [name, name]),
  );
  const rows = await wrongRows(id);
  assert.deepEqual(
    rows.map(({ line, cells, violations }) => [
      line,
      cells?.[csvColumns.indexOf("sex")],
      violations[0]?.field,
    ]),
    [4, 5, 6].map((line) => [line, "?", "sex"]),
  );
  const { heldUntil, finishedAt } = await scene.imports.get(id);
  assert.equal(heldUntil, (finishedAt ?? 0) + limits.importRowsHeldDays * 86_400);
  await correct(id, mended(rows, toFemale));
  assert.deepEqual(figures(await scene.imports.get(id)), {
    ...{ state: "running", total: 6, done: 3, issued: 3 },
    ...{ valid: 0, rejected: 0 },
  });
  await scene.workAll();
  const done = await scene.imports.get(id);
  assert.deepEqual(figures(done), {
    ...{ state: "done", total: 6, done: 6, issued: 6 },
    ...{ valid: 0, rejected: 0 },
  });
  assert.equal(await count("documents"), 6);
  const lines: number[] = [];
  for await (const text of scene.imports.result(id, { format: "ndjson", language: "en" }))
    lines.push(JSON.parse(text).line);
  assert.deepEqual(lines.toSorted(), [2, 3, 4, 5, 6, 7]);
  assert.equal(done.heldUntil, null);
  await scene.upkeep.tidy();
  assert.equal(await count("imports", "wrapped_key is not null"), 0);
});

test("a second click corrects nothing twice; another body under the same key is refused", async () => {
  const id = await send(bad);
  const rows = mended(await wrongRows(id), toFemale);
  const key = randomUUID();
  await Promise.all([correct(id, rows, { key }), correct(id, rows, { key })]);
  await scene.workAll();
  await correct(id, rows, { key });
  assert.equal(await count("import_segments"), 2);
  assert.equal(await count("documents"), 3);
  assert.equal(await codeOf(correct(id, rows.slice(1), { key })), "idempotency.mismatch");
});

test("of two officers who correct one row at once, one is told, and nothing of theirs is done", async () => {
  const id = await send(bad);
  const rows = mended(await wrongRows(id), toFemale);
  const [first] = rows;
  assert.ok(first);
  const codes = await Promise.all([
    codeOf(correct(id, [first])),
    codeOf(correct(id, rows, { by: accounts.other })),
  ]);
  assert.deepEqual(codes.toSorted(), ["import.row_changed", "none"]);
  await scene.workAll();
  const left = mended(await wrongRows(id), toFemale);
  if (left.length > 0) await correct(id, left, { by: accounts.other });
  await scene.workAll();
  assert.equal(await count("documents"), 3);
});

test("what each officer corrected is issued at their own asking", async () => {
  const id = await send([...good, ...bad]);
  await correct(id, mended(await wrongRows(id), toFemale), { by: accounts.other });
  await scene.workAll();
  const of = (account: string) => count("issuances", `caller_id = '${officerId(account)}'`);
  assert.deepEqual([(await of(accounts.sender)) > 0, (await of(accounts.other)) > 0], [true, true]);
  assert.equal((await scene.imports.get(id)).requestedBy, toOfficer(accounts.other));
});

test("a row that is still wrong is refused again, and who saw it before is told so", async () => {
  const id = await send(bad.slice(0, 1));
  const [seen] = await wrongRows(id);
  assert.ok(seen);
  await correct(
    id,
    mended([seen], (column, cell) => (column === "sex" ? "x" : cell)),
  );
  await scene.workAll();
  const [again] = await wrongRows(id);
  assert.ok(again && again.revision > seen.revision);
  assert.equal(again.cells?.[csvColumns.indexOf("sex")], "x");
  assert.equal(await codeOf(correct(id, mended([seen], toFemale))), "import.row_changed");
  await correct(id, mended([again], toFemale));
  await scene.workAll();
  assert.equal(await count("documents"), 1);
});

test("a check is mended, then its rows are issued, once by two clicks", async () => {
  const id = await send([...good, ...bad], { dryRun: true });
  assert.equal((await scene.imports.get(id)).rows.valid, 3);
  await correct(
    id,
    mended(await wrongRows(id), (column, cell, line) =>
      line === 6 ? toFemale(column, cell) : cell,
    ),
  );
  await scene.workAll();
  const checked = await scene.imports.get(id);
  assert.deepEqual(figures(checked), {
    ...{ state: "done", total: 6, done: 6, issued: 0 },
    ...{ valid: 4, rejected: 2 },
  });
  assert.ok(checked.dryRun && checked.heldUntil !== null);
  assert.equal(await count("documents"), 0);
  await Promise.all([1, 2].map(() => issue(id, toOfficer(accounts.other))));
  const begun = await scene.imports.get(id);
  assert.deepEqual([begun.dryRun, begun.state, begun.rows.done], [false, "running", 2]);
  await scene.workAll();
  await issue(id, toOfficer(accounts.other));
  assert.deepEqual(figures(await scene.imports.get(id)), {
    ...{ state: "done", total: 6, done: 6, issued: 4 },
    ...{ valid: 0, rejected: 2 },
  });
  await correct(id, mended(await wrongRows(id), toFemale));
  await scene.workAll();
  assert.equal(await count("documents"), 6);
});

test("a check of which every row is wrong is issued as soon as it is asked for", async () => {
  const id = await send(bad, { dryRun: true });
  await issue(id);
  assert.deepEqual(figures(await scene.imports.get(id)), {
    ...{ state: "done", total: 3, done: 3, issued: 0 },
    ...{ valid: 0, rejected: 3 },
  });
  await correct(id, mended(await wrongRows(id), toFemale));
  await scene.workAll();
  assert.equal(await count("documents"), 3);
});

test("rows lie sealed, whether they wait, were checked or were refused", async () => {
  const secret = makePerson(4).id_number;
  const isOpen = async () => {
    const segments = await count("import_segments", `position('${secret}'::bytea in content) > 0`);
    return segments + (await count("import_rejections", `position('${secret}'::bytea in row) > 0`));
  };
  const { id } = await scene.imports.receive(
    { ...base, dryRun: true },
    chunksOf(toFile([toCsvRow(makePerson(4)), ...bad])),
  );
  assert.equal(await isOpen(), 0);
  assert.equal(await count("import_segments", "content is not null"), 1);
  await scene.workAll();
  assert.equal(await isOpen(), 0);
  assert.equal(await count("import_segments", "content is not null"), 1);
  assert.equal(await count("import_rejections", "row is not null"), 3);
  assert.equal((await wrongRows(id)).length, 3);
});

test("a check that refuses nothing leaves the rows as they were stored, and they are issued from there", async () => {
  const contents = async () =>
    (
      await scene.database.query<{ content: string | null }>(
        "select encode(content, 'hex') as content from import_segments order by number",
      )
    ).rows.map(({ content }) => content);
  const file = chunksOf(toFile(good));
  const { id } = await scene.imports.receive({ ...base, dryRun: true }, file);
  const before = await contents();
  assert.ok(before.length > 0 && !before.includes(null));
  await scene.workAll();
  assert.equal((await scene.imports.get(id)).rows.valid, 3);
  assert.deepEqual(await contents(), before);
  await issue(id);
  await scene.workAll();
  assert.equal((await scene.imports.get(id)).rows.issued, 3);
});

test("what nobody corrects in time is forgotten, and so is what an officer gives up", async () => {
  const [late, given] = [await send(bad), await send(bad.slice(1), { dryRun: true })];
  await scene.upkeep.tidy();
  const rows = mended(await wrongRows(late), toFemale);
  assert.equal(rows.length, 3);
  await scene.database.query(
    "update imports set finished_at = now() - make_interval(days => $2, secs => 1) where id = $1",
    [late, limits.importRowsHeldDays],
  );
  await scene.upkeep.tidy();
  await scene.mending.discard(given);
  for (const id of [late, given]) {
    assert.equal((await scene.imports.get(id)).heldUntil, null);
    assert.deepEqual((await wrongRows(id)).map(({ cells }) => cells)[0], null);
    assert.equal(await codeOf(correct(id, rows)), "import.rows_gone");
  }
  assert.equal(await codeOf(issue(given)), "import.rows_gone");
  assert.equal(await count("import_segments", "content is not null"), 0);
  assert.equal(await count("import_rejections", "row is not null"), 0);
});

test("an import that was cancelled is not corrected, and one of nobody is unknown", async () => {
  const { id } = await scene.imports.receive(base, chunksOf(toFile(bad)));
  assert.equal(await codeOf(scene.mending.discard(id)), "import.state");
  await scene.imports.cancel(id);
  assert.equal(await codeOf(correct(id, [{ line: 2, revision: 0, cells: [] }])), "import.state");
  assert.equal(await codeOf(issue(id, "x")), "import.state");
  assert.equal(
    await codeOf(scene.mending.issue({ ...base, id: randomUUID() }, "x")),
    "import.unknown",
  );
});

test("a row with too many cells is corrected; one with too few of them is refused as such", async () => {
  const id = await send([`${toCsvRow(makePerson(7))},surplus`, good[0] ?? ""]);
  const [row] = await wrongRows(id);
  assert.ok(row?.cells);
  assert.deepEqual([row.violations[0]?.code, row.cells.at(-1)], ["row.fields", "surplus"]);
  const { line, revision, cells } = row;
  assert.equal(await codeOf(correct(id, [{ line, revision, cells }])), "import.row_shape");
  await correct(id, [{ line, revision, cells: cells.slice(0, -1) }]);
  await scene.workAll();
  assert.equal(await count("documents"), 2);
});

test("lines of JSON are corrected as text", async () => {
  const lines = [makePerson(8), { ...makePerson(10), sex: "?" }].map((each) =>
    JSON.stringify(each),
  );
  const request = { ...base, format: "ndjson" } as const;
  const { id } = await scene.imports.receive(request, chunksOf(lines.join("\n")));
  await scene.workAll();
  const [row] = await wrongRows(id);
  assert.ok(row);
  assert.equal(row.json, lines[1]);
  const { line, revision } = row;
  assert.equal(await codeOf(correct(id, [{ line, revision, cells: ["x"] }])), "import.row_shape");
  await correct(id, [{ line, revision, json: JSON.stringify(makePerson(10)) }]);
  await scene.workAll();
  assert.equal(await count("documents"), 2);
});

test("the file of failures keeps its columns, survives a spreadsheet and is taken again", async () => {
  const rows = [
    toCsvRow({ ...makePerson(4), sex: "?", name: "=1+1" }),
    toCsvRow({ ...makePerson(6), sex: "?" }),
  ];
  const id = await send([...good, ...rows]);
  let file = "";
  const { format, lines } = await scene.mending.failures(id, "es");
  for await (const line of lines) file += line;
  assert.equal(format, "csv");
  const [header, first = ""] = file.split("\r\n");
  assert.equal(
    header,
    `\ufeff${[...csvColumns, "sello:line", "sello:reason", "sello:more"].join(",")}`,
  );
  assert.ok(first.includes(`"=""${makePerson(4).birth_date}"""`), first);
  assert.match(first, /'=1\+1/);
  assert.match(first, /,5,"?sex: no es uno de los valores admitidos/);
  const corrected = file.replaceAll(/(?<=[",])\?(?=[",])/g, "female");
  const again = await scene.imports.receive(base, chunksOf(corrected));
  await scene.workAll();
  const { rows: counted } = await scene.imports.get(again.id);
  assert.deepEqual([counted.issued, counted.rejected], [2, 0]);
});
