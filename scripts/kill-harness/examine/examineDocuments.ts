import type { Examination, Findings } from "./Examination.ts";

/** Each acknowledged document is there, once; there are no others; no natural key is taken twice. */
export async function examineDocuments({ database, acknowledged }: Examination): Promise<Findings> {
  const violations: string[] = [];
  const { rows: found } = await database.query<{ id: string; copies: number }>(
    `select d.id, count(c.seq)::int as copies from documents d
     left join copies c on c.document_id = d.id group by d.id`,
  );
  const stored = new Set(found.map(({ id }) => id));
  const lost = [...acknowledged.documents.keys()].filter((id) => !stored.has(id));
  for (const id of lost) violations.push(`document ${id} is lost`);
  for (const { id, copies } of found)
    if (copies !== 1) violations.push(`document ${id} has ${copies} copies`);
  const unasked = found.filter(({ id }) => !acknowledged.documents.has(id));
  for (const { id } of unasked) violations.push(`no client was given document ${id}`);
  if (found.length !== acknowledged.records)
    violations.push(`${found.length} documents for ${acknowledged.records} records`);
  const { rows: doubled } = await database.query<{ key: string; times: number }>(
    `select encode(natural_key, 'hex') as key, count(*)::int as times from documents
     group by stream_id, natural_key having count(*) > 1`,
  );
  for (const { key, times } of doubled)
    violations.push(`natural key ${key} was issued ${times} times`);
  return {
    figures: { documents: found.length, lost: lost.length, doubled: doubled.length },
    violations,
  };
}
