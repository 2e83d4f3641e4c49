import { type AuthorityId, fromHex } from "@sello/sdk";
import { hashAuditLine } from "@sello/sdk/log";
import type { Queryable } from "../platform/database/Transaction.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { authorityOf, type EventRow, eventColumns, toAuditLine } from "./eventRows.ts";

/** Whose lines somebody may see: of these authorities, and those of none where it is the whole city. */
export type AuditScope = {
  readonly authorities: readonly AuthorityId[];
  readonly isWhole: boolean;
};

export type LineFilter = {
  readonly actor?: string;
  /** The verb, or its beginning up to a dot, such as `document`. */
  readonly action?: string;
  readonly subject?: string;
  /** Unix seconds; `to` is not included. */
  readonly from?: number;
  readonly to?: number;
};

/** A line with its place in the chain; null: it is not there yet. */
export type ShownLine = {
  readonly id: string;
  readonly position: number | null;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly authority: AuthorityId | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** A head of the audit in the log: a `.sello` file that says the position and its hash. */
export type HeadFile = { readonly position: number; readonly file: string };

export type FindHead = (within: {
  readonly from: number;
  readonly to: number;
}) => Promise<HeadFile | null>;

type PlacedRow = EventRow & { position: string | null };
type ChainRow = EventRow & { position: string; line: Buffer | null; hash: Buffer };

const inScope = "(e.authority_id = any($1::bytea[]) or ($2 and e.authority_id is null))";

/** Lines of the audit, for those whose authority they are of. */
export class PgAuditLines {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * The newest first.
   * @param before the id after which the page comes
   */
  async page(
    scope: AuditScope,
    filter: LineFilter,
    limit: number,
    before: number | null,
  ): Promise<readonly ShownLine[]> {
    const { rows } = await this.#database.query<PlacedRow>(
      `select ${eventColumns}, c.position from audit_events e left join audit_chain c on c.event_id = e.id
       where ${inScope} and ($3::bigint is null or e.id < $3)
         and ($4::text is null or e.actor = $4)
         and ($5::text is null or e.action = $5 or starts_with(e.action, $5 || '.'))
         and ($6::text is null or e.subject = $6)
         and ($7::float8 is null or e.at >= to_timestamp($7))
         and ($8::float8 is null or e.at < to_timestamp($8))
       order by e.id desc limit $9`,
      [
        ...toParameters(scope),
        before,
        filter.actor ?? null,
        filter.action ?? null,
        filter.subject ?? null,
        filter.from ?? null,
        filter.to ?? null,
        limit,
      ],
    );
    return rows.map(toShown);
  }

  /**
   * The chain from a position on, as `docs/formats.md` says: lines of the scope whole, of the others their hash. Early lines
   * have no hash of their own: where one of them is not to be seen, it begins after it, else `NotFound` `audit.early_lines`.
   * @param findHead the newest head within these positions that is in the log
   */
  async export(
    scope: AuditScope,
    from: number,
    findHead: FindHead = async () => null,
  ): Promise<AsyncIterable<string>> {
    const { rows } = await this.#database.query<{ first: string; last: string | null }>(
      `select coalesce(max(c.position), 0) + 1 as first,
         (select max(position) from audit_chain) as last
       from audit_chain c join audit_events e on e.id = c.event_id
       where c.line is null and ${inScope} is not true`,
      toParameters(scope),
    );
    const [first, last] = [Number(rows[0]?.first ?? 1), Number(rows[0]?.last ?? 0)];
    if (from < first || from > last)
      throw new NotFound("audit.early_lines", "It has to begin later, or there is nothing yet.", {
        first,
        last,
      });
    return this.#rows(scope, { from, last, head: await findHead({ from, to: last }) });
  }

  async *#rows(
    scope: AuditScope,
    { from, last, head }: { from: number; last: number; head: HeadFile | null },
  ): AsyncIterable<string> {
    const before = await this.#hashAt(from - 1);
    yield toRow({ sello: "audit/1", from, before, ...(head === null ? {} : { head }) });
    let hash = before;
    for (let next = from; next <= last; ) {
      const rows = await this.#piece(next, last);
      if (rows.length === 0) throw new Error(`the chain has no position ${next}`);
      for (const row of rows) yield toRow(toPlace(row, scope));
      hash = rows.at(-1)?.hash.toString("hex") ?? hash;
      next += rows.length;
    }
    yield toRow({ to: last, hash });
  }

  async #piece(from: number, last: number): Promise<readonly ChainRow[]> {
    const { rows } = await this.#database.query<ChainRow>(
      `select c.position, c.line, c.hash, ${eventColumns}
       from audit_chain c join audit_events e on e.id = c.event_id
       where c.position between $1 and $2 order by c.position limit $3`,
      [from, last, limits.auditLinesAtOnce],
    );
    return rows;
  }

  async #hashAt(position: number): Promise<string> {
    const { rows } = await this.#database.query<{ hash: Buffer }>(
      "select hash from audit_chain where position = $1",
      [position],
    );
    return rows[0]?.hash.toString("hex") ?? "";
  }
}

const toParameters = ({ authorities, isWhole }: AuditScope) => [authorities.map(fromHex), isWhole];

const toRow = (value: object): string => `${JSON.stringify(value)}\n`;

function toPlace(row: ChainRow, { authorities, isWhole }: AuditScope) {
  const position = Number(row.position);
  const line = toAuditLine(row, row.line === null);
  const authority = authorityOf(row);
  if (authority === null ? isWhole : authorities.includes(authority)) return { position, line };
  return { position, digest: Buffer.from(hashAuditLine(line)).toString("hex") };
}

const toShown = (row: PlacedRow): ShownLine => ({
  id: row.id,
  position: row.position === null ? null : Number(row.position),
  at: row.at,
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  authority: authorityOf(row),
  data: JSON.parse(row.data) as Record<string, unknown>,
});
