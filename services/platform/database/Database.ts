import pg from "pg";
import { Unavailable } from "../errors.ts";
import { type Logger, silentLogger } from "../Logger.ts";
import { limits } from "../limits.ts";
import { Primary } from "./servers/Primary.ts";
import { primaryClient } from "./servers/PrimaryClient.ts";
import { serverUrls } from "./servers/serverUrls.ts";
import { isOutdatedPlan, prepareAnew, toStatement } from "./statements.ts";
import type { Queryable, Row, Transaction, Transactor } from "./Transaction.ts";

// Class 08 and 57P0x mean that the server is gone or going: the request may be tried again. 25006: it is in recovery, so
// another one is the primary, or will be.
const unavailableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "25006",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
]);

// Serialization failure and deadlock: the same work succeeds when it is run again.
const repeatableCodes = new Set(["40001", "40P01"]);
const repetitions = 5;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;

const isConnectionLoss = (error: unknown): boolean =>
  unavailableCodes.has(codeOf(error) ?? "") ||
  (error instanceof Error &&
    /Connection terminated|timeout exceeded when trying|is not queryable/.test(error.message));

const diskFull = "53100";

function toDomain(error: unknown): unknown {
  // The server undid the statement and goes on; with space on its disk, the same request succeeds.
  if (codeOf(error) === diskFull)
    return new Unavailable("database.unavailable", "The disk of the database is full.", error);
  if (!isConnectionLoss(error)) return error;
  return new Unavailable("database.unavailable", "The database does not answer.", error);
}

export type DatabaseOptions = {
  readonly connectionsMax?: number;
  readonly name?: string;
  /** Told which of several servers is the primary. */
  readonly logger?: Logger;
};

/**
 * PostgreSQL by one pool of connections, all to the primary when the URL names several servers. Throws `Unavailable`
 * (`database.unavailable`) when it is gone.
 */
export class Database implements Queryable, Transactor {
  readonly pool: pg.Pool;
  /** Null with a single server. */
  readonly #primary: Primary | null;

  constructor(url: string, options: DatabaseOptions = {}) {
    const urls = serverUrls(url);
    this.#primary = urls.length > 1 ? new Primary(urls, options.logger ?? silentLogger) : null;
    this.#primary?.loop.start();
    this.pool = new pg.Pool({
      ...(this.#primary && { Client: primaryClient(this.#primary) }),
      connectionString: urls[0],
      max: options.connectionsMax ?? 10,
      application_name: options.name ?? "sello",
      connectionTimeoutMillis: 5_000,
      statement_timeout: limits.statementMs,
    });
    // An idle connection that breaks is replaced at the next query; it must not end the process.
    this.pool.on("error", () => {});
  }

  async query<R extends Row = Row>(text: string, values: readonly unknown[] = []) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.pool.query<R>(toStatement(text, values));
        return { rows: result.rows, rowCount: result.rowCount ?? 0 };
      } catch (error) {
        // It was refused before it began.
        if (attempt < repetitions && isOutdatedPlan(error)) prepareAnew();
        else throw toDomain(error);
      }
    }
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (isOutdatedPlan(error)) prepareAnew();
        else if (!repeatableCodes.has(codeOf(error) ?? "")) throw toDomain(error);
        if (attempt >= repetitions) throw toDomain(error);
      }
    }
  }

  async #once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const noteLoss = (error: Error) => {
      broken = error;
    };
    client.on("error", noteLoss);
    try {
      await client.query("begin");
      const result = await work(toTransaction(client));
      await client.query("commit");
      return result;
    } catch (error) {
      if (isConnectionLoss(error)) broken = error as Error;
      else await client.query("rollback").catch(noteLoss);
      throw error;
    } finally {
      client.off("error", noteLoss);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.#primary?.loop.stop();
  }
}

function toTransaction(client: pg.PoolClient): Transaction {
  const query: Queryable["query"] = async <R extends Row = Row>(
    text: string,
    values: readonly unknown[] = [],
  ) => {
    const result = await client.query<R>(toStatement(text, values));
    return { rows: result.rows, rowCount: result.rowCount ?? 0 };
  };
  return { query } as Transaction;
}
