import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sampleCsv } from "../../../../dev/demo-city/samples/sampleCsv.ts";
import { samplePeopleMax, samplePerson } from "../../../../dev/demo-city/samples/samplePeople.ts";
import { sampleRecords, sampleTypes } from "../../../../dev/demo-city/samples/sampleRecords.ts";
import { exampleFiles } from "../../../../scripts/samples/exampleFiles.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";

const types = new FileDocumentTypes({ publicUrl: "http://localhost:8420" });
const at = Date.UTC(2026, 10, 28) / 1000;

for (const name of sampleTypes) {
  test(`records of ${name} are valid and their natural keys differ`, () => {
    const type = types.byName(name);
    const seen = new Set<string>();
    let rows = 0;
    for (const record of sampleRecords(name)) {
      assert.deepEqual(types.read(type, record, at).violations, [], JSON.stringify(record));
      seen.add(type.naturalKey.map((claim) => record[claim]).join());
      rows += 1;
      if (rows === 20_000) break;
    }
    assert.equal(seen.size, 20_000);
  });
}

for (const [name, content] of Object.entries(exampleFiles())) {
  test(`the committed ${name} is what the generator makes`, () => {
    const file = new URL(`../../../../examples/${name}`, import.meta.url);
    assert.ok(readFileSync(file).equals(content));
  });
}

test("people are told apart by their numbers to the last one, and none of the numbers can be anybody's", () => {
  const seen = new Set<string>();
  const step = Math.floor(samplePeopleMax / 5_000);
  for (let index = 0; index < samplePeopleMax; index += step) {
    const { idNumber } = samplePerson(index);
    assert.match(idNumber, /^9903/, "no province has the number 99");
    seen.add(idNumber);
  }
  seen.add(samplePerson(samplePeopleMax - 1).idNumber);
  assert.ok(seen.size >= 5_000);
});

test("several files can be of different people", () => {
  const first = [...sampleCsv("resident-id", 10)].join("").split("\r\n").slice(1);
  const second = [...sampleCsv("resident-id", 5, 5)].join("").split("\r\n").slice(1);
  assert.deepEqual(second, first.slice(5));
});
