import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { childOf, familyOf, killHard } from "../kill-harness/processes.ts";

const here = fileURLToPath(new URL("../..", import.meta.url));
const readyMsMax = 180_000;
/** The last line of what a start says, and the code at the end of a refusal. */
const readyPattern = /Ctrl-C stops|Ctrl-C lo detiene|按 Ctrl-C 停止/;
const codePattern = /\(([a-z_]+(?:\.[a-z_]+)+)\)\s*$/m;

export type StartOptions = {
  /** The clone that is started; this one when absent. */
  readonly clone?: string;
  readonly data: string;
  readonly port: number;
  readonly args?: readonly string[];
  /** Added to ours; an undefined one is taken away. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly account?: { readonly uid: number; readonly gid: number };
  /** By `./sello`, from another folder, instead of by its command line at once. */
  readonly bySello?: boolean;
  /** A program that runs it in a world of its own, such as `unshare`, with its arguments. */
  readonly inside?: readonly string[];
};

/** One `./sello up`, seen from outside. */
export class Start {
  output = "";
  readonly #child: ChildProcess;
  #ended = false;

  constructor(options: StartOptions) {
    this.#child = launch(options);
    this.#child.once("close", () => {
      this.#ended = true;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk;
      });
  }

  get isReady(): boolean {
    return readyPattern.test(this.output);
  }

  /** Stable code of the refusal; null when there was none. */
  get code(): string | null {
    return codePattern.exec(this.output)?.[1] ?? null;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Until it is ready or has ended. */
  async settled(): Promise<this> {
    const deadline = performance.now() + readyMsMax;
    while (!this.isReady && !this.#ended) {
      if (performance.now() > deadline) throw new Error(`neither ready nor ended:\n${this.output}`);
      await delay(10);
    }
    return this;
  }

  /** Until it is ready. Throws with what it said when it ends instead. */
  async ready(): Promise<this> {
    await this.settled();
    if (!this.isReady) throw new Error(`did not start:\n${this.output}`);
    return this;
  }

  /** Until it has ended by itself. @returns its exit code */
  async refused(): Promise<number | null> {
    await this.settled();
    if (this.isReady) throw new Error(`started:\n${this.output}`);
    return this.#child.exitCode;
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    // Inside of something else, the signal is for the command line behind it.
    process.kill(childOf(this.pid, "cli/main.ts") ?? this.pid, "SIGINT");
    await once(this.#child, "close");
  }

  /** The command line alone, as a terminal that is closed by force. */
  async killCommand(): Promise<void> {
    killHard(this.pid);
    await this.#closed();
  }

  /** The command line and all that it started, at once, as a power cut does. */
  async killAll(): Promise<void> {
    // Twice: something may have been started while we counted.
    const family = new Set(familyOf(this.pid));
    for (const pid of family) killHard(pid);
    for (const pid of family) for (const late of familyOf(pid)) killHard(late);
    await this.#closed();
  }

  async #closed(): Promise<void> {
    if (!this.#ended) await once(this.#child, "close");
  }
}

function launch(options: StartOptions): ChildProcess {
  const { clone = here, data, port, args = [], environment = {}, account, bySello } = options;
  const words = ["up", "--port", String(port), "--data", data, ...args];
  const command = bySello
    ? [`${clone}/sello`, ...words]
    : [process.execPath, "--disable-warning=ExperimentalWarning", "cli/main.ts", ...words];
  const [program = "", ...rest] = [...(options.inside ?? []), ...command];
  const all = { ...process.env, LC_ALL: "C", ...environment };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return spawn(program, rest, {
    cwd: bySello ? "/" : clone,
    env: Object.fromEntries(given),
    stdio: ["ignore", "pipe", "pipe"],
    ...account,
  });
}
