import { apiLimits, type DraftState } from "@sello/api";
import {
  type AuthorityId,
  authorityIdFrom,
  type DocumentTypeId,
  fromHex,
  type Hex,
  toHex,
} from "@sello/sdk";
import { secondsOf } from "../../../platform/Clock.ts";
import type { Queryable, Transaction, Transactor } from "../../../platform/database/Transaction.ts";
import type { PublishedType } from "../published/PublishedType.ts";
import type { DraftApproval, DraftInList, DraftStep, TypeDraft } from "./TypeDraft.ts";

type DraftRow = {
  id: string;
  authority_id: Buffer;
  design: TypeDraft["design"];
  state: DraftState;
  revision: number;
  changed_by: Buffer;
  changed_at: Date;
  file: string | null;
};
type StepRow = {
  at: Date;
  account: Buffer;
  step: DraftStep["step"];
  revision: number;
  reason: string | null;
};
type ApprovalRow = {
  account: Buffer;
  authority_id: Buffer;
  chain_id: string;
  registry: Buffer;
  signature: Buffer;
  at: Date;
};

const columns = "id, authority_id, design, state, revision, changed_by, changed_at, file";
/** Advisory lock of those who publish, or begin a draft: one after the other. */
const publishLock = 0x5e11_0194;

const toDraft = (row: DraftRow): TypeDraft => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  design: row.design,
  state: row.state,
  revision: row.revision,
  changedBy: toHex(row.changed_by),
  changedAt: secondsOf(row.changed_at),
  file: row.file,
});

/** What is published under a name, the newest version first. */
export type PublishedName = {
  readonly authority: AuthorityId;
  readonly version: number;
};

/** Drafts of document types, and what was published of them. */
export class PgTypeDrafts {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Those who publish, and those who count, go one after the other until the transaction ends. */
  async alone(tx: Transaction): Promise<void> {
    await tx.query("select pg_advisory_xact_lock($1)", [publishLock]);
  }

  async list(
    authorities: readonly AuthorityId[],
    state: DraftState | undefined,
  ): Promise<readonly DraftInList[]> {
    const { rows } = await this.#database.query<
      DraftRow & { approvals: number; last_step: DraftStep["step"] | null }
    >(
      `select ${columns},
         (select count(*)::int from document_type_approvals where draft_id = d.id) as approvals,
         (select step from document_type_steps where draft_id = d.id
          order by number desc limit 1) as last_step
       from document_type_drafts d
       where authority_id = any($1::bytea[]) and ($2::text is null or state = $2)
       order by changed_at desc, id limit $3`,
      [authorities.map(fromHex), state ?? null, apiLimits.typeDraftsListed],
    );
    return rows.map((row) => ({
      ...toDraft(row),
      approvals: row.approvals,
      lastStep: row.last_step,
    }));
  }

  /** @param within locks it, where it is a transaction */
  async find(id: string, within?: Transaction): Promise<TypeDraft | null> {
    const lock = within === undefined ? "" : "for update";
    const { rows } = await (within ?? this.#database).query<DraftRow>(
      `select ${columns} from document_type_drafts where id = $1 ${lock}`,
      [id],
    );
    return rows[0] ? toDraft(rows[0]) : null;
  }

  async count(tx: Transaction, authority: AuthorityId): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `select count(*)::int as count from document_type_drafts
       where authority_id = $1 and state in ('draft', 'review')`,
      [fromHex(authority)],
    );
    return rows[0]?.count ?? 0;
  }

  async save(tx: Transaction, draft: TypeDraft): Promise<void> {
    await tx.query(
      `insert into document_type_drafts (${columns})
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7), $8)
       on conflict (id) do update set design = excluded.design, state = excluded.state,
         revision = excluded.revision, changed_by = excluded.changed_by,
         changed_at = excluded.changed_at, file = excluded.file`,
      [
        draft.id,
        fromHex(draft.authority),
        JSON.stringify(draft.design),
        draft.state,
        draft.revision,
        fromHex(draft.changedBy),
        draft.changedAt,
        draft.file,
      ],
    );
  }

  /** @returns how many steps it has now */
  async addStep(tx: Transaction, draft: string, step: DraftStep): Promise<number> {
    const { rows } = await tx.query<{ number: number }>(
      `insert into document_type_steps (draft_id, number, at, account, step, revision, reason)
       select $1, coalesce(max(number), 0) + 1, to_timestamp($2), $3, $4, $5, $6
       from document_type_steps where draft_id = $1
       returning number`,
      [draft, step.at, fromHex(step.account), step.step, step.revision, step.reason],
    );
    return rows[0]?.number ?? 0;
  }

  /** The newest first. */
  async steps(draft: string): Promise<readonly DraftStep[]> {
    const { rows } = await this.#database.query<StepRow>(
      `select at, account, step, revision, reason from document_type_steps
       where draft_id = $1 order by number desc limit $2`,
      [draft, apiLimits.typeDraftsListed],
    );
    return rows.map(({ at, account, ...step }) => ({
      ...step,
      at: secondsOf(at),
      account: toHex(account),
    }));
  }

  async approvals(
    draft: string,
    within: Queryable = this.#database,
  ): Promise<readonly DraftApproval[]> {
    const { rows } = await within.query<ApprovalRow>(
      `select account, authority_id, chain_id, registry, signature, at
       from document_type_approvals where draft_id = $1 order by at, account`,
      [draft],
    );
    return rows.map((row) => ({
      account: toHex(row.account),
      authority: authorityIdFrom(row.authority_id),
      chainId: Number(row.chain_id),
      registry: toHex(row.registry),
      signature: toHex(row.signature),
      at: secondsOf(row.at),
    }));
  }

  async addApproval(tx: Transaction, draft: string, approval: DraftApproval): Promise<void> {
    await tx.query(
      `insert into document_type_approvals
         (draft_id, account, authority_id, chain_id, registry, signature, at)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7))`,
      [
        draft,
        fromHex(approval.account),
        fromHex(approval.authority),
        approval.chainId,
        fromHex(approval.registry),
        fromHex(approval.signature),
        approval.at,
      ],
    );
  }

  /** @param accounts whose; all when absent */
  async dropApprovals(tx: Transaction, draft: string, accounts?: readonly Hex[]): Promise<void> {
    await tx.query(
      `delete from document_type_approvals
       where draft_id = $1 and ($2::bytea[] is null or account = any($2::bytea[]))`,
      [draft, accounts?.map(fromHex) ?? null],
    );
  }

  /** The newest version that was published under a name; null when none was. */
  async published(name: string, within: Queryable = this.#database): Promise<PublishedName | null> {
    const { rows } = await within.query<{ authority_id: Buffer; version: number }>(
      `select authority_id, version from published_document_types
       where name = $1 order by version desc limit 1`,
      [name],
    );
    const [row] = rows;
    return row === undefined
      ? null
      : { authority: authorityIdFrom(row.authority_id), version: row.version };
  }

  /** The draft of an earlier version that was published. */
  async publishedDraft(name: string, version: number): Promise<TypeDraft | null> {
    const { rows } = await this.#database.query<{ draft_id: string }>(
      "select draft_id from published_document_types where name = $1 and version = $2",
      [name, version],
    );
    return rows[0] ? this.find(rows[0].draft_id) : null;
  }

  async publishedCount(tx: Transaction): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      "select count(*)::int as count from published_document_types",
    );
    return rows[0]?.count ?? 0;
  }

  /** To be called alone. */
  async publish(
    tx: Transaction,
    draft: Pick<TypeDraft, "id" | "design">,
    id: DocumentTypeId,
    { authority, file, approvals }: PublishedType,
    at: number,
  ): Promise<void> {
    await tx.query(
      `insert into published_document_types
         (number, id, name, version, authority_id, draft_id, file, approvals, published_at)
       select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, to_timestamp($8)
       from published_document_types`,
      [
        fromHex(id),
        draft.design.name,
        draft.design.version,
        fromHex(authority),
        draft.id,
        file,
        JSON.stringify(approvals),
        at,
      ],
    );
  }
}
