import assert from "node:assert/strict";
import { test } from "node:test";
import type { Deployment } from "../../../../services/ledger/deployment/Deployment.ts";
import { deploymentFacts } from "../../../../services/registry/trust/deploymentFacts.ts";

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const root = new Uint8Array(32).fill(7);

const deployment = (id: number, more: Partial<Deployment> = {}): Deployment => ({
  id,
  chain: 1,
  chainId: 755_755,
  contracts: {
    AuthorityRegistry: address("A"),
    DocumentLog: address("B"),
    StatusLists: address("C"),
  },
  edition: 1,
  origin: `sello.example/log/${id}`,
  firstBlock: 1n,
  state: "open",
  openedAt: 100 * id,
  sealed: null,
  ...more,
});

test("deployments follow each other without a gap, the sealing second included", () => {
  const sealed = deployment(1, { state: "sealed", sealed: { at: 500, size: 9, root } });
  const [first, second] = deploymentFacts([sealed, deployment(2)]);
  assert.deepEqual([first?.from, first?.until, first?.size], [0, 501, 9]);
  assert.equal(first?.root, Buffer.from(root).toString("base64"));
  assert.equal(first?.registry, address("a"));
  assert.deepEqual([second?.from, second?.until, second?.root], [501, null, null]);
});

test("one that is prepared is named when its predecessor is sealed, not before", () => {
  const prepared = deployment(2, { state: "preparing", openedAt: null });
  assert.equal(deploymentFacts([deployment(1), prepared]).length, 1);
  const sealing = deployment(1, { sealed: { at: 500, size: 0, root } });
  const facts = deploymentFacts([sealing, prepared]);
  assert.deepEqual(
    facts.map(({ from, until }) => [from, until]),
    [
      [0, 501],
      [501, null],
    ],
  );
});
