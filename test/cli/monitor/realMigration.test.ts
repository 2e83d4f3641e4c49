import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { sampleCsv } from "../../../dev/demo-city/samples/sampleCsv.ts";
import { Program } from "../../program/Program.ts";
import { startExternalChain } from "../../program/startExternalChain.ts";
import { freePort } from "../../support/postgres.ts";

const chainId = 4_242;
let program: Program;
let external: Awaited<ReturnType<typeof startExternalChain>>;
let chainPort = 0;

before(async () => {
  chainPort = await freePort();
  [program, external] = await Promise.all([Program.inNewFolder(), startExternalChain(chainId)]);
  await program.up({ SELLO_CHAIN_PORT: String(chainPort) });
});
after(async () => {
  await program.dispose();
  await external.stop();
});

async function issue(rows: number): Promise<void> {
  const file = join(program.folder, `${rows}.csv`);
  writeFileSync(file, [...sampleCsv("resident-id", rows)].join(""));
  const as = ["--as", "population-administration"];
  const ended = await program.sello("import", file, "--type", "resident-id", ...as);
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
}

type Report = {
  readonly documents: number;
  readonly sealedLogs: number;
  readonly block: number | null;
};

async function watch(...options: string[]): Promise<Report> {
  const ended = await program.sello("monitor", "--json", ...options);
  assert.equal(ended.code, 0, ended.stdout + ended.stderr);
  return JSON.parse(ended.stdout) as Report;
}

/** Looks until so many documents are in the logs; every look has to be good. */
async function watchUntil(documents: number, ...options: string[]): Promise<Report> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const report = await watch(...options);
    if (report.documents >= documents) return report;
    await delay(500);
  }
  throw new Error(`there are never ${documents} documents`);
}

test("the real program's migration: a monitor that saw it, one that comes later, one without the old chain", async () => {
  const old = `http://127.0.0.1:${chainPort}`;
  const nodes = ["--rpc", `${old},${external.url}`];
  await issue(20);
  await watchUntil(20, "--rpc", old);
  const begun = await program.sello(
    ...["turnover", "migration", "--as", "shenzhen", "--wait"],
    ...["--to-rpc", external.url, "--chain-id", String(chainId)],
  );
  assert.equal(begun.code, 0, begun.stdout + begun.stderr);
  await issue(30);
  // The first twenty are in both files, and are issued once.
  const seen = await watchUntil(30, ...nodes);
  assert.equal(seen.sealedLogs, 1);
  assert.notEqual(seen.block, null);
  for (const [state, rpc] of [
    ["later", nodes],
    ["new-chain", ["--rpc", external.url]],
  ] as const)
    assert.equal((await watch(...rpc, "--state", `${state}.json`)).documents, seen.documents);
  // What was followed to its end is not asked for again.
  await watch("--rpc", external.url);
});
