import { type AuthorityId, authorityIdFrom, fromHex } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { PageCursor, Selection } from "../StoredDocument.ts";

/** Numbers of a stream among which a selection's copies are: from `low` up to below `high`. */
export type Window = {
  readonly stream: number;
  readonly authority: AuthorityId;
  readonly type: string;
  readonly low: bigint;
  readonly high: bigint;
};

type WindowRow = {
  stream: number;
  authority: Buffer;
  type: string;
  low: string;
  high: string;
  unanchored: string;
  anchored: string;
};

/** A window with the number from which on copies are not all in the log, and the one from which on none is. */
export type LoggedWindow = Window & { readonly unanchored: bigint; readonly anchored: bigint };

// Times rise with the numbers, but for the time that a transaction takes: times are compared for each copy besides.
const margin = `interval '${Math.ceil((2 * limits.statementMs) / 1000)} seconds'`;

const windowRows = `
  select s.id as stream, s.authority_id as authority, s.document_type as type,
    greatest(case when $5::float8 is null then 0 else first_seq_from(s.id, to_timestamp($5) - ${margin}) end,
      coalesce(batch.first_seq, 0))::text as low,
    least(case when $6::float8 is null then s.next_seq else first_seq_from(s.id, to_timestamp($6) + ${margin}) end,
      batch.first_seq + batch.count)::text as high,
    coalesce(
      (select min(first_seq) from batches where stream_id = s.id and state <> 'anchored'),
      (select first_seq + count from batches where stream_id = s.id order by first_seq desc limit 1),
      0)::text as unanchored,
    coalesce(
      (select first_seq + count from batches where stream_id = s.id and state = 'anchored'
       order by first_seq desc limit 1),
      0)::text as anchored
  from streams s
  left join batches batch on batch.stream_id = s.id and batch.log_index = $4::bigint
    and batch.deployment = (select max(deployment) from batches where log_index = $4::bigint)
  where s.authority_id = any($1::bytea[]) and ($2::text is null or s.document_type = $2) and s.id >= $3
    and ($4::bigint is null or batch.id is not null)
    and ($7::uuid is null or exists (select from issuances where caller_id = $7 and stream_id = s.id))
    and ($8::uuid is null or exists (select from issuances where import_id = $8 and stream_id = s.id))
    and ($10::text is null or exists (select from document_marks where stream_id = s.id and mark = $10))
  order by s.id limit $9`;

/** Windows that are worked out at once: a page seldom needs more. */
const windowsAtOnce = 8;

/** At first, where days are asked for: each end of a window then costs some twenty look-ups by key. */
const firstOfDays = 2;

const isOfDays = ({ from, to }: Selection): boolean => from !== undefined || to !== undefined;

/** The streams that a selection is in, in order, each with its window. */
export async function* selectWindows(
  queryable: Queryable,
  selection: Selection,
  after?: PageCursor,
): AsyncGenerator<LoggedWindow> {
  for await (const some of selectWindowGroups(queryable, selection, { after })) yield* some;
}

export type GroupRequest = {
  readonly after?: PageCursor | undefined;
  /** Those streams alone that have documents with this mark. */
  readonly mark?: string | null;
  readonly atOnce?: number;
};

/** As {@link selectWindows}, some at once, for statements that look into several streams. */
export async function* selectWindowGroups(
  queryable: Queryable,
  selection: Selection,
  { after, mark = null, atOnce = windowsAtOnce }: GroupRequest,
): AsyncGenerator<readonly LoggedWindow[]> {
  let size = isOfDays(selection) ? firstOfDays : atOnce;
  for (let from = after?.stream ?? 0; ; size = Math.min(2 * size, atOnce)) {
    const windows = await selectSome(queryable, selection, { from, mark, atOnce: size });
    yield windows;
    const last = windows.at(-1);
    if (last === undefined || windows.length < size) return;
    from = last.stream + 1;
  }
}

async function selectSome(
  queryable: Queryable,
  selection: Selection,
  { from, mark, atOnce }: { from: number; mark: string | null; atOnce: number },
): Promise<readonly LoggedWindow[]> {
  const { rows } = await queryable.query<WindowRow>(windowRows, [
    selection.authorities.map(fromHex),
    selection.type ?? null,
    from,
    selection.batch ?? null,
    selection.from ?? null,
    selection.to ?? null,
    selection.callerId ?? null,
    selection.importId ?? null,
    atOnce,
    mark,
  ]);
  return rows.map((row) => ({
    stream: row.stream,
    authority: authorityIdFrom(row.authority),
    type: row.type,
    low: BigInt(row.low),
    high: BigInt(row.high),
    unanchored: BigInt(row.unanchored),
    anchored: BigInt(row.anchored),
  }));
}

/** Whether the selection is of ranges that table `issuances` tells of. */
export const isOfIssuances = ({ callerId, importId }: Selection): boolean =>
  callerId !== undefined || importId !== undefined;

/** A run of numbers that were issued together. */
export type Run = { readonly low: bigint; readonly high: bigint };

/**
 * The newest runs of a window that were issued at a caller's asking or by a file: as many as hold `copies` copies.
 */
export async function selectRuns(
  queryable: Queryable,
  { callerId, importId }: Selection,
  { stream, low, high }: Window,
  copies: number,
): Promise<readonly Run[]> {
  const { rows } = await queryable.query<{ low: string; high: string }>(
    `select low::text, high::text from (
       select low, high, sum(high - low) over (order by low desc) - (high - low) as before
       from (
         select greatest(first_seq, $4::bigint) as low, least(first_seq + count, $5::bigint) as high
         from issuances
         where stream_id = $1 and ($2::uuid is null or caller_id = $2) and ($3::uuid is null or import_id = $3)
           and first_seq < $5::bigint and first_seq + count > $4::bigint
         order by first_seq desc limit $6
       ) newest
     ) counted where before < $6 order by counted.low desc`,
    [stream, callerId ?? null, importId ?? null, low.toString(), high.toString(), copies],
  );
  return rows.map((row) => ({ low: BigInt(row.low), high: BigInt(row.high) }));
}
