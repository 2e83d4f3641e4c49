import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFunctionData, encodeFunctionResult, toHex } from "viem";
import { documentLogAbi } from "../../../services/ledger/evm/abi/documentLogAbi.ts";
import { Unavailable } from "../../../services/platform/errors.ts";
import { EvmChainView } from "../../../services/witness/EvmChainView.ts";

const address = "0x2222222222222222222222222222222222222222";
const root = toHex(new Uint8Array(32).fill(7));

/** A chain of 20 blocks whose log has 5 entries; nobody answers for blocks before `known`. */
function chainKnowing(known: bigint): ConstructorParameters<typeof EvmChainView>[0] {
  return {
    blockNumber: async () => 20n,
    async call({ data, blockNumber = 20n }) {
      if (blockNumber < known) throw new Unavailable("chain.unavailable", "forgotten");
      const { functionName } = decodeFunctionData({ abi: documentLogAbi, data });
      return functionName === "size"
        ? encodeFunctionResult({ abi: documentLogAbi, functionName, result: 5n })
        : encodeFunctionResult({ abi: documentLogAbi, functionName: "root", result: root });
    },
    logs: () => assert.fail(),
  };
}

test("a node that has forgotten the past still answers for the newest root", async () => {
  const view = new EvmChainView(chainKnowing(20n), address);
  assert.deepEqual(Buffer.from((await view.rootAt(5)) ?? []), Buffer.alloc(32, 7));
  assert.equal(await view.rootAt(6), null);
  await assert.rejects(view.rootAt(4), { code: "chain.unavailable" });
});
