import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "../../Logger.ts";
import { limits } from "../../limits.ts";
import { askOver, cut, type ServerState } from "./askServer.ts";

/**
 * Its commit waits for the standby as every commit does. Once it is through, all that the server shows is on the standby
 * too: after a crash, a server shows what it had written and had told nobody of, without waiting for anybody.
 */
const barrier = "select pg_logical_emit_message(true, 'sello', '')";

const question = `select current_setting('synchronous_standby_names') <> ''
  and current_setting('synchronous_commit') in ('on', 'remote_apply') as sure`;

export type AnchorOptions = {
  readonly server: ServerState;
  /** Asked while the server waits for its standby. */
  readonly isOutdone: () => Promise<boolean>;
  readonly stopping: AbortSignal;
  readonly logger: Logger;
};

/** A connection to the server that is taken for the primary: as long as it lives, that server did not crash. */
export class Anchor {
  readonly server: ServerState;
  readonly #client: pg.Client;

  private constructor(server: ServerState, client: pg.Client) {
    this.server = server;
    this.#client = client;
  }

  /** Resolves when the standby has all that the server shows. @returns null when another server was promoted instead */
  static async cast(options: AnchorOptions): Promise<Anchor | null> {
    const client = new pg.Client({
      connectionString: options.server.url,
      application_name: "sello-primary",
      connectionTimeoutMillis: limits.databaseAnswerMs,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      if (await passBarrier(client, options)) return new Anchor(options.server, client);
    } catch (error) {
      cut(client);
      throw error;
    }
    cut(client);
    return null;
  }

  onLost(listener: () => void): void {
    this.#client.once("end", listener);
  }

  /** Whether the server says, in good time, that it is what it was. */
  async holds(): Promise<boolean> {
    const { url, timeline } = this.server;
    const late = delay(limits.databaseAnswerMs, null, { ref: false });
    const asked = askOver(this.#client, url).catch(() => null);
    const state = await Promise.race([asked, late]);
    return state?.isPrimary === true && state.timeline === timeline;
  }

  /** Whether what is acknowledged is on a standby too. Throws what the driver says. */
  async isSynchronous(): Promise<boolean> {
    const { rows } = await this.#client.query<{ sure: boolean }>(question);
    return rows[0]?.sure === true;
  }

  cut(): void {
    cut(this.#client);
  }
}

/** @returns false when another server was promoted before */
async function passBarrier(
  client: pg.Client,
  { isOutdone, stopping, logger }: AnchorOptions,
): Promise<boolean> {
  const passed = client.query(barrier).then(() => true);
  // One that is cut, because nobody waits any more.
  passed.catch(() => {});
  for (let looks = 0; ; looks += 1) {
    const late = delay(limits.databaseLookMs, false, { signal: stopping }).catch(() => false);
    if (await Promise.race([passed, late])) return true;
    stopping.throwIfAborted();
    if (looks === 0) logger.warn({}, "the primary waits for its standby");
    if (await isOutdone()) return false;
  }
}
