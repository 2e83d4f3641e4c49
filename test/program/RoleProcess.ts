import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/postgres.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readyMs = 180_000;

type Ready = { readonly kind: "ready"; readonly accessFile: string | null };
type Announcement = Ready | { readonly kind: "step" } | { readonly kind: "failed" };

/** One process of the program with a part of its roles, as a deployment of several runs it. */
export class RoleProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  #output = "";
  #accessFile: string | null = null;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    const read = (chunk: Buffer) => {
      this.#output = (this.#output + chunk).slice(-20_000);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  }

  /** Resolves when the process says that it is ready. */
  static async start(environment: NodeJS.ProcessEnv): Promise<RoleProcess> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "services/main.ts"],
      {
        cwd: root,
        env: { ...process.env, ...environment, SELLO_PORT: String(port) },
        // The channel is what ends it if this process is gone.
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    const started = new RoleProcess(child, port);
    started.#accessFile = (await started.#ready()).accessFile;
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The last of what it wrote. */
  get output(): string {
    return this.#output;
  }

  /** The secret of the demo's key for an office. */
  secretOf(slug: string): string {
    const { keys } = JSON.parse(readFileSync(this.#accessFile ?? "", "utf8")) as {
      keys: { authority: string; secret: string }[];
    };
    const found = keys.find(({ authority }) => authority === slug);
    if (!found) throw new Error(`no key for ${slug}`);
    return found.secret;
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** As an orchestrator does. @returns its exit code */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const closed = once(this.#child, "close");
    this.#child.kill(signal);
    const [code] = await closed;
    return code as number | null;
  }

  #ready(): Promise<Ready> {
    return new Promise((resolve, reject) => {
      const fail = (what: string) => reject(new Error(`${what}\n${this.#output}`));
      const timer = setTimeout(() => fail("not ready in time"), readyMs);
      this.#child.on("message", (message: Announcement) => {
        if (message.kind !== "ready") return;
        clearTimeout(timer);
        resolve(message);
      });
      this.#child.once("close", (code) => {
        clearTimeout(timer);
        fail(`ended with ${code}`);
      });
    });
  }
}
