import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { after, test } from "node:test";
import {
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionResult,
  type Hex,
  toHex,
} from "viem";
import { documentLogAbi } from "../../../services/ledger/evm/abi/documentLogAbi.ts";
import type { EvmChainOptions } from "../../../services/ledger/evm/EvmChain.ts";
import { ChainViews, parseNodeAddress } from "../../../services/witness/ChainViews.ts";
import { EvmChainView, type SeenChain } from "../../../services/witness/EvmChainView.ts";

const log = `0x${"22".repeat(20)}` as const;
const hash = (byte: number): Hex => toHex(new Uint8Array(32).fill(byte));

/** A chain whose log has two entries, the first in block 3. */
function chainOf(id: number): SeenChain {
  const appended = (index: bigint) => {
    const [authority, documentType] = [hash(1), hash(2)];
    const topics = encodeEventTopics({
      abi: documentLogAbi,
      eventName: "BatchAppended",
      args: { index, authority, documentType },
    });
    const data = encodeAbiParameters(
      [{ type: "bytes32" }, { type: "uint64" }, { type: "uint64" }, { type: "bytes32" }],
      [hash(id % 256), 7n, 1_790_000_000n, hash(9)],
    );
    return { topics, data };
  };
  const other = { topics: [hash(99)], data: "0x" };
  return {
    blockNumber: async () => 8n,
    async call({ blockNumber = 8n }) {
      const result = blockNumber < 3n ? 0n : blockNumber < 6n ? 1n : 2n;
      return encodeFunctionResult({ abi: documentLogAbi, functionName: "size", result });
    },
    async logs(_addresses, from) {
      return (from === 3n ? [other, appended(0n)] : [appended(1n)]) as never;
    },
  };
}

const servers: ReturnType<typeof createServer>[] = [];
after(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** A node that says which chain it is of, and nothing else. */
async function startNode(chainId: number): Promise<string> {
  const server = createServer(async (request, response) => {
    const { id } = (await json(request)) as { id: number };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id, result: toHex(chainId) }));
  });
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const opened: EvmChainOptions[] = [];
const open = (options: EvmChainOptions): SeenChain => {
  opened.push(options);
  return chainOf(options.chainId);
};

test("the first entry is the contract's event, among others and however old it is", async () => {
  const view = new EvmChainView(chainOf(5), log);
  const entry = await view.entryAt(0);
  assert.deepEqual(
    [entry?.authority, entry?.count, toHex(entry?.batchRoot ?? "0x")],
    [hash(1), 7, hash(5)],
  );
  assert.equal((await view.entryAt(1))?.count, 7);
  assert.equal(await view.entryAt(2), null);
});

test("a node is named with its chain, or asked; one that comes later counts from then on", async () => {
  assert.deepEqual(parseNodeAddress("4242=http://a:1"), { chainId: 4_242, url: "http://a:1" });
  assert.deepEqual(parseNodeAddress("http://a:1/?x=1"), { chainId: null, url: "http://a:1/?x=1" });
  const [first, second] = [await startNode(31_337), await startNode(4_242)];
  const views = new ChainViews([{ chainId: null, url: first }], open);
  assert.equal((await views.view(31_337, log).entryAt(0))?.count, 7);
  await assert.rejects(views.view(4_242, log).entryAt(0), { code: "chain.unavailable" });
  views.add([parseNodeAddress(second)]);
  assert.equal((await views.view(4_242, log).entryAt(0))?.count, 7);
  assert.deepEqual(
    opened.map(({ chainId, urls }) => [chainId, urls()]),
    [
      [31_337, [first]],
      [4_242, [second]],
    ],
  );
});

test("a node that did not answer is asked again", async () => {
  const views = new ChainViews([{ chainId: null, url: "http://127.0.0.1:9" }], open);
  await assert.rejects(views.view(1, log).rootAt(1), { code: "chain.unavailable" });
  views.add([{ chainId: 1, url: "http://127.0.0.1:9" }]);
  assert.equal(await views.view(1, log).rootAt(3), null);
});
