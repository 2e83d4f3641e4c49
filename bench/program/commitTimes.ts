import type { BenchProgram } from "./BenchProgram.ts";

/** Milliseconds of single commits of a row of 1 KB in the program's own server: what any answer waits for. */
export async function commitTimes({ database }: BenchProgram, count: number): Promise<number[]> {
  await database.query("create schema if not exists bench");
  await database.query("create table bench.single (id int primary key, body bytea not null)");
  const body = Buffer.alloc(1_024, "x");
  const times: number[] = [];
  for (let id = 0; id < count; id += 1) {
    const start = performance.now();
    await database.query("insert into bench.single values ($1, $2)", [id, body]);
    times.push(performance.now() - start);
  }
  await database.query("drop schema bench cascade");
  return times;
}
