import { randomBytes } from "node:crypto";
import pg from "pg";
import { processorSeconds } from "../measure/compareRates.ts";
import { rawSign } from "../measure/es256.ts";
import type { BenchProgram } from "./BenchProgram.ts";

const connections = 2;
const rowsAtOnce = 1_000;
const rowBytes = 1_024;

/** Rows of 1 KB a second that two connections bring into the program's own server, a thousand at a time. */
export async function rawInsertRate(program: BenchProgram, rows: number): Promise<number> {
  await program.database.query("create schema if not exists bench");
  await program.database.query("create table bench.rows (id int primary key, body bytea not null)");
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ connectionString: program.databaseUrl("sello") }),
  );
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const body = randomBytes(rowBytes);
    const bodies = Array.from({ length: rowsAtOnce }, () => body);
    let next = 0;
    const insert = async (client: pg.Client) => {
      while (next < rows) {
        const first = next;
        next += rowsAtOnce;
        const ids = bodies.map((_, index) => first + index);
        await client.query("insert into bench.rows select * from unnest($1::int[], $2::bytea[])", [
          ids,
          bodies,
        ]);
      }
    };
    const start = performance.now();
    await Promise.all(clients.map(insert));
    return rows / ((performance.now() - start) / 1000);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await program.database.query("drop schema bench cascade");
  }
}

/** ES256 signatures a second of one core's time. */
export function rawSignRate(times = 5_000): number {
  const { run } = rawSign(times);
  for (let turn = 0; turn < times / 5; turn += 1) run(turn);
  const start = processorSeconds();
  for (let turn = 0; turn < times; turn += 1) run(turn);
  return times / (processorSeconds() - start);
}
