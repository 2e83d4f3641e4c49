import { readFileSync } from "node:fs";
import type { Hex, TrustList } from "@sello/sdk";
import { parseVerifierKey } from "@sello/sdk/log";
import { EvmChain } from "../ledger/evm/EvmChain.ts";
import { systemClock } from "../platform/Clock.ts";
import type { WitnessConfig } from "../platform/config.ts";
import { ConfigError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { ChainViews, parseNodeAddress } from "../witness/ChainViews.ts";
import { FolderStore } from "../witness/FolderStore.ts";
import { FollowedLogs } from "../witness/FollowedLogs.ts";
import { FollowedTrust } from "../witness/FollowedTrust.ts";
import { HttpServedLogs } from "../witness/HttpServedLogs.ts";
import type { WatchedLog } from "../witness/WatchedLog.ts";

/** The log that the settings name, and the one way to know it again in a trust list. */
type NamedLog = {
  readonly key: string;
  readonly contract: Hex;
  readonly chainId: number;
};

/** What the witnesses of one process watch, each with its own memory of it. */
export async function composeWitnessLogs(config: WitnessConfig, logger: Logger) {
  const nodes = config.SELLO_WITNESS_RPC_URL.map(parseNodeAddress);
  const views = new ChainViews(nodes, (options) => new EvmChain(options));
  const given = config.SELLO_WITNESS_TRUST_FILE;
  const named = readNamedLog(config);
  if (named === null && given === undefined)
    throw new ConfigError(
      "SELLO_WITNESS_TRUST_FILE: name a trust list; or SELLO_WITNESS_LOG_KEY, SELLO_WITNESS_LOG_CONTRACT and LEDGER_CHAIN_ID",
    );
  const trust = await FollowedTrust.open(given ? readFileSync(given, "utf8") : null, {
    server: config.SELLO_WITNESS_SERVICE_URL ?? null,
    store: new FolderStore(config.SELLO_WITNESS_DIR),
    mayBegin: (list) => named !== null && names(list, named),
    clock: systemClock,
    logger,
  });
  const served = new HttpServedLogs(() => trust.server);
  const settings = named === null ? [] : [toWatchedLog(named, views)];
  const logs = new FollowedLogs(trust, { served, views, settings, clock: systemClock });
  return { trust, logs, views };
}

function readNamedLog(config: WitnessConfig): NamedLog | null {
  const { SELLO_WITNESS_LOG_KEY: key, SELLO_WITNESS_LOG_CONTRACT: contract } = config;
  const chainId = config.LEDGER_CHAIN_ID;
  if (key === undefined || contract === undefined || chainId === undefined) return null;
  return { key, contract: contract.toLowerCase() as Hex, chainId };
}

function toWatchedLog({ key, contract, chainId }: NamedLog, views: ChainViews): WatchedLog {
  const verifierKey = parseVerifierKey(key);
  return {
    origin: verifierKey.name,
    keys: [{ key: verifierKey, sizeMax: null }],
    chain: views.view(chainId, contract),
    final: null,
    predecessor: null,
  };
}

const names = ({ head }: TrustList, { key, contract, chainId }: NamedLog): boolean =>
  head.deployments.some(
    (deployment) =>
      deployment.chainId === chainId &&
      deployment.log === contract &&
      deployment.keys.some((term) => term.key === key),
  );
