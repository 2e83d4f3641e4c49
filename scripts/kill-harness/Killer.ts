import { setTimeout as delay } from "node:timers/promises";
import { connectPrimary } from "../../services/platform/database/servers/connectPrimary.ts";
import type { Migration } from "./Migration.ts";
import type { Promotion } from "./Promotion.ts";
import { killHard } from "./processes.ts";
import type { KilledPart, Sello } from "./Sello.ts";
import type { Kill, KillKind } from "./schedule.ts";

const targetMsMax = 30_000;
/** In place of the process of a chain that the network has left. */
const gone = 0;
const pollMs = 20;
const wellPollMs = 100;
/** A part that was killed has to be back, by the program's own doing, in this time. */
const backMsMax = 60_000;

export type KillerOptions = {
  readonly sello: Sello;
  readonly violate: (what: string) => void;
  /** The one that is to happen in the middle of the kills. */
  readonly migration: Migration | null;
  /** Of a database that others run: then they start it again. */
  readonly promotion: Promotion | null;
};

/** Kills what the schedule says, and starts again what does not start again by itself. */
export class Killer {
  readonly #options: KillerOptions;
  readonly done: Partial<Record<KillKind | "standby", number>> = {};
  /** How many of them fell into the migration. */
  inMigration = 0;

  constructor(options: KillerOptions) {
    this.#options = options;
  }

  async kill({ kind, delayMs }: Kill): Promise<void> {
    if (this.#options.migration?.isUnderWay) this.inMigration += 1;
    if (kind === "start") await this.#killAtStart(delayMs);
    else {
      await this.#well();
      await delay(delayMs);
    }
    const killed = await this.#killNow(kind);
    this.done[killed] = (this.done[killed] ?? 0) + 1;
    if (kind === "program" || kind === "start" || kind === "service") await this.#start();
  }

  /** @returns what was killed: of two servers of the database, one */
  async #killNow(kind: KillKind): Promise<KillKind | "standby"> {
    const { sello, promotion } = this.#options;
    if (kind === "database" && promotion !== null) return promotion.killOne();
    if (kind === "program") await sello.killAll();
    else if (kind === "backend") await this.#killBackend();
    else if (kind !== "start") await this.#killPart(kind);
    return kind;
  }

  /** Until the program says that it is well again: one that is killed before it works shows nothing. */
  async #well(): Promise<void> {
    const deadline = performance.now() + backMsMax;
    for (;;) {
      const answer = await fetch(`${this.#options.sello.url}/readyz`).catch(() => null);
      await answer?.arrayBuffer().catch(() => {});
      if (answer?.status === 200) return;
      if (performance.now() > deadline) return this.#options.violate("not well again in time");
      await delay(wellPollMs);
    }
  }

  async #killAtStart(delayMs: number): Promise<void> {
    const { sello } = this.#options;
    await sello.killAll();
    sello.spawn();
    await delay(delayMs);
    await sello.killAll();
  }

  async #killPart(part: KilledPart): Promise<void> {
    const { sello } = this.#options;
    const hasLeft = () => part === "chain" && this.#options.migration?.hasLeftChain === true;
    const pid = await within(targetMsMax, () => (hasLeft() ? gone : sello.pidOf(part)));
    if (pid === gone) return this.#options.migration?.silenceChain();
    if (pid === null) {
      this.#options.violate(`${part}: not there to be killed`);
      return;
    }
    killHard(pid);
    if (part === "service") return sello.ended();
    const isBack = () => {
      if (hasLeft()) return gone;
      const now = sello.pidOf(part);
      return now !== null && now !== pid ? now : null;
    };
    if ((await within(backMsMax, isBack)) === null) {
      this.#options.violate(`${part}: did not come back after it was killed; started all again`);
      await sello.stop();
      await this.#start();
    }
  }

  /** A backend of an import thread if there is one, else of anybody's. */
  async #killBackend(): Promise<void> {
    try {
      const client = await connectPrimary(this.#options.sello.databaseUrl, "kills");
      client.on("error", () => {});
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name like 'sello%' and pid <> pg_backend_pid()
         order by (application_name = 'sello-import') desc, (state = 'active') desc, random() limit 1`,
      );
      await client.end();
      if (rows[0]) killHard(rows[0].pid);
    } catch {
      // The database is on its way up again after the kill before.
    }
  }

  async #start(): Promise<void> {
    const { sello, violate } = this.#options;
    try {
      await sello.up();
    } catch (error) {
      violate(`did not start after a kill: ${error}`);
      await sello.killAll();
      await sello.up();
    }
  }
}

async function within<T>(ms: number, look: () => T | null): Promise<T | null> {
  const deadline = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== null || performance.now() > deadline) return found;
    await delay(pollMs);
  }
}
