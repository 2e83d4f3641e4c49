import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { childOf, familyOf, killHard, runs } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readyMsMax = 120_000;
const stopMsMax = 60_000;

export type Ports = { readonly http: number; readonly database: number; readonly chain: number };

/** A part with a process of its own. */
/** By what the processes that the service starts are known. */
const mainOf = {
  api: "frontMain.ts",
  witnesses: "witnessMain.ts",
  office: "trustSignerMain.ts told audit",
  importer: "importMain.ts",
};

export type KilledPart = "service" | "chain" | "database" | keyof typeof mainOf;

/** The real program in a folder of its own, with what it takes to kill any part of it. */
export class Sello {
  readonly folder: string;
  readonly ports: Ports;
  readonly #externalUrl: string | null;
  #command: ChildProcess | null = null;
  #output = "";

  /** @param externalUrl of a database that it does not run itself */
  constructor(ports: Ports, externalUrl: string | null = null) {
    this.folder = mkdtempSync(join(tmpdir(), "sello-kills-"));
    // The database's own account has to come through.
    chmodSync(this.folder, 0o755);
    this.ports = ports;
    this.#externalUrl = externalUrl;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.http}`;
  }

  /** The same by the name that passkeys know. */
  get pageUrl(): string {
    return `http://localhost:${this.ports.http}`;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  get databaseUrl(): string {
    if (this.#externalUrl !== null) return this.#externalUrl;
    const password = readFileSync(join(this.data, "keys", "database-password"), "utf8").trim();
    return `postgres://sello:${encodeURIComponent(password)}@127.0.0.1:${this.ports.database}/sello`;
  }

  get chainUrl(): string {
    return `http://127.0.0.1:${this.ports.chain}`;
  }

  /** The API key of an office of the demo, from the file that the program wrote. */
  secretOf(office: string): string {
    const file = readFileSync(join(this.data, "demo", "access.json"), "utf8");
    const { keys } = JSON.parse(file) as { keys: { authority: string; secret: string }[] };
    const found = keys.find(({ authority }) => authority === office);
    if (!found) throw new Error(`the demo has no key for ${office}`);
    return found.secret;
  }

  /** Starts it; does not wait. */
  spawn(): void {
    this.#output = "";
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "cli/main.ts", "up"],
      { cwd: root, env: this.#environment(), stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        this.#output += chunk;
      });
    this.#command = child;
  }

  /** Throws with what it wrote when it ends instead, or takes too long. */
  async ready(): Promise<void> {
    const deadline = performance.now() + readyMsMax;
    while (!this.#output.includes("Ctrl-C stops")) {
      if (this.#ended() || performance.now() > deadline)
        throw new Error(`the program did not start:\n${this.#output}`);
      await delay(20);
    }
  }

  /** @returns seconds that it took */
  async up(): Promise<number> {
    const start = performance.now();
    this.spawn();
    await this.ready();
    return (performance.now() - start) / 1_000;
  }

  /** As Ctrl-C does. @returns whether it ended by itself in good time */
  async stop(): Promise<boolean> {
    const command = this.#command;
    if (!command || this.#ended()) return true;
    command.kill("SIGINT");
    const closed = once(command, "close").then(() => true);
    const inTime = await Promise.race([closed, delay(stopMsMax, false, { ref: false })]);
    if (!inTime) await this.killAll();
    return inTime;
  }

  /** The command, the service, the chain, the witnesses and PostgreSQL, at once. */
  async killAll(): Promise<void> {
    const roots = [this.#command?.pid, this.#servicePid(), this.#chainPid(), this.#postmasterPid()];
    for (const pid of roots.flatMap((each) => (each ? familyOf(each) : []))) killHard(pid);
    await this.ended();
  }

  /** Until the command has noticed that its service is gone. */
  async ended(): Promise<void> {
    const command = this.#command;
    if (command && !this.#ended()) await once(command, "close");
  }

  /** The process of one part; null without one. */
  pidOf(part: KilledPart): number | null {
    if (part === "service") return this.#servicePid();
    if (part === "chain") return this.#chainPid();
    if (part === "database") return this.#postmasterPid();
    const service = this.#servicePid();
    return service && childOf(service, mainOf[part]);
  }

  log(): string {
    return readFileSync(join(this.data, "sello.log"), "utf8");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #ended(): boolean {
    const command = this.#command;
    return !command || command.exitCode !== null || command.signalCode !== null;
  }

  #servicePid(): number | null {
    const command = this.#command?.pid;
    return command ? childOf(command, "services/main.ts") : null;
  }

  #chainPid(): number | null {
    return this.#noted(join("chain", "anvil.pid"), join(this.data, "chain"));
  }

  #postmasterPid(): number | null {
    return this.#noted(join("postgres", "postmaster.pid"), join(this.data, "postgres"));
  }

  /** The process whose number is in the file, if it is still the one that was started on our folder. */
  #noted(file: string, directory: string): number | null {
    try {
      const pid = Number(readFileSync(join(this.data, file), "utf8").split("\n")[0]);
      return runs(pid, directory) ? pid : null;
    } catch {
      return null;
    }
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      // In English, whose words are looked for.
      LC_ALL: "C",
      SELLO_DATA_DIR: this.data,
      SELLO_CALLER_DIRECTORY: this.folder,
      SELLO_PORT: String(this.ports.http),
      SELLO_DATABASE_PORT: String(this.ports.database),
      SELLO_CHAIN_PORT: String(this.ports.chain),
      ...(this.#externalUrl !== null && { DATABASE_URL: this.#externalUrl }),
    };
  }
}
