import { readFileSync } from "node:fs";
import { formatVerifierKey, type VerifierKey } from "@sello/sdk/log";
import { z } from "zod";
import type { Config } from "../platform/config.ts";
import { ConfigError } from "../platform/errors.ts";
import { announce } from "./announce.ts";
import type { DemoWitnesses } from "./DemoWitnesses.ts";
import type { DescribedWitness } from "./settleTerms.ts";
import type { DeploymentParts } from "./startLedger.ts";

/** Who is to cosign by the settings, and how many of them a proof needs. */
export type AskedWitnesses = {
  readonly witnesses: readonly DescribedWitness[];
  readonly quorum: number;
  /** They are the demo's own: turnovers alone change them. */
  readonly isDemo?: boolean;
};

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
): Promise<AskedWitnesses> {
  if (config.witnessesFile) return toAsked(readFile(config.witnessesFile), config.witnessQuorum);
  if (demo === null) return toAsked([], 0);
  announce({ kind: "step", name: "witnesses", detail: "centres" });
  const { chainId, contracts } = ledgerParts.ledger.description;
  const described = await demo.start({
    SELLO_WITNESS_LOG_KEY: formatVerifierKey(logKey),
    SELLO_WITNESS_LOG_CONTRACT: contracts.DocumentLog,
    SELLO_WITNESS_RPC_URL: ledgerParts.rpcUrls.join(","),
    LEDGER_CHAIN_ID: String(chainId),
  });
  return { ...toAsked(described, config.witnessQuorum ?? demoQuorum), isDemo: true };
}

function readFile(path: string): readonly DescribedWitness[] {
  const parsed = witnessFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new ConfigError(`SELLO_WITNESSES_FILE: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function toAsked(witnesses: readonly DescribedWitness[], quorum: number | null): AskedWitnesses {
  const needed = quorum ?? Math.floor((witnesses.length * 2) / 3);
  if (needed <= witnesses.length) return { witnesses, quorum: needed };
  throw new ConfigError("SELLO_WITNESS_QUORUM: more than there are witnesses");
}
