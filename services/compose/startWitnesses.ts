import { readFileSync } from "node:fs";
import type { NamedWitness } from "@sello/sdk";
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from "@sello/sdk/log";
import { z } from "zod";
import { toWitnessQuorums } from "../anchoring/WitnessQuorum.ts";
import type { Config } from "../platform/config.ts";
import { ConfigError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { HttpWitnesses, type WitnessAddress } from "../witness/HttpWitnesses.ts";
import { announce } from "./announce.ts";
import type { AnchoringContext } from "./composeAnchoring.ts";
import type { DemoWitnesses } from "./DemoWitnesses.ts";
import type { DeploymentParts } from "./startLedger.ts";

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

/**
 * The witnesses that the settings name, or the demo's own twelve in a process beside ours.
 * @param demo that process, on its way; null when the settings want none
 */
export async function startWitnesses(
  config: Config,
  ledgerParts: DeploymentParts,
  logKey: VerifierKey,
  demo: DemoWitnesses | null,
  logger: Logger,
): Promise<AnchoringContext["witnesses"]> {
  if (config.witnessesFile)
    return toWitnesses(readFile(config.witnessesFile), config.witnessQuorum, logger);
  if (demo === null) return toWitnesses([], 0, logger);
  announce({ kind: "step", name: "witnesses", detail: "centres" });
  const { chainId, contracts } = ledgerParts.ledger.description;
  const described = await demo.start({
    SELLO_WITNESS_LOG_KEY: formatVerifierKey(logKey),
    SELLO_WITNESS_LOG_CONTRACT: contracts.DocumentLog,
    SELLO_WITNESS_RPC_URL: ledgerParts.rpcUrls.join(","),
    LEDGER_CHAIN_ID: String(chainId),
  });
  return toWitnesses(described, config.witnessQuorum ?? demoQuorum, logger);
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
