import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Hex } from "@sello/sdk";
import {
  type Abi,
  decodeFunctionData,
  encodeFunctionResult,
  parseAbi,
  zeroAddress,
  zeroHash,
} from "viem";
import { ChainError } from "../../../../services/ledger/errors.ts";
import { officerAccountAbi } from "../../../../services/ledger/evm/abi/officerAccountAbi.ts";
import { Unavailable } from "../../../../services/platform/errors.ts";
import { limits } from "../../../../services/platform/limits.ts";
import { EvmManyAccounts } from "../../../../services/registry/accounts/EvmManyAccounts.ts";

const abi: Abi = [
  ...(officerAccountAbi as Abi),
  ...parseAbi([
    "function getOwners() view returns (address[])",
    "function getThreshold() view returns (uint256)",
  ]),
];
const account: Hex = `0x${"ac".repeat(20)}`;
const [ana, bea]: readonly [Hex, Hex] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`];
const domain = ["0x0f", "Sello Officer Account", "1", 1n, account, zeroHash, []];
const officers = { eip712Domain: domain, getSigners: [ana, bea], threshold: 2n };
const safe = { getOwners: [ana, bea], getThreshold: 1n };

/** What the contract answers now; null: there is no contract. */
let contract: Readonly<Record<string, unknown>> | null;
let asked: string[];
let nowMs: number;
let isAway: boolean;
let accounts: EvmManyAccounts;

beforeEach(() => {
  [contract, asked, nowMs, isAway] = [officers, [], 0, false];
  const chain = {
    async codeAt(): Promise<Hex> {
      asked.push("code");
      return contract === null ? "0x" : "0xfe";
    },
    async call({ data }: { readonly data: Hex }): Promise<Hex> {
      const { functionName } = decodeFunctionData({ abi, data });
      asked.push(functionName);
      if (isAway) throw new Unavailable("chain.unavailable", "No node answers.");
      if (contract === null) return "0x";
      if (!(functionName in contract))
        throw new ChainError("chain.reverted", "The call was undone.");
      const result = contract[functionName];
      return encodeFunctionResult({ abi, functionName, result } as never);
    },
  };
  accounts = new EvmManyAccounts(chain as never, () => nowMs);
});

const look = async () => {
  asked = [];
  const found = await accounts.find(account);
  return { found, asked: asked.toSorted() };
};

test("what an officer account is, is asked once; who signs for it, at every look", async () => {
  const first = await look();
  assert.deepEqual(first.found, {
    ...{ account, kind: "officer-account" },
    ...{ signers: [ana, bea], threshold: 2 },
  });
  assert.deepEqual(first.asked, ["code", "eip712Domain", "getSigners", "threshold"]);
  contract = { ...officers, getSigners: [bea], threshold: 1n };
  const next = await look();
  assert.deepEqual([next.found?.signers, next.found?.threshold], [[bea], 1]);
  assert.deepEqual(next.asked, ["getSigners", "threshold"]);
});

test("a Safe is asked at every look what it is: it is a proxy", async () => {
  contract = safe;
  for (const _ of [1, 2]) {
    const { found, asked: all } = await look();
    assert.deepEqual([found?.kind, found?.threshold], ["safe", 1]);
    assert.deepEqual(all, ["code", "eip712Domain", "getOwners", "getThreshold"]);
  }
  contract = officers;
  assert.equal((await look()).found?.kind, "officer-account");
});

test("an officer account that answers as such no more is looked at as a whole", async () => {
  await look();
  contract = safe;
  assert.equal((await look()).found?.kind, "safe");
  contract = null;
  assert.equal((await look()).found, null);
});

test("what is no account of many is looked at later again", async () => {
  contract = null;
  assert.deepEqual(await look(), { found: null, asked: ["code"] });
  contract = officers;
  nowMs = limits.manyAccountRecheckMs - 1;
  assert.deepEqual(await look(), { found: null, asked: [] });
  nowMs += 1;
  assert.equal((await look()).found?.kind, "officer-account");
});

test("a chain that does not answer says nothing about an account", async () => {
  const unavailable = { code: "chain.unavailable" };
  isAway = true;
  await assert.rejects(accounts.find(account), unavailable);
  isAway = false;
  assert.equal((await look()).found?.kind, "officer-account");
  isAway = true;
  await assert.rejects(accounts.find(account), unavailable);
});

test("a contract of another domain, or with signers that cannot be, does not count", async () => {
  contract = { ...officers, eip712Domain: domain.with(1, "Another Account") };
  assert.equal((await look()).found, null);
  nowMs += limits.manyAccountRecheckMs;
  contract = { ...officers, threshold: 3n, eip712Domain: domain.with(4, zeroAddress) };
  assert.equal((await look()).found, null);
});
