import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuthorityId, fromBase64, sha256, toBase64, toHex } from "@sello/sdk";
import { hashLeaf, verifyInclusion } from "@sello/sdk/log";
import { EntryIndex } from "@sello/sdk/trust";

const idOf = (i: number) => toHex(sha256(`authority ${i}`)) as AuthorityId;
const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: idOf(i), text: `{"n":${i}}` }));

test("every entry of a tree has a path to its root, and what is not there has its neighbours", () => {
  for (const count of [0, 1, 2, 3, 7, 8, 9, 100]) {
    const index = new EntryIndex(entriesOf(count));
    const root = fromBase64(index.tree.root);
    const isIn = ({
      entry,
      path,
      index: at,
    }: {
      entry: string;
      path: readonly string[];
      index: number;
    }) =>
      verifyInclusion({
        leafHash: hashLeaf(entry),
        index: at,
        size: count,
        path: path.map(fromBase64),
        root,
      });
    const sorted = index.entries.map(({ id }) => id);
    assert.deepEqual(sorted, [...sorted].sort());
    for (let i = 0; i < count; i++) {
      const found = index.find(idOf(i));
      assert.ok("proof" in found && isIn(found.proof) && found.proof.entry === `{"n":${i}}`);
    }
    for (let i = count; i < count + 20; i++) {
      const found = index.find(idOf(i));
      assert.ok("before" in found);
      const at = sorted.filter((id) => id < idOf(i)).length;
      assert.equal(found.before?.index, at === 0 ? undefined : at - 1);
      assert.equal(found.after?.index, at === count ? undefined : at);
      for (const side of [found.before, found.after]) assert.ok(side === null || isIn(side));
    }
  }
  assert.equal(new EntryIndex([]).tree.root, toBase64(sha256("")));
});

test("an id twice is refused, and the order of entries makes no difference", () => {
  const entries = entriesOf(5);
  assert.throws(() => new EntryIndex([...entries, ...entries.slice(1, 2)]), {
    code: "trust-list.content",
  });
  assert.deepEqual(new EntryIndex([...entries].reverse()).tree, new EntryIndex(entries).tree);
});
