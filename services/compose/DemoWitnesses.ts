import { type ChildProcess, spawn } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Failure, WitnessesMessage, WitnessesReady } from "@sello/api/startup";
import { districts } from "../../dev/demo-city/districts.ts";
import type { Config } from "../platform/config.ts";
import { StartError, type StartErrorCode } from "../platform/errors.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";

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

/** It keeps its compiled code where we keep ours. */
function compileCache(): NodeJS.ProcessEnv {
  const ours = getCompileCacheDir();
  return ours === undefined ? {} : { NODE_COMPILE_CACHE: dirname(ours) };
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
    const names = ["shenzhen", ...districts.map(({ slug }) => slug)];
    // Below the host of the log's origin: eight of these names stand in every proof, so they are short.
    const [host = ""] = config.logOrigin.split("/");
    const environment = {
      SELLO_WITNESS_DIR: join(config.dataDirectory, "witnesses"),
      SELLO_WITNESS_KEY_FILE: join(config.dataDirectory, "witnesses", "sealing-key"),
      SELLO_WITNESS_NAMES: names.map((slug) => `${slug}.${host}`).join(","),
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
    if (this.#settings && this.#child?.connected) this.#child.send(this.#settings);
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
