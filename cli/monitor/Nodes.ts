import { ChainNode } from "./ChainNode.ts";

/** Nodes that we chose, of one chain or several; each says itself of which. */
export class Nodes {
  readonly #nodes: readonly ChainNode[];

  constructor(urls: readonly string[]) {
    this.#nodes = urls.map((url) => new ChainNode(url));
  }

  /**
   * Of each chain the first that is named and answers. One that does not answer may be of a chain that has ended and need
   * not run any more; without a node of the chain that is open, it is a `CliError`.
   */
  async byChain(openChainId: number | undefined): Promise<ReadonlyMap<number, ChainNode>> {
    const byChain = new Map<number, ChainNode>();
    let failure: unknown = null;
    for (const node of this.#nodes) {
      const id = await node.chainId().catch((error: unknown) => {
        failure = error;
        return null;
      });
      if (id !== null && !byChain.has(id)) byChain.set(id, node);
    }
    if (failure !== null && (openChainId === undefined || !byChain.has(openChainId))) throw failure;
    return byChain;
  }
}
