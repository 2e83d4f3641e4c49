import { type AuthorityId, authorityIdFrom, fromHex, toHex } from "@sello/sdk";
import type { Queryable, Transaction, Transactor } from "../../platform/database/Transaction.ts";
import { flagsOf, rolesIn } from "../../registry/officerRoles.ts";
import type { StoredInvitation } from "./Invitation.ts";

type InvitationRow = {
  id: string;
  authority_id: Buffer;
  name: string;
  roles: number;
  replaces: Buffer | null;
  created: number;
  ends: number;
  revoked: number | null;
  used: number | null;
};

const seconds = (column: string): string => `extract(epoch from ${column})::float8`;
const columns = `id, authority_id, name, roles, replaces, ${seconds("created_at")} as created,
  ${seconds("ends_at")} as ends, ${seconds("revoked_at")} as revoked, ${seconds("used_at")} as used`;

const toInvitation = (row: InvitationRow): StoredInvitation => ({
  id: row.id,
  authority: authorityIdFrom(row.authority_id),
  name: row.name,
  roles: rolesIn(row.roles),
  replaces: row.replaces && toHex(row.replaces),
  createdAt: row.created,
  endsAt: row.ends,
  revokedAt: row.revoked,
  usedAt: row.used,
});

const isOpen = "used_at is null and revoked_at is null";

/** Table `officer_invitations`. */
export class PgInvitations {
  readonly #database: Queryable & Transactor;

  constructor(database: Queryable & Transactor) {
    this.#database = database;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** @param digest SHA-256 of the secret, 32 bytes */
  async insert(tx: Transaction, invitation: StoredInvitation, digest: Uint8Array): Promise<void> {
    const { id, authority, name, roles, replaces, createdAt, endsAt } = invitation;
    await tx.query(
      `insert into officer_invitations
         (id, secret_digest, authority_id, name, roles, replaces, created_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8))`,
      [
        id,
        digest,
        fromHex(authority),
        name,
        flagsOf(roles),
        replaces && fromHex(replaces),
        createdAt,
        endsAt,
      ],
    );
  }

  async countOpen(tx: Transaction, authority: AuthorityId, now: number): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `select count(*)::int as count from officer_invitations
       where authority_id = $1 and ${isOpen} and ends_at > to_timestamp($2)`,
      [fromHex(authority), now],
    );
    return rows[0]?.count ?? 0;
  }

  /** Deletes those that ended before: taken back, used or over. */
  async forget(tx: Transaction, before: number): Promise<void> {
    await tx.query(
      `delete from officer_invitations
       where coalesce(revoked_at, used_at, ends_at) < to_timestamp($1)`,
      [before],
    );
  }

  async byId(id: string): Promise<StoredInvitation | null> {
    return this.#one(this.#database, "id = $1", id);
  }

  async byDigest(digest: Uint8Array): Promise<StoredInvitation | null> {
    return this.#one(this.#database, "secret_digest = $1", digest);
  }

  /** Until the transaction ends nobody else uses it or takes it back. */
  async lock(tx: Transaction, digest: Uint8Array): Promise<StoredInvitation | null> {
    return this.#one(tx, "secret_digest = $1 for update", digest);
  }

  /** Newest first. */
  async list(authorities: readonly AuthorityId[]): Promise<readonly StoredInvitation[]> {
    const { rows } = await this.#database.query<InvitationRow>(
      `select ${columns} from officer_invitations where authority_id = any($1::bytea[])
       order by created_at desc, id`,
      [authorities.map(fromHex)],
    );
    return rows.map(toInvitation);
  }

  async noteUsed(tx: Transaction, id: string, at: number): Promise<void> {
    await tx.query("update officer_invitations set used_at = to_timestamp($2) where id = $1", [
      id,
      at,
    ]);
  }

  /** @returns whether it was open */
  async revoke(tx: Transaction, id: string, at: number): Promise<boolean> {
    const { rowCount } = await tx.query(
      `update officer_invitations set revoked_at = to_timestamp($2) where id = $1 and ${isOpen}`,
      [id, at],
    );
    return rowCount === 1;
  }

  async #one(
    db: Queryable,
    condition: string,
    value: string | Uint8Array,
  ): Promise<StoredInvitation | null> {
    const { rows } = await db.query<InvitationRow>(
      `select ${columns} from officer_invitations where ${condition}`,
      [value],
    );
    return rows[0] ? toInvitation(rows[0]) : null;
  }
}
