import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { formatReady, type Ready } from "../../cli/formatReady.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-ready-"));
const accessFile = join(folder, "access.json");
after(() => rmSync(folder, { recursive: true, force: true }));

const ready: Ready = {
  kind: "ready",
  url: "http://127.0.0.1:8420",
  publicUrl: "http://localhost:8420",
  authorities: 58,
  documents: 0,
  logSize: 0,
  trustList: "",
  accessFile,
};
const keys = [{ authority: "population-administration", actions: [], secret: "never shown" }];
writeFileSync(accessFile, JSON.stringify({ keys }));

test("each reader is told where to begin, in each language, with what works today", () => {
  for (const language of ["zh", "es", "en"] as const) {
    const text = formatReady(ready, language, null);
    for (const part of [
      "./sello import examples/resident-id.csv --type resident-id --as population-administration",
      "./sello present ",
      "http://localhost:8420/office",
      "http://localhost:8420/resident",
      `http://127.0.0.1:8420/?lang=${language}`,
      "http://127.0.0.1:8420/docs",
      "Ctrl-C",
    ])
      assert.ok(text.includes(part), `${language}: ${part}`);
    assert.ok(!text.includes("never shown"));
  }
  assert.match(formatReady(ready, "zh", null), /经办人员[\s\S]*市民[\s\S]*核验人/);
  assert.match(formatReady(ready, "es", null), /Funcionario[\s\S]*Ciudadano[\s\S]*Verificador/);
});

test("commands name a data folder that they would not find, as a shell takes it", () => {
  const text = formatReady(ready, "en", "/srv/it's here");
  assert.ok(text.includes("SELLO_DATA_DIR='/srv/it'\\''s here' ./sello import "), text);
});

test("without the demo there is no office to issue as", () => {
  const text = formatReady({ ...ready, accessFile: null }, "en", null);
  assert.ok(!text.includes("./sello import"));
  assert.ok(text.includes("./sello present"));
});
