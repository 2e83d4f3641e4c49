import { createClient, explainStatus } from "@sello/api/client";
import { toCityTime } from "@sello/sdk";
import type { Judgement } from "../judge.ts";
import type { PageTexts } from "../PageTexts.ts";

/** Who ended a document and since when, as the service reads it from the chain; null where it does not say. */
export async function askSince(
  { verdict, trustList }: Judgement,
  { language, words }: PageTexts,
  server: string,
): Promise<string | null> {
  const client = createClient({ baseUrl: server });
  const change = await explainStatus(client, verdict, trustList);
  if (!change?.by || change.since === null) return null;
  const time = toCityTime(change.since, { timeZone: verdict.document?.timeZone ?? null });
  return `${change.replaced ? words.replaced : words.ended}: ${change.by.name[language]}, ${time}`;
}
