import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { sampleCsv } from "../../../dev/demo-city/samples/sampleCsv.ts";
import { Program } from "../../program/Program.ts";

const officer = ["--as", "population-administration"];
let program: Program;

before(async () => {
  program = await Program.inNewFolder();
  await program.up();
});
after(() => program.dispose());

/** One look at the program from outside; by itself it finds the chain that the program started. */
async function watch(...options: string[]) {
  const ended = await program.sello("monitor", "--json", ...options);
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  const report = JSON.parse(ended.stdout);
  assert.equal(report.comparedWithChain, true);
  return report;
}

const firstDocument = async (): Promise<string> => {
  const listed = await program.sello("documents", ...officer, "--state", "anchored");
  return listed.stdout.slice(0, 36);
};

async function importSome(rows: number): Promise<void> {
  const file = join(program.folder, "residents.csv");
  writeFileSync(file, [...sampleCsv("resident-id", rows)].join(""));
  const ended = await program.sello("import", file, "--type", "resident-id", ...officer);
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
}

test("the real program is good: empty, with documents, with one revoked, and started again", async () => {
  assert.equal((await watch()).size, 0);
  await importSome(50);
  let report = await watch();
  for (let i = 0; i < 100 && report.documents < 50; i += 1) {
    await delay(200);
    report = await watch();
  }
  assert.equal(report.documents, 50);
  assert.ok(report.statusLists > 0);
  await program.sello("revoke", await firstDocument(), "--reason", "lost", ...officer);
  await watch();
  assert.equal(await program.stop(), 0);
  assert.equal((await program.sello("monitor", program.url)).code, 69);
  await program.up();
  assert.equal((await watch()).documents, 50);
  assert.equal((await watch("--state", "afresh.json")).newEntries, report.size);
});
