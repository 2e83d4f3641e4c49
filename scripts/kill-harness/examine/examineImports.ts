import type { Examination, Findings } from "./Examination.ts";

type View = {
  readonly state: string;
  readonly rows: Readonly<Record<"total" | "done" | "issued" | "existing" | "rejected", number>>;
};
type Outcome = { readonly document: string | null; readonly outcome: string };

/** Every import that was acknowledged is done, with a document for each row, which are then acknowledged. */
export async function examineImports(examination: Examination): Promise<Findings> {
  const { client, sello, acknowledged } = examination;
  const violations: string[] = [];
  let rows = 0;
  for (const each of acknowledged.imports) {
    const secret = sello.secretOf(each.office);
    const answer = await client.ask(`/v1/imports/${each.id}`, secret);
    if (answer?.status !== 200) {
      violations.push(`import ${each.id} is gone: ${answer?.body}`);
      continue;
    }
    const view = JSON.parse(answer.body) as View;
    const { total, done, issued, existing, rejected } = view.rows;
    const complete = view.state === "done" && total === each.rows && done === each.rows;
    if (!complete || rejected !== 0 || issued + existing !== each.rows)
      violations.push(`import ${each.id} of ${each.rows} rows: ${answer.body}`);
    rows += await readOutcomes(examination, each, secret, violations);
  }
  return { figures: { imports: acknowledged.imports.length, importedRows: rows }, violations };
}

/** @returns documents that the result names */
async function readOutcomes(
  { client, acknowledged }: Examination,
  { id, office, rows }: { id: string; office: string; rows: number },
  secret: string,
  violations: string[],
): Promise<number> {
  const answer = await client.ask(`/v1/imports/${id}/result`, secret, {
    headers: { Accept: "application/x-ndjson" },
  });
  const outcomes = (answer?.body ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Outcome);
  const documents = new Set(outcomes.flatMap(({ document }) => document ?? []));
  if (documents.size !== rows)
    violations.push(`import ${id}: ${documents.size} documents for ${rows} rows`);
  for (const document of documents) acknowledged.documents.set(document, office);
  return documents.size;
}
