import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { toHex } from "@sello/sdk";
import { encodeLogEntry, MerkleTree } from "@sello/sdk/log";
import pg from "pg";
import { freePort } from "../support/postgres.ts";
import { Program } from "./Program.ts";
import { startExternalChain } from "./startExternalChain.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const chainId = 4_242;
const office = "population-administration";
const killsMax = 4;
const doneMs = 240_000;

let program: Program;
let external: Awaited<ReturnType<typeof startExternalChain>>;

before(async () => {
  [program, external] = await Promise.all([Program.inNewFolder(), startExternalChain(chainId)]);
  await program.up(settings);
});
after(async () => {
  await program.dispose();
  await external.stop();
});

const settings = { SELLO_DATABASE_PORT: String(await freePort()) };

/** The program's own database, read beside it. */
async function query<R extends pg.QueryResultRow>(text: string): Promise<R[]> {
  const password = readFileSync(join(program.data, "keys", "database-password"), "utf8").trim();
  const client = new pg.Client({
    connectionString: `postgres://sello:${encodeURIComponent(password)}@127.0.0.1:${settings.SELLO_DATABASE_PORT}/sello`,
  });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

const importFile = (name: string, type: string, as: string) =>
  program.sello("import", join(examples, name), "--type", type, "--as", as);

/**
 * Kills the service again and again until the migration is over, each time at another step. It is asked of the database,
 * many times a second: on a fast machine all of it takes no longer than a command takes to start.
 */
async function untilDone(): Promise<readonly string[]> {
  const steps: string[] = [];
  const deadline = performance.now() + doneMs;
  for (let kills = 0; performance.now() < deadline; ) {
    const [now] = await query<{ state: string; step: string }>(
      "select state, step from turnovers where kind = 'migration' order by begun_at desc limit 1",
    );
    if (now?.state === "done") return steps;
    if (now !== undefined && !steps.includes(now.step)) {
      steps.push(now.step);
      if (kills < killsMax) {
        kills += 1;
        process.kill(program.servicePid(), "SIGKILL");
        await program.gone();
        await program.up(settings);
      }
    }
    await delay(20);
  }
  throw new Error(`the migration did not end; steps seen: ${steps.join(", ")}\n${program.output}`);
}

test("from the embedded chain to another, under an import and kills, nothing is lost or in both logs", async () => {
  assert.equal((await importFile("library-card.csv", "library-card", "shenzhen-library")).code, 0);
  const begun = await program.sello(
    ...["turnover", "migration", "--as", "shenzhen"],
    ...["--to-rpc", external.url, "--chain-id", String(chainId)],
  );
  assert.equal(begun.code, 0, begun.stderr);
  const importing = importFile("resident-id.csv", "resident-id", office);
  const steps = await untilDone();
  assert.ok(steps.length > 0);
  const { stdout } = await program.sello("turnovers", "--as", "shenzhen");
  assert.ok(stdout.includes("done"), stdout);
  await importing;
  // The same file again: what the killed command did not see is issued, and nothing twice.
  const again = await importFile("resident-id.csv", "resident-id", office);
  assert.equal(again.code, 0, again.stdout + again.stderr);

  const deployments = await query<{ id: number; state: string; sealed_size: string | null }>(
    "select id, state, sealed_size from deployments order by id",
  );
  assert.deepEqual(
    deployments.map(({ id, state }) => [id, state]),
    [
      [1, "sealed"],
      [2, "open"],
    ],
  );
  await untilAnchored();
  await requireOnce();
});

async function untilAnchored(): Promise<void> {
  for (
    const deadline = performance.now() + 60_000;
    performance.now() < deadline;
    await delay(500)
  ) {
    const [waiting] = await query<{ n: number }>(
      `select count(*)::int as n from copies c where not exists (select 1 from batches b
         where b.stream_id = c.stream_id and b.state = 'anchored'
           and c.seq >= b.first_seq and c.seq < b.first_seq + b.count)`,
    );
    if (waiting?.n === 0) return;
  }
  throw new Error("documents are not in a log");
}

type EntryRow = {
  deployment: number;
  index: string;
  authority_id: Buffer;
  document_type_id: Buffer;
  batch_root: Buffer;
  count: string;
  anchored_at: string;
  log_root: Buffer;
};

/** Each batch is one entry of one log; the logs are what their roots say; the second begins with the first. */
async function requireOnce(): Promise<void> {
  const [documents] = await query<{ n: number }>("select count(*)::int as n from documents");
  assert.ok((documents?.n ?? 0) >= 1_000);
  const entries = await query<EntryRow>("select * from log_entries order by deployment, index");
  const first = entries.filter(({ deployment }) => deployment === 1);
  const second = entries.filter(({ deployment }) => deployment === 2);
  for (const log of [first, second]) requireRoot(log);
  const end = first.at(-1);
  const [link] = second;
  assert.equal(link && toHex(link.batch_root), end && toHex(end.log_root));
  assert.equal(Number(link?.count), first.length);
  const roots = [...first, ...second.slice(1)].map(({ batch_root }) => toHex(batch_root));
  assert.equal(new Set(roots).size, roots.length);
  const counted = [...first, ...second.slice(1)].reduce((sum, { count }) => sum + Number(count), 0);
  assert.equal(counted, documents?.n);
}

function requireRoot(entries: readonly EntryRow[]): void {
  const leaves = entries.map((row) =>
    encodeLogEntry({
      authority: toHex(row.authority_id) as never,
      documentType: toHex(row.document_type_id) as never,
      batchRoot: row.batch_root,
      count: Number(row.count),
      anchoredAt: Number(row.anchored_at),
    }),
  );
  const { root } = MerkleTree.fromLeaves(leaves);
  assert.equal(toHex(root), entries.at(-1) && toHex((entries.at(-1) as EntryRow).log_root));
}
