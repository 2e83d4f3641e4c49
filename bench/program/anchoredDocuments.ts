import { formatSelloFile, parseSelloFile, present } from "@sello/sdk";
import type { BenchProgram } from "./BenchProgram.ts";

const shownClaims = ["name", "district"];

/** Ids of documents of an office that have proofs, newest first. */
export async function anchoredDocuments(
  program: BenchProgram,
  { authority, type, count }: { authority: string; type: string; count: number },
): Promise<string[]> {
  const query = { type, state: "anchored", limit: count } as const;
  const { documents } = await program.client(authority).listDocuments({ query });
  if (documents.length === 0) throw new Error("no document is anchored");
  return documents.map(({ id }) => id);
}

/** `.sello` files of these documents, as a resident shows them: two claims each. */
export function presentedFiles(
  program: BenchProgram,
  { authority, ids }: { authority: string; ids: readonly string[] },
): Promise<string[]> {
  const client = program.client(authority);
  return Promise.all(
    ids.map(async (id) => {
      const file = await client.getSelloFile({ params: { id }, query: { reason: "delivery" } });
      const { document, proof } = parseSelloFile(file);
      return formatSelloFile({ document: await present(document, shownClaims), proof });
    }),
  );
}
