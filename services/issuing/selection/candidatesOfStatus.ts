import type { Queryable } from "../../platform/database/Transaction.ts";
import type { ListedStatus, PageCursor, PageRequest } from "../StoredDocument.ts";
import { isOfIssuances, type LoggedWindow, type Run, selectRuns } from "./selectWindows.ts";

/**
 * Copies to look at, in the order of the list: those of the windows' streams, after `from`, which was looked at last; null:
 * from the beginning. Of lists by another order than that of the numbers they may be outside the windows.
 */
export type Candidates = (
  windows: readonly LoggedWindow[],
  from: PageCursor | null,
  count: number,
) => Promise<readonly PageCursor[]>;

export function candidatesOf(
  queryable: Queryable,
  page: PageRequest,
  status: ListedStatus,
): Candidates {
  const select = async (sql: string, values: readonly unknown[]) => {
    const { rows } = await queryable.query<{ stream: number; seq: string }>(sql, values);
    return rows.map(({ stream, seq }) => ({ stream, seq: BigInt(seq) }));
  };
  if (status === "expired")
    return (windows, from, count) => {
      const lasts = windows.map(({ stream }) => (from?.stream === stream ? from.seq : null));
      return select(expired, [streamsOf(windows), lasts.map((seq) => seq?.toString()), count]);
    };
  if (status === "valid" && isOfIssuances(page))
    return (windows, from, count) => selectOfRuns(queryable, page, rangesOf(windows, from), count);
  return (windows, from, count) => {
    const ranges = rangesOf(windows, from);
    const ends = [ranges.map(({ low }) => String(low)), ranges.map(({ high }) => String(high))];
    const values = [streamsOf(ranges), ...ends, count];
    return status === "valid" ? select(everyCopy, values) : select(marked, [...values, status]);
  };
}

const streamsOf = (windows: readonly LoggedWindow[]): readonly number[] =>
  windows.map(({ stream }) => stream);

/** What of the windows was not looked at yet. */
const rangesOf = (
  windows: readonly LoggedWindow[],
  from: PageCursor | null,
): readonly LoggedWindow[] =>
  windows.map((window) =>
    window.stream === from?.stream && from.seq < window.high
      ? { ...window, high: from.seq }
      : window,
  );

/** Numbers of runs that were issued together, which are looked up stream by stream. */
async function selectOfRuns(
  queryable: Queryable,
  page: PageRequest,
  ranges: readonly LoggedWindow[],
  count: number,
): Promise<readonly PageCursor[]> {
  const found: PageCursor[] = [];
  for (const range of ranges) {
    const left = count - found.length;
    if (left === 0) break;
    const runs = await selectRuns(queryable, page, range, left);
    if (runs.length > 0) found.push(...(await selectNumbers(queryable, range.stream, runs, left)));
  }
  return found;
}

async function selectNumbers(
  queryable: Queryable,
  stream: number,
  runs: readonly Run[],
  count: number,
): Promise<readonly PageCursor[]> {
  const ends = [runs.map(({ low }) => String(low)), runs.map(({ high }) => String(high))];
  const { rows } = await queryable.query<{ seq: string }>(
    `select c.seq from unnest($2::bigint[], $3::bigint[]) as run (low, high)
     join copies c on c.stream_id = $1 and c.seq >= run.low and c.seq < run.high
     where c.stream_id = $1 order by c.seq desc limit $4`,
    [stream, ...ends, count],
  );
  return rows.map(({ seq }) => ({ stream, seq: BigInt(seq) }));
}

/** In each of the windows the newest, the first window first; $5 where `more` asks for it. */
const newest = (table: string, more: string): string => `select w.stream, found.seq
  from unnest($1::int[], $2::bigint[], $3::bigint[]) with ordinality as w (stream, low, high, place)
  cross join lateral (
    select seq from ${table} where stream_id = w.stream and seq >= w.low and seq < w.high${more}
    order by seq desc limit $4
  ) found
  order by w.place, found.seq desc limit $4`;

const everyCopy = newest("copies", "");
const marked = newest("document_marks", " and mark = $5");

/** Of documents whose time is over their first copies; in each stream those that ended last come first. */
const expired = `select d.stream, c.seq
  from (
    select w.stream, w.place, found.id, found.expires_at
    from unnest($1::int[], $2::bigint[]) with ordinality as w (stream, last, place)
    left join lateral (
      select d.expires_at, d.id from copies c
      join documents d on d.id = c.document_id and d.stream_id = c.stream_id
      where c.stream_id = w.stream and c.seq = w.last limit 1
    ) before on true
    cross join lateral (
      select id, expires_at from documents
      where stream_id = w.stream and expires_at <= now() and (expires_at, id) <
        (coalesce(before.expires_at, 'infinity'), coalesce(before.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      order by expires_at desc, id desc limit $3
    ) found
    order by w.place, found.expires_at desc, found.id desc limit $3
  ) d
  cross join lateral (
    select seq from copies where document_id = d.id and stream_id = d.stream and copy_number = 0 limit 1
  ) c
  order by d.place, d.expires_at desc, d.id desc`;
