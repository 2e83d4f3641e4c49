import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyConsistency } from "../../../sdk/merkle/consistency.ts";
import { Frontier } from "../../../sdk/merkle/Frontier.ts";
import { hashLeaf, hashNode } from "../../../sdk/merkle/hash.ts";
import { rootFromPath, verifyInclusion } from "../../../sdk/merkle/inclusion.ts";
import { levelOffsets, pathSlices } from "../../../sdk/merkle/layout.ts";
import { MerkleTree } from "../../../sdk/merkle/MerkleTree.ts";
import {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  rootNodes,
  type TreeNode,
} from "../../../sdk/merkle/ranges.ts";

const leafOf = (i: number) => `leaf ${i}`;
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafOf(i));

// RFC 9162 §2.1.1 word for word, as slow as it reads: the judge of everything below.
function mth(leaves: readonly string[]): Uint8Array {
  if (leaves.length === 1) return hashLeaf(leaves[0] as string);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashNode(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

function growLog(size: number) {
  const frontier = new Frontier();
  const stored = new Map<string, Uint8Array>();
  for (let i = 0; i < size; i++) {
    for (const node of frontier.append(hashLeaf(leafOf(i)))) {
      stored.set(`${node.level}/${node.index}`, node.hash);
    }
  }
  const read = ({ level, index }: TreeNode) => {
    const hash = stored.get(`${level}/${index}`);
    assert.ok(hash, `node ${level}/${index} is stored`);
    return hash;
  };
  return { frontier, read };
}

test("leaf and node hashes carry their prefixes", () => {
  assert.deepEqual(hashLeaf("ab"), hashLeaf(new Uint8Array([0x61, 0x62])));
  assert.notDeepEqual(hashNode(mth(["a"]), mth(["b"])), hashLeaf("ab"));
});

for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33]) {
  test(`a tree of ${count} leaves has the root and the paths of the RFC`, () => {
    const tree = MerkleTree.fromLeaves(leavesOf(count));
    assert.deepEqual(tree.root, mth(leavesOf(count)));
    for (let index = 0; index < count; index++) {
      const claim = {
        leafHash: hashLeaf(leafOf(index)),
        index,
        size: count,
        path: tree.inclusionPath(index),
      };
      assert.ok(verifyInclusion({ ...claim, root: tree.root }));
      assert.equal(rootFromPath({ ...claim, size: count * 2 + 1 }), null);
      assert.equal(verifyInclusion({ ...claim, index: count, root: tree.root }), false);
    }
  });

  test(`a log grown to ${count} proves inclusion and consistency with every earlier size`, () => {
    const { frontier, read } = growLog(count);
    const root = mth(leavesOf(count));
    assert.deepEqual(frontier.root(), root);
    for (let size1 = 1; size1 <= count; size1++) {
      const path = consistencyProof(size1, count, read);
      const claim = { size1, size2: count, root1: mth(leavesOf(size1)), root2: root, path };
      assert.ok(verifyConsistency(claim), `${size1} to ${count}`);
      assert.equal(verifyConsistency({ ...claim, root1: hashLeaf("other") }), false);
      const inclusion = inclusionProof(size1 - 1, count, read);
      const leafHash = hashLeaf(leafOf(size1 - 1));
      assert.ok(
        verifyInclusion({ leafHash, index: size1 - 1, size: count, path: inclusion, root }),
      );
    }
  });
}

test("the nodes named beforehand are the nodes that a proof reads", () => {
  const { read } = growLog(21);
  for (const [named, prove] of [
    [inclusionNodes(20, 21), (r: typeof read) => inclusionProof(20, 21, r)],
    [inclusionNodes(3, 21), (r: typeof read) => inclusionProof(3, 21, r)],
    [consistencyNodes(6, 21), (r: typeof read) => consistencyProof(6, 21, r)],
  ] as const) {
    const seen: TreeNode[] = [];
    prove((node) => {
      seen.push(node);
      return read(node);
    });
    assert.deepEqual(seen, named);
  }
  assert.deepEqual(rootNodes(5), [
    { level: 2, index: 0 },
    { level: 0, index: 4 },
  ]);
});

test("a frontier goes on from what was stored", () => {
  const { frontier } = growLog(13);
  const again = new Frontier(frontier.size, frontier.nodes);
  again.append(hashLeaf(leafOf(13)));
  assert.deepEqual(again.root(), mth(leavesOf(14)));
  assert.throws(() => new Frontier(3, frontier.nodes), { code: "merkle.frontier" });
});

test("a blob of levels is read back, and a path is a few slices of it", () => {
  const tree = MerkleTree.fromLeaves(leavesOf(11));
  const again = MerkleTree.fromLevels(tree.levels, 11);
  const path = pathSlices(11, 10).map((s) => tree.levels.slice(s.offset, s.offset + s.length));
  assert.deepEqual(again.inclusionPath(10), path);
  assert.deepEqual(levelOffsets(5), [0, 160, 256, 320, 352]);
  assert.throws(() => MerkleTree.fromLevels(tree.levels, 12), { code: "merkle.levels" });
});

test("sizes and indexes outside a tree are refused", () => {
  assert.throws(() => MerkleTree.fromLeaves([]), { code: "merkle.size" });
  assert.throws(() => pathSlices(4, 4), { code: "merkle.index" });
  assert.throws(() => inclusionNodes(-1, 4), { code: "merkle.index" });
  assert.throws(() => consistencyNodes(0, 4), { code: "merkle.size" });
  assert.throws(() => consistencyNodes(5, 4), { code: "merkle.size" });
});

test("indexes beyond 32 bits do not wrap around", () => {
  const leafHash = hashLeaf("a");
  const path = Array.from({ length: 33 }, () => hashLeaf("b"));
  const near = rootFromPath({ leafHash, index: 0, size: 2 ** 33, path });
  const far = rootFromPath({ leafHash, index: 2 ** 32, size: 2 ** 33, path });
  assert.ok(near && far);
  assert.notDeepEqual(near, far);
});

test("following a path leaves the leaf's hash as it was", () => {
  const tree = MerkleTree.fromLeaves(["a", "b", "c"]);
  const leafHash = Buffer.from(hashLeaf("b"));
  const claim = { leafHash, index: 1, size: 3, path: tree.inclusionPath(1) };
  assert.deepEqual(rootFromPath(claim), tree.root);
  assert.deepEqual(new Uint8Array(leafHash), hashLeaf("b"));
});
