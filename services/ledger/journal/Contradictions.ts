import type { Queryable } from "../../platform/database/Transaction.ts";

/** Who noticed that chain and database disagree. */
export type ContradictionSource = "embedded" | "sender" | "indexer" | "checkpointer" | "status";

/** Contradictions between chain and database, kept where every process sees them. */
export class Contradictions {
  readonly #database: Queryable;
  readonly #of: number;
  readonly #reported = new Map<ContradictionSource, string | null>();

  /** @param of the chain or the deployment that the sources look at */
  constructor(database: Queryable, of = 1) {
    this.#database = database;
    this.#of = of;
  }

  /**
   * @param detail what and where, in words; holds no personal data
   * @returns whether it is news
   */
  async report(source: ContradictionSource, detail: string): Promise<boolean> {
    if (this.#reported.get(source) === detail) return false;
    await this.#database.query(
      `insert into chain_contradictions (source, detail) values ($1, $2)
       on conflict (source) do update set detail = excluded.detail, found_at = now()
       where chain_contradictions.detail <> excluded.detail`,
      [this.#nameOf(source), detail],
    );
    this.#reported.set(source, detail);
    return true;
  }

  /** Chain and database agree again, as far as this source sees. */
  async clear(source: ContradictionSource): Promise<void> {
    if (this.#reported.get(source) === null) return;
    await this.#database.query("delete from chain_contradictions where source = $1", [
      this.#nameOf(source),
    ]);
    this.#reported.set(source, null);
  }

  #nameOf(source: ContradictionSource): string {
    return this.#of === 1 ? source : `${source} ${this.#of}`;
  }

  /** All of them in words; null without any. */
  async current(): Promise<string | null> {
    const { rows } = await this.#database.query<{ source: string; detail: string }>(
      "select source, detail from chain_contradictions order by source",
    );
    return rows.length === 0
      ? null
      : rows.map(({ source, detail }) => `${source}: ${detail}`).join("; ");
  }
}
