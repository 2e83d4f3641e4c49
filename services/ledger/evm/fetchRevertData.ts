import type { Hex } from "@sello/sdk";
import { BaseError, TimeoutError } from "viem";
import { type RpcClient, toRpcError } from "./RpcNodes.ts";
import { toQuantity } from "./rpcFormats.ts";

/** Time that a node may spend on one trace. */
const traceMs = 5_000;

const isHex = (value: unknown): value is Hex =>
  typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(value);

/** What a reverted call returned, if `error` is a node's answer that a call reverted; else null. */
export function toRevertData(error: unknown): Hex | null {
  const refusal = toRpcError(error);
  if (refusal === null) return null;
  if (isHex(refusal.data)) return refusal.data;
  // JSON-RPC error code 3 is "execution reverted"; some nodes leave the data out when it is empty.
  return refusal.code === 3 ? "0x" : null;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (toRpcError(error) === null) throw error;
    return null;
  }
}

function orLate(error: unknown): null {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof TimeoutError))
    return null;
  throw error;
}

async function fetchTraced(client: RpcClient, hash: Hex): Promise<Hex | null> {
  const request = client.request as (args: {
    method: string;
    params: readonly unknown[];
  }) => Promise<{ output?: unknown } | null>;
  const params = [hash, { tracer: "callTracer", timeout: `${traceMs}ms` }];
  // A trace that takes too long is no sign that the node is gone; there are other ways to ask.
  const trace = await orNull(request({ method: "debug_traceTransaction", params })).catch(orLate);
  return isHex(trace?.output) ? trace.output : null;
}

async function fetchRecorded(client: RpcClient, hash: Hex): Promise<Hex | null> {
  const receipt = await client.request({ method: "eth_getTransactionReceipt", params: [hash] });
  const reason = (receipt as { revertReason?: unknown } | null)?.revertReason;
  return isHex(reason) ? reason : null;
}

async function fetchRepeated(client: RpcClient, hash: Hex, block: bigint): Promise<Hex | null> {
  const found = await client.request({ method: "eth_getTransactionByHash", params: [hash] });
  if (found === null) return null;
  const { from, to, input: data, gas } = found;
  try {
    await client.request({
      method: "eth_call",
      params: [{ from, to, data, gas }, toQuantity(block)],
    });
    return null;
  } catch (error) {
    if (toRpcError(error) === null) throw error;
    return toRevertData(error);
  }
}

/**
 * What a reverted transaction returned; null if the node cannot tell. Asked first for what it recorded
 * (Besu with `--revert-reason-enabled`), then for a trace, both of which are exact; then by making the
 * call again after and before its block, where the rest of the block may make a difference.
 */
export async function fetchRevertData(
  client: RpcClient,
  hash: Hex,
  blockNumber: bigint,
): Promise<Hex | null> {
  return (
    (await fetchRecorded(client, hash)) ??
    (await fetchTraced(client, hash)) ??
    (await fetchRepeated(client, hash, blockNumber)) ??
    (await fetchRepeated(client, hash, blockNumber - 1n))
  );
}
