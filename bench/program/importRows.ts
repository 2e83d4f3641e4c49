import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import type { SampleType } from "../../dev/demo-city/samples/sampleRecords.ts";
import type { BenchProgram } from "./BenchProgram.ts";
import { ProvedDocuments } from "./ProvedDocuments.ts";

export type ImportRequest = {
  readonly authority: string;
  readonly type: SampleType;
  readonly rows: number;
  /** Index of the first person: other people than those of files before. */
  readonly first: number;
};

/** Seconds since the upload began. */
export type ImportTimes = {
  readonly received: number;
  readonly issued: number;
  readonly proved: number;
};

// Few enough for the limit of requests without a key.
const pollMs = 100;

/** Uploads a file of made-up people and waits until each has a document with a proof that holds. */
export async function importRows(
  program: BenchProgram,
  request: ImportRequest,
): Promise<ImportTimes> {
  const file = program.path(`${request.type}-${request.first}.csv`);
  await writeFile(file, sampleCsv(request.type, request.rows, request.first));
  const proved = new ProvedDocuments(program.program.url);
  const before = await proved.count();
  const client = program.client(request.authority);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const content = Readable.toWeb(createReadStream(file)) as unknown as ReadableStream<Uint8Array>;
  const query = { type: request.type };
  const { id } = await client.startImport({ query, body: { type: "text/csv", content } });
  const received = seconds();
  let progress = await client.getImport({ params: { id } });
  while (progress.state === "running") {
    await delay(pollMs);
    progress = await client.getImport({ params: { id } });
  }
  const issued = seconds();
  if (progress.rows.issued !== request.rows)
    throw new Error(`${progress.state}: ${progress.rows.issued} issued of ${request.rows}`);
  while ((await proved.count()) < before + request.rows) await delay(pollMs);
  return { received, issued, proved: seconds() };
}
