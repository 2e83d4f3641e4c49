/**
 * Import end to end without the ledger: a CSV of synthetic residents is received, validated, signed and
 * stored in an embedded PostgreSQL with its defaults, by worker threads.
 *
 *     node bench/import.ts [rows] [threads]
 *
 * Prints JSON. `cpuMicros` are CPU times per row of this process and of PostgreSQL's, which tell more
 * than the rate on a machine that does other work, too.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ImportWorker } from "../services/credentials/imports/ImportWorker.ts";
import { silentLogger } from "../services/domain/Logger.ts";
import { limits } from "../services/domain/limits.ts";
import type { Database } from "../services/storage/Database.ts";
import { CredentialsScene, makePrivateJwk } from "../test/services/credentials/CredentialsScene.ts";
import { csvColumns, makePerson, toCsvRow } from "../test/services/credentials/people.ts";
import { idOf } from "../test/services/status/FakeRegistry.ts";
import { startPostgres } from "../test/support/postgres.ts";

const rows = Number(process.argv[2] ?? 10_000);
const threads = Number(process.argv[3] ?? 2);
const sizes = { segmentRows: limits.importSegmentRows, listEntries: limits.statusListEntries };
const tickMicros = 10_000;

async function* makeFile(): AsyncGenerator<Buffer> {
  yield Buffer.from(`${csvColumns.join(",")}\n`);
  for (let from = 0; from < rows; from += 500) {
    const count = Math.min(500, rows - from);
    const lines = Array.from({ length: count }, (_, n) => toCsvRow(makePerson(from + n)));
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}

/** CPU time of the server with this process id and of its children, in microseconds. */
function serverCpuMicros(postmaster: string): number {
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const mine = pid === postmaster || fields[1] === postmaster;
      if (mine) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process ended while we looked.
    }
  }
  return ticks * tickMicros;
}

/** CPU time of one ES256 signature, in microseconds: the limit that this machine sets. */
function signMicros(): number {
  const bytes = Buffer.alloc(1_000, "x");
  const cpu = process.cpuUsage();
  for (let count = 0; count < 2_000; count += 1) scene.signer.key.sign(bytes);
  const { user, system } = process.cpuUsage(cpu);
  return Math.round((user + system) / 2_000);
}

const toMiB = (bytes: number): number => Math.round(bytes / 2 ** 20);

async function findPostmaster(database: Database): Promise<string> {
  const { rows: found } = await database.query<{ pid: number }>("select pg_backend_pid() as pid");
  const stat = readFileSync(`/proc/${found[0]?.pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? "";
}

const postgres = await startPostgres();
const { database, url } = await postgres.database();
const privateJwk = makePrivateJwk();
const scene = new CredentialsScene(database, privateJwk, sizes);
const worker = new ImportWorker({
  module: new URL("../test/services/credentials/imports/importThread.ts", import.meta.url),
  data: { url, privateJwk, sizes },
  ...{ threads, logger: silentLogger },
});
const request = {
  ...{ authority: idOf("nanshan-housing"), type: "resident-id", format: "csv" as const },
  ...{ fileName: "bench.csv", requestedBy: "bench" },
};
const postmaster = await findPostmaster(database);
await scene.places.take(request.authority, 1);
let rssMax = 0;
const watchMemory = setInterval(() => {
  rssMax = Math.max(rssMax, process.memoryUsage.rss());
}, 50);

const received = performance.now();
const { id, fileBytes } = await scene.imports.receive(request, makeFile());
const receiveSeconds = (performance.now() - received) / 1_000;

const rssReceived = process.memoryUsage.rss();
worker.start();
await sleep(3_000);
const before = await scene.imports.get(id);
const cpu = process.cpuUsage();
const serverCpu = serverCpuMicros(postmaster);
const began = performance.now();
let done = before;
while (done.state === "running") {
  await sleep(20);
  done = await scene.imports.get(id);
}
const workSeconds = (performance.now() - began) / 1_000;
const measured = rows - before.rows.done;
const { user, system } = process.cpuUsage(cpu);
const { rows: size } = await database.query<{ bytes: string }>(
  "select pg_total_relation_size('copies') + pg_total_relation_size('documents') as bytes",
);
console.log(
  JSON.stringify({
    ...{ rows, threads, fileBytes, state: done.state, issued: done.rows.issued },
    receiveRowsPerSecond: Math.round(rows / receiveSeconds),
    workRowsPerSecond: Math.round(measured / workSeconds),
    cpuMicros: {
      node: Math.round((user + system) / measured),
      postgres: Math.round((serverCpuMicros(postmaster) - serverCpu) / measured),
    },
    signMicros: signMicros(),
    rssMiB: { received: toMiB(rssReceived), max: toMiB(rssMax) },
    bytesPerDocument: Math.round(Number(size[0]?.bytes) / rows),
  }),
);
clearInterval(watchMemory);
await worker.stop();
await postgres.stop();
