import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { clusterOf } from "../../dev/postgres/clusterPlace.ts";
import { EmbeddedPostgres } from "../../dev/postgres/EmbeddedPostgres.ts";
import { makeStandby, makeSynchronous } from "../../dev/postgres/makeStandby.ts";
import { readPidFile } from "../../dev/postgres/runServer.ts";
import { familyOf, killHard, runs } from "../../scripts/kill-harness/processes.ts";
import { freePort } from "../support/postgres.ts";

const names = ["one", "two"] as const;
const pollMs = 20;
const startMsMax = 30_000;

/** A primary and its synchronous standby, which the program did not start and does not steer. */
export class DatabasePair {
  readonly #folder: string;
  readonly #servers: readonly [EmbeddedPostgres, EmbeddedPostgres];
  /** Which of the two is the primary. */
  #primary: 0 | 1 = 0;

  private constructor(folder: string, servers: readonly [EmbeddedPostgres, EmbeddedPostgres]) {
    this.#folder = folder;
    this.#servers = servers;
  }

  static async start(): Promise<DatabasePair> {
    const folder = mkdtempSync(join(tmpdir(), "sello-pair-"));
    // Run by root, the servers have an account of their own, which must be able to enter the folder.
    chmodSync(folder, 0o755);
    const password = randomBytes(12).toString("base64url");
    const ports = [await freePort(), await freePort()];
    const [one, two] = names.map((name, index) => {
      const port = ports[index] ?? 0;
      return new EmbeddedPostgres({ directory: join(folder, name), port, password });
    }) as [EmbeddedPostgres, EmbeddedPostgres];
    await one.start();
    const pair = new DatabasePair(folder, [one, two]);
    await pair.#follow();
    return pair;
  }

  get primary(): EmbeddedPostgres {
    return this.#servers[this.#primary];
  }

  /** The other one: the standby, or the former primary once there was a promotion. */
  get other(): EmbeddedPostgres {
    return this.#servers[this.#former];
  }

  /** Of both, in an order that stays the same. */
  url(database: string): string {
    const [one, two] = this.#servers.map((server) => new URL(server.url(database)));
    return one?.href.replace(one.host, `${one.host},${two?.host}`) ?? "";
  }

  /** Process of the primary that the others of it descend from; null when it does not run. */
  primaryPid(): number | null {
    return this.#pid(this.#primary);
  }

  killPrimary(): Promise<void> {
    return this.#kill(this.#primary);
  }

  killOther(): Promise<void> {
    return this.#kill(this.#former);
  }

  /** The standby is the primary from now on. What was the primary stays as it is. */
  async promote(): Promise<void> {
    await ask(this.other, "select pg_promote(true, 60)");
    this.#primary = this.#former;
  }

  /** The former primary, as it was before, open for writing: as if nobody had told it. */
  async startFormer(): Promise<void> {
    await this.other.start();
    await ask(this.other, "alter system reset synchronous_standby_names");
    await ask(this.other, "select pg_reload_conf()");
  }

  /** The primary that was promoted gets a standby again, in place of the former primary. */
  async replaceFormer(): Promise<void> {
    await this.other.stop();
    rmSync(clusterOf(this.#directory(this.#former)), { recursive: true });
    await this.#follow();
  }

  async dispose(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #follow(): Promise<void> {
    const name = names[this.#former];
    await makeStandby(this.primary, this.other, name);
    const late = delay(startMsMax, "late", { ref: false });
    if ((await Promise.race([makeSynchronous(this.primary, name), late])) === "late")
      throw new Error("the standby did not follow in time");
  }

  get #former(): 0 | 1 {
    return this.#primary === 0 ? 1 : 0;
  }

  #pid(index: 0 | 1): number | null {
    const cluster = clusterOf(this.#directory(index));
    const pid = readPidFile(cluster)?.pid ?? 0;
    return runs(pid, cluster) ? pid : null;
  }

  /** As a power cut does: all of it at once, nothing is finished. */
  async #kill(index: 0 | 1): Promise<void> {
    const pid = this.#pid(index);
    for (const each of pid === null ? [] : familyOf(pid)) killHard(each);
    while (this.#pid(index) !== null) await delay(pollMs);
  }

  #directory(index: 0 | 1): string {
    return join(this.#folder, names[index]);
  }
}

/** One statement, over a connection of its own. */
export async function ask<R extends pg.QueryResultRow>(
  server: EmbeddedPostgres,
  text: string,
  database = "postgres",
): Promise<R[]> {
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}
