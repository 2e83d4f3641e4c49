import { fromHex, type Hex, toHex } from "@sello/sdk";
import {
  emptyStatusHead,
  encodeLogEntry,
  encodeStatusChanges,
  Frontier,
  hashLeaf,
  nextStatusHead,
} from "@sello/sdk/log";
import type { Random } from "../../../scripts/fuzz/Random.ts";
import type { AnyEvent } from "./AnyRegistry.ts";

const counts = [1n, 4_096n, 2n ** 20n, 2n ** 20n + 1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n];
const lists = [0n, 1n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 63n, 2n ** 64n - 1n];

/** Entries of the document log and changes of status lists, as the contracts of edition 1 take them. */
export class AnyLog {
  readonly appended: { readonly batchRoot: Hex; readonly count: bigint }[] = [];
  readonly #random: Random;
  readonly #frontier = new Frontier(0, []);
  readonly #heads = new Map<string, Hex>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Often of a root that the log has already, with another count or of another authority. */
  append(authority: Hex, now: bigint): AnyEvent {
    const random = this.#random;
    const again = random.chance(0.4) ? random.pick(this.appended) : undefined;
    const batchRoot = again?.batchRoot ?? this.#hash();
    const count = random.chance(0.1) ? 2n ** 64n - 1n : random.pick(counts);
    const entry = { authority, documentType: this.#hash(), batchRoot, count };
    const leaf = encodeLogEntry({
      ...entry,
      batchRoot: fromHex(batchRoot),
      anchoredAt: Number(now),
    } as never);
    const index = this.appended.push({ batchRoot, count }) - 1;
    this.#frontier.append(hashLeaf(leaf));
    const logRoot = toHex(this.#frontier.root());
    const args = { ...entry, index: BigInt(index), anchoredAt: now, logRoot };
    return { contract: "DocumentLog", name: "BatchAppended", args };
  }

  change(owner: Hex, now: bigint): AnyEvent {
    const random = this.#random;
    const list = random.pick(lists);
    const index = random.pick([0, 1, 131_071]);
    const changes = encodeStatusChanges([{ index, status: random.below(3) }]);
    const officer = `0x${"ab".repeat(20)}` as const;
    const event = { owner, list, acting: owner, officer, timestamp: now, changes };
    const name = `${owner}/${list}`;
    const head = nextStatusHead(this.#heads.get(name) ?? emptyStatusHead, event);
    this.#heads.set(name, head);
    return { contract: "StatusLists", name: "StatusChanged", args: { ...event, head } };
  }

  #hash(): Hex {
    return toHex(Uint8Array.from({ length: 32 }, () => this.#random.below(256)));
  }
}
