import { type AuthorityId, authorityIdFrom } from "@sello/sdk";
import { BoundedCache } from "../../../platform/BoundedCache.ts";
import type { Queryable } from "../../../platform/database/Transaction.ts";
import { limits } from "../../../platform/limits.ts";
import { DeskRefused } from "../errors.ts";

/** What an import that is under way allows. */
export type Mandate = {
  readonly id: string;
  readonly authority: AuthorityId;
  /** Name of the document type. */
  readonly typeName: string;
  /** It validates, and issues nothing. */
  readonly dryRun: boolean;
};

type MandateRow = {
  authority_id: Buffer;
  document_type: string;
  dry_run: boolean;
  good: boolean;
};

type Known = { readonly readMs: number; readonly mandate: Mandate };

/**
 * Imports as the process that works on them cannot have written them: whose they are, of which type, and whether the API
 * key that sent them is good. Each is looked up again after `limits.mandateMs`.
 */
export class PgMandates {
  readonly #database: Queryable;
  readonly #known = new BoundedCache<string, Known>(limits.mandatesKnown);

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** None, or not any more: `DeskRefused` `desk.no_mandate`. */
  async of(id: string): Promise<Mandate> {
    const known = this.#known.get(id);
    if (known && performance.now() - known.readMs < limits.mandateMs) return known.mandate;
    this.#known.delete(id);
    const { rows } = await this.#database.query<MandateRow>(
      `select i.authority_id, i.document_type, i.dry_run,
         i.state in ('running', 'paused') and i.created_at > now() - make_interval(days => $2)
           and k.revoked_at is null as good
       from imports i left join api_keys k on 'api-key:' || k.id = i.requested_by
       where i.id = $1`,
      [id, limits.mandateDays],
    );
    const [row] = rows;
    if (row === undefined || !row.good)
      throw new DeskRefused(
        "desk.no_mandate",
        "The import is not under way, or its API key has ended.",
      );
    const mandate = {
      id,
      authority: authorityIdFrom(row.authority_id),
      typeName: row.document_type,
      dryRun: row.dry_run,
    };
    this.#known.set(id, { readMs: performance.now(), mandate });
    return mandate;
  }
}
