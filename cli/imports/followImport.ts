import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Client } from "@sello/api/client";
import type { Language } from "@sello/sdk";
import { callerPath } from "../callerPath.ts";
import { ProgressBar } from "../ProgressBar.ts";
import { print, shown } from "../terminal.ts";
import { importWords } from "./importWords.ts";
import type { Progress } from "./reportImport.ts";

function describe({ rows, ratePerSecond, secondsLeft }: Progress, language: Language): string {
  const words = importWords[language];
  const left = secondsLeft === null ? "" : words.left(Math.ceil(secondsLeft));
  return `${words.progress(rows.done, rows.total, Math.round(ratePerSecond))}${left}`;
}

/** Follows to the end; a connection that breaks is taken up again, for the work goes on without us. */
export async function followImport(
  client: Client,
  start: Progress,
  language: Language,
): Promise<Progress> {
  const bar = new ProgressBar(process.stderr);
  const params = { id: start.id };
  let latest = start;
  while (latest.state === "running" || latest.state === "receiving") {
    for await (const { data } of await client.followImport({ params })) {
      latest = data;
      bar.show(
        latest.rows.total === 0 ? 0 : latest.rows.done / latest.rows.total,
        describe(latest, language),
      );
    }
    latest = await client.getImport({ params });
  }
  bar.end();
  return latest;
}

/** What became of every row, as a file. */
export async function saveResult(
  client: Client,
  id: string,
  file: string,
  lang: Language,
): Promise<void> {
  const content = await client.getImportResult({ params: { id }, query: { lang } });
  await pipeline(
    content as unknown as AsyncIterable<Uint8Array>,
    createWriteStream(callerPath(file), { mode: 0o600 }),
  );
  print(importWords[lang].saved(shown(file)));
}
