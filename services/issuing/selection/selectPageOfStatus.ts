import type { Queryable } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { ListedStatus, PageCursor, PageRequest, StoredPage } from "../StoredDocument.ts";
import { columns, type DocumentRow, toDocument } from "../selectDocuments.ts";
import { type Candidates, candidatesOf } from "./candidatesOfStatus.ts";
import { cutToPage, fits, joined, valuesOf } from "./copiesOfPage.ts";
import { isOfIssuances, type LoggedWindow, selectWindowGroups } from "./selectWindows.ts";

/** Streams with documents of a status that are looked into by one statement. */
const streamsAtOnce = 32;

/**
 * A page of documents of one status. Those that do not simply count have an index of their own; valid ones are all the
 * others, so copies are walked. A request looks at some thousand and no more: where few of these fit, the page has few
 * documents, or none, and the next one goes on from there. Several streams are looked into by one statement: an office has
 * many, with few documents of a status in each, and what such a page costs is the number of statements.
 * @param most documents that are looked at
 */
export async function selectPageOfStatus(
  queryable: Queryable,
  page: PageRequest,
  status: ListedStatus,
  most: number = limits.statusDocumentsLooked,
): Promise<StoredPage> {
  const sofar: Sofar = { rows: [], left: most };
  const isMarked = status !== "valid" && status !== "expired";
  const groups = selectWindowGroups(queryable, page, {
    after: page.after,
    ...(isMarked ? { mark: status, atOnce: streamsAtOnce } : {}),
  });
  for await (const group of groups) {
    const ordered = status === "expired" ? withoutCursor(page) : page;
    const windows = group.map((each) => cutToPage(each, ordered)).filter(isOpen);
    const next = await walk(queryable, windows, { page, status, sofar });
    if (next !== null) return { documents: sofar.rows.map(toDocument), next };
  }
  return { documents: sofar.rows.map(toDocument), next: null };
}

const isOpen = ({ low, high }: LoggedWindow): boolean => low < high;

/** A list by another order than that of the numbers goes on from a document, not from a number. */
const withoutCursor = ({ after: _, ...page }: PageRequest): PageRequest => page;

/** The page as far as it is there, and how many documents may be looked at still. */
type Sofar = { readonly rows: DocumentRow[]; left: number };

type Walk = {
  readonly page: PageRequest;
  readonly status: ListedStatus;
  readonly sofar: Sofar;
};

/** Goes on with the page in some streams. @returns where the page ends; null: not in these */
async function walk(
  queryable: Queryable,
  windows: readonly LoggedWindow[],
  { page, status, sofar }: Walk,
): Promise<PageCursor | null> {
  const candidates: Candidates = candidatesOf(queryable, page, status);
  let left = windows;
  let from = page.after ?? null;
  for (let most: number = limits.statusDocumentsAtOnce; left.length > 0 && sofar.left > 0; ) {
    const limit = page.limit - sofar.rows.length;
    const count = Math.min(sofar.left, Math.max(limit, most));
    const found = await candidates(left, from, count);
    sofar.left -= found.length;
    sofar.rows.push(...(await selectFitting(queryable, windows, page, { status, found, limit })));
    const last = sofar.rows.at(-1);
    if (last && sofar.rows.length === page.limit)
      return { stream: last.stream_id, seq: BigInt(last.seq) };
    if (found.length < count) return null;
    // Few of them fit: then many are looked at by the next statement.
    most = sofar.left;
    from = found.at(-1) ?? from;
    left = goingOn(left, from);
  }
  const [first] = left;
  if (first === undefined) return null;
  return from?.stream === first.stream ? from : { stream: first.stream, seq: first.high };
}

/** Without streams that were looked through. */
const goingOn = (
  windows: readonly LoggedWindow[],
  from: PageCursor | null,
): readonly LoggedWindow[] => {
  const at = windows.findIndex(({ stream }) => stream === from?.stream);
  return at < 0 ? windows : windows.slice(at);
};

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

/** The line of `issuances` that has the number; $8 and $9: who had it issued. */
const issuedBy = `exists (
  select from (
    select first_seq, count, caller_id, import_id from issuances
    where stream_id = c.stream_id and first_seq <= c.seq order by first_seq desc limit 1
  ) i
  where c.seq < i.first_seq + i.count
    and ($8::uuid is null or i.caller_id = $8) and ($9::uuid is null or i.import_id = $9))`;

type Fitting = {
  readonly status: ListedStatus;
  readonly found: readonly PageCursor[];
  readonly limit: number;
};

/** Those of the candidates that are of the page, in their order. */
async function selectFitting(
  queryable: Queryable,
  windows: readonly LoggedWindow[],
  page: PageRequest,
  { status, found, limit }: Fitting,
): Promise<readonly DocumentRow[]> {
  const windowOf = new Map(windows.map((each) => [each.stream, each]));
  const inside = found.filter(({ stream, seq }) => {
    const { low, high } = windowOf.get(stream) ?? { low: 0n, high: 0n };
    return seq >= low && seq < high;
  });
  if (inside.length === 0) return [];
  const byIssuance = isOfIssuances(page) && status !== "valid";
  const [, ...values] = valuesOf(0, page);
  const { rows } = await queryable.query<DocumentRow>(
    `select ${columns}
     from unnest($1::int[], $6::bigint[]) with ordinality as candidate (stream, seq, place)
     cross join lateral (
       select * from copies where stream_id = candidate.stream and seq = candidate.seq limit 1
     ) c
     ${joined}
     where ${fits} and ${conditions[status]}${byIssuance ? ` and ${issuedBy}` : ""}
     order by candidate.place limit $7`,
    [
      inside.map(({ stream }) => stream),
      ...values,
      inside.map(({ seq }) => String(seq)),
      limit,
      ...(byIssuance ? [page.callerId ?? null, page.importId ?? null] : []),
    ],
  );
  return rows;
}
