import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { emptyStatusHead } from "@sello/sdk/log";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { HeadComparison } from "../../../services/status/HeadComparison.ts";
import type { KnownHeads } from "../../../services/status/StatusWord.ts";
import { idOf } from "./FakeRegistry.ts";

const hash = (byte: string): Hex => `0x${byte.repeat(32)}`;
const authority = idOf("nanshan-housing");

/** A comparison between what `known` says and what the contract's `heads` are. */
class Compared {
  known: KnownHeads | null = {
    block: { number: 90n, hash: hash("0a") },
    lists: [
      { authority, list: 0, head: hash("01") },
      { authority, list: 1, head: emptyStatusHead },
    ],
  };
  readonly heads = new Map<string, Hex>([["0", hash("01")]]);
  readonly asked: unknown[] = [];
  told: string | null = null;
  readonly chain = {
    head: 100n,
    hash: hash("0a"),
    node: "http://node" as string | null,
    blockNumber: async () => this.chain.head,
    block: async (number: bigint) =>
      number > this.chain.head
        ? null
        : { number, hash: this.chain.hash, parentHash: hash("09"), time: 1n },
  };
  readonly comparison = new HeadComparison({
    words: { heads: async () => this.known },
    chain: this.chain,
    contracts: {
      call: (async (...asked: readonly unknown[]) => {
        this.asked.push(asked);
        const [, list] = asked[2] as [Hex, bigint];
        return this.heads.get(String(list)) ?? emptyStatusHead;
      }) as never,
    },
    contradictions: {
      report: async (source, detail) => {
        assert.equal(source, "status");
        this.told = detail;
        return true;
      },
      clear: async (source) => {
        assert.equal(source, "status");
        this.told = null;
      },
    },
    logger: silentLogger,
  });
}

describe("the comparison of status lists with the contract", () => {
  let compared: Compared;
  beforeEach(() => {
    compared = new Compared();
  });

  test("asks for every list at the block that was read, once for a block", async () => {
    await compared.comparison.round();
    assert.deepEqual(compared.asked, [
      ["StatusLists", "headOf", [authority, 0n], 90n],
      ["StatusLists", "headOf", [authority, 1n], 90n],
    ]);
    await compared.comparison.round();
    assert.equal(compared.asked.length, 2);
    assert.equal(compared.told, null);
  });

  test("tells when the newest events are missing, or all of a list, until they are there", async () => {
    compared.heads.set("0", hash("02"));
    await compared.comparison.round();
    assert.match(compared.told ?? "", /^status\.head: at block 90 list .*\/0 has the head 0x0202/);
    compared.heads.set("1", hash("03"));
    await compared.comparison.round();
    assert.match(compared.told ?? "", /\/1 has the head 0x0303.*its events give 0x0000/);
    compared.known = {
      block: { number: 91n, hash: hash("0a") },
      lists: [
        { authority, list: 0, head: hash("02") },
        { authority, list: 1, head: hash("03") },
      ],
    };
    await compared.comparison.round();
    assert.equal(compared.told, null);
  });

  test("says nothing of another branch, of another node's answers, or of states long gone", async () => {
    compared.heads.set("0", hash("02"));
    compared.chain.hash = hash("0b");
    await compared.comparison.round();
    assert.equal(compared.told, null);
    compared.chain.hash = hash("0a");
    const { block } = compared.chain;
    compared.chain.block = async (number) => {
      compared.chain.node = "http://other";
      return block(number);
    };
    await compared.comparison.round();
    assert.equal(compared.told, null);
    compared.chain.block = block;
    const asked = compared.asked.length;
    for (const head of [89n, 154n]) {
      compared.chain.head = head;
      await compared.comparison.round();
    }
    compared.known = null;
    await compared.comparison.round();
    assert.equal(compared.asked.length, asked);
  });
});
