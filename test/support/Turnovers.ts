import {
  type Deployment,
  type LogEnd,
  type QuorumTerm,
  type TrustHead,
  type TrustList,
  toAuthorityId,
  toBase64,
} from "@sello/sdk";
import { formatVerifierKey, type NoteSigner, signatureTypes } from "@sello/sdk/log";
import type { Random } from "../../scripts/fuzz/Random.ts";
import { type HeadWorld, toHeadWorld, wholeList } from "./headWorld.ts";
import { makeEcKey, makeNoteSigner, type TestEcKey } from "./keys.ts";
import { entryOf, type Placed, signCheckpoint, TestLog } from "./TestLog.ts";
import { issOf, World, worldTypes } from "./world.ts";

type Held<Term> = { readonly signer: NoteSigner } & Term;
type KeyTerm = Held<{ from: number; until: number | null; end: LogEnd | null }>;
type Deployed = {
  readonly log: TestLog;
  readonly entries: Uint8Array[];
  readonly keys: KeyTerm[];
  readonly from: number;
  until: number | null;
};

/** A document with a proof, and when that proof was made: by then, the list names all that it needs. */
export interface Shown {
  readonly file: string;
  readonly provenAt: number;
  /** How many turnovers there had been. */
  readonly turn: number;
  /** When the document was recorded. */
  readonly anchoredAt: number;
  /** Whether anybody cosigned the proof's checkpoint. */
  readonly isCosigned: boolean;
}

export interface Listed {
  readonly list: TrustList;
  readonly issuedAt: number;
  readonly turn: number;
}

const begin = 1_800_000_000;

/** A network in which everything that can end ends, again and again, with its documents and lists of all times. */
export class Turnovers {
  readonly world = new World({ witnessCount: 0 });
  readonly deployed: Deployed[] = [];
  readonly witnesses: { readonly name: string; readonly keys: KeyTerm[] }[] = [];
  readonly quorums: { needed: number; from: number; until: number | null; end: LogEnd | null }[] =
    [];
  readonly shown: Shown[] = [];
  readonly lists: Listed[] = [];
  readonly placed: Placed[] = [];
  /** Signing keys of the department that issues. */
  readonly issuing: { readonly key: TestEcKey; readonly from: number; until: number | null }[] = [];
  now = begin;
  turn = 0;
  readonly #random: Random;
  #keys = 0;

  constructor(random: Random) {
    this.#random = random;
    this.issuing.push({ key: makeEcKey(), from: begin, until: null });
    this.#deploy();
    for (let i = 0; i < 5; i++) this.#addWitness();
    this.quorums.push({ needed: 3, from: begin, until: null, end: null });
  }

  /** A network with a history, and lists of before, between and after. */
  static async ofSteps(random: Random, steps: number): Promise<Turnovers> {
    const network = new Turnovers(random);
    await network.publish();
    network.now += 1;
    for (let i = 0; i < steps; i++) await network.step();
    await network.publish();
    return network;
  }

  /** One more thing happens. */
  async step(): Promise<void> {
    const act = this.#random.below(11);
    this.now += 10 + this.#random.below(1_000);
    if (act < 5) await this.#anchor();
    else if (act === 5) await this.#renewProof();
    else if (act === 6) await this.#turnLogKey();
    else if (act === 7) await this.#turnWitnesses();
    else if (act === 8) await this.#turnQuorum();
    else if (act === 9) await this.#turnSigningKey();
    else await this.#seal();
  }

  get open(): Deployed {
    return this.deployed.at(-1) as Deployed;
  }

  async publish(): Promise<void> {
    const heads = this.heads();
    const list = await wholeList(heads, this.world.signers);
    this.lists.push({ list, issuedAt: heads.head.issuedAt, turn: this.turn });
  }

  heads(): HeadWorld {
    const head: Partial<TrustHead> = {
      version: this.lists.length + 1,
      issuedAt: this.now,
      validUntil: begin + 10_000_000,
      network: this.deployed[0]?.log.origin ?? "",
      deployments: this.deployed.map(toDeployment),
      witnesses: this.witnesses.map(({ name, keys }) => ({ name, keys: keys.map(toTerm) })),
      quorums: this.quorums.map((term): QuorumTerm => ({ ...term })),
    };
    const content = this.world.trustListContent();
    const authorities = content.authorities.map((authority) =>
      authority.slug === "futian-police" ? { ...authority, keys: this.#signingKeys() } : authority,
    );
    return toHeadWorld(this.world, head, { ...content, authorities });
  }

  #signingKeys() {
    return this.issuing.map(({ key: { kid, jwk }, from, until }) => ({ kid, jwk, from, until }));
  }

  /** Documents anchored now, as a batch of one, with the newest checkpoint. */
  async #anchor(): Promise<void> {
    const { log, entries } = this.open;
    const key = this.issuing.at(-1)?.key ?? makeEcKey();
    const payload = { exp: begin + 9_000_000 };
    const { document } = await this.world.issue({ key, payload });
    const anchoredAt = this.now;
    const entry = entryOf(
      document,
      toAuthorityId(issOf("futian-police")),
      worldTypes.resident.id,
      anchoredAt,
    );
    const placed = { document, origin: log.origin, index: log.size, anchoredAt };
    log.append(entry);
    entries.push(entry);
    this.placed.push(placed);
    this.now += 2;
    await this.#show(placed);
  }

  /** A holder gets the proof of an older document again. */
  async #renewProof(): Promise<void> {
    const mine = this.placed.filter(({ origin }) => origin === this.open.log.origin);
    if (mine.length > 0) await this.#show(this.#random.pick(mine));
  }

  async #show(placed: Placed): Promise<void> {
    const { log, keys } = this.open;
    const needed = this.quorums.at(-1)?.needed ?? 0;
    const inOffice = this.witnesses.flatMap((witness) => witness.keys.filter(isOpen));
    const start = this.#random.below(inOffice.length);
    const count = needed + this.#random.below(inOffice.length - needed + 1);
    const cosigning = Array.from(
      { length: count },
      (_, i) => (inOffice[(start + i) % inOffice.length] as KeyTerm).signer,
    );
    const note = await signCheckpoint(
      { origin: log.origin, size: log.size, root: log.root() },
      keys.filter(isOpen).map(({ signer }) => signer),
      cosigning,
      this.now,
    );
    const file = log.file(placed, log.size, note);
    const { anchoredAt } = placed;
    const isCosigned = cosigning.length > 0;
    this.shown.push({ file, provenAt: this.now, turn: this.turn, anchoredAt, isCosigned });
  }

  end(): LogEnd {
    const { log } = this.open;
    return { origin: log.origin, size: log.size, root: toBase64(log.root()) };
  }

  /** With an overlap, in which both sign, or without. */
  async #turnLogKey(): Promise<void> {
    const { keys, log } = this.open;
    const old = keys.filter(isOpen);
    keys.push(this.#term(log.origin, signatureTypes.ed25519));
    await this.#turned();
    if (this.#random.chance(0.5)) {
      await this.#anchor();
      this.now += 5;
    }
    for (const term of old) this.#finish(term);
    await this.#turned();
  }

  /** Some of the witnesses get new keys, or leave for others, at once. */
  async #turnWitnesses(): Promise<void> {
    const many = 1 + this.#random.below(this.witnesses.length);
    const office = this.witnesses.filter(({ keys }) => keys.some(isOpen));
    for (const witness of office.slice(0, many)) {
      for (const term of witness.keys.filter(isOpen)) this.#finish(term);
      if (this.#random.chance(0.5))
        witness.keys.push(this.#term(witness.name, signatureTypes.cosignatureV1));
      else this.#addWitness();
    }
    await this.#turned();
  }

  async #turnSigningKey(): Promise<void> {
    const last = this.issuing.at(-1);
    if (last !== undefined) last.until = this.now;
    this.issuing.push({ key: makeEcKey(), from: this.now, until: null });
    await this.#turned();
  }

  async #turnQuorum(): Promise<void> {
    const last = this.quorums.at(-1);
    if (last === undefined) return;
    Object.assign(last, { until: this.now, end: this.end() });
    const inOffice = this.witnesses.filter(({ keys }) => keys.some(isOpen)).length;
    const needed = this.#random.chance(0.2) ? 0 : 1 + this.#random.below(inOffice);
    this.quorums.push({ needed, from: this.now, until: null, end: null });
    await this.#turned();
  }

  async #seal(): Promise<void> {
    if (this.open.log.size === 0) return;
    this.open.until = this.now;
    this.now += 5;
    this.#deploy();
    await this.#turned();
  }

  async #turned(): Promise<void> {
    this.turn += 1;
    this.now += 1;
    await this.publish();
    this.now += 1;
  }

  #deploy(): void {
    const origin = `sello.example/log/${this.deployed.length}`;
    const keys = [this.#term(origin, signatureTypes.ed25519)];
    this.deployed.push({
      log: new TestLog(origin),
      entries: [],
      keys,
      from: this.now,
      until: null,
    });
  }

  #addWitness(): void {
    const name = `centre-${this.#keys}.example`;
    this.witnesses.push({ name, keys: [this.#term(name, signatureTypes.cosignatureV1)] });
  }

  #term(name: string, type: 1 | 4): KeyTerm {
    this.#keys += 1;
    const signer = makeNoteSigner(name, type, ` ${this.#keys}`);
    return { signer, from: this.now, until: null, end: null };
  }

  #finish(term: KeyTerm): void {
    Object.assign(term, { until: this.now, end: this.end() });
  }
}

export const isOpen = ({ until }: { readonly until: number | null }): boolean => until === null;

const toTerm = ({ signer, from, until, end }: KeyTerm) => ({
  key: formatVerifierKey(signer.key),
  from,
  until,
  end,
  distrustedFrom: null,
});

function toDeployment({ log, keys, from, until }: Deployed, i: number): Deployment {
  const address = (n: number) =>
    `0x${String(i * 3 + n + 1)
      .padStart(2, "0")
      .repeat(20)}` as const;
  return {
    chainId: 31337 + i,
    registry: address(0),
    log: address(1),
    statusLists: address(2),
    origin: log.origin,
    keys: keys.map(toTerm),
    from,
    until,
    size: until === null ? null : log.size,
    root: until === null ? null : toBase64(log.root()),
  };
}
