import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/postgres.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readyMs = 90_000;

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The whole program in a folder of its own, used from outside as a person would: by its command line. */
export class Program {
  readonly folder: string;
  readonly port: number;
  output = "";
  #up: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  static async inNewFolder(): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), "sello-program-"));
    chmodSync(folder, 0o755);
    return new Program(folder, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  get environment(): NodeJS.ProcessEnv {
    const folders = { SELLO_DATA_DIR: this.data, SELLO_CALLER_DIRECTORY: this.folder };
    // In English, no matter who runs the tests.
    return { ...process.env, LC_ALL: "C", ...folders };
  }

  /** Starts it and waits until it says that it is ready. */
  async up(extra: NodeJS.ProcessEnv = {}): Promise<void> {
    this.output = "";
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "cli/main.ts", "up", "--port", String(this.port)],
      { cwd: root, env: { ...this.environment, ...extra }, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#up = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#failure("not ready in time")), readyMs);
      const read = (chunk: Buffer) => {
        this.output += chunk;
        if (this.output.includes("Ctrl-C stops")) resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("close", (code) => reject(this.#failure(`ended with ${code}`)));
      child.once("close", () => clearTimeout(timer));
      void Promise.resolve().then(() => timer.unref());
    });
  }

  /** As Ctrl-C does. @returns its exit code */
  async stop(): Promise<number> {
    const child = this.#up;
    this.#up = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? 0;
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    return Number(code);
  }

  /** Process number of the service itself, behind the command line. */
  servicePid(): number {
    return (JSON.parse(readFileSync(join(this.data, "run.json"), "utf8")) as { pid: number }).pid;
  }

  /** Waits until the command line has noticed that its service is gone. */
  async gone(): Promise<void> {
    const child = this.#up;
    if (child && child.exitCode === null) await once(child, "close");
    this.#up = null;
  }

  /** Runs one command; never throws for its exit code. */
  sello(...args: string[]): Promise<Ended> {
    return this.selloIn({}, ...args);
  }

  selloIn(environment: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", "cli/main.ts", ...args],
        { cwd: root, env: { ...this.environment, ...environment }, maxBuffer: 1e8 },
        (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
      );
    });
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #failure(what: string): Error {
    const log = join(this.data, "sello.log");
    let tail = "";
    try {
      tail = readFileSync(log, "utf8").slice(-3_000);
    } catch {
      // It ended before it had a log.
    }
    return new Error(`${what}\n${this.output}\n${tail}`);
  }
}
