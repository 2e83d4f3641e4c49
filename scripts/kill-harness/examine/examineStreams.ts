import type { Examination, Findings } from "./Examination.ts";
import { merkleRoot } from "./merkleRoot.ts";

type Stream = {
  readonly id: number;
  readonly next: number;
  readonly copies: number;
  readonly last: number;
};
type Batch = {
  readonly id: string;
  readonly first_seq: string;
  readonly count: number;
  readonly root: Buffer;
  readonly state: string;
};

/** Every number of every stream is there once, in one batch, and every batch's root is that of its documents. */
export async function examineStreams({ database }: Examination): Promise<Findings> {
  const violations: string[] = [];
  const { rows: streams } = await database.query<Stream>(
    `select s.id, s.next_seq::int as next, count(c.seq)::int as copies, coalesce(max(c.seq), -1)::int as last
     from streams s left join copies c on c.stream_id = s.id group by s.id order by s.id`,
  );
  let batches = 0;
  for (const { id, next, copies, last } of streams) {
    if (copies !== next || last !== next - 1)
      violations.push(`stream ${id}: ${copies} copies up to ${last}, but ${next} were counted`);
    const { rows } = await database.query<Batch>(
      "select id, first_seq, count, root, state from batches where stream_id = $1 order by first_seq",
      [id],
    );
    batches += rows.length;
    const end = await followBatches({ database }, id, rows, violations);
    if (end !== next) violations.push(`stream ${id}: batches end at ${end}, documents at ${next}`);
  }
  return { figures: { streams: streams.length, batches }, violations };
}

/** @returns where the last batch ends */
async function followBatches(
  { database }: Pick<Examination, "database">,
  stream: number,
  batches: readonly Batch[],
  violations: string[],
): Promise<number> {
  let expected = 0;
  for (const { id, first_seq, count, root, state } of batches) {
    if (Number(first_seq) !== expected)
      violations.push(`stream ${stream}: batch ${id} begins at ${first_seq}, not at ${expected}`);
    if (state !== "anchored") violations.push(`batch ${id} is ${state}`);
    const { rows } = await database.query<{ leaf: Buffer }>(
      // As the tree has them: in the order of their hashes, or of issue in a batch of before migration 0121.
      `select leaf from copies where stream_id = $1 and seq >= $2 and seq < $3
       order by case when (select places is not null from batch_trees where batch_id = $4) then leaf end, seq`,
      [stream, first_seq, Number(first_seq) + count, id],
    );
    if (rows.length !== count || !merkleRoot(rows.map(({ leaf }) => leaf)).equals(root))
      violations.push(`batch ${id}: its root is not that of its ${count} documents`);
    expected = Number(first_seq) + count;
  }
  return expected;
}
