import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, before, describe, it } from "node:test";
import { encodeFunctionData } from "viem";
import { contractAbis } from "../../../../services/ledger/evm/contractAbis.ts";
import { decodeRevert } from "../../../../services/ledger/evm/decodeRevert.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import type { EvmContracts } from "../../../../services/ledger/evm/EvmContracts.ts";
import type { PgJournal } from "../../../../services/ledger/journal/PgJournal.ts";
import type { Database } from "../../../../services/platform/database/Database.ts";
import { ServiceError } from "../../../../services/platform/errors.ts";
import {
  deployTestContracts,
  enqueueAppend,
  startExternal,
  startSender,
  testAccounts,
  testChainId,
  testCityId,
  testTypeId,
  untilSettled,
} from "../../../support/chain.ts";
import { freePort, startPostgres } from "../../../support/postgres.ts";

const deadUrl = "http://127.0.0.1:9";

type RpcRequest = { id: number; method: string; params: unknown[] };
type Filter = { fromBlock: string; toBlock: string };

/** A node in front of a node: answers what `answer` gives, passes on the rest, and counts what it is asked. */
async function startProxy(target: string, answer: (request: RpcRequest) => object | null) {
  const asked: string[] = [];
  const respond = async (request: RpcRequest) => {
    asked.push(request.method);
    const own = answer(request);
    if (own !== null) return { jsonrpc: "2.0", id: request.id, ...own };
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    return response.json();
  };
  const server: Server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcRequest | RpcRequest[];
    const result = Array.isArray(body) ? await Promise.all(body.map(respond)) : await respond(body);
    outgoing.setHeader("content-type", "application/json").end(JSON.stringify(result));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, asked, stop };
}

const withCode = (code: string) => (error: unknown) => {
  assert.ok(error instanceof ServiceError);
  assert.equal(error.code, code);
  return true;
};

describe("a chain over JSON-RPC", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let external: Awaited<ReturnType<typeof startExternal>>;
  let sender: Awaited<ReturnType<typeof startSender>>;
  let database: Database;
  let contracts: EvmContracts;
  let journal: PgJournal;

  const open = (...urls: string[]) => new EvmChain({ chainId: testChainId, urls: () => urls });

  before(async () => {
    [postgres, external] = await Promise.all([startPostgres(), startExternal()]);
    ({ database } = await postgres.database());
    sender = await startSender(database, () => [external.url]);
    ({ contracts, journal } = await deployTestContracts(database, sender.chain));
    await untilSettled(database, (await enqueueAppend(database, journal, 1)).id);
    external.pause(true);
  });
  after(async () => {
    await sender.stop();
    await external.stop();
    await postgres.stop();
  });

  it("is not used when it is another chain than the one configured", async () => {
    const chain = new EvmChain({ chainId: 1, urls: () => [external.url] });
    await assert.rejects(chain.blockNumber(), (error) => {
      assert.ok(withCode("chain.wrong_id")(error));
      const { expected, actual } = (error as ServiceError).data;
      assert.deepEqual([expected, actual], [1, testChainId]);
      return true;
    });
  });

  it("is unavailable when no node answers, and there again when one does", async () => {
    let urls = [deadUrl];
    const chain = new EvmChain({ chainId: testChainId, urls: () => urls });
    await assert.rejects(chain.blockNumber(), withCode("chain.unavailable"));
    assert.equal(chain.node, null);
    urls = [];
    await assert.rejects(chain.blockNumber(), withCode("chain.unavailable"));
    urls = [deadUrl, external.url];
    assert.ok((await chain.blockNumber()) > 0n);
    assert.equal(chain.node, external.url);
  });

  it("stays with the node that answered until that one fails", async () => {
    const [a, b] = await Promise.all([
      startProxy(external.url, () => null),
      startProxy(external.url, () => null),
    ]);
    const chain = open(a.url, b.url);
    await chain.blockNumber();
    await chain.blockNumber();
    assert.deepEqual(a.asked, ["eth_chainId", "eth_blockNumber", "eth_blockNumber"]);
    assert.deepEqual(b.asked, []);
    await a.stop();
    await chain.blockNumber();
    await chain.blockNumber();
    assert.equal(chain.node, b.url);
    assert.deepEqual(b.asked, ["eth_chainId", "eth_blockNumber", "eth_blockNumber"]);
    await b.stop();
  });

  it("reads logs in smaller ranges where a node refuses large ones", async () => {
    const spans: number[] = [];
    const proxy = await startProxy(external.url, ({ method, params }) => {
      if (method !== "eth_getLogs") return null;
      const { fromBlock, toBlock } = params[0] as Filter;
      const span = Number(toBlock) - Number(fromBlock) + 1;
      spans.push(span);
      return span > 3 ? { error: { code: -32005, message: "range too large" } } : null;
    });
    const head = await sender.chain.blockNumber();
    const all = await sender.chain.logs(contracts.addresses, 0n, head);
    assert.ok(all.length >= 5);
    assert.deepEqual(await open(proxy.url).logs(contracts.addresses, 0n, head), all);
    assert.ok(spans.some((span) => span > 3));
    await proxy.stop();
  });

  it("gives blocks that hang together, and ends where the chain does", async () => {
    const head = await sender.chain.blockNumber();
    const blocks = await sender.chain.blocks(head - 2n, head + 3n);
    assert.deepEqual(
      blocks.map(({ number }) => number),
      [head - 2n, head - 1n, head],
    );
    assert.equal(blocks[1]?.parentHash, blocks[0]?.hash);
    assert.equal(await sender.chain.block(head + 1n), null);
  });

  it("answers calls to the contracts, also as of an earlier block", async () => {
    const head = await sender.chain.blockNumber();
    assert.equal(await contracts.call("DocumentLog", "size", []), 1n);
    const logs = await sender.chain.logs(contracts.addresses, 0n, head);
    const appended = logs.at(-1)?.blockNumber ?? 0n;
    assert.equal(await contracts.call("DocumentLog", "size", [], appended - 1n), 0n);
    assert.equal(await contracts.call("AuthorityRegistry", "city", []), testCityId);
  });

  it("tells why a call is undone", async () => {
    const data = encodeFunctionData({
      abi: contractAbis.DocumentLog,
      functionName: "append",
      args: [testCityId, testTypeId, `0x${"5".repeat(64)}`, 0n],
    });
    const to = contracts.description.contracts.DocumentLog;
    const from = testAccounts.anchor.address;
    await assert.rejects(sender.chain.call({ to, from, data }), (error) => {
      assert.ok(withCode("chain.reverted")(error));
      const { revertData } = (error as ServiceError).data;
      assert.equal(decodeRevert(revertData as `0x${string}`).error, "DocumentLog_EmptyBatch");
      return true;
    });
  });

  it("tells what a transaction reverted with also where the node keeps no traces", async () => {
    external.pause(false);
    const { id, hash } = await enqueueAppend(database, journal, 1);
    const row = await untilSettled(database, id);
    external.pause(true);
    const proxy = await startProxy(external.url, ({ method }) =>
      method.startsWith("debug_") ? { error: { code: -32601, message: "no such method" } } : null,
    );
    const chain = open(proxy.url);
    const data = await chain.revertData(hash, BigInt(row.block_number));
    assert.equal(decodeRevert(data).error, "DocumentLog_AlreadyAppended");
    assert.ok(proxy.asked.includes("debug_traceTransaction"));
    await proxy.stop();
  });

  it("refuses what no node would mine, with a code", async () => {
    const nonce = await sender.chain.nextNonce(testAccounts.status.address);
    const raw = await testAccounts.status.signTransaction({
      type: "eip1559",
      chainId: testChainId,
      nonce,
      gas: 100n,
      maxFeePerGas: 0n,
      maxPriorityFeePerGas: 0n,
    });
    const hash = `0x${"0".repeat(64)}` as const;
    const transaction = { hash, raw, sender: testAccounts.status.address, nonce };
    await assert.rejects(sender.chain.send(transaction), withCode("chain.refused"));
  });
});
