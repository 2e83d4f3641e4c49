import type { Hex } from "@sello/sdk";
import type { EvmChainOptions } from "../ledger/evm/EvmChain.ts";
import { Unavailable } from "../platform/errors.ts";
import { EvmChainView, type SeenChain } from "./EvmChainView.ts";
import { fetchChainId } from "./fetchChainId.ts";
import type { WatchedLog } from "./WatchedLog.ts";

/** A node of the witness's own choice. */
export type NodeAddress = {
  /** Null: the node is asked. */
  readonly chainId: number | null;
  readonly url: string;
};

const withChain = /^([1-9]\d{0,15})=(.+)$/;

/** `URL`, or `CHAIN_ID=URL`. */
export function parseNodeAddress(text: string): NodeAddress {
  const [, chainId, url] = withChain.exec(text) ?? [];
  return url === undefined ? { chainId: null, url: text } : { chainId: Number(chainId), url };
}

/** The chains that a witness sees, each by its nodes; a node that is added later counts from then on. */
export class ChainViews {
  readonly #open: (options: EvmChainOptions) => SeenChain;
  readonly #chainOf = new Map<string, number | null>();
  readonly #chains = new Map<number, SeenChain>();
  readonly #views = new Map<string, WatchedLog["chain"]>();

  constructor(nodes: readonly NodeAddress[], open: (options: EvmChainOptions) => SeenChain) {
    this.#open = open;
    this.add(nodes);
  }

  add(nodes: readonly NodeAddress[]): void {
    for (const { url, chainId } of nodes)
      this.#chainOf.set(url, chainId ?? this.#chainOf.get(url) ?? null);
  }

  /** Its methods throw `Unavailable` as long as no node of that chain answers. */
  view(chainId: number, log: Hex): WatchedLog["chain"] {
    const name = `${chainId}/${log}`;
    const known = this.#views.get(name);
    if (known) return known;
    const view = new EvmChainView(this.#chain(chainId), log);
    const placed = {
      rootAt: async (size: number) => {
        await this.#place(chainId);
        return view.rootAt(size);
      },
      entryAt: async (index: number) => {
        await this.#place(chainId);
        return view.entryAt(index);
      },
    };
    this.#views.set(name, placed);
    return placed;
  }

  #chain(chainId: number): SeenChain {
    const known = this.#chains.get(chainId);
    if (known) return known;
    const chain = this.#open({ chainId, urls: () => this.#urls(chainId) });
    this.#chains.set(chainId, chain);
    return chain;
  }

  #urls(chainId: number): readonly string[] {
    return [...this.#chainOf].filter(([, own]) => own === chainId).map(([url]) => url);
  }

  /** Asks the nodes that have not said yet which chain they are of. */
  async #place(chainId: number): Promise<void> {
    if (this.#urls(chainId).length > 0) return;
    const unknown = [...this.#chainOf].filter(([, own]) => own === null);
    await Promise.all(
      unknown.map(async ([url]) =>
        this.#chainOf.set(url, await fetchChainId(url).catch(() => null)),
      ),
    );
    if (this.#urls(chainId).length === 0)
      throw new Unavailable(
        "chain.unavailable",
        `No node of chain ${chainId} is named or answers.`,
      );
  }
}
