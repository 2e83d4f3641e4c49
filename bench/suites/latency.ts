import { spawn } from "node:child_process";
import { once } from "node:events";
import { limits } from "../../services/platform/limits.ts";
import { Program } from "../../test/program/Program.ts";
import { startPostgres } from "../../test/support/postgres.ts";
import { quantile } from "../measure/quantile.ts";
import { BenchProgram } from "../program/BenchProgram.ts";
import { commitTimes } from "../program/commitTimes.ts";
import { importRows } from "../program/importRows.ts";
import { type IssueTimes, measureIssuing } from "../program/measureIssuing.ts";
import type { Figure, Limit, Scale, Suite } from "../Suite.ts";

const countOf: Readonly<Record<Scale, number>> = { quick: 10, usual: 150, large: 600 };
const importOf: Readonly<Record<Scale, number>> = { quick: 2_000, usual: 60_000, large: 240_000 };
const everyMs = 60;
const provedMsMax = 3_000;
const counter = { authority: "population-administration", type: "resident-id" } as const;
const other = { authority: "vehicle-administration", type: "driving-licence" } as const;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Seconds until the program is ready: in an empty folder, and again in the same. */
async function starts(): Promise<Figure[]> {
  const program = await Program.inNewFolder();
  try {
    const first = await timed(() => program.up());
    await program.stop();
    const second = await timed(() => program.up());
    await program.stop();
    const server = { stop: async () => {} };
    const postgres = await timed(async () => {
      server.stop = (await startPostgres()).stop;
    });
    await server.stop();
    const node = await timed(() => once(spawn(process.execPath, ["-e", "0"]), "close"));
    return [
      figure("./sello up, first start to ready", first, [
        { name: "PostgreSQL alone, initdb and start", value: postgres, ratio: first / postgres },
      ]),
      figure("./sello up, second start to ready", second, [
        { name: "an empty Node process", value: node, ratio: second / node },
      ]),
    ];
  } finally {
    await program.dispose();
  }
}

const figure = (name: string, value: number, beside: Limit[]): Figure => ({
  name,
  value,
  unit: "s",
  limits: beside,
});

function toFigures(when: string, times: IssueTimes, commits: readonly number[]): Figure[] {
  const shares = [
    { share: 0.5, word: "median" },
    { share: 0.99, word: "99th percentile" },
  ];
  return [
    ...shares.map(({ share, word }): Figure => {
      const [value, commit] = [quantile(times.pending, share), quantile(commits, share)];
      const limit = { name: `one commit, ${word}`, value: commit, ratio: value / commit };
      return { name: `issue to pending, ${when}, ${word}`, value, unit: "ms", limits: [limit] };
    }),
    ...shares.map(({ share, word }): Figure => {
      const value = quantile(times.proved, share);
      const { batchAgeMs } = limits;
      return {
        name: `issue to anchored with quorum, ${when}, ${word}`,
        value,
        unit: "ms",
        limits: [
          { name: "a batch's age when it is closed", value: batchAgeMs, ratio: value / batchAgeMs },
        ],
        ...(share > 0.5 ? { aim: { atMost: provedMsMax } } : {}),
      };
    }),
  ];
}

async function issuing(program: BenchProgram, scale: Scale): Promise<Figure[]> {
  const client = program.client(counter.authority);
  const issue = (first: number, count: number) =>
    measureIssuing(client, { type: counter.type, count, first, everyMs });
  // The first requests of a process compile it.
  await issue(0, 10);
  const count = countOf[scale];
  const commitsBefore = await commitTimes(program, count);
  const idle = await issue(1_000, count);
  const importing = { running: true };
  const load = importRows(program, { ...other, rows: importOf[scale], first: 0 }).finally(() => {
    importing.running = false;
  });
  const busy = await issue(10_000, count);
  const covered = importing.running;
  await load;
  const figures = [
    ...toFigures("idle", idle, commitsBefore),
    ...toFigures("during an import", busy, commitsBefore),
  ];
  if (covered) return figures;
  const note = "the import ended before the last was issued";
  return figures.map((each) => (each.name.includes("during") ? { ...each, note } : each));
}

export const latency: Suite = {
  name: "latency",
  summary: "one document at a time, idle and during an import; starts of the program",
  async run(scale) {
    return [
      ...(await BenchProgram.with((program) => issuing(program, scale))),
      ...(await starts()),
    ];
  },
};
