import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileKindOf } from "../../cli/imports/fileKind.ts";
import { chosenEncoding, readText } from "../../cli/readInput.ts";
import { encodeGb18030 } from "../../scripts/samples/encodeGb18030.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-input-"));
after(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Buffer | string): string {
  const path = join(folder, "request.json");
  writeFileSync(path, bytes);
  return path;
}

const text = '{"name":"王芳"}';

test("B2, B11 a request is UTF-8, with a mark or without; others are refused by name or read when asked", () => {
  assert.equal(readText(fileOf(text), 1_000), text);
  assert.equal(readText(fileOf(`\ufeff${text}`), 1_000), text);
  assert.throws(
    () => readText(fileOf(encodeGb18030(text)), 1_000),
    /GBK \(ANSI\).*--encoding gb18030/,
  );
  assert.equal(readText(fileOf(encodeGb18030(text)), 1_000, "gb18030"), text);
  for (const mark of ["", "\ufeff"]) {
    const little = Buffer.from(mark + text, "utf16le");
    assert.throws(() => readText(fileOf(little), 1_000), /utf-16le.*PowerShell/);
    assert.equal(readText(fileOf(little), 1_000, "utf-16le"), text);
    assert.throws(() => readText(fileOf(Buffer.from(little).swap16()), 1_000), /utf-16be/);
  }
  assert.throws(() => readText(fileOf(Buffer.from([0xff, 0x20])), 1_000), /is not UTF-8/);
});

test("encodings by the names that people use", () => {
  assert.equal(chosenEncoding({ encoding: "GBK" }), "gb18030");
  assert.equal(chosenEncoding({ encoding: "utf8" }), "utf-8");
  assert.equal(chosenEncoding({}), undefined);
  assert.throws(() => chosenEncoding({ encoding: "ebcdic" }), { name: "CliError" });
});

test("a file is what it begins with, whatever its name says", () => {
  const kinds: [Buffer | string, string][] = [
    ["name,card\n", "csv"],
    ['\ufeff {"a":1}', "ndjson"],
    ["\n[1]", "ndjson"],
    [Buffer.from("\ufeff[1]", "utf16le"), "ndjson"],
    [Buffer.from("\ufeffname", "utf16le").swap16(), "csv"],
    ["PK\x03\x04", "xlsx"],
    ["", "csv"],
  ];
  for (const [start, kind] of kinds) assert.equal(fileKindOf(Buffer.from(start as string)), kind);
});
