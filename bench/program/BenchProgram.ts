import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@sello/api/client";
import pg from "pg";
import { readJson } from "../../cli/files.ts";
import type { DemoAccess } from "../../cli/server.ts";
import { Program } from "../../test/program/Program.ts";

/** The whole program, started as a person would, in a folder of its own that is gone afterwards. */
export class BenchProgram {
  readonly program: Program;
  readonly database: pg.Client;

  private constructor(program: Program, database: pg.Client) {
    this.program = program;
    this.database = database;
  }

  /** Runs `work` with a started program, and ends the program whatever happens. */
  static async with<T>(
    work: (program: BenchProgram) => Promise<T>,
    settings: NodeJS.ProcessEnv = {},
  ): Promise<T> {
    const program = await Program.inNewFolder();
    try {
      await program.up(settings);
      const database = new pg.Client({ connectionString: databaseUrl(program, "sello") });
      // The server is stopped before us when something fails, which is not news then.
      database.on("error", () => {});
      await database.connect();
      try {
        return await work(new BenchProgram(program, database));
      } finally {
        await database.end().catch(() => {});
      }
    } finally {
      await program.dispose();
    }
  }

  /** Speaks as an office of the demo; without a name, as anyone. */
  client(authority?: string): Client {
    const baseUrl = this.program.url;
    return createClient(authority ? { baseUrl, apiKey: this.secretOf(authority) } : { baseUrl });
  }

  secretOf(authority: string): string {
    const access = readJson<DemoAccess>(join(this.program.data, "demo", "access.json"));
    const key = access?.keys.find((candidate) => candidate.authority === authority);
    if (!key) throw new Error(`the demo has no key of ${authority}`);
    return key.secret;
  }

  databaseUrl(name: string): string {
    return databaseUrl(this.program, name);
  }

  postmasterPid(): number {
    return Number(postmasterFile(this.program)[0]);
  }

  /** A path in the program's folder. */
  path(name: string): string {
    return join(this.program.folder, name);
  }
}

const postmasterFile = (program: Program): string[] =>
  readFileSync(join(program.data, "postgres", "postmaster.pid"), "utf8").split("\n");

/** The embedded server says its port in the fourth line of its file. */
function databaseUrl(program: Program, name: string): string {
  const password = readFileSync(join(program.data, "keys", "database-password"), "utf8").trim();
  const port = Number(postmasterFile(program)[3]);
  return `postgres://sello:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
}
