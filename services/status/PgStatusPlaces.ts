import { type AuthorityId, fromHex } from "@sello/sdk";
import type { Queryable, Transactor } from "../platform/database/Transaction.ts";
import { limits } from "../platform/limits.ts";
import { drawOrder } from "./drawOrder.ts";
import type { StatusPlace, StatusPlaces } from "./StatusPlaces.ts";

type Slice = { readonly number: number; readonly places: Buffer };

/**
 * Places in status lists, handed out by raising a counter. Each `take` commits by itself: a place whose
 * taker fails is never used, which costs 2 bits and spares a lock that would last as long as issuing does.
 */
export class PgStatusPlaces implements StatusPlaces {
  readonly #database: Queryable & Transactor;
  readonly #entries: number;

  /** @param entries places of a new list; for tests, anything up to what the contract holds */
  constructor(database: Queryable & Transactor, entries: number = limits.statusListEntries) {
    this.#database = database;
    this.#entries = entries;
  }

  async take(authority: AuthorityId, count: number): Promise<StatusPlace[]> {
    const taken: StatusPlace[] = [];
    while (taken.length < count) {
      const wanted = count - taken.length;
      const slice =
        (await this.#takeWhole(authority, wanted)) ?? (await this.#takeRest(authority, wanted));
      if (slice === null) await this.#openList(authority);
      else append(taken, slice);
    }
    return taken;
  }

  /** The usual case, in one statement: the newest list has them all. */
  async #takeWhole(authority: AuthorityId, count: number): Promise<Slice | null> {
    const { rows } = await this.#database.query<Slice>(
      `update status_lists set used = used + $2
       where authority_id = $1
         and number = (select max(number) from status_lists where authority_id = $1)
         and used + $2 <= octet_length(places) / 4
       returning number, substring(places from (used - $2) * 4 + 1 for $2 * 4) as places`,
      [fromHex(authority), count],
    );
    return rows[0] ?? null;
  }

  /** What is left in the newest list, up to `count`; null when that is nothing. */
  #takeRest(authority: AuthorityId, count: number): Promise<Slice | null> {
    return this.#database.transaction(async (tx) => {
      const { rows } = await tx.query<{ number: number; used: number; left: number }>(
        `select number, used, octet_length(places) / 4 - used as left from status_lists
         where authority_id = $1 order by number desc limit 1 for update`,
        [fromHex(authority)],
      );
      const list = rows[0];
      if (list === undefined || list.left === 0) return null;
      const taken = await tx.query<Slice>(
        `update status_lists set used = used + $3 where authority_id = $1 and number = $2
         returning number, substring(places from $4::int * 4 + 1 for $3 * 4) as places`,
        [fromHex(authority), list.number, Math.min(list.left, count), list.used],
      );
      return taken.rows[0] ?? null;
    });
  }

  /** Opens the next list if the newest is full. Of several who try at once, one succeeds. */
  async #openList(authority: AuthorityId): Promise<void> {
    await this.#database.query(
      `insert into status_lists (authority_id, number, places)
       select $1, coalesce(max(number) + 1, 0), $2 from status_lists where authority_id = $1
       having coalesce(bool_and(used = octet_length(places) / 4), true)
       on conflict do nothing`,
      [fromHex(authority), drawOrder(this.#entries)],
    );
  }
}

function append(places: StatusPlace[], { number, places: bytes }: Slice): void {
  for (let offset = 0; offset < bytes.length; offset += 4) {
    places.push({ list: number, index: bytes.readUInt32BE(offset) });
  }
}
