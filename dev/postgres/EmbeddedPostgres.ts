import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { StartError } from "../../services/platform/errors.ts";
import { isPortFree, portTaken } from "../../services/platform/ports.ts";
import { clusterOf } from "./clusterPlace.ts";
import { controlServer, initialiseCluster, setPassword } from "./initialiseCluster.ts";
import { type Place, placeServer } from "./placeServer.ts";
import { readPidFile, runServer } from "./runServer.ts";

/** Where the embedded server keeps its files and listens (loopback only). */
export type EmbeddedPostgresOptions = {
  /** Where the files are, or a note that says where: root's server may not be able to come here. */
  readonly directory: string;
  readonly port: number;
  readonly password: string;
  /** Where the files are when they cannot be in `directory`; a place of the system's when absent. */
  readonly home?: string | null;
  /** The account that runs it for root; `postgres` when absent. */
  readonly account?: string | null;
};

const user = "sello";
/** What PostgreSQL says to a wrong password. */
const wrongPassword = "28P01";

/**
 * A real PostgreSQL from its npm package, for a machine that has none. The server outlives us when we
 * are killed; the next start ends what is left and recovers from its write-ahead log.
 */
export class EmbeddedPostgres {
  readonly #options: EmbeddedPostgresOptions;
  #prepared: Place | null = null;

  constructor(options: EmbeddedPostgresOptions) {
    this.#options = options;
  }

  /** Looks whether a start can succeed. Throws `StartError`. @returns where it will be, and as whom */
  async prepare(): Promise<Place> {
    this.#prepared = await this.#prepare();
    return this.#prepared;
  }

  /** Once it was prepared, the server's process is launched before this call comes back. Throws `StartError`. */
  async start(): Promise<void> {
    const place = this.#prepared ?? (await this.#prepare());
    // The next start is another one: somebody may have the port by then.
    this.#prepared = null;
    const { password } = this.#options;
    if (!existsSync(join(place.cluster, "PG_VERSION")))
      await initialiseCluster(place, user, password);
    await this.#run(place);
    if (await this.#knowsPassword()) return;
    // The file with the password was lost or damaged, and there is a new one.
    await this.stop();
    await setPassword(place, user, password);
    await this.#run(place);
  }

  /** Whether a server runs on our files. */
  get running(): boolean {
    return this.#serverPid() !== null;
  }

  /** Port of the server that runs on our files, started by any program; null without one. */
  get runningPort(): number | null {
    return this.running ? readPidFile(this.#cluster)?.port || null : null;
  }

  /** Ends the server after what is committed is safe; open connections are cut. */
  async stop(): Promise<void> {
    if (this.running) await this.#end(await this.place());
  }

  async ensureDatabase(name: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url("postgres") });
    await client.connect();
    try {
      const found = await client.query("select 1 from pg_database where datname = $1", [name]);
      if (found.rowCount === 0)
        await client.query(`create database ${client.escapeIdentifier(name)}`);
    } finally {
      await client.end();
    }
  }

  url(database: string): string {
    const { password, port } = this.#options;
    // Whatever PGSSLMODE says: this server speaks no TLS, and nobody listens on loopback.
    return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`;
  }

  get #cluster(): string {
    return clusterOf(this.#options.directory);
  }

  /** Where its files are, and as whom it runs. */
  place(): Promise<Place> {
    const { directory, home = null, account = null } = this.#options;
    return placeServer({ directory, home, account });
  }

  /** What may be refused is refused here; a server that a killed process of ours left behind is ended. */
  async #prepare(): Promise<Place> {
    const place = await this.place();
    await this.#endLeftover(place);
    const { port } = this.#options;
    if (!(await isPortFree(port))) throw portTaken(port, "SELLO_DATABASE_PORT");
    const versionFile = join(place.cluster, "PG_VERSION");
    if (existsSync(versionFile)) requireVersion(place, readFileSync(versionFile, "utf8").trim());
    return place;
  }

  #run(place: Place): Promise<void> {
    const { directory, port } = this.#options;
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "max_wal_size=4GB",
      "max_connections=200",
    ];
    return runServer(place, settings, `${directory}.log`);
  }

  async #knowsPassword(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url("postgres") });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === wrongPassword) return false;
      throw error;
    }
  }

  async #endLeftover(place: Place): Promise<void> {
    const pidFile = join(place.cluster, "postmaster.pid");
    if (!existsSync(pidFile)) return;
    // The number in the file may belong to another program by now; PostgreSQL would then refuse to start.
    if (this.#serverPid() === null) rmSync(pidFile);
    else await this.#end(place);
  }

  async #end(place: Place): Promise<void> {
    try {
      await controlServer(place, ["stop", "--mode=fast", "--wait"]);
    } catch (error) {
      // One that was killed is gone while it is asked to stop, and leaves its file behind.
      if (this.running) throw error;
      rmSync(join(place.cluster, "postmaster.pid"), { force: true });
    }
  }

  /** Process id of a server that runs on our files; null without one. */
  #serverPid(): number | null {
    const cluster = this.#cluster;
    const pid = readPidFile(cluster)?.pid;
    try {
      if (!pid) return null;
      process.kill(pid, 0);
      const proc = `/proc/${pid}/cmdline`;
      return existsSync(proc) && !readFileSync(proc, "utf8").includes(cluster) ? null : pid;
    } catch {
      return null;
    }
  }
}

/** The files of one major version are of no use to another. */
function requireVersion({ cluster, programs }: Place, found: string): void {
  const [ours = ""] = programs.version.split(".");
  if (found === ours) return;
  throw new StartError(
    "database.other_version",
    `The database in ${cluster} is of PostgreSQL ${found || "(unknown)"}, and this Sello brings ${ours}. Nothing was changed. Use the Sello that made it, or carry the data over: ./sello backup with that one, ./sello restore with this one.`,
    { cluster, found: found || "?", ours },
  );
}
