import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { StatusAction } from "@sello/api";
import { decodeStatusChanges } from "@sello/sdk/log";
import { decodeFunctionData } from "viem";
import { statusListsAbi } from "../../../services/ledger/evm/abi/statusListsAbi.ts";
import { encodeListChanges } from "../../../services/status/encodeListChanges.ts";
import { type GroupedActs, groupActs } from "../../../services/status/groupActs.ts";
import type { OpenAct } from "../../../services/status/RecordedAct.ts";
import type { StatusPlace } from "../../../services/status/StatusPlaces.ts";
import { idOf } from "./FakeRegistry.ts";

const place = (list: number, index: number): StatusPlace => ({ list, index });

const act = (
  id: string,
  action: StatusAction,
  places: readonly StatusPlace[],
  owner = "nanshan-housing",
  acting = "city",
): OpenAct => ({
  id,
  action,
  places,
  revoked: false,
  owner: idOf(owner),
  actingAuthority: idOf(acting),
});

const entriesIn = ({ lists }: GroupedActs): string[] =>
  lists.flatMap(({ list, changes }) => changes.map(({ index }) => `${list}/${index}`));

describe("grouping of acts", () => {
  test("acts share a transaction, whatever they ask for", () => {
    const [group, ...others] = groupActs(
      [
        act("a", "revoke", [place(0, 128)]),
        act("b", "suspend", [place(0, 70_000)]),
        act("c", "reinstate", [place(1, 5)]),
      ],
      4_096,
    );
    assert.equal(others.length, 0);
    assert.deepEqual(group?.lists, [
      {
        list: 0,
        changes: [
          { index: 128, status: 1 },
          { index: 70_000, status: 2 },
        ],
      },
      { list: 1, changes: [{ index: 5, status: 0 }] },
    ]);
    assert.deepEqual(group?.acts, ["a", "b", "c"]);
  });

  test("owners and acting authorities are kept apart", () => {
    const groups = groupActs(
      [
        act("a", "revoke", [place(0, 0)]),
        act("b", "revoke", [place(0, 1)], "futian-health"),
        act("c", "revoke", [place(0, 2)], "nanshan-housing", "nanshan"),
        act("d", "revoke", [place(0, 3)]),
      ],
      4_096,
    );
    assert.deepEqual(
      groups.map((group) => group.acts),
      [["a", "d"], ["b"], ["c"]],
    );
  });

  test("a transaction holds so many entries at most, and no act is split", () => {
    const acts = Array.from({ length: 50 }, (_, i) =>
      act(String(i), "suspend", [place(0, i), place(1, i)]),
    );
    const groups = groupActs(acts, 11);
    assert.deepEqual(
      groups.map((group) => entriesIn(group).length),
      Array.from({ length: 10 }, () => 10),
    );
    for (const group of groups) {
      for (const id of group.acts) {
        assert.ok(entriesIn(group).includes(`0/${id}`) && entriesIn(group).includes(`1/${id}`));
      }
    }
  });

  test("an act with more entries than that goes alone", () => {
    const places = Array.from({ length: 5 }, (_, i) => place(0, i * 128));
    const groups = groupActs([act("a", "revoke", places), act("b", "revoke", [place(1, 0)])], 3);
    assert.deepEqual(
      groups.map((group) => [group.acts, entriesIn(group).length]),
      [
        [["a"], 5],
        [["b"], 1],
      ],
    );
  });

  test("nothing to do makes no transaction", () => {
    assert.deepEqual(groupActs([], 4_096), []);
  });
});

describe("the call of a group", () => {
  const callOf = (acts: readonly OpenAct[]) => {
    const [group] = groupActs(acts, 4_096);
    assert.ok(group);
    return decodeFunctionData({ abi: statusListsAbi, data: encodeListChanges(group) });
  };

  test("one list is one call, with its entries in the order that the contract asks for", () => {
    const { functionName, args } = callOf([
      act("a", "revoke", [place(3, 900)]),
      act("b", "suspend", [place(3, 7)]),
    ]);
    assert.equal(functionName, "changeStatus");
    const [owner, acting, list, changes] = args as [string, string, bigint, `0x${string}`];
    assert.deepEqual([owner, acting, list], [idOf("nanshan-housing"), idOf("city"), 3n]);
    assert.deepEqual(decodeStatusChanges(changes), [
      { index: 7, status: 2 },
      { index: 900, status: 1 },
    ]);
  });

  test("several lists, or more entries of one than a call takes, are several calls in one", () => {
    const places = Array.from({ length: 5_000 }, (_, index) => place(0, index));
    const { functionName, args } = callOf([act("a", "revoke", [...places, place(1, 6)])]);
    assert.equal(functionName, "multicall");
    const calls = (args as [`0x${string}`[]])[0].map(
      (data) => decodeFunctionData({ abi: statusListsAbi, data }).args,
    ) as [string, string, bigint, `0x${string}`][];
    assert.deepEqual(
      calls.map(([, , list, changes]) => [list, decodeStatusChanges(changes).length]),
      [
        [0n, 4_096],
        [0n, 904],
        [1n, 1],
      ],
    );
  });
});
