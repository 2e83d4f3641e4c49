import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  type Authority,
  type Deployment,
  type NoteKeyTerm,
  parseTrustList,
  type TrustHead,
  toBase64,
  toHex,
} from "@sello/sdk";
import {
  cosignCheckpoint,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  type LogEntry,
  type NoteSigner,
  signNote,
  toPredecessorEntry,
} from "@sello/sdk/log";
import { EntryIndex, formatAuthority, formatDocumentType, formatTrustHead } from "@sello/sdk/trust";
import { Monitor } from "../../../cli/monitor/Monitor.ts";
import { beginState, type MonitorState } from "../../../cli/monitor/MonitorState.ts";
import { Nodes } from "../../../cli/monitor/Nodes.ts";
import { PublicApi } from "../../../cli/monitor/PublicApi.ts";
import { makeNoteSigner } from "../../support/keys.ts";
import { World, worldTimes, worldTypes } from "../../support/world.ts";
import { FakeChain } from "./FakeChain.ts";
import { FakeLog, idOf } from "./FakeCity.ts";
import { type Answers, answerOf, commonAnswers, reply } from "./fakeAnswers.ts";

export const firstOrigin = "sello.example/log";
export const secondOrigin = "sello.example/log/2";
/** Unix seconds of the story: a log of five entries, sealed, and another on another chain that goes on. */
export const times = {
  firstEntry: worldTimes.now - 3_600,
  sealed: worldTimes.now - 2_000,
  opened: worldTimes.now - 1_900,
  secondEntry: worldTimes.now - 1_800,
} as const;
export const firstSize = 5;

const address = (byte: string) => `0x${byte.repeat(20)}` as const;
const always = { from: 0, until: null };

/** One log as it is served. */
export type ServedLog = {
  readonly signer: NoteSigner;
  log: FakeLog;
  readonly checkpoints: Map<number, string>;
};

/** A network whose log was sealed and has a successor, with all that is public of it. Everything is as it should be until a test alters a part. */
export class FakeNetwork {
  readonly world = new World({ witnessCount: 3, quorum: 2 });
  readonly logs = new Map<string, ServedLog>();
  readonly chains: FakeChain[] = [];
  /** Heads by version, from 1. */
  readonly notes: string[] = [];
  entriesText = "";
  documents = 0;
  /** As the lists that are made from now on name them. */
  authorities: readonly Authority[] = [];
  readonly overrides = new Map<string, string | number | null>();
  readonly requests: string[] = [];
  readonly now = worldTimes.now;
  #server: Server | null = null;

  /** With the first log open, or with the second after it. */
  static async start({ migrated = true } = {}): Promise<FakeNetwork> {
    const network = new FakeNetwork();
    const { world } = network;
    const list = await world.trustList();
    network.authorities = [...list.authorities.values()];
    network.chains.push(new FakeChain(list));
    network.addLog(firstOrigin, world.log);
    for (let i = 0; i < firstSize; i += 1) network.anchor(0, network.makeEntry(i));
    await network.sign(firstOrigin, firstSize);
    network.notes.push(
      await world.trustListNote({ ...world.trustListContent(), ...network.validity }),
    );
    await network.publish(network.head({ deployments: [network.first()] }));
    if (migrated) await network.migrate();
    network.#server = createServer((request, response) => void network.#answer(request, response));
    network.#server.listen(0, "127.0.0.1");
    await once(network.#server, "listening");
    return network;
  }

  get validity() {
    return { issuedAt: this.now - 1_000, validUntil: this.now + 86_400 };
  }

  get url(): string {
    return `http://127.0.0.1:${((this.#server as Server).address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  addLog(origin: string, signer: NoteSigner): void {
    this.logs.set(origin, { signer, log: new FakeLog([]), checkpoints: new Map() });
  }

  served(origin: string): ServedLog {
    return this.logs.get(origin) as ServedLog;
  }

  /** Seals the first log, opens the second, and says so in a list. */
  async migrate({
    entry = this.commitment(),
    takeOver = (chain: FakeChain) => this.takeOver(chain),
  } = {}) {
    this.chains[0]?.sealRegistry(times.sealed);
    const list = await this.world.trustList();
    const chain = new FakeChain(list, this.second());
    this.chains.push(chain);
    takeOver(chain);
    this.addLog(secondOrigin, makeNoteSigner(secondOrigin, 1));
    this.anchor(1, entry);
    this.anchor(1, this.makeEntry(20));
    this.anchor(1, this.makeEntry(21));
    // The first entry of a successor holds no documents.
    this.documents -= Number(entry.count);
    await this.sign(secondOrigin, 3);
    await this.publish(this.head({ deployments: [this.sealedFirst(), this.second()] }));
  }

  /** Entry 0 of the second log. */
  commitment(changes: Partial<LogEntry> = {}): LogEntry {
    const { chainId, log } = this.first();
    const root = this.served(firstOrigin).log.rootAt(firstSize);
    const entry = toPredecessorEntry({ chainId, log, size: firstSize, root });
    return { ...entry, anchoredAt: times.opened, ...changes };
  }

  takeOver(
    chain: FakeChain,
    { alter = (authority: Authority) => authority, terms = {} } = {},
  ): void {
    const { chainId, log } = this.first();
    const root = toHex(this.served(firstOrigin).log.rootAt(firstSize));
    const zero = `0x${"00".repeat(32)}` as const;
    const of = { predecessorChainId: BigInt(chainId), predecessorLog: log };
    const end = { predecessorSize: BigInt(firstSize), predecessorRoot: root };
    const pieces = { stateRoot: zero, pieces: 1n, statusRoot: zero, statusPieces: 0n };
    const sealedAt = BigInt(times.sealed);
    chain.beginTakeOver({ ...pieces, ...of, ...end, sealedAt, ...terms }, times.opened);
    for (const authority of this.authorities)
      chain.register(alter(authority), { at: times.opened });
    for (const [name, head] of this.chains[0]?.heads ?? []) {
      const [owner, list] = name.split("/");
      chain.takeStatusHead(owner as `0x${string}`, Number(list), head, times.opened);
    }
    chain.completeTakeOver(times.opened);
  }

  makeEntry(i: number): LogEntry {
    const [begin, first] = i < 20 ? [times.firstEntry, 0] : [times.secondEntry, 20];
    return {
      authority: idOf("futian-police"),
      documentType: worldTypes.resident.id,
      batchRoot: new Uint8Array(32).fill(i + 1),
      count: 10 + i,
      anchoredAt: begin + i - first,
    };
  }

  /** On the chain and in the log; not signed yet. */
  anchor(chain: number, entry: LogEntry): void {
    this.chains[chain]?.append(entry);
    this.served(chain === 0 ? firstOrigin : secondOrigin).log.append(entry);
    this.documents += Number(entry.count);
  }

  async sign(
    origin: string,
    size: number,
    options: {
      signers?: readonly NoteSigner[];
      witnesses?: readonly NoteSigner[];
      at?: number;
      root?: Uint8Array;
    } = {},
  ): Promise<void> {
    const { signer, log, checkpoints } = this.served(origin);
    const {
      signers = [signer],
      witnesses = this.world.witnesses,
      root = log.rootAt(size),
    } = options;
    const body = formatCheckpoint({ origin, size, root, extensions: [] });
    const note = await signNote(body, signers);
    const at = options.at ?? this.now - 1_000;
    const lines = await Promise.all(witnesses.map((each) => cosignCheckpoint(body, each, at)));
    checkpoints.set(size, formatNote({ ...note, signatures: [...note.signatures, ...lines] }));
  }

  first(changes: Partial<Deployment> = {}): Deployment {
    return {
      chainId: 31_337,
      registry: address("11"),
      log: address("22"),
      statusLists: address("33"),
      origin: firstOrigin,
      keys: [this.term(this.world.log)],
      from: 0,
      until: null,
      size: null,
      root: null,
      ...changes,
    };
  }

  sealedFirst(changes: Partial<Deployment> = {}): Deployment {
    const root = toBase64(this.served(firstOrigin).log.rootAt(firstSize));
    return this.first({ until: times.sealed, size: firstSize, root, ...changes });
  }

  second(changes: Partial<Deployment> = {}): Deployment {
    return {
      ...this.first(),
      chainId: 4_242,
      registry: address("44"),
      log: address("55"),
      statusLists: address("66"),
      origin: secondOrigin,
      keys: [this.term(makeNoteSigner(secondOrigin, 1))],
      // Before the pieces of what it takes over, which come later.
      from: times.sealed + 1,
      ...changes,
    };
  }

  term({ key }: NoteSigner, changes: Partial<NoteKeyTerm> = {}): NoteKeyTerm {
    return { key: formatVerifierKey(key), ...always, end: null, distrustedFrom: null, ...changes };
  }

  /** What a list says, with the entries that are served. */
  head(changes: Partial<TrustHead> = {}): TrustHead {
    const { world } = this;
    const types = Object.values(worldTypes);
    const trees = {
      authorities: new EntryIndex(
        this.authorities.map((each) => ({ id: each.id, text: formatAuthority(each) })),
      ),
      documentTypes: new EntryIndex(
        types.map((each) => ({ id: each.id, text: formatDocumentType(each) })),
      ),
    };
    const lines = Object.values(trees).map(({ entries }) =>
      entries.map((entry) => `${entry.text}\n`),
    );
    this.entriesText = `sello-trust-entries/2\n${lines.map((each) => each.join("")).join("\n")}`;
    return {
      version: this.notes.length + 1,
      ...this.validity,
      network: firstOrigin,
      publicUrl: world.trustListContent().publicUrl,
      deployments: [],
      witnesses: world.witnesses.map((each) => ({ name: each.key.name, keys: [this.term(each)] })),
      quorums: [{ needed: 2, ...always, end: null }],
      validators: [],
      signers: world.signers.map(({ key }) => ({
        name: key.name,
        key: formatVerifierKey(key),
        ...always,
      })),
      signerQuorum: 2,
      signersSince: 1,
      authorities: trees.authorities.tree,
      documentTypes: trees.documentTypes.tree,
      ...changes,
    };
  }

  async publish(
    head: TrustHead,
    signers: readonly NoteSigner[] = this.world.signers,
  ): Promise<void> {
    this.notes.push(formatNote(await signNote(formatTrustHead(head), signers)));
  }

  /** The newest list, changed, as the next version. */
  async change(changes: Partial<TrustHead>, signers?: readonly NoteSigner[]): Promise<void> {
    const { head } = parseTrustList(this.notes.at(-1) as string);
    await this.publish({ ...head, version: head.version + 1, ...changes }, signers);
  }

  /** @param from version of the list to begin with */
  monitor(
    options: { from?: number; chains?: readonly number[]; state?: MonitorState } = {},
  ): Monitor {
    const { from = this.notes.length, chains = [0, 1] } = options;
    const urls = chains.filter((i) => this.chains[i]).map((i) => `${this.url}/rpc/${i}`);
    let drawn = 0;
    return new Monitor({
      api: new PublicApi(this.url),
      nodes: new Nodes(urls),
      state: options.state ?? beginState(this.url, this.notes[from - 1] as string),
      now: () => this.now,
      random: () => (drawn++ % 8) / 8,
      settleSeconds: 0,
    });
  }

  async codes(monitor: Monitor = this.monitor()): Promise<string[]> {
    const { violations } = await monitor.look();
    return [...new Set(violations.map(({ code }) => code))].sort();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://request.invalid");
    this.requests.push(request.url ?? "");
    if (url.pathname.startsWith("/rpc/")) {
      const chain = this.chains[Number(url.pathname.at(-1))] as FakeChain;
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(chain.answer(JSON.parse(await text(request)))));
      return;
    }
    const override =
      this.overrides.get(`${url.pathname}${url.search}`) ?? this.overrides.get(url.pathname);
    const answer = override === undefined ? await this.#serve(url) : override;
    reply(response, url.pathname, answer);
  }

  async #serve({ pathname, searchParams }: URL): Promise<string | null> {
    const parameter = (name: string) => Number(searchParams.get(name));
    const last = Number(pathname.split("/").at(-1));
    const newest = [...this.logs.keys()].at(-1) as string;
    const { log, checkpoints } = this.served(searchParams.get("log") ?? newest);
    const { read, entries, roots } = log;
    const answers: Answers = {
      "/v1/trust-list": () => this.notes.at(-1),
      [`/v1/trust-lists/${last}`]: () => this.notes[last - 1],
      [/\/all$/.test(pathname) ? pathname : ""]: () => this.entriesText,
      "/v1/log/checkpoint": () => checkpoints.get(Math.max(...checkpoints.keys())),
      [`/v1/log/checkpoints/${last}`]: () => checkpoints.get(last),
      "/v1/figures": () => ({
        documents: this.documents,
        logSize: [...this.logs.values()].reduce((sum, each) => sum + each.log.entries.length, 0),
      }),
      "/v1/log/entries": () => ({
        entries: entries
          .map((entry, index) => ({
            ...entry,
            index,
            count: typeof entry.count === "bigint" ? String(entry.count) : entry.count,
            batchRoot: toHex(entry.batchRoot),
            logRoot: toHex(roots[index] as Uint8Array),
            blockNumber: "1",
            transactionHash: toHex(entry.batchRoot),
          }))
          .slice(parameter("start"), parameter("start") + parameter("limit")),
      }),
      ...commonAnswers(parameter, read, this.world, this.now),
    };
    return answerOf(answers, pathname);
  }
}
