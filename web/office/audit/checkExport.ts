import { AuditError, AuditExportReader, type AuditExportSummary } from "@sello/sdk/log";
import { fetchAuditPlace } from "../api/requests/useAuditPlace.ts";

export type CheckedExport =
  /** `other`: its lines fit one another, and the audit has another hash there. */
  | { readonly outcome: "good" | "other"; readonly summary: AuditExportSummary }
  | { readonly outcome: "broken" | "malformed" };

/** Longest line that an export has, with room. */
const lineCharactersMax = 65_536;
/** Lines after which the page has its turn. */
const linesAtOnce = 1_000;

/** Checks an export without sending it anywhere; its last place is then asked of the service. */
export async function checkExport(file: Blob): Promise<CheckedExport> {
  try {
    const summary = await readExport(file);
    const place = await fetchAuditPlace(summary.to);
    return { outcome: place?.hash === summary.hash ? "good" : "other", summary };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const isBroken = error.code === "audit.broken" || error.code === "audit.gap";
    return { outcome: isBroken ? "broken" : "malformed" };
  }
}

async function readExport(file: Blob): Promise<AuditExportSummary> {
  const reader = new AuditExportReader();
  let read = 0;
  for await (const line of linesOf(file)) {
    reader.push(line);
    read += 1;
    if (read % linesAtOnce === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return reader.end();
}

async function* linesOf(file: Blob): AsyncIterable<string> {
  const chunks = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await chunks.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > lineCharactersMax)
      throw new AuditError("audit.malformed", "A line is too long for an export.");
  }
  if (rest !== "") yield rest;
}
