import type { Queryable } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { ListedStatus, PageCursor, PageRequest, StoredPage } from "../StoredDocument.ts";
import { columns, type DocumentRow, toDocument } from "../selectDocuments.ts";
import { cutToPage, fits, joined, valuesOf } from "./copiesOfPage.ts";
import { isOfIssuances, type LoggedWindow, selectRuns, selectWindows } from "./selectWindows.ts";

/** Numbers to look at, in the order of the list: those after `from`, which was looked at last; null: from the beginning. */
type Candidates = (from: bigint | null, count: number) => Promise<readonly bigint[]>;

/**
 * A page of documents of one status. Those that do not simply count have an index of their own; valid ones are all the
 * others, so copies are walked. A request looks at some thousand and no more: where few of these fit, the page has few
 * documents, or none, and the next one goes on from there.
 * @param most documents that are looked at
 */
export async function selectPageOfStatus(
  queryable: Queryable,
  page: PageRequest,
  status: ListedStatus,
  most: number = limits.statusDocumentsLooked,
): Promise<StoredPage> {
  const sofar: Sofar = { rows: [], left: most };
  const mark = status === "valid" || status === "expired" ? null : status;
  for await (const window of selectWindows(queryable, page, page.after, mark)) {
    const cut = cutToPage(window, status === "expired" ? withoutCursor(page) : page);
    const next = cut.low < cut.high ? await walk(queryable, cut, { page, status, sofar }) : null;
    if (next !== null) return { documents: sofar.rows.map(toDocument), next };
  }
  return { documents: sofar.rows.map(toDocument), next: null };
}

/** The page as far as it is there, and how many documents may be looked at still. */
type Sofar = { readonly rows: DocumentRow[]; left: number };

/** Goes on with the page in one stream. @returns where the page ends; null: not in this stream */
async function walk(
  queryable: Queryable,
  window: LoggedWindow,
  {
    page,
    status,
    sofar,
  }: { readonly page: PageRequest; readonly status: ListedStatus; readonly sofar: Sofar },
): Promise<PageCursor | null> {
  const { stream } = window;
  const candidates = candidatesOf(queryable, window, page, status);
  let from = page.after?.stream === stream ? page.after.seq : null;
  while (sofar.left > 0) {
    const limit = page.limit - sofar.rows.length;
    const count = Math.min(sofar.left, Math.max(limit, limits.statusDocumentsAtOnce));
    const found = await candidates(from, count);
    sofar.left -= found.length;
    sofar.rows.push(...(await selectFitting(queryable, window, page, { status, found, limit })));
    const last = sofar.rows.at(-1);
    if (last && sofar.rows.length === page.limit) return { stream, seq: BigInt(last.seq) };
    if (found.length < count) return null;
    from = found.at(-1) ?? from;
  }
  return { stream, seq: from ?? window.high };
}

/** A list by another order than that of the numbers goes on from a document, not from a number. */
const withoutCursor = ({ after: _, ...page }: PageRequest): PageRequest => page;

function candidatesOf(
  queryable: Queryable,
  window: LoggedWindow,
  page: PageRequest,
  status: ListedStatus,
): Candidates {
  const select = async (sql: string, values: readonly unknown[]) => {
    const { rows } = await queryable.query<{ seq: string }>(sql, values);
    return rows.map(({ seq }) => BigInt(seq));
  };
  const { stream, low, high } = window;
  if (status === "expired")
    return (from, count) => select(expired, [stream, from?.toString() ?? null, count]);
  if (status !== "valid")
    return (from, count) =>
      select(marked, [stream, status, String(low), String(from ?? high), count]);
  if (!isOfIssuances(page))
    return (from, count) => select(everyCopy, [stream, String(low), String(from ?? high), count]);
  return async (from, count) => {
    const runs = await selectRuns(queryable, page, { ...window, high: from ?? high }, count);
    const ends = [runs.map((run) => String(run.low)), runs.map((run) => String(run.high))];
    return select(ofRuns, [stream, ...ends, count]);
  };
}

const everyCopy = `select seq from copies
  where stream_id = $1 and seq >= $2::bigint and seq < $3::bigint order by seq desc limit $4`;

const ofRuns = `select c.seq from unnest($2::bigint[], $3::bigint[]) as run (low, high)
  join copies c on c.stream_id = $1 and c.seq >= run.low and c.seq < run.high
  where c.stream_id = $1 order by c.seq desc limit $4`;

const marked = `select seq from document_marks
  where stream_id = $1 and mark = $2 and seq >= $3::bigint and seq < $4::bigint order by seq desc limit $5`;

const after = (column: string) => `(select d.${column} from copies c
  join documents d on d.id = c.document_id and d.stream_id = c.stream_id where c.stream_id = $1 and c.seq = $2::bigint)`;

/** Of documents whose time is over their first copies; those that ended last come first. */
const expired = `select c.seq from (
    select id, expires_at from documents
    where stream_id = $1 and expires_at <= now() and (expires_at, id) < (
      coalesce(${after("expires_at")}, 'infinity'), coalesce(${after("id")}, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by expires_at desc, id desc limit $3
  ) d
  cross join lateral (
    select seq from copies where document_id = d.id and stream_id = $1 and copy_number = 0 limit 1
  ) c
  order by d.expires_at desc, d.id desc`;

const isOver = "d.expires_at is not null and d.expires_at <= now()";
const markOf = "(select mark from document_marks where stream_id = c.stream_id and seq = c.seq)";

/** What makes a candidate one of the list, beside that it is a candidate. */
const conditions: Readonly<Record<ListedStatus, string>> = {
  valid: `not (${isOver}) and ${markOf} is null`,
  suspended: `not (${isOver})`,
  expired: `coalesce(${markOf}, 'suspended') = 'suspended'`,
  revoked: "true",
  replaced: "true",
};

/** The line of `issuances` that has the number; $10 and $11: who had it issued. */
const issuedBy = `exists (
  select from (
    select first_seq, count, caller_id, import_id from issuances
    where stream_id = c.stream_id and first_seq <= c.seq order by first_seq desc limit 1
  ) i
  where c.seq < i.first_seq + i.count
    and ($10::uuid is null or i.caller_id = $10) and ($11::uuid is null or i.import_id = $11))`;

/** Those of the candidates that are of the page, in their order. */
async function selectFitting(
  queryable: Queryable,
  { stream, low, high }: LoggedWindow,
  page: PageRequest,
  {
    status,
    found,
    limit,
  }: {
    readonly status: ListedStatus;
    readonly found: readonly bigint[];
    readonly limit: number;
  },
): Promise<readonly DocumentRow[]> {
  if (found.length === 0) return [];
  const byIssuance = isOfIssuances(page) && status !== "valid";
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns}
     from unnest($6::bigint[]) with ordinality as candidate (seq, place)
     cross join lateral (
       select * from copies where stream_id = $1 and seq = candidate.seq
         and seq >= $7::bigint and seq < $8::bigint limit 1
     ) c
     ${joined}
     where ${fits} and ${conditions[status]}${byIssuance ? ` and ${issuedBy}` : ""}
     order by candidate.place limit $9`,
    [
      ...valuesOf(stream, page),
      found.map(String),
      String(low),
      String(high),
      limit,
      ...(byIssuance ? [page.callerId ?? null, page.importId ?? null] : []),
    ],
  );
  return rows;
}
