import { type AuthorityId, fromHex, type Hex, toHex } from "@sello/sdk";
import type { Revert } from "../../ledger/Settled.ts";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";
import type { ManyAccountKind } from "../../registry/accounts/ManyAccount.ts";
import type { Decision, GoverningAct, NewGoverningAct } from "./GoverningAct.ts";
import type { ActOperation } from "./kinds/ActKind.ts";

type ActRow = Row & {
  id: string;
  account: Buffer;
  kind: ManyAccountKind;
  authority_id: Buffer;
  operations: ActOperation[];
  nonce: string;
  deadline: string;
  registry: Buffer;
  proposed_by: Buffer;
  created: number;
  state: GoverningAct["state"];
  change_id: string | null;
  refusal: Revert | null;
  replaces: string | null;
  replaced_by: string | null;
  ended_by: Buffer | null;
  ended: number | null;
};

type DecisionRow = Row & { act: string; signer: Buffer; signatures: Buffer[] | null; at: number };

const seconds = (column: string) => `floor(extract(epoch from ${column}))::float8`;

const select = `select id, account, kind, authority_id, operations, nonce, deadline, registry, proposed_by,
    ${seconds("created_at")} as created, state, change_id, refusal, replaces, ended_by,
    ${seconds("ended_at")} as ended,
    (select next.id from governing_acts next where next.replaces = act.id
      order by next.created_at desc limit 1) as replaced_by
  from governing_acts act`;

const orNull = (bytes: Buffer | null): Hex | null => (bytes === null ? null : toHex(bytes));

/** Tables `governing_acts` and `governing_decisions`. */
export class PgGoverningActs {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Deletes those that have been over for long, too. */
  async insert(tx: Transaction, act: NewGoverningAct): Promise<void> {
    await tx.query(
      `delete from governing_acts where coalesce(ended_at, to_timestamp(deadline)) <
        now() - make_interval(secs => $1)`,
      [limits.governingActKeptSeconds],
    );
    await tx.query(
      `insert into governing_acts (id, account, kind, authority_id, operations, nonce, deadline, registry,
         proposed_by, replaces) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        act.id,
        fromHex(act.account),
        act.kind,
        fromHex(act.authority),
        JSON.stringify(act.operations),
        String(act.nonce),
        act.deadline,
        fromHex(act.registry),
        fromHex(act.proposedBy),
        act.replaces,
      ],
    );
  }

  async byId(id: string): Promise<GoverningAct | null> {
    return (await this.#select(`${select} where id = $1`, [id]))[0] ?? null;
  }

  /** Of these accounts, and of those that administer there, newest first; those that wait before all others. */
  list(
    accounts: readonly Hex[],
    authorities: readonly AuthorityId[],
  ): Promise<readonly GoverningAct[]> {
    return this.#select(
      `${select} where account = any($1) or authority_id = any($2)
       order by (state = 'open') desc, created_at desc, id limit $3`,
      [accounts.map(fromHex), authorities.map(fromHex), limits.governingActsListed],
    );
  }

  /** How many of an account's wait, within the time in which they can be signed. */
  async countOpen(tx: Queryable, account: Hex): Promise<number> {
    const { rows } = await tx.query<{ count: string }>(
      `select count(*) from governing_acts
       where account = $1 and state = 'open' and deadline > extract(epoch from now())`,
      [fromHex(account)],
    );
    return Number(rows[0]?.count ?? 0);
  }

  async decide(
    tx: Queryable,
    act: string,
    { signer, signatures }: Pick<Decision, "signer" | "signatures">,
  ): Promise<void> {
    await tx.query(
      `insert into governing_decisions (act, signer, signatures) values ($1, $2, $3)
       on conflict (act, signer) do update set signatures = $3, decided_at = now()`,
      [act, fromHex(signer), signatures?.map(fromHex) ?? null],
    );
  }

  /** @returns whether it is this process's to send now */
  async claim(id: string): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update governing_acts set claimed_until = now() + make_interval(secs => $2)
       where id = $1 and state = 'open' and (claimed_until is null or claimed_until < now())`,
      [id, limits.governingActClaimSeconds],
    );
    return rowCount === 1;
  }

  /** @param changeId null: nothing was sent for it */
  async noteCarriedOut(id: string, changeId: string | null): Promise<void> {
    await this.#database.query(
      `update governing_acts set state = $3, change_id = $2, refusal = null, claimed_until = null
       where id = $1`,
      [id, changeId, changeId === null ? "done" : "relayed"],
    );
  }

  async release(id: string, refusal: Revert | null): Promise<void> {
    await this.#database.query(
      "update governing_acts set claimed_until = null, refusal = $2 where id = $1",
      [id, refusal === null ? null : JSON.stringify(refusal)],
    );
  }

  /** @returns whether it was open, and nobody is sending it */
  async end(tx: Queryable, id: string, by: Hex): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update governing_acts set state = 'ended', ended_by = $2, ended_at = now()
       where id = $1 and state = 'open' and (claimed_until is null or claimed_until < now())`,
      [id, fromHex(by)],
    );
    return rowCount === 1;
  }

  async #select(text: string, values: readonly unknown[]): Promise<GoverningAct[]> {
    const { rows } = await this.#database.query<ActRow>(text, values);
    const decisions = await this.#database.query<DecisionRow>(
      `select act, signer, signatures, ${seconds("decided_at")} as at from governing_decisions
       where act = any($1::uuid[]) order by decided_at, signer`,
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) =>
      toAct(
        row,
        decisions.rows.filter(({ act }) => act === row.id),
      ),
    );
  }
}

const toAct = (row: ActRow, decisions: readonly DecisionRow[]): GoverningAct => ({
  id: row.id,
  account: toHex(row.account),
  kind: row.kind,
  authority: toHex(row.authority_id) as AuthorityId,
  operations: row.operations,
  nonce: BigInt(row.nonce),
  deadline: Number(row.deadline),
  registry: toHex(row.registry),
  proposedBy: toHex(row.proposed_by),
  createdAt: row.created,
  state: row.state,
  changeId: row.change_id,
  refusal: row.refusal,
  replaces: row.replaces,
  replacedBy: row.replaced_by,
  endedBy: orNull(row.ended_by),
  endedAt: row.ended,
  decisions: decisions.map(({ signer, signatures, at }) => ({
    signer: toHex(signer),
    signatures: signatures?.map((one) => toHex(one)) ?? null,
    at,
  })),
});
