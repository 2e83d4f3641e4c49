import type { ApplicationOutcome, ApplicationState, ApplicationStep } from "@sello/api";
import { type AuthorityId, authorityIdFrom, type DocumentId, fromHex } from "@sello/sdk";
import type { AuditEvent } from "../audit/AuditLog.ts";
import type { Queryable, Row, Transaction, Transactor } from "../platform/database/Transaction.ts";
import type { Application, ApplicationContent, OpenApplication, TakenStep } from "./Application.ts";
import type { ApplicationSeals } from "./ApplicationSeals.ts";
import { applicationLimits } from "./applicationLimits.ts";

type ApplicationRow = Row &
  Omit<Application, "authority"> & {
    authority: Buffer;
    wrapped: Buffer | null;
    content: Buffer;
  };

type StepRow = ApplicationRow & { [Name in keyof TakenStep]: TakenStep[Name] | null };

const seconds = (column: string) => `floor(extract(epoch from ${column}))::float8`;
const columns = `a.id, a.account, a.item, a.authority_id as authority, a.state, a.outcome, a.is_manual as "isManual",
  a.appeals, a.decided_by as "decidedBy", a.rule_version as "ruleVersion", a.rule_grant as "ruleGrant", a.steps, a.document, a.receipt, a.tries,
  ${seconds("a.received_at")} as "receivedAt", ${seconds("a.due_at")} as "dueAt",
  ${seconds("a.decided_at")} as "decidedAt", a.wrapped_key as wrapped, a.content`;

/** A step that an application takes. */
export type Step = {
  /** States in which it may be taken. */
  readonly from: readonly ApplicationState[];
  readonly to: ApplicationState;
  readonly step: ApplicationStep;
  /** As the audit names who takes it; `system` and `rules` for the program. */
  readonly actor: string;
  /** Unix seconds, with fractions. */
  readonly at: number;
  /** For how long nobody else takes it up: of a step that goes on at once. */
  readonly lease?: number;
  readonly data?: Readonly<Record<string, unknown>>;
  /** Of the audit, in the same statement. */
  readonly lines?: readonly AuditEvent[];
  readonly content?: ApplicationContent;
  /** A grant under which it is taken: it is not taken when that has ended. Who ends it meanwhile waits. */
  readonly grant?: string;
  readonly changes?: Partial<{
    readonly outcome: ApplicationOutcome | null;
    readonly isManual: boolean;
    readonly ruleVersion: string;
    readonly ruleGrant: string | null;
    readonly decidedAt: number | null;
    readonly decidedBy: string | null;
    readonly dueAt: number;
    readonly document: DocumentId;
    readonly receipt: DocumentId;
  }>;
};

export type NewApplication = Pick<
  Application,
  "id" | "account" | "item" | "authority" | "appeals" | "isManual" | "receivedAt" | "dueAt"
> & {
  readonly state: "received" | "person";
  readonly key: string;
  readonly digest: Buffer;
  readonly content: ApplicationContent;
  readonly first: {
    readonly step: ApplicationStep;
    readonly data: Readonly<Record<string, unknown>>;
  };
};

/** Steps that were taken since a look. */
export type StepsAfter = {
  /** As it is after them; null: there are none. */
  readonly application: OpenApplication | null;
  readonly taken: readonly TakenStep[];
};

/** What an account sent before. */
export type SentBefore = {
  /** The application that came with the same key, and the digest of what came with it. */
  readonly same: { readonly id: string; readonly digest: Buffer } | null;
  /** What it has of the item that is not closed. */
  readonly open: string | null;
  /** How many came since a moment: all together, and of the item. */
  readonly all: number;
  readonly ofItem: number;
};
type SentBeforeRow = Row & {
  readonly id: string | null;
  readonly digest: Buffer | null;
  readonly open: string | null;
  readonly all: number;
  readonly ofItem: number;
};

const changeColumns = {
  outcome: "outcome = $%",
  isManual: "is_manual = $%",
  ruleVersion: "rule_version = $%",
  ruleGrant: "rule_grant = $%",
  decidedAt: "decided_at = to_timestamp($%)",
  decidedBy: "decided_by = $%",
  dueAt: "due_at = to_timestamp($%)",
  document: "document = $%",
  receipt: "receipt = $%",
} as const satisfies Record<keyof NonNullable<Step["changes"]>, string>;

/**
 * Tables `applications` and `application_steps`. An application moves on by steps alone, each in one statement that holds only
 * in the states that it names: so a kill at any point takes none of them twice.
 */
export class PgApplications implements Transactor {
  readonly database: Queryable & Transactor;
  readonly #seals: ApplicationSeals;

  constructor(database: Queryable & Transactor, seals: ApplicationSeals) {
    this.database = database;
    this.#seals = seals;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /** Those who apply for one account take turns until `tx` ends. */
  async takeTurns(tx: Transaction, account: string): Promise<void> {
    await tx.query("select 1 from resident_accounts where id = $1 for update", [account]);
  }

  /** What the account has sent before. @param since unix seconds, of the counts */
  async before(
    tx: Transaction,
    account: string,
    { key, item, since }: { readonly key: string; readonly item: string; readonly since: number },
  ): Promise<SentBefore> {
    const { rows } = await tx.query<SentBeforeRow>(
      `select k.id, k.request_digest as digest, o.id as open, c.all, c."ofItem"
       from (select count(*)::int as all, (count(*) filter (where item = $3))::int as "ofItem"
         from applications where account = $1 and received_at > to_timestamp($4)) c
       left join applications k on k.account = $1 and k.request_key = $2
       left join lateral (select id from applications
         where account = $1 and item = $3 and appeals is null and state not in ('sealed', 'withdrawn')
         limit 1) o on true`,
      [account, key, item, since],
    );
    const { id = null, digest = null, open = null, all = 0, ofItem = 0 } = rows[0] ?? {};
    const same = id === null || digest === null ? null : { id, digest };
    return { same, open, all, ofItem };
  }

  /** Whether somebody appealed against it, and did not withdraw that. */
  async appealOf(queryable: Queryable, id: string): Promise<string | null> {
    const { rows } = await queryable.query<{ id: string }>(
      "select id from applications where appeals = $1 and state <> 'withdrawn'",
      [id],
    );
    return rows[0]?.id ?? null;
  }

  /** How many came from the account since a moment: all together, and of the item. */
  async countSince(
    tx: Transaction,
    account: string,
    item: string,
    since: number,
  ): Promise<{ readonly all: number; readonly ofItem: number }> {
    const { rows } = await tx.query<{ all: number; ofItem: number }>(
      `select count(*)::int as all, (count(*) filter (where item = $2))::int as "ofItem"
       from applications where account = $1 and received_at > to_timestamp($3)`,
      [account, item, since],
    );
    return rows[0] ?? { all: 0, ofItem: 0 };
  }

  async insert(tx: Transaction, given: NewApplication): Promise<void> {
    const { id, account, item, authority, state, key, digest, appeals, isManual } = given;
    const { receivedAt, dueAt, content, first } = given;
    const wrapped = await this.#seals.newKey(authority);
    const sealed = await this.#seals.seal(id, authority, wrapped, content);
    await tx.query(
      `with came as (
         insert into applications (id, account, item, authority_id, request_key, request_digest, state, is_manual,
           wrapped_key, content, appeals, received_at, due_at, next_at, steps)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12), to_timestamp($13), to_timestamp($12), 1)
         returning id, received_at)
       insert into application_steps (application, number, at, step, actor, data)
       select id, 1, received_at, $14, $15, $16::jsonb from came`,
      [
        ...[id, account, item, fromHex(authority), key, digest, state, isManual],
        ...[wrapped, sealed, appeals, receivedAt, dueAt],
        ...[first.step, `resident:${account}`, JSON.stringify(first.data)],
      ],
    );
  }

  /**
   * Takes a step. False: the application is in none of these states any more, or was erased; nothing was changed.
   * @param application as it was read: it says by which key its content is sealed
   */
  async take(
    tx: Queryable,
    application: Pick<Application, "id" | "authority"> & { readonly wrappedKey?: Buffer },
    { from, to, step, actor, at, lease = 0, data = {}, lines = [], ...more }: Step,
  ): Promise<boolean> {
    const { content, grant, changes = {} } = more;
    const { id, authority, wrappedKey } = application;
    const values: unknown[] = [id, from, to, at, step, actor, JSON.stringify(data), lease];
    values.push(JSON.stringify(lines.map(toRow)));
    const sets = Object.entries(changes).map(([name, value]) => {
      values.push(value);
      return changeColumns[name as keyof typeof changeColumns].replace("$%", `$${values.length}`);
    });
    if (content !== undefined) {
      if (wrappedKey === undefined) throw new TypeError(`application ${id} was not opened`);
      values.push(await this.#seals.seal(id, authority, wrappedKey, content));
      sets.push(`content = $${values.length}`);
    }
    if (grant !== undefined) values.push(grant);
    const held =
      grant === undefined
        ? "select"
        : `select from rule_grants where id = $${values.length} and ended_at is null for share`;
    const { rowCount } = await tx.query(
      `with held as (${held}), moved as (
         update applications set state = $3, steps = steps + 1, tries = 0, next_at = to_timestamp($4::float8 + $8)
           ${sets.map((set) => `, ${set}`).join("")}
         where id = $1 and state = any($2::text[]) and exists (select from held) returning steps),
       -- As PgAuditLog writes them, within this statement.
       lines as (
         insert into audit_events (actor, action, subject, data, authority_id)
         select l.actor, l.action, l.subject, l.data, decode(l.authority, 'hex')
         from moved, jsonb_to_recordset($9::jsonb)
           as l (actor text, action text, subject text, data jsonb, authority text))
       insert into application_steps (application, number, at, step, actor, data)
       select $1, steps, to_timestamp($4), $5, $6, $7::jsonb from moved`,
      values,
    );
    return rowCount === 1;
  }

  /** A line in the journal that moves nothing, such as one of two officers' voices. */
  async note(
    tx: Queryable,
    id: string,
    { step, actor, at, data }: Pick<TakenStep, "step" | "actor" | "at" | "data">,
  ): Promise<void> {
    await tx.query(
      `with noted as (update applications set steps = steps + 1 where id = $1 returning steps)
       insert into application_steps (application, number, at, step, actor, data)
       select $1, steps, to_timestamp($2), $3, $4, $5::jsonb from noted`,
      [id, at, step, actor, JSON.stringify(data)],
    );
  }

  /** Gives it to another authority, in the transaction of the step that says so. */
  async handOver(
    tx: Transaction,
    { id, authority }: Pick<Application, "id" | "authority">,
    to: AuthorityId,
  ): Promise<void> {
    const { rows } = await tx.query<{ wrapped: Buffer }>(
      "select wrapped_key as wrapped from applications where id = $1",
      [id],
    );
    if (!rows[0]) return;
    const wrapped = await this.#seals.handOver(authority, to, rows[0].wrapped);
    await tx.query("update applications set authority_id = $2, wrapped_key = $3 where id = $1", [
      id,
      fromHex(to),
      wrapped,
    ]);
  }

  /** Null: not there, or erased. @param within locks it, where it is a transaction */
  async find(id: string, within?: Transaction): Promise<OpenApplication | null> {
    const { rows } = await (within ?? this.database).query<ApplicationRow>(
      `select ${columns} from applications a where a.id = $1 ${within ? "for update" : ""}`,
      [id],
    );
    return rows[0] ? this.#open(rows[0]) : null;
  }

  /** Without what it says. */
  async findClosed(id: string): Promise<Application | null> {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a where a.id = $1`,
      [id],
    );
    return rows[0] ? toApplication(rows[0]) : null;
  }

  /** Newest first, without what they say. */
  async ofAccount(account: string): Promise<readonly Application[]> {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a where a.account = $1 order by a.received_at desc, a.id limit $2`,
      [account, applicationLimits.listed],
    );
    return rows.map(toApplication);
  }

  /** What waits for the officers of an authority, oldest first, without what they say. */
  async waitingAt(authority: AuthorityId): Promise<readonly Application[]> {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a
       where a.authority_id = $1 and a.state = 'person' order by a.received_at, a.id limit $2`,
      [fromHex(authority), applicationLimits.listed],
    );
    return rows.map(toApplication);
  }

  /** Those of an item since a moment, newest first, with what they say. Appeals are left out: people decide them. */
  async *newestOf(item: string, since: number): AsyncGenerator<OpenApplication> {
    let last: Pick<Application, "id"> | null = null;
    do {
      const page: readonly OpenApplication[] = await this.#pageOf(item, since, last);
      yield* page;
      last = page.length < applicationLimits.opened ? null : (page.at(-1) ?? null);
    } while (last !== null);
  }

  async #pageOf(item: string, since: number, after: Pick<Application, "id"> | null) {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a
       where a.item = $1 and a.appeals is null and a.received_at >= to_timestamp($2)
         and ($3::uuid is null
           or (a.received_at, a.id) < (select received_at, id from applications where id = $3))
       order by a.received_at desc, a.id desc limit $4`,
      [item, since, after?.id ?? null, applicationLimits.opened],
    );
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  /** Where it has taken more steps than these: it, and the steps after them. Null: not there, or erased. */
  async stepsAfter(id: string, steps: number): Promise<StepsAfter | null> {
    const { rows } = await this.database.query<StepRow>(
      `select ${columns}, s.number, ${seconds("s.at")} as at, s.step, s.actor, s.data
       from applications a
       left join application_steps s on s.application = a.id and s.number > $2 and s.number <= a.steps
       where a.id = $1 order by s.number limit $3`,
      [id, steps, applicationLimits.stepsShown],
    );
    const [first] = rows;
    if (first === undefined) return null;
    const taken = rows.flatMap(({ number, at, step, actor, data }) =>
      number === null ? [] : [{ number, at, step, actor, data } as TakenStep],
    );
    return { application: taken.length === 0 ? null : await this.#open(toOpenRow(first)), taken };
  }

  async stepsOf(id: string): Promise<readonly TakenStep[]> {
    return (await this.stepsOfAll([id])).get(id) ?? [];
  }

  /** By application; one that took none is missing. */
  async stepsOfAll(ids: readonly string[]): Promise<ReadonlyMap<string, readonly TakenStep[]>> {
    const { rows } = await this.database.query<Row & TakenStep & { application: string }>(
      `select application, number, ${seconds("at")} as at, step, actor, data from application_steps
       where application = any($1::uuid[]) and number <= $2 order by application, number`,
      [ids, applicationLimits.stepsShown],
    );
    return Map.groupBy(rows, ({ application }) => application);
  }

  /**
   * Applications that are due, which nobody else gets for a while: one of each account before the second of any, so that
   * who sends many does not keep others waiting.
   */
  async takeDue(now: number, count: number): Promise<readonly OpenApplication[]> {
    const { rows } = await this.database.query<ApplicationRow>(
      `with ranked as (
         select id, row_number() over (partition by account order by received_at, id) as turn, received_at
         from applications
         where state in ('received', 'evidence', 'decided') and next_at <= to_timestamp($1)),
       taken as (
         select a.id from applications a join ranked r on r.id = a.id
         where a.state in ('received', 'evidence', 'decided') and a.next_at <= to_timestamp($1)
         order by r.turn, r.received_at limit $2 for update of a skip locked)
       update applications a set next_at = to_timestamp($1 + $3), tries = tries + 1
       from taken where a.id = taken.id returning ${columns}`,
      [now, count, applicationLimits.leaseSeconds],
    );
    return Promise.all(rows.map((row) => this.#open(row)));
  }

  /** The next try of one that failed. */
  async delay(id: string, until: number): Promise<void> {
    await this.database.query(
      "update applications set next_at = to_timestamp($2) where id = $1 and state in ('received', 'evidence', 'decided')",
      [id, until],
    );
  }

  /** Issued ones, those that wait longest first. */
  async unsealed(count: number): Promise<readonly Application[]> {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a where a.state = 'issued' order by a.next_at limit $1`,
      [count],
    );
    return rows.map(toApplication);
  }

  /** Those that were sent back before a moment, and not answered since. @param since unix seconds */
  async unanswered(since: number): Promise<readonly Application[]> {
    const { rows } = await this.database.query<ApplicationRow>(
      `select ${columns} from applications a
       where a.state = 'sent_back' and a.next_at <= to_timestamp($1) order by a.next_at limit $2`,
      [since, applicationLimits.opened],
    );
    return rows.map(toApplication);
  }

  /** Issued ones whose documents are in the log by now. @returns those that took the step */
  async seal(ids: readonly string[], at: number): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `with moved as (
         update applications set state = 'sealed', steps = steps + 1, tries = 0, next_at = to_timestamp($2)
         where id = any($1::uuid[]) and state = 'issued' returning id, steps)
       insert into application_steps (application, number, at, step, actor, data)
       select id, steps, to_timestamp($2), 'sealed', 'system', '{}' from moved
       returning application as id`,
      [ids, at],
    );
    return rows.map(({ id }) => id);
  }

  async #open(row: ApplicationRow): Promise<OpenApplication> {
    const application = toApplication(row);
    if (row.wrapped === null) throw new TypeError(`application ${row.id} has no key`);
    const { id, authority } = application;
    const content = await this.#seals.open(id, authority, row.wrapped, row.content);
    return { ...application, content, wrappedKey: row.wrapped };
  }
}

const toRow = ({ authority, data = {}, ...line }: AuditEvent) => ({
  ...{ ...line, data },
  authority: authority?.slice(2) ?? null,
});

/** Without the columns of the step beside it. */
const toOpenRow = ({
  number: _number,
  at: _at,
  step: _step,
  actor: _actor,
  data: _data,
  ...row
}: StepRow): ApplicationRow => row as ApplicationRow;

const toApplication = ({
  authority,
  wrapped: _wrapped,
  content: _content,
  ...row
}: ApplicationRow): Application => ({ ...row, authority: authorityIdFrom(authority) });
