import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { AuditExportReader, type AuditLine } from "@sello/sdk/log";

const sha256 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const toLine = (n: number): AuditLine => [
  String(n),
  "2026-11-30T08:00:00.000001Z",
  "officer:0xabc",
  "document.revoke",
  `document:${n}`,
  '{"a": 1}',
  n % 2 === 0 ? null : `0x${"ab".repeat(32)}`,
];

/** As the chain is made, by other code than that which is tested. */
function toExport(lines: readonly AuditLine[], hidden: readonly number[] = []): string[] {
  let hash: Buffer = Buffer.alloc(0);
  const rows = lines.map((line, index) => {
    const text = JSON.stringify(line);
    hash = line.length === 6 ? sha256(hash, text) : sha256(hash, sha256(text));
    const position = index + 1;
    return hidden.includes(position)
      ? { position, digest: sha256(text).toString("hex") }
      : { position, line };
  });
  const end = { to: lines.length, hash: hash.toString("hex") };
  return [{ sello: "audit/1", from: 1, before: "" }, ...rows, end].map((row) =>
    JSON.stringify(row),
  );
}

function read(rows: readonly string[]) {
  const reader = new AuditExportReader();
  const visible = rows.map((row) => reader.push(row)).filter((line) => line !== null);
  return { visible, ...reader.end() };
}

const early: AuditLine = ["1", "2026-11-29T08:00:00.000001Z", "system", "a", "b", "{}"];
const lines = [early, toLine(2), toLine(3), toLine(4), toLine(5)];

test("lines that fit are read, those of before and those that are hidden too", () => {
  const { visible, ...summary } = read(toExport(lines, [3, 5]));
  const { hash } = summary;
  assert.deepEqual(summary, { from: 1, to: 5, hash, shown: 3, hidden: 2, head: null });
  assert.deepEqual(visible, [early, toLine(2), toLine(4)]);
  assert.equal(hash, read(toExport(lines)).hash);
});

test("an export may begin anywhere, with the hash of the place before", () => {
  const whole = toExport(lines);
  const { hash: before } = read(toExport(lines.slice(0, 2)));
  const header = JSON.stringify({ sello: "audit/1", from: 3, before });
  const part = read([header, ...whole.slice(3)]);
  assert.deepEqual([part.from, part.to, part.hash], [3, 5, read(whole).hash]);
});

test("whatever is changed, moved, added, taken away or cut off is seen", () => {
  const whole = toExport(lines, [4]);
  const changed = (at: number, change: (row: string) => string) =>
    whole.map((row, index) => (index === at ? change(row) : row));
  const cases: [string, readonly string[], string][] = [
    ["an actor", changed(3, (row) => row.replace("0xabc", "0xabd")), "audit.broken"],
    ["an early line", changed(1, (row) => row.replace("system", "nobody")), "audit.broken"],
    ["an authority", changed(3, (row) => row.replace("abab", "abac")), "audit.broken"],
    ["a hidden one", changed(4, (row) => row.replace(/digest":"./, 'digest":"0')), "audit.broken"],
    ["one less", whole.toSpliced(3, 1), "audit.gap"],
    ["one twice", whole.toSpliced(3, 0, whole[3] ?? ""), "audit.gap"],
    ["the last one less", whole.toSpliced(5, 1), "audit.broken"],
    ["without an end", whole.slice(0, -1), "audit.cut_short"],
    ["nothing", [], "audit.cut_short"],
    ["more after the end", [...whole, whole[5] ?? ""], "audit.malformed"],
    ["no header", whole.slice(1), "audit.malformed"],
    ["another format", changed(0, (row) => row.replace("audit/1", "audit/2")), "audit.malformed"],
    ["no JSON", changed(2, () => "x"), "audit.malformed"],
    ["a deep one", changed(2, () => "[".repeat(5_000)), "audit.malformed"],
    [
      "both line and digest",
      changed(2, (row) => row.replace("}", ',"digest":"00"}')),
      "audit.malformed",
    ],
    [
      "data that is no object",
      changed(2, (row) => row.replace('{\\"a\\": 1}', "1")),
      "audit.malformed",
    ],
  ];
  for (const [what, rows, code] of cases) assert.throws(() => read(rows), { code }, what);
});

test("a head that is brought along has the hash that the lines give at its place", () => {
  const whole = toExport(lines, [3]);
  const withHead = (position: number, file: unknown = "{}") =>
    whole.with(
      0,
      JSON.stringify({ sello: "audit/1", from: 1, before: "", head: { position, file } }),
    );
  for (const position of [1, 3, 5])
    assert.deepEqual(read(withHead(position)).head, {
      position,
      hash: read(toExport(lines.slice(0, position))).hash,
      file: "{}",
    });
  for (const rows of [withHead(6), withHead(0), withHead(1, 7)])
    assert.throws(() => read(rows), { code: "audit.malformed" });
});
