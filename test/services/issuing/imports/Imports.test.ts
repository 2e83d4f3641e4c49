import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { ImportRefused } from "../../../../services/issuing/imports/errors.ts";
import type {
  Import,
  ImportRequest,
  RowOutcome,
} from "../../../../services/issuing/imports/Import.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { idOf } from "../../status/FakeRegistry.ts";
import { IssuingScene } from "../IssuingScene.ts";
import { csvColumns, makeCsv, makePerson, toCsvRow } from "../people.ts";
import { makeLibrary } from "../sdJwtVcLibrary.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let scene: IssuingScene;

const authority = idOf("nanshan-housing");
const base: ImportRequest = {
  authority,
  type: "resident-id",
  format: "csv",
  fileName: "people.csv",
  requestedBy: "0xofficer",
};

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());
beforeEach(async () => {
  scene = new IssuingScene((await postgres.database()).database);
});

async function* chunksOf(file: string | Buffer): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(file as string);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const receive = (file: string | Buffer, request: Partial<ImportRequest> = {}): Promise<Import> =>
  scene.imports.receive({ ...base, ...request }, chunksOf(file));

async function importAll(file: string | Buffer, request: Partial<ImportRequest> = {}) {
  const { id } = await receive(file, request);
  await scene.workAll();
  return scene.imports.get(id);
}

async function outcomesOf(id: string): Promise<RowOutcome[]> {
  const lines: RowOutcome[] = [];
  for await (const line of scene.imports.result(id, { format: "ndjson", language: "en" }))
    lines.push(JSON.parse(line));
  return lines;
}

const counts = ({ rows: { issued, existing, valid, rejected } }: Import) => ({
  issued,
  existing,
  valid,
  rejected,
});
const none = { issued: 0, existing: 0, valid: 0, rejected: 0 };

const codesOf = async ({ id }: Import) =>
  (await scene.imports.rejections(id)).map(({ line, violations }) => [
    line,
    violations[0]?.field,
    violations[0]?.code,
  ]);

async function countDocuments(): Promise<number> {
  const { rows } = await scene.database.query<{ n: number }>(
    "select count(*)::int as n from documents",
  );
  return rows[0]?.n ?? -1;
}

test("good rows are issued, bad ones reported with line, field and reason", async () => {
  const bad = { ...makePerson(5), sex: "unknown" };
  const rows = [
    ...[0, 1].map((n) => toCsvRow(makePerson(n))),
    toCsvRow(bad),
    "too,few",
    `"a"b,${toCsvRow(makePerson(6))}`,
    "",
    toCsvRow({ ...makePerson(2), address: "two\nlines" }),
    toCsvRow(makePerson(3)),
  ];
  const done = await importAll(`\ufeff${csvColumns.join(",")}\r\n${rows.join("\r\n")}`);
  assert.equal(done.state, "done");
  assert.deepEqual(counts(done), { ...none, issued: 4, rejected: 3 });
  assert.deepEqual(await codesOf(done), [
    [4, "sex", "claim.not_listed"],
    [5, "", "row.fields"],
    [6, "", "row.quotes"],
  ]);
  const outcomes = await outcomesOf(done.id);
  assert.deepEqual(
    outcomes.map(({ line, outcome }) => [line, outcome]),
    [
      ...[2, 3].map((line) => [line, "issued"]),
      ...[4, 5, 6].map((line) => [line, "rejected"]),
      ...[8, 10].map((line) => [line, "issued"]),
    ],
  );
  const first = outcomes[0];
  assert.ok(first?.outcome === "issued");
  const text = await scene.reader.sdJwt(first.document as never);
  const { payload } = await makeLibrary(scene.signer.key).verify(text);
  assert.deepEqual(payload, { ...payload, ...makePerson(0) });
});

test("a header mapping renames columns, ignores some, and names them in rejections", async () => {
  const mapping = { 姓名: "name", 证件号: "id_number", 备注: null };
  const header = csvColumns.join(";").replace("name;", "姓名;").replace("id_number", "证件号");
  const row = (n: number) => `${toCsvRow(makePerson(n)).replaceAll('","', '";"')};x`;
  const file = `${header};备注\n${row(1)}\n${row(2).replace(/\d(?=";x)/, "?")}\n`;
  const done = await importAll(file, { mapping });
  assert.deepEqual(counts(done), { ...none, issued: 1, rejected: 1 });
  assert.equal((await scene.imports.rejections(done.id))[0]?.violations[0]?.field, "证件号");
});

test("columns that are missing, unknown or doubled fail the import at once", async () => {
  const [first, ...others] = csvColumns;
  const cases: [header: string, code: string, columns: string[]][] = [
    [others.join(","), "import.column_missing", [first ?? ""]],
    [`${csvColumns.join(",")},extra`, "import.column_unknown", ["extra"]],
    [`${csvColumns.join(",")},name`, "import.column_duplicate", ["name"]],
  ];
  for (const [header, code, columns] of cases) {
    const error = await receive(`${header}\nx\n`).catch((reason: unknown) => reason);
    const { data, ...rest } = error as ImportRefused & {
      data: { columns: string[]; import: string; seen: string[] };
    };
    assert.deepEqual([rest.code, rest.name, rest.status], [code, "ImportRefused", 422]);
    assert.deepEqual([data.columns, data.seen.join(",")], [columns, header]);
    assert.ok(rest.words.zh && rest.words.es);
    const failed = await scene.imports.get(data.import);
    assert.deepEqual([failed.state, failed.error?.code], ["failed", code]);
  }
});

test("a file without a header is refused, and its data repeated to nobody", async () => {
  const row = toCsvRow(makePerson(1));
  const error = await receive(`${row}\n${row}\n`).catch((reason: unknown) => reason);
  assert.equal((error as { code: string }).code, "import.header_missing");
  assert.ok(!JSON.stringify(error).includes(makePerson(1).id_number ?? "?"));
});

test("numbers, booleans and lists are read by the schema; an empty field is absent", async () => {
  const header = "sha256,name,mediaType,size";
  const file = `${header}\n${"a".repeat(64)},x.pdf,application/pdf,12\n${"b".repeat(64)},x,,twelve\n`;
  const done = await importAll(file, { type: "sealed-file" });
  assert.deepEqual(counts(done), { ...none, issued: 1, rejected: 1 });
  const [rejection] = await scene.imports.rejections(done.id);
  assert.deepEqual(rejection?.violations.map(({ field, code }) => `${field} ${code}`).sort(), [
    "mediaType claim.missing",
    "size claim.type",
  ]);
});

test("NDJSON: rows that are not JSON objects are reported", async () => {
  const rows = [JSON.stringify(makePerson(0)), "[1]", "{", JSON.stringify(makePerson(1)), '"x"'];
  const done = await importAll(rows.join("\n"), { format: "ndjson" });
  assert.deepEqual(counts(done), { ...none, issued: 2, rejected: 3 });
  assert.deepEqual(await codesOf(done), [
    [2, "", "row.json"],
    [3, "", "row.json"],
    [5, "", "row.json"],
  ]);
});

test("wrong encodings issue nothing", async () => {
  const file = Buffer.from(makeCsv(0, 150).replace("性", "x"), "utf8");
  file[file.length - 200] = 0xff;
  await assert.rejects(receive(file), { code: "import.encoding" });
  await scene.workAll();
  assert.equal(await countDocuments(), 0);
});

test("a cell of 10 MB is reported, and the import goes on around it", async () => {
  const big = toCsvRow({ ...makePerson(1), address: "x".repeat(10 * 1024 * 1024) });
  const file = [csvColumns.join(","), toCsvRow(makePerson(0)), big, toCsvRow(makePerson(2))];
  const done = await importAll(file.join("\n"));
  assert.deepEqual(counts(done), { ...none, issued: 2, rejected: 1 });
  assert.deepEqual(await codesOf(done), [[3, "", "row.too_long"]]);
  assert.deepEqual(
    (await outcomesOf(done.id)).map(({ line, outcome }) => `${line} ${outcome}`),
    ["2 issued", "3 rejected", "4 issued"],
  );
});

test("running the same file again issues nothing, and names what there is", async () => {
  const file = makeCsv(0, 1_200);
  const first = await importAll(file);
  const second = await importAll(file);
  assert.deepEqual(counts(second), { ...none, existing: 1_200 });
  assert.equal(second.fileSha256, first.fileSha256);
  const documents = async (id: string) =>
    (await outcomesOf(id)).map((row) => ("document" in row ? row.document : null));
  assert.deepEqual(await documents(second.id), await documents(first.id));
  assert.equal(await countDocuments(), 1_200);
});

test("doubles within a file: the same again exists, other claims are refused", async () => {
  const other = toCsvRow({ ...makePerson(7), address: "elsewhere" });
  const filler = Array.from({ length: 150 }, (_, n) => toCsvRow(makePerson(100 + n)));
  const same = toCsvRow(makePerson(7));
  const file = [csvColumns.join(","), same, same, other, ...filler, same, other].join("\n");
  const done = await importAll(file);
  assert.deepEqual(counts(done), { ...none, issued: 151, existing: 2, rejected: 2 });
  assert.deepEqual(await codesOf(done), [
    [4, "", "document.differs"],
    [156, "", "document.differs"],
  ]);
  const [first, second] = await outcomesOf(done.id);
  assert.ok(first?.outcome === "issued" && second?.outcome === "existing");
  assert.equal(second.document, first.document);
  const [rejected] = await scene.imports.rejections(done.id);
  assert.equal(rejected?.document, first.document);
});

test("two files with the same people at once: each person once", async () => {
  await receive(makeCsv(0, 300));
  await receive(makeCsv(150, 450));
  await Promise.all([scene.workAll(), scene.workAll(), scene.workAll()]);
  await scene.workAll();
  const found = await scene.imports.list({ authority });
  assert.deepEqual(
    found.map(({ state }) => state),
    ["done", "done"],
  );
  const issued = found.reduce((sum, { rows }) => sum + rows.issued, 0);
  const existing = found.reduce((sum, { rows }) => sum + rows.existing, 0);
  assert.deepEqual([issued, existing, await countDocuments()], [450, 150, 450]);
});

test("a dry run finds everything and issues nothing", async () => {
  const other = toCsvRow({ ...makePerson(3), address: "elsewhere" });
  const broken = toCsvRow({ ...makePerson(4), sex: "" });
  const file = `${makeCsv(0, 110)}${other}\n${broken}\n${toCsvRow(makePerson(0))}\n`;
  await importAll(makeCsv(0, 1));
  const done = await importAll(file, { dryRun: true });
  assert.equal(await countDocuments(), 1);
  assert.deepEqual(counts(done), { ...none, existing: 2, valid: 109, rejected: 2 });
  assert.deepEqual(await codesOf(done), [
    [112, "", "document.differs"],
    [113, "sex", "claim.missing"],
  ]);
  assert.equal((await importAll(file)).rows.issued, 109);
  // Rows that are corrected are compared with the others as long as these are kept.
  await scene.upkeep.tidy();
  assert.equal((await scene.database.query("select from import_dry_run_keys")).rows.length, 109);
  await scene.mending.discard(done.id);
  await scene.upkeep.tidy();
  const { rows } = await scene.database.query("select from import_dry_run_keys");
  assert.equal(rows.length, 0);
});

test("a segment that is cut off leaves nothing, and is done again", async () => {
  const { id } = await receive(makeCsv(0, 200));
  const cut = scene.importStore.work(async (tx, job) => {
    const result = await scene.processor.process(tx, job);
    await tx.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
    return result;
  });
  await assert.rejects(cut);
  assert.equal(await countDocuments(), 0);
  await scene.workAll();
  assert.deepEqual(counts(await scene.imports.get(id)), { ...none, issued: 200 });
  assert.equal(await countDocuments(), 200);
});

test("pausing and going on; progress is told until the end", async () => {
  const { id } = await receive(makeCsv(0, 300));
  const states: string[] = [];
  const watching = (async () => {
    for await (const { state, rows } of scene.imports.watch(id))
      states.push(`${state} ${rows.done}`);
  })();
  await workOnce();
  assert.equal((await scene.imports.pause(id)).state, "paused");
  await assert.rejects(scene.imports.pause(id), { code: "import.state", status: 409 });
  assert.equal(await scene.workAll(), 0);
  assert.equal((await scene.imports.get(id)).rows.done, 100);
  await scene.imports.resume(id);
  await scene.workAll();
  await watching;
  assert.equal(states.at(-1), "done 300");
});

const workOnce = () => scene.importStore.work((tx, job) => scene.processor.process(tx, job));

test("the rate is that since it went on, not that of the night in which it was paused", async () => {
  const { id } = await receive(makeCsv(0, 300));
  const work = () => scene.importStore.work((tx, job) => scene.processor.process(tx, job));
  await work();
  await scene.database.query(
    "update imports set started_at = now() - interval '9 hours', stretch_at = now() - interval '9 hours' where id = $1",
    [id],
  );
  assert.equal((await scene.imports.get(id)).ratePerSecond, 0);
  await scene.imports.pause(id);
  await scene.imports.resume(id);
  await work();
  const { ratePerSecond, secondsLeft } = await scene.imports.get(id);
  assert.ok(ratePerSecond > 1, `${ratePerSecond} rows a second`);
  assert.ok(secondsLeft !== null && secondsLeft < 100, `${secondsLeft} seconds`);
});

test("cancelling keeps what was issued, and a segment under way is undone", async () => {
  const { id } = await receive(makeCsv(0, 300));
  await workOnce();
  await scene.importStore.work(async (tx, job) => {
    const result = await scene.processor.process(tx, job);
    await scene.imports.cancel(id);
    return result;
  });
  assert.equal(await scene.workAll(), 0);
  const cancelled = await scene.imports.get(id);
  assert.equal(cancelled.state, "cancelled");
  assert.deepEqual(counts(cancelled), { ...none, issued: 100 });
  assert.equal(await countDocuments(), 100);
  assert.equal((await outcomesOf(id)).length, 100);
  await assert.rejects(scene.imports.resume(id), { code: "import.state" });
});

test("a small file is not stuck behind large ones", async () => {
  const large = await receive(makeCsv(0, 1_200));
  for (let turn = 0; turn < 6; turn += 1) await workOnce();
  const small = await receive(makeCsv(20_000, 20_010), { authority: idOf("futian-health") });
  await workOnce();
  assert.equal((await scene.imports.get(small.id)).state, "done");
  assert.equal((await scene.imports.get(large.id)).rows.done, 600);
});

test("large files of several departments take turns", async () => {
  const mine = await receive(makeCsv(0, 900));
  const mineToo = await receive(makeCsv(10_000, 10_900));
  const theirs = await receive(makeCsv(30_000, 30_900), { authority: idOf("futian-health") });
  for (let turn = 0; turn < 15 + 6; turn += 1) await workOnce();
  const done = await Promise.all(
    [mine, mineToo, theirs].map(async ({ id }) => (await scene.imports.get(id)).rows.done - 500),
  );
  assert.deepEqual(
    [done[0] ?? 0, done[1] ?? 0].map((rows) => rows > 0),
    [true, true],
  );
  assert.equal(done[2], 300);
});

test("an authority that may not issue any more pauses its import, with the reason", async () => {
  const { id } = await receive(makeCsv(0, 10));
  scene.registry.obstacles.set(authority, { code: "authority.inactive", authority });
  await assert.rejects(receive(makeCsv(0, 10)), { code: "authority.inactive", status: 403 });
  const loop = scene.makeLoop();
  loop.start();
  const paused = await reach(id, "paused");
  assert.equal(paused.error?.code, "authority.inactive");
  scene.registry.obstacles.clear();
  await scene.imports.resume(id);
  const done = await reach(id, "done");
  await loop.stop();
  assert.deepEqual([done.error, done.rows.issued], [null, 10]);
});

test("a segment that fails again and again, by our fault, pauses its import", async () => {
  const { id } = await receive(makeCsv(0, 10));
  scene.processor.process = async () => {
    throw new TypeError("a fault");
  };
  const loop = scene.makeLoop();
  loop.start();
  const paused = await reach(id, "paused");
  await loop.stop();
  assert.equal(paused.error?.code, "import.internal");
});

async function reach(id: string, state: string): Promise<Import> {
  for await (const progress of scene.imports.watch(id, AbortSignal.timeout(90_000))) {
    if (progress.state === state) return scene.imports.get(id);
  }
  throw new Error(`the import did not become ${state}`);
}

test("an upload that breaks off is marked as failed, at once or by upkeep", async () => {
  const broken = async function* () {
    yield Buffer.from(makeCsv(0, 150));
    throw new Error("connection reset");
  };
  await assert.rejects(scene.imports.receive(base, broken()), { message: "connection reset" });
  await scene.importStore.create("00000000-0000-4000-8000-000000000000", base);
  await scene.database.query(
    "update imports set received_at = now() - interval '1 hour' where state = 'receiving'",
  );
  await scene.upkeep.tidy();
  const found = await scene.imports.list({ authority });
  assert.deepEqual(
    found.map(({ state, error }) => [state, error?.code]),
    [
      ["failed", "import.broken_off"],
      ["failed", "import.broken_off"],
    ],
  );
  const { rows } = await scene.database.query("select from import_segments");
  assert.equal(rows.length, 0);
});

test("the result as CSV is safe to open in a spreadsheet", async () => {
  const mapping = { "=cmd": "name" };
  const header = csvColumns.join(",").replace("name", "=cmd");
  const rows = [toCsvRow({ ...makePerson(0), name: "" }), toCsvRow(makePerson(1))];
  const done = await importAll(`${header}\n${rows.join("\n")}`, { mapping });
  const lines: string[] = [];
  for await (const line of scene.imports.result(done.id, { format: "csv", language: "en" }))
    lines.push(line);
  assert.deepEqual(lines[0], "line,outcome,document,state,column,field,code,reason\r\n");
  assert.deepEqual(
    lines[1],
    "2,rejected,,,A,'=cmd,claim.missing,\"'=cmd: must be given (1 to 50 characters, as in the register.)\"\r\n",
  );
  assert.match(lines[2] ?? "", /^3,issued,[0-9a-f-]{36},pending,,,,\r\n$/);
});

test("an import that is unknown is not found", async () => {
  for (const id of ["00000000-0000-4000-8000-000000000001", "x"]) {
    await assert.rejects(scene.imports.get(id), { code: "import.unknown", status: 404 });
    await assert.rejects(scene.imports.cancel(id), { code: "import.unknown" });
    await assert.rejects(scene.imports.result(id, { format: "csv", language: "en" }).next(), {
      code: "import.unknown",
    });
  }
});
