import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { violationTexts } from "../../../cli/monitor/violationTexts.ts";
import { FakeCity } from "./FakeCity.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
let city: FakeCity;
let folder: string;

before(async () => {
  city = await FakeCity.start(5, Math.floor(Date.now() / 1_000));
  folder = mkdtempSync(join(tmpdir(), "sello-monitor-"));
});
after(() => {
  city.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function sello(...args: string[]): Promise<Ended> {
  const environment = { SELLO_DATA_DIR: join(folder, "data"), SELLO_CALLER_DIRECTORY: folder };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "cli/main.ts", "monitor", ...args],
      { cwd: root, env: { ...process.env, ...environment } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

test("good is 0, a violation 1 with its evidence kept, and the report is JSON", async () => {
  const file = ["--state", "state.json"];
  const good = await sello(city.url, ...file, "--rpc", `${city.url}/rpc`, "--json");
  assert.equal(good.code, 0, good.stdout + good.stderr);
  const report = JSON.parse(good.stdout);
  assert.deepEqual([report.outcome, report.size, report.comparedWithChain], ["good", 5, true]);
  city.documents += 1;
  const bad = await sello(city.url, ...file, "--json");
  city.documents -= 1;
  assert.equal(bad.code, 1);
  const [violation] = JSON.parse(bad.stdout).violations;
  assert.equal(violation.code, "figures.documents");
  assert.deepEqual([violation.expected, violation.found], [60, 61]);
  const kept = JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
  assert.equal(kept.evidence[0].code, "figures.documents");
  assert.equal((await sello(city.url, ...file)).code, 0);
});

test("what a person reads is in their language", async () => {
  city.documents += 1;
  for (const language of ["zh", "es", "en"] as const) {
    const shown = await sello(city.url, "--lang", language);
    assert.equal(shown.code, 1);
    assert.ok(shown.stdout.includes(violationTexts["figures.documents"][language]));
    assert.ok(shown.stdout.includes("(figures.documents)"));
  }
  city.documents -= 1;
});

test("unreachable is 69, wrong usage 64, and a file that is not ours stays as it is", async () => {
  assert.equal((await sello("http://127.0.0.1:9", "--state", "none.json")).code, 69);
  const node = await sello(city.url, "--rpc", "http://127.0.0.1:9", "--state", "none.json");
  assert.equal(node.code, 69);
  assert.equal((await sello("not-an-address")).code, 64);
  assert.equal((await sello(city.url, "--once", "--follow")).code, 64);
  assert.equal((await sello(city.url, "--interval", "0")).code, 64);
  assert.equal((await sello(city.url, "--trust", "nowhere.note", "--state", "new.json")).code, 66);
  writeFileSync(join(folder, "precious.json"), '{"mine":true}');
  assert.equal((await sello(city.url, "--state", "precious.json")).code, 1);
  assert.equal(readFileSync(join(folder, "precious.json"), "utf8"), '{"mine":true}');
});

test("a trust list that is given is the one to begin with", async () => {
  const other = await FakeCity.start();
  const content = { ...other.world.trustListContent(), log: { origin: "other.example/log" } };
  const log = { ...other.world.trustListContent().log, ...content.log };
  writeFileSync(join(folder, "trust.note"), await other.world.trustListNote({ ...content, log }));
  other.stop();
  const ended = await sello(city.url, "--trust", "trust.note", "--state", "given.json", "--json");
  assert.equal(ended.code, 1);
  const codes = JSON.parse(ended.stdout).violations.map(({ code }: { code: string }) => code);
  assert.ok(codes.includes("trust-list.other-network"));
});
