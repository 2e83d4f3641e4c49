import { type AuthorityId, authorityIdFrom, type Hex } from "@sello/sdk";
import { officerOf } from "../../../http/Caller.ts";
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
  /** The key that asks, where no more than so many documents may be issued with it in a day; else null. */
  readonly limited: { readonly callerId: string; readonly limit: number } | null;
};

type MandateRow = {
  authority_id: Buffer;
  document_type: string;
  dry_run: boolean;
  requested_by: string;
  good: boolean;
  key_id: string | null;
  documents_per_day: number | null;
};

/** Whether an account has the role at an authority, now, that importing takes. */
type MayIssue = (account: Hex, authority: AuthorityId) => Promise<boolean>;

type Known = { readonly readMs: number; readonly mandate: Mandate };

/**
 * Imports as the process that works on them cannot have written them: whose they are, of which type, and whether the API
 * key or the officer that asks for them may still do so. Each is looked up again after `limits.mandateMs`.
 */
export class PgMandates {
  readonly #database: Queryable;
  readonly #mayIssue: MayIssue;
  readonly #known = new BoundedCache<string, Known>(limits.mandatesKnown);

  constructor(database: Queryable, mayIssue: MayIssue) {
    this.#database = database;
    this.#mayIssue = mayIssue;
  }

  /** None, or not any more: `DeskRefused` `desk.no_mandate`. */
  async of(id: string): Promise<Mandate> {
    const known = this.#known.get(id);
    if (known && performance.now() - known.readMs < limits.mandateMs) return known.mandate;
    this.#known.delete(id);
    const { rows } = await this.#database.query<MandateRow>(
      `select i.authority_id, i.document_type, i.dry_run, i.requested_by,
         i.state in ('running', 'paused') and i.created_at > now() - make_interval(days => $2)
           and k.revoked_at is null as good,
         k.id as key_id, k.documents_per_day
       from imports i left join api_keys k on 'api-key:' || k.id = i.requested_by
       where i.id = $1`,
      [id, limits.mandateDays],
    );
    const [row] = rows;
    if (row === undefined || !row.good || !(await this.#isWanted(row)))
      throw new DeskRefused(
        "desk.no_mandate",
        "The import is not under way, its API key has ended, or its officer may not issue any more. Resume it as one who may.",
      );
    const mandate = {
      id,
      authority: authorityIdFrom(row.authority_id),
      typeName: row.document_type,
      dryRun: row.dry_run,
      limited: toLimited(row),
    };
    this.#known.set(id, { readMs: performance.now(), mandate });
    return mandate;
  }

  /** As `of`, whatever is known of it. */
  again(id: string): Promise<Mandate> {
    this.#known.delete(id);
    return this.of(id);
  }

  /** Whether its file is coming in: then nothing is issued yet, and its rows are sealed. */
  async isReceiving(id: string): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      "select from imports where id = $1 and state = 'receiving'",
      [id],
    );
    return rowCount > 0;
  }

  /** An officer's import goes on after they have signed out, as long as they have the role. */
  async #isWanted({ requested_by, authority_id }: MandateRow): Promise<boolean> {
    const officer = officerOf(requested_by);
    return officer === null || this.#mayIssue(officer, authorityIdFrom(authority_id));
  }
}

const toLimited = ({ key_id, documents_per_day }: MandateRow): Mandate["limited"] =>
  key_id === null || documents_per_day === null
    ? null
    : { callerId: key_id, limit: documents_per_day };
