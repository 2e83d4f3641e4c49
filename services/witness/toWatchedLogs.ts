import { type Deployment, fromBase64, type Hex, type TrustHead } from "@sello/sdk";
import { parseVerifierKey } from "@sello/sdk/log";
import type { WitnessedCheckpoint } from "./SqliteWitnessState.ts";
import type { LogKey, Predecessor, WatchedLog } from "./WatchedLog.ts";

type ViewOf = (chainId: number, log: Hex) => WatchedLog["chain"];

/**
 * The logs of a trust list, by origin. Each but the first follows the one before it.
 * @param now unix seconds: a key that is distrusted by then signs nothing
 */
export function toWatchedLogs(
  { deployments }: TrustHead,
  viewOf: ViewOf,
  now: number,
): ReadonlyMap<string, WatchedLog> {
  const logs = deployments.map((deployment, i): WatchedLog => {
    const before = deployments[i - 1];
    return {
      origin: deployment.origin,
      keys: toKeys(deployment, now),
      chain: viewOf(deployment.chainId, deployment.log),
      final: toFinal(deployment),
      predecessor: before ? toPredecessor(before) : null,
    };
  });
  return new Map(logs.map((log) => [log.origin, log]));
}

const toKeys = ({ keys }: Deployment, now: number): readonly LogKey[] =>
  keys
    .filter(({ distrustedFrom }) => distrustedFrom === null || distrustedFrom > now)
    .map(({ key, end }) => ({ key: parseVerifierKey(key), sizeMax: end?.size ?? null }));

function toFinal({ size, root }: Deployment): WitnessedCheckpoint | null {
  return size === null || root === null ? null : { size, root: fromBase64(root) };
}

function toPredecessor(deployment: Deployment): Predecessor {
  const final = toFinal(deployment);
  // Lists of which this is not so are not accepted (sdk/trust/requireSound).
  if (final === null) throw new TypeError(`${deployment.origin} is followed and not sealed`);
  const { origin, chainId, log } = deployment;
  return { origin, chainId, log, final };
}
