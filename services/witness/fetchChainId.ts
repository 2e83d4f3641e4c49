import { createClient, http } from "viem";
import { witnessLimits } from "./witnessLimits.ts";

/** Which chain a node is of, by its own word. Throws when it does not answer. */
export async function fetchChainId(url: string): Promise<number> {
  const transport = http(url, {
    timeout: witnessLimits.serviceMs,
    retryCount: 0,
    fetchOptions: { redirect: "error" },
  });
  return Number(await createClient({ transport }).request({ method: "eth_chainId" }));
}
