import handler from "@safe-global/safe-smart-account/build/artifacts/contracts/handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json" with {
  type: "json",
};
import factory from "@safe-global/safe-smart-account/build/artifacts/contracts/proxies/SafeProxyFactory.sol/SafeProxyFactory.json" with {
  type: "json",
};
import singleton from "@safe-global/safe-smart-account/build/artifacts/contracts/SafeL2.sol/SafeL2.json" with {
  type: "json",
};
import type { Hex } from "@sello/sdk";
import { encodeFunctionData, parseAbi, zeroAddress } from "viem";

type Deployer = {
  deploy(data: Hex): Promise<Hex>;
  transact(
    data: Hex,
    to?: Hex,
  ): Promise<{ readonly logs: readonly { readonly topics: readonly Hex[] }[] }>;
};

const abi = parseAbi([
  "function setup(address[],uint256,address,bytes,address,address,uint256,address)",
  "function createProxyWithNonce(address,bytes,uint256)",
]);

/** A Safe 1.5.0, from the bytecode that its makers publish. */
export async function makeSafe(
  { deploy, transact }: Deployer,
  owners: readonly Hex[],
  threshold: number,
): Promise<Hex> {
  const safe = await deploy(singleton.bytecode as Hex);
  const fallback = await deploy(handler.bytecode as Hex);
  const proxies = await deploy(factory.bytecode as Hex);
  const setup = encodeFunctionData({
    abi,
    functionName: "setup",
    args: [owners, BigInt(threshold), zeroAddress, "0x", fallback, zeroAddress, 0n, zeroAddress],
  });
  const create = encodeFunctionData({
    abi,
    functionName: "createProxyWithNonce",
    args: [safe, setup, 0n],
  });
  const { logs } = await transact(create, proxies);
  // ProxyCreation(address indexed proxy, address singleton) is the last.
  const proxy = logs.at(-1)?.topics[1] ?? "0x";
  return `0x${proxy.slice(-40)}`;
}
