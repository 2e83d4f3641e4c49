import { type ChildProcess, fork } from "node:child_process";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Config } from "../platform/config.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { portTaken } from "../platform/ports.ts";
import { type Account, findAccount, makeAccount } from "../platform/systemAccount.ts";
import type { FrontBegin, FrontMessage, FrontSettings } from "./FrontSettings.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** What the program is made of. The data folder may be beside them: it is not to be read. */
const ownFolders = ["api", "node_modules", "package.json", "sdk", "services", "web"];

/** Node's flags for it: its rights to files and programs. */
export function frontFlags(typesDirectory: string | null): string[] {
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
export const frontAccountName = "sello-api";

function ownAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (findAccount(frontAccountName) === null) makeAccount(frontAccountName);
  return findAccount(frontAccountName);
}

/**
 * The process that strangers reach, kept alive. It may read the program's own files and the folder of document types,
 * and nothing else; it may write no file and start no program (Node's permission model). Its environment is empty. Root
 * runs it as an account of its own, where that one can read the program.
 */
export class FrontProcess {
  readonly #logger: Logger;
  readonly #typesDirectory: string | null;
  readonly #loaded: Promise<void>;
  #account = ownAccount();
  #child: ChildProcess;
  #isStopping = false;

  /** Begins at once, so that it loads while the rest of the program starts. */
  constructor({ typesDirectory }: Pick<Config, "typesDirectory">, logger: Logger) {
    this.#logger = logger;
    this.#typesDirectory = typesDirectory;
    this.#child = this.#fork();
    this.#loaded = this.#settleAccount();
  }

  /** As which account it runs; null: as ours. */
  async account(): Promise<Account | null> {
    await this.#loaded;
    return this.#account;
  }

  /** @returns where it listens. Throws `StartError` `port.taken`. */
  async begin(settings: FrontSettings): Promise<string> {
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
    this.#logger.warn(
      { account: name },
      "this account cannot read the program; requests are served as ours",
    );
    this.#account = null;
    if (!this.#isStopping) this.#child = this.#fork();
  }

  #fork(): ChildProcess {
    return fork(fileURLToPath(new URL("./frontMain.ts", import.meta.url)), [], {
      execArgv: frontFlags(this.#typesDirectory),
      env: {},
      cwd: "/",
      ...(this.#account === null ? {} : { uid: this.#account.uid, gid: this.#account.gid }),
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  #tell(settings: FrontSettings): Promise<string> {
    const child = this.#child;
    return new Promise((listening, failed) => {
      child.once("exit", (code) => failed(new Error(`the process for requests ended (${code})`)));
      child.once("error", failed);
      child.on("message", (message: FrontMessage) => {
        if (message.kind === "listening") listening(message.url);
        else if (message.kind === "loaded") return;
        else if (message.code === "EADDRINUSE") failed(portTaken(settings.port, "SELLO_PORT"));
        else failed(new Error(message.message));
      });
      const begin: FrontBegin = { kind: "begin", settings };
      child.send(begin);
    });
  }

  #keepAlive(settings: FrontSettings): void {
    this.#child.once("exit", (code, signal) => {
      if (this.#isStopping) return;
      this.#logger.error({ code, signal }, "the process for requests ended; starting it again");
      void this.#restart(settings);
    });
  }

  async #restart(settings: FrontSettings): Promise<void> {
    while (!this.#isStopping) {
      try {
        this.#child = this.#fork();
        await this.#tell(settings);
        return this.#keepAlive(settings);
      } catch (error) {
        this.#logger.error({ cause: String(error) }, "the process for requests did not start");
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
