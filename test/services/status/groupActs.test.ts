import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FlagChange, groupActs } from "../../../services/status/groupActs.ts";
import type { StatusPlace } from "../../../services/status/StatusPlaces.ts";
import type { StatusAction } from "../../../services/status/StatusReason.ts";
import type { OpenAct } from "../../../services/status/StatusStore.ts";
import { idOf } from "./FakeRegistry.ts";

const place = (list: number, index: number): StatusPlace => ({ list, index });

const act = (
  id: string,
  action: StatusAction,
  places: readonly StatusPlace[],
  owner = "nanshan-housing",
  acting = "city",
): OpenAct => ({
  ...{ id, action, places, revoked: false },
  ...{ owner: idOf(owner), actingAuthority: idOf(acting) },
});

const words = (change: FlagChange): string[] =>
  change.lists.flatMap(({ list, changes }) => changes.map(({ word }) => `${list}/${word}`));

describe("grouping of acts", () => {
  test("acts in one word share it; each entry has two bits, from the least significant", () => {
    const [change, ...others] = groupActs(
      [
        act("a", "revoke", [place(0, 128)]),
        act("b", "suspend", [place(0, 129)]),
        act("c", "reinstate", [place(0, 255)]),
      ],
      200,
    );
    assert.equal(others.length, 0);
    assert.deepEqual(change?.lists, [
      { list: 0, changes: [{ word: 1, mask: 15n | (3n << 254n), flags: 0b1001n }] },
    ]);
    assert.deepEqual(change?.acts, ["a", "b", "c"]);
  });

  test("owners and acting authorities are kept apart", () => {
    const changes = groupActs(
      [
        act("a", "revoke", [place(0, 0)]),
        act("b", "revoke", [place(0, 1)], "futian-health"),
        act("c", "revoke", [place(0, 2)], "nanshan-housing", "nanshan"),
        act("d", "revoke", [place(0, 3)]),
      ],
      200,
    );
    assert.deepEqual(
      changes.map((change) => change.acts),
      [["a", "d"], ["b"], ["c"]],
    );
  });

  test("a transaction holds so many words at most, and no act is split", () => {
    const acts = Array.from({ length: 50 }, (_, i) =>
      act(String(i), "suspend", [place(0, i * 128), place(1, i * 128)]),
    );
    const changes = groupActs(acts, 11);
    assert.ok(changes.every((change) => words(change).length <= 11));
    assert.equal(changes.length, 10);
    for (const change of changes) {
      for (const id of change.acts) {
        assert.ok(words(change).includes(`0/${id}`) && words(change).includes(`1/${id}`));
      }
    }
  });

  test("an act with more words than that goes alone", () => {
    const places = Array.from({ length: 5 }, (_, i) => place(0, i * 128));
    const changes = groupActs([act("a", "revoke", places), act("b", "revoke", [place(1, 0)])], 3);
    assert.deepEqual(
      changes.map((change) => [change.acts, words(change).length]),
      [
        [["a"], 5],
        [["b"], 1],
      ],
    );
  });

  test("nothing to do makes no transaction", () => {
    assert.deepEqual(groupActs([], 200), []);
  });
});
