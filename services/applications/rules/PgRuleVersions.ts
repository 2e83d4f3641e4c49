import type { RuleVersionState } from "@sello/api";
import {
  type AuthorityId,
  authorityIdFrom,
  type DocumentId,
  fromHex,
  type Hex,
  toHex,
} from "@sello/sdk";
import type {
  Queryable,
  Row,
  Transaction,
  Transactor,
} from "../../platform/database/Transaction.ts";
import { applicationLimits } from "../applicationLimits.ts";
import type { KeptSignature, RuleGrant, RuleVersion } from "./RuleVersion.ts";

type VersionRow = Row &
  Omit<RuleVersion, "authority" | "rulesSha256"> & { authority: Buffer; rulesSha256: Buffer };
type SignatureRow = Row & {
  account: Buffer;
  signature: Buffer;
  chainId: string;
  registry: Buffer;
  at: number;
};
type GrantRow = Row &
  Omit<RuleGrant, "authority" | "account"> & { authority: Buffer; account: Buffer };

const seconds = (column: string) => `floor(extract(epoch from ${column}))::float8`;
const columns = `id, item, number, authority_id as authority, rules, cases, rules_sha256 as "rulesSha256", state,
  ${seconds("valid_from")} as from, ${seconds("valid_until")} as until, revision, changed_by as "changedBy",
  ${seconds("changed_at")} as "changedAt", document, ${seconds("published_at")} as "publishedAt"`;
const grantColumns = `id, version, authority_id as authority, account, ${seconds("granted_at")} as "grantedAt",
  ${seconds("ended_at")} as "endedAt", ended_by as "endedBy"`;

/** Tables `rule_versions`, `rule_signatures`, `rule_grants`. */
export class PgRuleVersions implements Transactor {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** Those who number the versions of an item go one after the other until `tx` ends. */
  async alone(tx: Transaction, item: string): Promise<void> {
    await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 222))", [`rules ${item}`]);
  }

  /** Null: no such. @param within locks it, where it is a transaction */
  async find(id: string, within?: Transaction): Promise<RuleVersion | null> {
    const { rows } = await (within ?? this.#database).query<VersionRow>(
      `select ${columns} from rule_versions where id = $1 ${within ? "for update" : ""}`,
      [id],
    );
    return rows[0] ? toVersion(rows[0]) : null;
  }

  /** Of these authorities, those last changed first. */
  async ofAuthorities(authorities: readonly AuthorityId[]): Promise<readonly RuleVersion[]> {
    const { rows } = await this.#database.query<VersionRow>(
      `select ${columns} from rule_versions where authority_id = any($1::bytea[]) and state <> 'discarded'
       order by changed_at desc, id limit $2`,
      [authorities.map(fromHex), applicationLimits.ruleVersionsListed],
    );
    return rows.map(toVersion);
  }

  /** Published versions of an item, the newest first. */
  async published(
    item: string,
    queryable: Queryable = this.#database,
  ): Promise<readonly RuleVersion[]> {
    const { rows } = await queryable.query<VersionRow>(
      `select ${columns} from rule_versions where item = $1 and state = 'published'
       order by number desc limit $2`,
      [item, applicationLimits.ruleVersionsListed],
    );
    return rows.map(toVersion);
  }

  /** A published version by its number; null: no such. */
  async byNumber(item: string, number: number): Promise<RuleVersion | null> {
    const { rows } = await this.#database.query<VersionRow>(
      `select ${columns} from rule_versions where item = $1 and number = $2 and state = 'published'`,
      [item, number],
    );
    return rows[0] ? toVersion(rows[0]) : null;
  }

  /** Ids of those that have begun: the ones in force come first, the newest before others. @param now unix seconds */
  async begun(item: string, now: number): Promise<readonly string[]> {
    const { rows } = await this.#database.query<{ id: string }>(
      `select id from rule_versions
       where item = $1 and state = 'published' and valid_from <= to_timestamp($2)
       order by coalesce(valid_until > to_timestamp($2), true) desc, number desc limit 4`,
      [item, now],
    );
    return rows.map(({ id }) => id);
  }

  async count(tx: Transaction, authority: AuthorityId): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `select count(*)::int as count from rule_versions
       where authority_id = $1 and state in ('draft', 'signing')`,
      [fromHex(authority)],
    );
    return rows[0]?.count ?? 0;
  }

  /** Whether a version of the item is being signed. */
  async isSigning(tx: Transaction, item: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      "select 1 from rule_versions where item = $1 and state = 'signing'",
      [item],
    );
    return rowCount > 0;
  }

  /** Writes it as it is now. */
  async save(tx: Transaction, version: RuleVersion): Promise<void> {
    const { id, item, number, authority, rules, cases, rulesSha256, state, from, until } = version;
    const { revision, changedBy, changedAt, document, publishedAt } = version;
    await tx.query(
      `insert into rule_versions (id, item, number, authority_id, rules, cases, rules_sha256, state, valid_from,
         valid_until, revision, changed_by, changed_at, document, published_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($10), $11, $12, to_timestamp($13), $14,
         to_timestamp($15))
       on conflict (id) do update set number = excluded.number, rules = excluded.rules, cases = excluded.cases,
         rules_sha256 = excluded.rules_sha256, state = excluded.state, valid_from = excluded.valid_from,
         valid_until = excluded.valid_until, revision = excluded.revision, changed_by = excluded.changed_by,
         changed_at = excluded.changed_at, document = excluded.document, published_at = excluded.published_at`,
      [
        ...[id, item, number, fromHex(authority), rules, cases],
        ...[Buffer.from(rulesSha256, "base64url"), state, from, until],
        ...[revision, changedBy, changedAt, document, publishedAt],
      ],
    );
  }

  async signatures(
    id: string,
    queryable: Queryable = this.#database,
  ): Promise<readonly KeptSignature[]> {
    const { rows } = await queryable.query<SignatureRow>(
      `select account, signature, chain_id as "chainId", registry, ${seconds("at")} as at
       from rule_signatures where version = $1 order by at, account`,
      [id],
    );
    return rows.map(({ account, signature, chainId, registry, at }) => ({
      account: toHex(account),
      signature: toHex(signature),
      chainId: Number(chainId),
      registry: toHex(registry),
      at,
    }));
  }

  /** Accounts that signed these versions, in the order in which they did. */
  async signersOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Hex[]>> {
    const { rows } = await this.#database.query<Row & { version: string; accounts: Buffer[] }>(
      `select version, array_agg(account order by at, account) as accounts
       from rule_signatures where version = any($1::uuid[]) group by version`,
      [ids],
    );
    return new Map(rows.map(({ version, accounts }) => [version, accounts.map(toHex)]));
  }

  async addSignature(tx: Transaction, id: string, signature: KeptSignature): Promise<void> {
    const { account, chainId, registry, at } = signature;
    await tx.query(
      `insert into rule_signatures (version, account, signature, chain_id, registry, at)
       values ($1, $2, $3, $4, $5, to_timestamp($6))`,
      [id, fromHex(account), fromHex(signature.signature), chainId, fromHex(registry), at],
    );
  }

  async dropSignatures(tx: Transaction, id: string): Promise<void> {
    await tx.query("delete from rule_signatures where version = $1", [id]);
  }

  /** Grants of a version, those that go on first. */
  async grants(version: string): Promise<readonly RuleGrant[]> {
    const { rows } = await this.#database.query<GrantRow>(
      `select ${grantColumns} from rule_grants where version = $1
       order by ended_at desc nulls first, granted_at desc limit $2`,
      [version, applicationLimits.ruleVersionsListed],
    );
    return rows.map(toGrant);
  }

  /** The one that goes on. */
  async liveGrant(
    queryable: Queryable,
    version: string,
    authority: AuthorityId,
  ): Promise<RuleGrant | null> {
    const { rows } = await queryable.query<GrantRow>(
      `select ${grantColumns} from rule_grants
       where version = $1 and authority_id = $2 and ended_at is null`,
      [version, fromHex(authority)],
    );
    return rows[0] ? toGrant(rows[0]) : null;
  }

  async grant(id: string): Promise<RuleGrant | null> {
    const { rows } = await this.#database.query<GrantRow>(
      `select ${grantColumns} from rule_grants where id = $1`,
      [id],
    );
    return rows[0] ? toGrant(rows[0]) : null;
  }

  /** False: one goes on already. */
  async addGrant(
    tx: Transaction,
    grant: Pick<RuleGrant, "id" | "version" | "authority">,
    { account, signature, chainId, registry, at }: KeptSignature,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `insert into rule_grants (id, version, authority_id, account, signature, chain_id, registry, granted_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8))
       on conflict (version, authority_id) where ended_at is null do nothing`,
      [
        ...[grant.id, grant.version, fromHex(grant.authority), fromHex(account)],
        ...[fromHex(signature), chainId, fromHex(registry), at],
      ],
    );
    return rowCount === 1;
  }

  /** Ends what goes on of the version at the authority. False: nothing does. */
  async endGrant(
    tx: Transaction,
    version: string,
    authority: AuthorityId,
    by: string,
    at: number,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update rule_grants set ended_at = to_timestamp($4), ended_by = $3
       where version = $1 and authority_id = $2 and ended_at is null`,
      [version, fromHex(authority), by, at],
    );
    return rowCount === 1;
  }
}

const toVersion = ({ authority, rulesSha256, ...row }: VersionRow): RuleVersion => ({
  ...row,
  state: row.state as RuleVersionState,
  document: row.document as DocumentId | null,
  authority: authorityIdFrom(authority),
  rulesSha256: rulesSha256.toString("base64url"),
});

const toGrant = ({ authority, account, ...row }: GrantRow): RuleGrant => ({
  ...row,
  authority: authorityIdFrom(authority),
  account: toHex(account),
});
