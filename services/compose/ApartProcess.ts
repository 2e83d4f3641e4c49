import { type ChildProcess, fork } from "node:child_process";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { type Account, findAccount, makeAccount } from "../platform/systemAccount.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** What the program is made of. The data folder may be beside them: it is not to be read. */
const ownFolders = ["api", "node_modules", "package.json", "sdk", "services", "web"];

/** Node's flags for a process that is held back: its rights to files and programs. */
export function apartFlags(typesDirectory: string | null): string[] {
  const own = ownFolders.map((name) => resolve(root, name));
  const readable = [...own, ...(typesDirectory === null ? [] : [typesDirectory])];
  return [
    "--disable-warning=ExperimentalWarning",
    "--disable-warning=SecurityWarning",
    "--permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
  ];
}

/** Made by root, which runs the process as it: then the system keeps it from our files and processes, too. */
function ownAccount(name: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (findAccount(name) === null) makeAccount(name);
  return findAccount(name);
}

/** A message to the process: begin, as soon as all else is ready. */
export type ApartBegin<Settings> = { readonly kind: "begin"; readonly settings: Settings };

/** What it answers. */
export type ApartMessage =
  /** Its files are read: it may run as the account that it was given. */
  | { readonly kind: "loaded" }
  /** @param at an address, or a socket */
  | { readonly kind: "listening"; readonly at: string }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

export type ApartOptions<Settings> = {
  /** The module that it runs. */
  readonly main: URL;
  /** For the log. */
  readonly name: string;
  /** Of the system, where root starts it. */
  readonly account: string;
  /** Node's flags. */
  readonly flags: readonly string[];
  readonly logger: Logger;
  /** Done before each time it begins. */
  readonly prepare?: (settings: Settings) => void;
  /** What it failed with, for the user; null: nothing that they can mend. */
  readonly describe?: (code: string, settings: Settings) => Error | null;
};

/**
 * A process of ours that strangers reach, or that reads what they send, kept alive. It may read the program's own files
 * and the folder of document types, and nothing else; it may write no file and start no program (Node's permission
 * model). Its environment is empty. Root runs it as an account of its own, where that one can read the program.
 */
export class ApartProcess<Settings> {
  readonly #options: ApartOptions<Settings>;
  readonly #loaded: Promise<void>;
  #account: Account | null;
  #child: ChildProcess;
  #isStopping = false;

  /** Begins at once, so that it loads while the rest of the program starts. */
  constructor(options: ApartOptions<Settings>) {
    this.#options = options;
    this.#account = ownAccount(options.account);
    this.#child = this.#fork();
    this.#loaded = this.#settleAccount();
  }

  /** As which account it runs; null: as ours. */
  async account(): Promise<Account | null> {
    await this.#loaded;
    return this.#account;
  }

  /** @returns where it listens. Throws `StartError` `port.taken`. */
  async begin(settings: Settings): Promise<string> {
    await this.#loaded;
    const url = await this.#tell(settings);
    this.#keepAlive(settings);
    return url;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    const late = delay(limits.shutdownMs + 2_000, "late", { ref: false });
    if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  }

  async #settleAccount(): Promise<void> {
    if (this.#account === null || (await hasLoaded(this.#child))) return;
    const { name } = this.#account;
    this.#options.logger.warn(
      { account: name, process: this.#options.name },
      "this account cannot read the program; the process runs as ours",
    );
    this.#account = null;
    if (!this.#isStopping) this.#child = this.#fork();
  }

  #fork(): ChildProcess {
    const { main, flags } = this.#options;
    return fork(fileURLToPath(main), [], {
      execArgv: [...flags],
      env: {},
      cwd: "/",
      ...(this.#account === null ? {} : { uid: this.#account.uid, gid: this.#account.gid }),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  #tell(settings: Settings): Promise<string> {
    const child = this.#child;
    const { name, describe, prepare } = this.#options;
    prepare?.(settings);
    return new Promise((listening, failed) => {
      child.once("exit", (code) => failed(new Error(`the process ${name} ended (${code})`)));
      child.once("error", failed);
      child.on("message", (message: ApartMessage) => {
        if (message.kind === "listening") listening(message.at);
        else if (message.kind === "failed")
          failed(describe?.(message.code, settings) ?? new Error(message.message));
      });
      const begin: ApartBegin<Settings> = { kind: "begin", settings };
      child.send(begin);
    });
  }

  #keepAlive(settings: Settings): void {
    const { name, logger } = this.#options;
    this.#child.once("exit", (code, signal) => {
      if (this.#isStopping) return;
      logger.error({ process: name, code, signal }, "a process ended; starting it again");
      void this.#restart(settings);
    });
  }

  async #restart(settings: Settings): Promise<void> {
    const { name, logger } = this.#options;
    while (!this.#isStopping) {
      try {
        this.#child = this.#fork();
        await this.#tell(settings);
        return this.#keepAlive(settings);
      } catch (error) {
        logger.error({ process: name, cause: String(error) }, "a process did not start");
        await delay(limits.frontRestartMs);
      }
    }
  }
}

/** False when it ends before, or cannot be started at all. */
const hasLoaded = (child: ChildProcess): Promise<boolean> =>
  new Promise((settled) => {
    child.once("message", () => settled(true));
    child.once("exit", () => settled(false));
    child.once("error", () => settled(false));
  });
