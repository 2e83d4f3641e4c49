import { createHash } from "node:crypto";
import { type AuthorityId, type Hex, toAuthorityId, toHex } from "@sello/sdk";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import { Unavailable } from "../../../services/platform/errors.ts";
import { toIss } from "../../../services/registry/toIss.ts";
import type { EventsRead, RegistryView } from "../../../services/trust-signer/RegistryView.ts";

export const publicUrl = "http://localhost:8420";

type Block = { readonly hash: Hex; readonly events: readonly ChainEvent[] };
type Said = { readonly name: string; readonly args: Readonly<Record<string, unknown>> };

export const idOf = (slug: string): AuthorityId => toAuthorityId(toIss(publicUrl, slug));

export const registered = (slug: string, parent: string | null): Said => ({
  name: "AuthorityRegistered",
  args: {
    authority: idOf(slug),
    parent: parent === null ? `0x${"00".repeat(32)}` : idOf(parent),
    kind: parent === null ? "1" : "4",
    issuer: toIss(publicUrl, slug),
    names: JSON.stringify({ zh: slug, es: slug, en: slug }),
  },
});

export const suspended = (slug: string): Said => ({
  name: "AuthorityStateChanged",
  args: { authority: idOf(slug), state: "2" },
});

/** A registry on a chain that a test makes, block by block. */
export class FakeRegistry implements RegistryView {
  readonly blocks: Block[] = [];
  /** Blocks below this one are not known to the node any more. */
  forgottenBelow = 0;
  isAway = false;
  end = { size: 0, root: new Uint8Array(32) };
  #salt = "";

  /** @param at block time, unix seconds */
  mine(at: number, ...said: readonly Said[]): void {
    const number = this.blocks.length;
    const text = `${this.#salt} ${this.blocks.at(-1)?.hash} ${number} ${JSON.stringify(said)}`;
    const hash = toHex(createHash("sha256").update(text).digest());
    const events = said.map(
      ({ name, args }, logIndex): ChainEvent => ({
        contract: "AuthorityRegistry",
        name,
        args,
        blockNumber: BigInt(number),
        logIndex,
        blockTime: BigInt(at),
        transactionHash: hash,
      }),
    );
    this.blocks.push({ hash, events });
  }

  /** Takes the newest blocks back: what is mined next is another branch. */
  takeBack(count: number): void {
    this.blocks.splice(-count);
    this.#salt += "x";
  }

  get events(): readonly ChainEvent[] {
    return this.blocks.flatMap(({ events }) => events);
  }

  /** As the operator of the node remembers it. */
  remembered(from: bigint): EventsRead {
    const number = this.forgottenBelow;
    const events = this.events.filter(
      ({ blockNumber }) => blockNumber >= from && blockNumber <= number,
    );
    return { through: { number: BigInt(number), hash: this.blocks[number]?.hash ?? "0x" }, events };
  }

  async head(): Promise<bigint> {
    if (this.isAway) throw new Unavailable("chain.unavailable", "away");
    return BigInt(this.blocks.length - 1);
  }

  async hashAt(block: bigint): Promise<Hex | null> {
    return block < this.forgottenBelow ? null : (this.blocks[Number(block)]?.hash ?? null);
  }

  async read(from: bigint, head: bigint, parentHash: Hex | null): Promise<EventsRead | null> {
    if ((this.blocks[Number(from) - 1]?.hash ?? null) !== parentHash) return null;
    const events = this.events.filter(
      ({ blockNumber }) => blockNumber >= from && blockNumber <= head,
    );
    return { through: { number: head, hash: this.blocks[Number(head)]?.hash ?? "0x" }, events };
  }

  async logNow() {
    return this.end;
  }
}
