import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WitnessesMessage } from "@sello/api/startup";
import type { NamedWitness } from "@sello/sdk";
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from "@sello/sdk/log";
import { z } from "zod";
import { districts } from "../../dev/demo-city/districts.ts";
import { toWitnessQuorums } from "../anchoring/WitnessQuorum.ts";
import type { Config } from "../platform/config.ts";
import { ConfigError } from "../platform/errors.ts";
import { freePort } from "../platform/freePort.ts";
import type { Logger } from "../platform/Logger.ts";
import { HttpWitnesses, type WitnessAddress } from "../witness/HttpWitnesses.ts";
import { announce } from "./announce.ts";
import type { AnchoringContext } from "./composeAnchoring.ts";
import type { StartedLedger } from "./startLedger.ts";

export type StartedWitnesses = {
  readonly witnesses: AnchoringContext["witnesses"];
  stop(): Promise<void>;
};

type Described = readonly (NamedWitness & { readonly url: string })[];

const witnessFile = z
  .array(
    z.strictObject({
      name: z.string(),
      key: z.string(),
      postQuantumKey: z.string().exactOptional(),
      url: z.url(),
    }),
  )
  .max(64);

/** Eight of the city's twelve centres: four may be away, and no four can attest alone. */
const demoQuorum = 8;
const restartMs = 500;

/** The witnesses that the settings name, or the demo's own twelve in a process beside ours. */
export async function startWitnesses(
  config: Config,
  ledger: StartedLedger,
  logKey: VerifierKey,
  logger: Logger,
): Promise<StartedWitnesses> {
  if (config.witnessesFile) {
    const described = readFile(config.witnessesFile);
    return { witnesses: toWitnesses(described, config.witnessQuorum, logger), async stop() {} };
  }
  if (!config.demo || config.witnessQuorum === 0)
    return { witnesses: toWitnesses([], 0, logger), async stop() {} };
  announce({ kind: "step", name: "witnesses", detail: "the twelve centres" });
  const demo = await DemoWitnesses.start(config, ledger, logKey, logger);
  const quorum = config.witnessQuorum ?? demoQuorum;
  return {
    witnesses: toWitnesses(demo.described, quorum, logger),
    stop: () => demo.stop(),
  };
}

function readFile(path: string): Described {
  const parsed = witnessFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new ConfigError(`SELLO_WITNESSES_FILE: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function toWitnesses(described: Described, quorum: number | null, logger: Logger) {
  const needed = quorum ?? Math.floor((described.length * 2) / 3);
  if (needed > described.length)
    throw new ConfigError("SELLO_WITNESS_QUORUM: more than there are witnesses");
  const addresses = described.map(toAddress);
  const keys = addresses.flatMap((address) => address.keys);
  return {
    source: new HttpWitnesses(addresses, logger),
    quorum: needed,
    named: described.map(({ url: _url, ...named }) => named),
    keys,
    quorums: toWitnessQuorums(keys, needed),
  };
}

// A witness of before may have no second key; it cosigns with the first alone.
const toAddress = ({ key, postQuantumKey, url }: Described[number]): WitnessAddress => ({
  keys: [parseVerifierKey(key), ...(postQuantumKey ? [parseVerifierKey(postQuantumKey)] : [])],
  url,
});

/** A process that plays the twelve centres' witnesses, each with its own key and memory; kept alive. */
class DemoWitnesses {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #logger: Logger;
  #child: ChildProcess | null = null;
  #stopping = false;
  described: Described = [];

  private constructor(environment: NodeJS.ProcessEnv, logger: Logger) {
    this.#environment = environment;
    this.#logger = logger;
  }

  static async start(config: Config, ledger: StartedLedger, logKey: VerifierKey, logger: Logger) {
    const names = ["shenzhen", ...districts.map(({ slug }) => slug)];
    // Below the host of the log's origin: eight of these names stand in every proof, so they are short.
    const [host = ""] = config.logOrigin.split("/");
    const { chainId, contracts } = ledger.ledger.description;
    const witnesses = new DemoWitnesses(
      {
        SELLO_WITNESS_DIR: join(config.dataDirectory, "witnesses"),
        SELLO_WITNESS_KEY_FILE: join(config.dataDirectory, "witnesses", "sealing-key"),
        SELLO_WITNESS_NAMES: names.map((slug) => `${slug}.${host}`).join(","),
        // A port of its own as long as we run, so that a restarted process is found again.
        SELLO_WITNESS_PORT: String(await freePort()),
        SELLO_WITNESS_LOG_KEY: formatVerifierKey(logKey),
        SELLO_WITNESS_LOG_CONTRACT: contracts.DocumentLog,
        SELLO_WITNESS_RPC_URL: ledger.rpcUrls.join(","),
        LEDGER_CHAIN_ID: String(chainId),
        SELLO_LOG_LEVEL: config.logLevel,
      },
      logger,
    );
    witnesses.described = await witnesses.#spawn();
    return witnesses;
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
    return new Promise((resolve, reject) => {
      child.once("message", (message: WitnessesMessage) => resolve(message.witnesses));
      child.once("error", reject);
      child.once("close", (code) => {
        reject(new Error(`the witnesses ended (${code})`));
        this.#restart();
      });
    });
  }

  #restart(): void {
    if (this.#stopping || this.described.length === 0) return;
    this.#logger.warn({}, "the witnesses' process ended; starting it again");
    setTimeout(() => {
      if (!this.#stopping) this.#spawn().catch(() => {});
    }, restartMs).unref();
  }
}
