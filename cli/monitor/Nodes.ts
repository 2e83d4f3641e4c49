import { ChainNode } from "./ChainNode.ts";

/** Nodes that we chose, of one chain or several; each says itself of which. */
export class Nodes {
  readonly #nodes: readonly ChainNode[];

  constructor(urls: readonly string[]) {
    this.#nodes = urls.map((url) => new ChainNode(url));
  }

  /** Of each chain the first that is named. Throws `CliError` when one does not answer. */
  async byChain(): Promise<ReadonlyMap<number, ChainNode>> {
    const byChain = new Map<number, ChainNode>();
    for (const node of this.#nodes) {
      const id = await node.chainId();
      if (!byChain.has(id)) byChain.set(id, node);
    }
    return byChain;
  }
}
