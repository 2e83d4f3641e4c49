import { setTimeout as delay } from "node:timers/promises";
import { BenchProgram } from "../program/BenchProgram.ts";
import { importRows } from "../program/importRows.ts";
import { rawInsertRate, rawSignRate } from "../program/machineLimits.ts";
import {
  type ProcessorSeconds,
  peakMemoryMib,
  processorSecondsOf,
  resetPeakMemory,
} from "../program/processes.ts";
import type { Figure, Limit, Scale, Suite } from "../Suite.ts";

const rowsOf: Readonly<Record<Scale, readonly number[]>> = {
  quick: [2_000],
  usual: [10_000, 100_000],
  large: [10_000, 100_000, 1_000_000],
};
const aims = { documents: { atLeast: 5_000 }, memoryMib: { atMost: 600 } };
const office = { authority: "population-administration", type: "resident-id" } as const;
const cores = 2;

async function importFile(program: BenchProgram, rows: number, first: number): Promise<Figure[]> {
  const service = program.program.servicePid();
  const seconds = () => processorSecondsOf(service, program.postmasterPid());
  const bytesBefore = await databaseBytes(program);
  const limits = [await measureInserts(program, rows)];
  resetPeakMemory(service);
  const before = seconds();
  const times = await importRows(program, { ...office, rows, first });
  const after = seconds();
  const memory = peakMemoryMib(service);
  limits.push(await measureInserts(program, rows));
  const rate = rows / times.proved;
  const name = rows.toLocaleString("en");
  return [
    {
      name: `${name} rows, upload to proofs`,
      value: rate,
      unit: "/s",
      limits: toLimits(rate, limits),
      aim: aims.documents,
      note: `received after ${times.received.toFixed(1)} s, issued ${times.issued.toFixed(1)} s, proofs ${times.proved.toFixed(1)} s`,
    },
    processorFigure(name, before, after, rows),
    {
      name: `${name} rows, peak memory of the service`,
      value: memory,
      unit: "MiB",
      aim: aims.memoryMib,
    },
    {
      name: `${name} rows, PostgreSQL a document`,
      value: ((await databaseBytes(program)) - bytesBefore) / rows,
      unit: "bytes",
      note: await largestTables(program),
    },
  ];
}

/**
 * All that the program's processes work for a document, which bounds the rate. Counted in signatures it is the
 * same on an idle machine, where everything takes less.
 */
function processorFigure(
  name: string,
  before: ProcessorSeconds,
  after: ProcessorSeconds,
  rows: number,
): Figure {
  const signature = 1e6 / rawSignRate();
  const micros = (Object.keys(after) as (keyof ProcessorSeconds)[]).map((part) => ({
    part,
    value: ((after[part] - before[part]) * 1e6) / rows,
  }));
  const value = micros.reduce((sum, { value: each }) => sum + each, 0);
  const parts = micros.map(({ part, value: each }) => `${part} ${each.toFixed(0)}`).join(", ");
  const allowed = Math.round((cores * 1e6) / value).toLocaleString("en");
  return {
    name: `${name} rows, processor time a document`,
    value,
    unit: "µs",
    limits: [{ name: "one ES256 signature", value: signature, ratio: value / signature }],
    note: `${parts}; ${cores} cores as fast as now, and without other work, allow ${allowed}/s`,
  };
}

const measureInserts = (program: BenchProgram, rows: number) =>
  rawInsertRate(program, Math.min(rows, 20_000));

function toLimits(rate: number, inserts: readonly number[]): Limit[] {
  const raw = inserts.reduce((sum, each) => sum + each, 0) / inserts.length;
  const signed = rawSignRate() * cores;
  return [
    { name: "PostgreSQL, multi-row inserts of 1 KB", value: raw, ratio: rate / raw },
    { name: `ES256 sign, ${cores} cores`, value: signed, ratio: rate / signed },
  ];
}

async function databaseBytes({ database }: BenchProgram): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(
    "select pg_database_size(current_database()) as bytes",
  );
  return Number(rows[0]?.bytes);
}

async function largestTables({ database }: BenchProgram): Promise<string> {
  const { rows } = await database.query<{ name: string; bytes: string }>(
    `select relname as name, pg_total_relation_size(oid) as bytes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace
     order by bytes desc limit 4`,
  );
  const all = rows.map(({ name, bytes }) => `${name} ${Math.round(Number(bytes) / 2 ** 20)} MiB`);
  return `in all: ${all.join(", ")}`;
}

export const importSuite: Suite = {
  name: "import",
  summary: "a file end to end: upload, validate, sign, store, anchor, eight witnesses, proofs",
  run: (scale) =>
    BenchProgram.with(async (program) => {
      const figures: Figure[] = [];
      let first = 0;
      for (const rows of rowsOf[scale]) {
        figures.push(...(await importFile(program, rows, first)));
        first += rows;
        // Lets the database write out what the next file would pay for.
        await program.database.query("checkpoint");
        await delay(1_000);
      }
      return figures;
    }),
};
