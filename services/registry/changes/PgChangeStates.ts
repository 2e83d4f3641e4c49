import { type Hex, toHex } from "@sello/sdk";
import type { Queryable, Row } from "../../platform/database/Transaction.ts";
import { limits } from "../../platform/limits.ts";

/** What became of a relayed request. */
export type ChangeState = {
  /** Decimal; what `submit` returned. */
  readonly id: string;
  /** `sent` until its transaction is in a block. */
  readonly state: "sent" | "effective" | "refused";
  readonly transactionHash: string;
  readonly blockNumber: bigint | null;
  /** Name and arguments of the contract's error, if it refused. */
  readonly error: unknown;
};

/** With what was asked for, and when. */
export type RelayedChange = ChangeState & {
  /** The transaction as it was sent last: what `readRelayed` reads. */
  readonly raw: Hex;
  /** Unix seconds. */
  readonly sentAt: number;
  /** When a block took it up; null before. */
  readonly endedAt: number | null;
};

type StateRow = Row & {
  id: string;
  hash: Buffer;
  state: "signed" | "mined" | "reverted";
  block_number: string | null;
  error: unknown;
};

type ChangeRow = StateRow & { raw: Buffer; created: number; ended: number | null };

const states = { signed: "sent", mined: "effective", reverted: "refused" } as const;

const stateColumns = "id, hash, state, block_number, error";

const columns = `${stateColumns}, raw,
  floor(extract(epoch from created_at))::float8 as created,
  floor(extract(epoch from mined_at))::float8 as ended`;

/** Changes of the registry, and of officers' accounts, as the journal of chain transactions has them. */
export class PgChangeStates {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Without what was asked for, which may be long. */
  async stateOf(id: bigint): Promise<ChangeState | null> {
    const { rows } = await this.#database.query<StateRow>(
      `select ${stateColumns} from chain_transactions
       where id = $1 and purpose in ('registry', 'seal', 'account')`,
      [id],
    );
    return rows[0] ? toState(rows[0]) : null;
  }

  /** By their ids; without those that there are not. */
  async ofMany(ids: readonly bigint[]): Promise<ReadonlyMap<string, RelayedChange>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.#database.query<ChangeRow>(
      `select ${columns} from chain_transactions
       where id = any($1::bigint[]) and purpose in ('registry', 'seal', 'account')`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, toChange(row)]));
  }

  /** Those that are under way, and those that ended lately; the newest of them, newest first. */
  async recent(): Promise<readonly RelayedChange[]> {
    const { rows } = await this.#database.query<ChangeRow>(
      `select ${columns} from chain_transactions
       where purpose = 'registry' and (state = 'signed' or mined_at > now() - make_interval(secs => $1))
       order by id desc limit $2`,
      [limits.registryChangeShownSeconds, limits.registryChangesListed],
    );
    return rows.map(toChange);
  }

  /** Whether requests are still on their way to a block, and the newest block that holds one. */
  async progress(): Promise<{ underWay: boolean; newestBlock: bigint | null }> {
    const { rows } = await this.#database.query<{ under_way: boolean; newest: string | null }>(
      `select coalesce(bool_or(state = 'signed'), false) as under_way, max(block_number) as newest
       from chain_transactions where purpose = 'registry'`,
    );
    const newest = rows[0]?.newest ?? null;
    return {
      underWay: rows[0]?.under_way ?? false,
      newestBlock: newest === null ? null : BigInt(newest),
    };
  }
}

const toState = (row: StateRow): ChangeState => ({
  id: row.id,
  state: states[row.state],
  transactionHash: toHex(row.hash),
  blockNumber: row.block_number === null ? null : BigInt(row.block_number),
  error: row.error,
});

const toChange = (row: ChangeRow): RelayedChange => ({
  ...toState(row),
  raw: toHex(row.raw),
  sentAt: row.created,
  endedAt: row.ended,
});
