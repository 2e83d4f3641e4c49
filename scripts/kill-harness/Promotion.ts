import { setTimeout as delay } from "node:timers/promises";
import { DatabasePair } from "../../test/program/DatabasePair.ts";
import type { Acknowledged } from "./Acknowledged.ts";

const databaseName = "sello";
/** Time that a server which was killed stays away. */
const downMs = 1_000;
const pollMs = 10;
const againMsMax = 60_000;

/**
 * A database with a synchronous standby, which the program does not run. Either is killed and comes back; once, the
 * primary does not: the standby is promoted, and gets one of its own.
 */
export class Promotion {
  readonly #pair: DatabasePair;
  /** One thing at a time is done to the servers. */
  #last: Promise<void> = Promise.resolve();
  #kills = 0;
  /** From the kill of the primary to the first document that was acknowledged after the promotion; null before. */
  outageMs: number | null = null;
  /** Of it, until the standby was promoted. */
  promotedMs: number | null = null;

  private constructor(pair: DatabasePair) {
    this.#pair = pair;
  }

  static async prepare(): Promise<Promotion> {
    const pair = await DatabasePair.start();
    await pair.primary.ensureDatabase(databaseName);
    return new Promotion(pair);
  }

  /** Of both servers. */
  get url(): string {
    return this.#pair.url(databaseName);
  }

  /** Kills the primary and the standby in turn, and starts again what was killed. @returns which it was */
  async killOne(): Promise<"database" | "standby"> {
    const part = this.#kills++ % 2 === 0 ? "database" : "standby";
    await this.#alone(async () => {
      if (part === "database") await this.#pair.killPrimary();
      else await this.#pair.killOther();
      await delay(downMs);
      if (part === "database") await this.#pair.primary.start();
      else await this.#pair.other.start();
    });
    return part;
  }

  /** Kills the primary for good. Resolves when the promoted one has a standby. */
  run(acknowledged: Acknowledged): Promise<void> {
    return this.#alone(async () => {
      await this.#pair.killPrimary();
      const killed = performance.now();
      await this.#pair.promote();
      this.promotedMs = Math.round(performance.now() - killed);
      const before = acknowledged.documents.size;
      while (acknowledged.documents.size === before) {
        if (performance.now() - killed > againMsMax)
          return acknowledged.violate("no document was issued after the promotion");
        await delay(pollMs);
      }
      this.outageMs = Math.round(performance.now() - killed);
      await this.#pair.replaceFormer();
    });
  }

  async dispose(): Promise<void> {
    await this.#last.catch(() => {});
    await this.#pair.dispose();
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
