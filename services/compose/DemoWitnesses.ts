import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Failure, WitnessesMessage, WitnessesReady } from "@sello/api/startup";
import { districts } from "../../dev/demo-city/districts.ts";
import type { Config } from "../platform/config.ts";
import { StartError, type StartErrorCode } from "../platform/errors.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import { compileCache } from "./compileCache.ts";
import type { WitnessesChange, WitnessesOrder } from "./WitnessesOrder.ts";

type Described = WitnessesReady["witnesses"];

const restartMs = 500;

/** What ended their process ends ours alike: a full disk is one for both. */
function toStartFailure({ code, message = code, data }: Failure): StartError {
  const isKnown = code === "disk.full" || code.startsWith("data.");
  const words = `The witnesses did not start: ${message}`;
  if (isKnown) return new StartError(code as StartErrorCode, message, data);
  return new StartError("witnesses.not_started", words, { reason: message });
}

/** Whether the demo's own witnesses are asked, and not others or none. */
const wantsDemo = ({ demo, witnessesFile, witnessQuorum }: Config): boolean =>
  demo && witnessesFile === null && witnessQuorum !== 0;

/**
 * The twelve centres', and those that were opened later, each of which has a folder. They are below the host of the log's
 * origin: eight of these names stand in every proof, so they are short.
 */
function namesOf({ logOrigin }: Config, directory: string): readonly string[] {
  const [host = ""] = logOrigin.split("/");
  const first = ["shenzhen", ...districts.map(({ slug }) => slug)].map((slug) => `${slug}.${host}`);
  const folders = existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
  const kept = folders
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => decodeURIComponent(name));
  return [...new Set([...first, ...kept.filter((name) => name.endsWith(`.${host}`)).sort()])];
}

/**
 * A process that plays the twelve centres' witnesses, each with its own key and memory; kept alive. It is begun first
 * of all, for it takes as long to load as the service, and gets later what it watches.
 */
export class DemoWitnesses {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #logger: Logger;
  #child: ChildProcess | null = null;
  readonly #described: Promise<Described>;
  #settings: NodeJS.ProcessEnv | null = null;
  /** What they learned since; a process that is started again gets it once more. */
  #changed: WitnessesChange = {};
  #answers: ((answer: WitnessesMessage) => void)[] = [];
  #stopping = false;
  #wasUp = false;

  private constructor(environment: NodeJS.ProcessEnv, logger: Logger) {
    this.#environment = environment;
    this.#logger = logger;
    this.#described = this.#spawn();
    // Its starter gets the error; until then nobody waits for it.
    this.#described.catch(() => {});
  }

  /** Null when the settings want no witnesses of the demo. */
  static async begin(config: Config, logger: Logger): Promise<DemoWitnesses | null> {
    if (!wantsDemo(config)) return null;
    const directory = join(config.dataDirectory, "witnesses");
    const environment = {
      SELLO_WITNESS_DIR: directory,
      SELLO_WITNESS_KEY_FILE: join(directory, "sealing-key"),
      SELLO_WITNESS_NAMES: namesOf(config, directory).join(","),
      // A port of its own as long as we run, so that a restarted process is found again.
      SELLO_WITNESS_PORT: String(await freePort()),
      SELLO_WITNESS_TOLD_LATER: "true",
      ...compileCache(),
      SELLO_LOG_LEVEL: config.logLevel,
    };
    return new DemoWitnesses(environment, logger);
  }

  /** @param settings which log and chain they watch, as settings. Throws `StartError` when they do not start */
  start(settings: NodeJS.ProcessEnv): Promise<Described> {
    this.#settings = settings;
    this.#tell();
    return this.#described;
  }

  /** What changes while they run; nobody waits for it. */
  change(change: WitnessesChange): void {
    const { names = [], nodes = [], ...rest } = this.#changed;
    this.#changed = {
      ...rest,
      ...change,
      names: [...names, ...(change.names ?? [])],
      nodes: [...nodes, ...(change.nodes ?? [])],
    };
    this.#order({ kind: "change", ...change });
  }

  /**
   * Lets the process play these names as well, each with new keys. They are played at every later start, too.
   * @returns all that it plays. Throws `StartError` when it cannot
   */
  async open(names: readonly string[]): Promise<Described> {
    await this.#described;
    const answer = new Promise<WitnessesMessage>((resolve) => this.#answers.push(resolve));
    this.change({ names });
    const message = await answer;
    if (message.kind === "failed") throw toStartFailure(message);
    return message.witnesses;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once("close", () => resolve());
      child.kill("SIGTERM");
    });
  }

  #tell(): void {
    if (!this.#settings) return;
    this.#order({ kind: "settings", settings: this.#settings });
    // Sent at once: the channel keeps the order, and holds it until the process listens.
    if (Object.keys(this.#changed).length > 0) this.#order({ kind: "change", ...this.#changed });
  }

  #order(order: WitnessesOrder): void {
    if (this.#child?.connected) this.#child.send(order);
  }

  #answer(message: WitnessesMessage): void {
    for (const resolve of this.#answers.splice(0)) resolve(message);
  }

  #spawn(): Promise<Described> {
    const child = spawn(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        fileURLToPath(new URL("./witnessMain.ts", import.meta.url)),
      ],
      { env: this.#environment, stdio: ["ignore", "inherit", "inherit", "ipc"] },
    );
    this.#child = child;
    this.#tell();
    return new Promise((resolve, reject) => {
      let started = false;
      child.once("message", (message: WitnessesMessage) => {
        if (message.kind === "failed") return reject(toStartFailure(message));
        started = true;
        resolve(message.witnesses);
        child.on("message", (later: WitnessesMessage) => this.#answer(later));
      });
      child.once("error", reject);
      child.once("close", (code) => {
        reject(new Error(`the witnesses ended (${code})`));
        this.#restart(started);
      });
    });
  }

  /** One that never listened ends the start instead. */
  #restart(started: boolean): void {
    this.#wasUp ||= started;
    if (this.#stopping || !this.#wasUp) return;
    this.#logger.warn({}, "the witnesses' process ended; starting it again");
    setTimeout(() => {
      if (!this.#stopping) this.#spawn().catch(() => {});
    }, restartMs).unref();
  }
}
