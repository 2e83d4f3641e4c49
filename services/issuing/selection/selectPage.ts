import type { Queryable } from "../../platform/database/Transaction.ts";
import type { PageRequest, StoredPage } from "../StoredDocument.ts";
import { columns, type DocumentRow, toDocument } from "../selectDocuments.ts";
import { cutToPage, fits, joined, valuesOf } from "./copiesOfPage.ts";
import { selectPageOfStatus } from "./selectPageOfStatus.ts";
import {
  isOfIssuances,
  type LoggedWindow,
  type Run,
  selectRuns,
  selectWindows,
} from "./selectWindows.ts";

/** A page of a selection: one stream after the other, newest first. */
export async function selectPage(queryable: Queryable, page: PageRequest): Promise<StoredPage> {
  if (page.status !== undefined) return selectPageOfStatus(queryable, page, page.status);
  const rows: DocumentRow[] = [];
  for await (const window of selectWindows(queryable, page, page.after)) {
    const cut = cutToPage(window, page);
    if (cut.low < cut.high) rows.push(...(await selectOfStream(queryable, cut, page, rows.length)));
    if (rows.length === page.limit) break;
  }
  const last = rows.length === page.limit ? rows.at(-1) : undefined;
  return {
    documents: rows.map(toDocument),
    next: last ? { stream: last.stream_id, seq: BigInt(last.seq) } : null,
  };
}

async function selectOfStream(
  queryable: Queryable,
  window: LoggedWindow,
  page: PageRequest,
  had: number,
): Promise<readonly DocumentRow[]> {
  if (!isOfIssuances(page)) return selectNewest(queryable, window, page, page.limit - had);
  const found: DocumentRow[] = [];
  for (let { high } = window; found.length < page.limit - had; ) {
    const left = page.limit - had - found.length;
    const runs = await selectRuns(queryable, page, { ...window, high }, left);
    const lowest = runs.at(-1);
    if (lowest === undefined) break;
    found.push(...(await selectOfRuns(queryable, window.stream, runs, page, left)));
    high = lowest.low;
  }
  return found;
}

/** Walks the primary key of copies, from the newest on. */
async function selectNewest(
  queryable: Queryable,
  { stream, low, high }: LoggedWindow,
  page: PageRequest,
  limit: number,
): Promise<readonly DocumentRow[]> {
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns} from copies c ${joined}
     where c.stream_id = $1 and c.seq >= $6::bigint and c.seq < $7::bigint and ${fits}
     order by c.seq desc limit $8`,
    [...valuesOf(stream, page), low.toString(), high.toString(), limit],
  );
  return rows;
}

/** Copies of some runs, which are few. */
async function selectOfRuns(
  queryable: Queryable,
  stream: number,
  runs: readonly Run[],
  page: PageRequest,
  limit: number,
): Promise<readonly DocumentRow[]> {
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns}
     from unnest($6::bigint[], $7::bigint[]) as run (low, high)
     join copies c on c.stream_id = $1 and c.seq >= run.low and c.seq < run.high
     ${joined}
     where c.stream_id = $1 and ${fits}
     order by c.seq desc limit $8`,
    [
      ...valuesOf(stream, page),
      runs.map(({ low }) => low.toString()),
      runs.map(({ high }) => high.toString()),
      limit,
    ],
  );
  return rows;
}
