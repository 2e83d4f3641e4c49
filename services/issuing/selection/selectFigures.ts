import type { StatusAction } from "@sello/api";
import type { AuthorityId } from "@sello/sdk";
import type { Queryable } from "../../platform/database/Transaction.ts";
import type { Selection } from "../StoredDocument.ts";
import { batchOfCopy } from "../selectDocuments.ts";
import { isOfIssuances, selectWindows, type Window } from "./selectWindows.ts";

/** Documents of one kind, issued in one hour. */
export type Counted = {
  readonly authority: AuthorityId;
  readonly type: string;
  /** Unix seconds of the hour. */
  readonly hour: number;
  /** What was asked of them last; null: nothing ever, or it was not looked at. */
  readonly act: StatusAction | null;
  readonly expired: boolean;
  readonly anchored: boolean;
  readonly documents: number;
};

export type SelectionFigures = {
  /** False: there were too many to look at each, so copies were counted by when they were issued, and nothing else. */
  readonly isExact: boolean;
  readonly counted: readonly Counted[];
};

type CountRow = {
  stream: number;
  hour: number;
  act: StatusAction | null;
  expired: boolean;
  anchored: boolean;
  documents: number;
};

const hour = (column: string) =>
  `extract(epoch from date_trunc('hour', ${column} at time zone 'UTC'))::float8`;

const windowsGiven = "unnest($1::int[], $2::bigint[], $3::bigint[]) as w (stream, low, high)";

/** Issuances `i` within windows `w`: $1 to $3: the windows, $4 and $5: who had them issued. */
const issuancesWithin = `${windowsGiven}
    join issuances i on i.stream_id = w.stream and i.first_seq < w.high and i.first_seq + i.count > w.low
    where ($4::uuid is null or i.caller_id = $4) and ($5::uuid is null or i.import_id = $5)`;

/** Runs of a selection, as CTE `runs`; parameters as of `issuancesWithin`. */
const runsOf = (selection: Selection): string => {
  // Both are null then. They are compared because PostgreSQL must find a type for each parameter that comes.
  if (!isOfIssuances(selection))
    return `select stream, low, high from ${windowsGiven} where $4::uuid is null and $5::uuid is null`;
  return `select i.stream_id as stream, greatest(i.first_seq, w.low) as low, least(i.first_seq + i.count, w.high) as high
    from ${issuancesWithin}`;
};

const valuesOf = (windows: readonly Window[], { callerId, importId }: Selection) => [
  windows.map(({ stream }) => stream),
  windows.map(({ low }) => low.toString()),
  windows.map(({ high }) => high.toString()),
  callerId ?? null,
  importId ?? null,
];

/** @param most of copies that each is looked at */
export async function selectFigures(
  queryable: Queryable,
  selection: Selection,
  most: number,
): Promise<SelectionFigures> {
  const windows: Window[] = [];
  for await (const window of selectWindows(queryable, selection))
    if (window.low < window.high) windows.push(window);
  const values = valuesOf(windows, selection);
  const { rows: sums } = await queryable.query<{ copies: string }>(
    `with runs as (${runsOf(selection)}) select coalesce(sum(high - low), 0) as copies from runs`,
    values,
  );
  const isExact = Number(sums[0]?.copies) <= most;
  const rows = isExact
    ? await countEach(queryable, selection, values)
    : await countRuns(queryable, selection, values);
  const byStream = new Map(windows.map((window) => [window.stream, window]));
  return {
    isExact,
    counted: rows.flatMap(({ stream, ...row }) => {
      const window = byStream.get(stream);
      return window ? [{ ...row, authority: window.authority, type: window.type }] : [];
    }),
  };
}

/**
 * Looks at each document. How long runs are is known to nobody beforehand, so offset and limit say that indexes are to be
 * gone down: joined whole, tables were sorted. An act that is not ours, written to the chain by somebody else, is not counted.
 */
async function countEach(
  queryable: Queryable,
  selection: Selection,
  values: readonly unknown[],
): Promise<readonly CountRow[]> {
  const { rows } = await queryable.query<CountRow>(
    `with runs as materialized (${runsOf(selection)})
     select c.stream_id as stream, ${hour("c.created_at")} as hour, a.action as act,
       coalesce(d.expires_at <= now(), false) as expired,
       coalesce(b.state = 'anchored', false) as anchored, count(*)::int as documents
     from runs
     cross join lateral (
       select stream_id, seq, document_id, copy_number, header, created_at from copies
       where stream_id = runs.stream and seq >= runs.low and seq < runs.high offset 0
     ) c
     cross join lateral (
       select id, expires_at from documents where id = c.document_id and stream_id = c.stream_id limit 1
     ) d
     ${batchOfCopy}
     left join lateral (
       select action from status_acts
       where document_id = d.id and mandate is null and state <> 'refused' order by seq desc limit 1
     ) a on true
     where c.copy_number = 0
       and ($6::text is null or c.header = (select id from jwt_headers where header = $6))
       and ($7::float8 is null or c.created_at >= to_timestamp($7))
       and ($8::float8 is null or c.created_at < to_timestamp($8))
     group by 1, 2, 3, 4, 5`,
    [...values, selection.header ?? null, selection.from ?? null, selection.to ?? null],
  );
  return rows;
}

/** Counts runs: a line for each act of issuing, or for a thousand rows of a file. */
async function countRuns(
  queryable: Queryable,
  selection: Selection,
  values: readonly unknown[],
): Promise<readonly CountRow[]> {
  const { rows } = await queryable.query<CountRow>(
    `select i.stream_id as stream, ${hour("i.issued_at")} as hour, null as act, false as expired,
       false as anchored, sum(least(i.first_seq + i.count, w.high) - greatest(i.first_seq, w.low))::int as documents
     from ${issuancesWithin}
       and ($6::float8 is null or i.issued_at >= to_timestamp($6))
       and ($7::float8 is null or i.issued_at < to_timestamp($7))
     group by 1, 2`,
    [...values, selection.from ?? null, selection.to ?? null],
  );
  return rows;
}
