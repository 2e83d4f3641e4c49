import {
  consistencyNodes,
  consistencyProof,
  Frontier,
  inclusionNodes,
  inclusionProof,
  type ReadNode,
  rootNodes,
  type TreeNode,
} from "@sello/sdk/log";
import type { Queryable } from "../platform/database/Transaction.ts";
import { LogContradiction } from "./errors.ts";
import type { PgLogStore } from "./PgLogStore.ts";

const nameOf = ({ level, index }: TreeNode): string => `${level}/${index}`;

/**
 * Proofs of the document log, each with one read of O(log n) stored subtrees. The caller makes sure that
 * sizes are sizes that the log has had. A subtree that is missing: `LogContradiction` `log.nodes`.
 */
export class LogTree {
  readonly #log: PgLogStore;

  constructor(log: PgLogStore) {
    this.#log = log;
  }

  /** The tree of the first `size` entries. */
  async frontier(size: number, db?: Queryable): Promise<Frontier> {
    const nodes = rootNodes(size);
    return new Frontier(size, nodes.map(await this.#read(nodes, db)));
  }

  /** From the entry's sibling up. */
  async inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    return inclusionProof(index, size, await this.#read(inclusionNodes(index, size)));
  }

  async consistencyProof(size1: number, size2: number): Promise<readonly Uint8Array[]> {
    return consistencyProof(size1, size2, await this.#read(consistencyNodes(size1, size2)));
  }

  async #read(wanted: readonly TreeNode[], db?: Queryable): Promise<ReadNode> {
    const stored = wanted.length === 0 ? [] : await this.#log.nodes(wanted, db);
    const hashes = new Map(stored.map((node) => [nameOf(node), node.hash]));
    return (node) => {
      const hash = hashes.get(nameOf(node));
      if (hash) return hash;
      throw new LogContradiction("log.nodes", "A subtree of the log is not stored.", { ...node });
    };
  }
}
