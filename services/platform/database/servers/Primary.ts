import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { Unavailable } from "../../errors.ts";
import type { Logger } from "../../Logger.ts";
import { limits } from "../../limits.ts";
import { SteadyLoop } from "../../loops/SteadyLoop.ts";
import { Anchor } from "./Anchor.ts";
import { askServer, cut, type ServerState } from "./askServer.ts";
import { choosePrimary } from "./choosePrimary.ts";
import { timelines } from "./Timelines.ts";

/**
 * Which of several servers is the primary now. One connection to it is kept and asked once a second; when it breaks, or
 * does not answer, all servers are asked until one is. When that is another one, connections to the former are cut.
 */
export class Primary {
  readonly loop: SteadyLoop;
  readonly #urls: readonly string[];
  readonly #logger: Logger;
  /** Connections that are open or being opened, and the server that each goes to. */
  readonly #clients = new Map<pg.Client, string>();
  #anchor: Anchor | null = null;
  #last: ServerState | null = null;
  #found = Promise.withResolvers<void>();
  #othersAskedAt = 0;

  constructor(urls: readonly string[], logger: Logger) {
    this.#urls = urls;
    this.#logger = logger;
    this.loop = new SteadyLoop({
      name: "primary of the database",
      step: (stopping) => this.#look(stopping),
      logger,
      retryMs: limits.databaseRetryMs,
      onStopped: async () => this.#drop(),
    });
  }

  /**
   * Makes a connection that is still to be opened one to the primary. Throws `Unavailable` (`database.unavailable`) when
   * none is found in `limits.databaseFindMs`.
   */
  async place(client: pg.Client): Promise<void> {
    const { url } = await this.#server();
    const { host, port } = new pg.Client({ connectionString: url });
    Object.assign(client, { host, port });
    this.#clients.set(client, url);
    client.once("end", () => this.#clients.delete(client));
  }

  async #server(): Promise<ServerState> {
    const late = delay(limits.databaseFindMs, undefined, { ref: false });
    if (this.#anchor === null) await Promise.race([this.#found.promise, late]);
    if (this.#anchor !== null) return this.#anchor.server;
    throw new Unavailable("database.unavailable", "No server of the database is a primary.");
  }

  async #look(stopping: AbortSignal): Promise<number> {
    if (this.#anchor !== null && !(await this.#holds(this.#anchor))) this.#drop();
    if (this.#anchor === null) await this.#take(stopping);
    return limits.databaseLookMs;
  }

  async #holds(anchor: Anchor): Promise<boolean> {
    if (!(await anchor.holds())) return false;
    const isSoon = performance.now() - this.#othersAskedAt < limits.databaseOthersMs;
    return isSoon || !(await this.#isOutdone(anchor.server));
  }

  /** Whether another server was promoted. */
  async #isOutdone({ url, system, timeline }: ServerState): Promise<boolean> {
    this.#othersAskedAt = performance.now();
    const others = await Promise.all(this.#urls.filter((each) => each !== url).map(askServer));
    return others.some(
      (each) =>
        "system" in each && each.isPrimary && each.system === system && each.timeline > timeline,
    );
  }

  async #take(stopping: AbortSignal): Promise<void> {
    const timelineOf = (system: string) => timelines.of(system);
    const answers = await Promise.all(this.#urls.map(askServer));
    const server = choosePrimary(answers, { timelineOf, last: this.#last });
    timelines.note(server);
    const isOutdone = () => this.#isOutdone(server);
    const anchor = await Anchor.cast({ server, isOutdone, stopping, logger: this.#logger });
    if (anchor === null) return this.#take(stopping);
    this.#tell(server);
    this.#last = server;
    this.#anchor = anchor;
    anchor.onLost(() => this.#lose(anchor));
    this.#cutOthers(server.url);
    this.#found.resolve();
    // One that breaks meanwhile is found again, and asked again.
    this.#warnUnlessSure(anchor).catch(() => {});
  }

  async #warnUnlessSure(anchor: Anchor): Promise<void> {
    if (await anchor.isSynchronous()) return;
    this.#logger.warn(
      { timeline: anchor.server.timeline },
      "commits wait for no standby: if this server is lost, so is what was acknowledged last",
    );
  }

  #tell({ url, timeline }: ServerState): void {
    const place = { server: this.#urls.indexOf(url) + 1, timeline };
    const isOther = this.#last !== null && this.#last.url !== url;
    if (isOther) this.#logger.warn(place, "another server of the database is the primary now");
    else this.#logger.info(place, "primary of the database found");
  }

  #lose(anchor: Anchor): void {
    if (this.#anchor !== anchor) return;
    this.#drop();
    this.loop.wake();
  }

  #drop(): void {
    const anchor = this.#anchor;
    if (anchor === null) return;
    this.#anchor = null;
    this.#found = Promise.withResolvers();
    anchor.cut();
  }

  /** What is under way there would never end, or be written where nobody reads it. */
  #cutOthers(url: string): void {
    for (const [client, of] of this.#clients) if (of !== url) cut(client);
  }
}
