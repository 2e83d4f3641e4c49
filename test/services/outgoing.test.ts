import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { RpcNodes } from "../../services/ledger/evm/RpcNodes.ts";
import { silentLogger } from "../../services/platform/Logger.ts";
import { HttpTrustSigner } from "../../services/trust-signer/HttpTrustSigner.ts";
import { fetchChainId } from "../../services/witness/fetchChainId.ts";
import { HttpServedLogs } from "../../services/witness/HttpServedLogs.ts";
import { HttpWitnesses } from "../../services/witness/HttpWitnesses.ts";

// Who answers may be anybody's server. What holds keys goes where the operator said, and nowhere else.

let redirecting: Server;
let elsewhere: Server;
let url: string;
let asked = 0;

const listen = (server: Server): Promise<string> =>
  new Promise((done) =>
    server.listen(0, "127.0.0.1", () =>
      done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  );

before(async () => {
  elsewhere = createServer((_, response) => {
    asked += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x1" }));
  });
  const target = await listen(elsewhere);
  redirecting = createServer((_, response) => {
    response.writeHead(307, { location: target }).end();
  });
  url = await listen(redirecting);
});
after(() => {
  redirecting.close();
  elsewhere.close();
});

test("no answer leads what holds keys to another address", async () => {
  const nodes = new RpcNodes(1, () => [url]);
  const blockNumber = nodes.run((client) => client.request({ method: "eth_blockNumber" }));
  await assert.rejects(blockNumber, { code: "chain.unavailable" });
  await assert.rejects(fetchChainId(url));

  const office = new HttpTrustSigner({ name: "audit", place: async () => ({ url, token: "t" }) });
  await assert.rejects(office.describe(), { code: "trust_signer.away" });
  await assert.rejects(office.successor("key", "network"), { code: "trust_signer.away" });

  const served = new HttpServedLogs(() => url);
  await assert.rejects(served.consistency("log", 1, 2));

  const key = { name: "futian", keyId: 1, type: 4, publicKey: new Uint8Array(32) } as never;
  const witnesses = new HttpWitnesses([{ keys: [key], url }], silentLogger);
  const standing = await witnesses.standing("log\n0\n\n", new AbortController().signal);
  assert.equal(standing.size, 0);

  assert.equal(asked, 0);
});
