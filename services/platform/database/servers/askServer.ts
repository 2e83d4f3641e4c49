import pg from "pg";
import { limits } from "../../limits.ts";

/** One server as it says it is. */
export type ServerState = {
  readonly url: string;
  /** Of the cluster: a primary and its standbys have the same (`pg_control_system`). */
  readonly system: string;
  /** Counted up at each promotion, so that of two primaries the older is known by it. */
  readonly timeline: number;
  readonly isPrimary: boolean;
};

/** What a server did not say, and why. */
export type Silence = { readonly url: string; readonly code: string };

/**
 * Any account may ask this. A primary is asked by the name of the file that it writes to, whose first eight digits are
 * its timeline: the control file has the new one only after the first checkpoint.
 */
const question = `
  select pg_is_in_recovery() as standby, s.system_identifier::text as system,
    case when pg_is_in_recovery() then c.timeline_id
      else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline
  from pg_control_system() s, pg_control_checkpoint() c`;

type Answer = { readonly standby: boolean; readonly system: string; readonly timeline: number };

/** Asks over a connection that is there. */
export async function askOver(client: pg.Client, url: string): Promise<ServerState> {
  const { rows } = await client.query<Answer>(question);
  const { standby, system, timeline } = rows[0] as Answer;
  return { url, system, timeline, isPrimary: !standby };
}

/** Asks one server, by a connection that is made for it. Does not throw. */
export async function askServer(url: string): Promise<ServerState | Silence> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "sello-look",
    connectionTimeoutMillis: limits.databaseAnswerMs,
    query_timeout: limits.databaseAnswerMs,
  });
  // One that breaks while it is asked is told by the question.
  client.on("error", () => {});
  try {
    await client.connect();
    return await askOver(client, url);
  } catch (error) {
    return { url, code: codeOf(error) };
  } finally {
    cut(client);
  }
}

/** Ends a connection without a word to the server, which may not listen. */
export const cut = (client: pg.Client): void => {
  client.connection.stream.destroy();
};

const codeOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? "unknown");
};
