import { HttpProblem } from "../http/errors.ts";
import type { Queryable } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";

/** What the database says when a key has issued what it may in a day (migration 0106). */
const usedCode = "SE001";

/** @param resumesAt unix seconds: when the city's next day begins */
export function dayUsed(limit: number, resumesAt: number): HttpProblem {
  const left = Math.max(1, Math.ceil(resumesAt - Date.now() / 1_000));
  return new HttpProblem(
    429,
    "api_key.day_used",
    `With this API key ${limit} documents may be issued in a day, and they were. It goes on at ${new Date(resumesAt * 1_000).toISOString()}, or when an administrator raises the limit.`,
    { "retry-after": String(left) },
    { limit, resumesAt },
  );
}

/** The database's refusal as the problem that it is; every other error as it came. */
export function toDayUsed(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== usedCode) return error;
  const { detail } = error as { detail?: string };
  const { limit, resumesAt } = JSON.parse(detail ?? "{}") as { limit: number; resumesAt: number };
  return dayUsed(limit, resumesAt);
}

type DayRow = { readonly documents: string; readonly ends: number };

/**
 * What a key may still have issued today, so that no more is signed. The database stops what would store more.
 * Nothing is left: `HttpProblem` `api_key.day_used`.
 */
export async function leftToday(
  queryable: Queryable,
  callerId: string,
  limit: number,
): Promise<number> {
  const { rows } = await queryable.query<DayRow>(
    `select coalesce(documents, 0) as documents, extract(epoch from e.ends_at)::float8 as ends
     from (select city_day_end(now()) as ends_at) e
     left join issuing_days d on d.caller_id = $1 and d.ends_at = e.ends_at`,
    [callerId],
  );
  const left = limit - Number(rows[0]?.documents ?? 0);
  if (left <= 0) throw dayUsed(limit, rows[0]?.ends ?? 0);
  return left;
}

/**
 * Counts documents that are signed for an import at a key's asking. A segment that is undone is signed again; nobody who
 * keeps it from being stored gets more than `limits.signedPerDocument` times the limit. Errors as `leftToday`.
 */
export async function countSigned(
  queryable: Queryable,
  { callerId, limit, documents }: { callerId: string; limit: number; documents: number },
): Promise<void> {
  const { rowCount } = await queryable.query(
    `insert into issuing_days as d (caller_id, ends_at, signed)
     select $1, city_day_end(now()), $2 where $2 <= $4::bigint
     on conflict (caller_id, ends_at) do update set signed = d.signed + excluded.signed
     where d.signed + excluded.signed <= $4 and d.documents < $3::bigint`,
    [callerId, documents, limit, limit * limits.signedPerDocument],
  );
  if (rowCount > 0) return;
  const { rows } = await queryable.query<{ ends: number }>(
    "select extract(epoch from city_day_end(now()))::float8 as ends",
  );
  throw dayUsed(limit, rows[0]?.ends ?? 0);
}

/** Forgets days that are long over. */
export async function forgetDays(queryable: Queryable): Promise<void> {
  await queryable.query(
    "delete from issuing_days where ends_at < now() - make_interval(days => $1)",
    [limits.issuingDaysKept],
  );
}
