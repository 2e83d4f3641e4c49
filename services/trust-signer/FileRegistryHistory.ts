import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ledgerLimits } from "../ledger/ledgerLimits.ts";
import type { ChainEvent } from "../ledger/Projection.ts";
import { Unavailable } from "../platform/errors.ts";
import { writeWhole } from "../platform/writeWhole.ts";
import { HeadRefused } from "./errors.ts";
import type { BlockMark, EventsRead, ForgottenEvents, RegistryView } from "./RegistryView.ts";

const attemptsMax = 20;
const depth = BigInt(ledgerLimits.reorganisationBlocks);

/**
 * All events of one registry, as the office's own node told them once. They are kept, a line for each piece that was
 * read, so that a node that is replaced, or that forgets, cannot tell another past: what is deeper than a reorganisation
 * reaches never changes.
 */
export class FileRegistryHistory {
  readonly view: RegistryView;
  readonly #file: string;
  readonly #forgotten: ForgottenEvents | null;
  #pieces: EventsRead[];
  /** Differs whenever something was taken back. */
  #generation = 0;
  #following: Promise<void> | null = null;

  constructor(file: string, view: RegistryView, forgotten: ForgottenEvents | null) {
    this.#file = file;
    this.view = view;
    this.#forgotten = forgotten;
    this.#pieces = mergeOld(readPieces(file));
  }

  get generation(): number {
    return this.#generation;
  }

  /** In order. */
  get events(): readonly ChainEvent[] {
    return this.#pieces.flatMap(({ events }) => events);
  }

  /** The newest block that was read; null before the first. */
  get through(): bigint | null {
    return this.#newest?.number ?? null;
  }

  /**
   * Reads on to the node's newest block. Throws `Unavailable`; `HeadRefused` `trust_list.other_chain` when the node
   * tells another past.
   */
  follow(): Promise<void> {
    this.#following ??= this.#follow().finally(() => {
      this.#following = null;
    });
    return this.#following;
  }

  get #newest(): BlockMark | undefined {
    return this.#pieces.at(-1)?.through;
  }

  async #follow(): Promise<void> {
    const head = await this.view.head();
    await this.#takeBack(head);
    for (let attempt = 0; (this.#newest?.number ?? -1n) < head; ) {
      const read = await this.#read((this.#newest?.number ?? -1n) + 1n, head);
      if (read !== null) this.#append(read);
      else if (++attempt < attemptsMax) await delay(ledgerLimits.receiptPollMs);
      else throw new Unavailable("chain.unavailable", "The node's answers do not fit together.");
    }
  }

  /** A node that has forgotten these blocks answers for the newest alone. */
  async #read(from: bigint, head: bigint): Promise<EventsRead | null> {
    if ((await this.view.hashAt(from)) !== null) {
      const read = await this.view.read(from, head, this.#newest?.hash ?? null);
      if (read !== null) return read;
    }
    if (this.#forgotten === null) return null;
    const told = await this.#forgotten(from);
    if (told === null || told.through.number < from) return null;
    return (await this.view.hashAt(told.through.number)) === told.through.hash ? told : null;
  }

  async #takeBack(head: bigint): Promise<void> {
    const newest = this.#newest;
    if (newest === undefined) return;
    if (head < newest.number) throw new Unavailable("chain.behind", "The node is behind.");
    while (this.#newest !== undefined && (await this.#isOther(this.#newest))) {
      const before = this.#pieces.at(-2)?.through.number ?? -1n;
      if (newest.number - before > depth)
        throw new HeadRefused("trust_list.other_chain", "The node tells another past.", {
          block: Number(this.#newest.number),
        });
      this.#pieces.pop();
      this.#generation += 1;
    }
    if (newest !== this.#newest) writeWhole(this.#file, this.#pieces.map(toLine).join(""));
  }

  async #isOther({ number, hash }: BlockMark): Promise<boolean> {
    const there = await this.view.hashAt(number);
    return there !== null && there !== hash;
  }

  #append(piece: EventsRead): void {
    const before = this.#pieces;
    this.#pieces = mergeOld([...before, piece]);
    if (existsSync(this.#file)) appendFileSync(this.#file, toLine(piece), { flush: true });
    else writeWhole(this.#file, toLine(piece));
  }
}

/** Pieces that no reorganisation reaches become one. */
function mergeOld(pieces: readonly EventsRead[]): EventsRead[] {
  const settled = (pieces.at(-1)?.through.number ?? 0n) - depth;
  const old = pieces.filter(({ through }) => through.number < settled);
  const last = old.at(-1);
  if (last === undefined || old.length === 1) return [...pieces];
  const merged = { through: last.through, events: old.flatMap(({ events }) => events) };
  return [merged, ...pieces.slice(old.length)];
}

const bigints = ["blockNumber", "blockTime", "number"];

const toLine = (piece: EventsRead): string =>
  `${JSON.stringify(piece, (_name, value) => (typeof value === "bigint" ? String(value) : value))}\n`;

/** A line that a kill cut off was never used; it is read again. */
function readPieces(file: string): EventsRead[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole !== text) writeWhole(file, whole);
  return whole.split("\n").filter(Boolean).map(parseLine);
}

const parseLine = (line: string): EventsRead => {
  const { through, events } = JSON.parse(line) as EventsRead;
  return { through: withBigints(through), events: events.map(withBigints) };
};

const withBigints = <T extends object>(value: T): T =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      bigints.includes(name) ? BigInt(each as string) : each,
    ]),
  ) as T;
