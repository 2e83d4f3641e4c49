import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { toAuthorityId, toHex } from "@sello/sdk";
import { encodeLogEntry, Frontier, hashLeaf, type LogEntry } from "@sello/sdk/log";
import { Monitor } from "../../../cli/monitor/Monitor.ts";
import { beginState, type MonitorState } from "../../../cli/monitor/MonitorState.ts";
import { Nodes } from "../../../cli/monitor/Nodes.ts";
import { PublicApi } from "../../../cli/monitor/PublicApi.ts";
import { issOf, type Slug, World, worldTimes, worldTypes } from "../../support/world.ts";
import { FakeChain } from "./FakeChain.ts";
import { type Answers, answerOf, commonAnswers, reply } from "./fakeAnswers.ts";

export const idOf = (slug: Slug) => toAuthorityId(issOf(slug));

/** A log with all that is proved of it. */
export class FakeLog {
  readonly entries: LogEntry[] = [];
  readonly roots: Uint8Array[] = [];
  readonly #nodes = new Map<string, Uint8Array>();
  readonly #frontier = new Frontier();

  constructor(entries: readonly LogEntry[]) {
    for (const entry of entries) this.append(entry);
  }

  append(entry: LogEntry): void {
    this.entries.push(entry);
    for (const { level, index, hash } of this.#frontier.append(hashLeaf(encodeLogEntry(entry))))
      this.#nodes.set(`${level}/${index}`, hash);
    this.roots.push(this.#frontier.root());
  }

  rootAt(size: number): Uint8Array {
    return this.roots[size - 1] as Uint8Array;
  }

  readonly read = ({ level, index }: { level: number; index: number }) =>
    this.#nodes.get(`${level}/${index}`) as Uint8Array;
}

export type ServedEntryJson = {
  index: number;
  authority: string;
  documentType: string;
  batchRoot: string;
  count: number;
  anchoredAt: number;
  logRoot: string;
};

/** Answers by path; null is 404, a number that status. */
type Overrides = Map<string, string | number | null>;

/**
 * A service with nothing behind it but what it serves, and a chain beside it. Everything is as it should
 * be until a test alters a part.
 */
export class FakeCity {
  readonly world = new World({ witnessCount: 3, quorum: 2, postQuantumCount: 2 });
  /** Unix seconds, at which all that is published is young. */
  readonly now: number;
  log = new FakeLog([]);
  /** As they are served; tests change them in place. */
  entries: ServedEntryJson[] = [];
  readonly checkpoints = new Map<number, string>();
  newestSize = 0;
  trustLists: string[] = [];
  documents = 0;
  /** Answers that are not what the city would say. */
  readonly overrides: Overrides = new Map();
  readonly requests: string[] = [];
  #chain: FakeChain | null = null;
  #server: Server | null = null;

  private constructor(now: number) {
    this.now = now;
  }

  static async start(size = 5, now: number = worldTimes.now): Promise<FakeCity> {
    const city = new FakeCity(now);
    const validity = { issuedAt: now - 1_000, validUntil: now + 86_400 };
    const content = { ...city.world.trustListContent(), ...validity };
    city.trustLists = [await city.world.trustListNote(content)];
    city.#chain = new FakeChain(await city.world.trustList());
    for (let i = 0; i < size; i += 1) city.anchor(city.makeEntry(i));
    await city.publish();
    city.#server = createServer((request, response) => void city.#answer(request, response));
    city.#server.listen(0, "127.0.0.1");
    await once(city.#server, "listening");
    return city;
  }

  get url(): string {
    const { port } = (this.#server as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get chain(): FakeChain {
    return this.#chain as FakeChain;
  }

  get checkpoint(): string {
    return this.checkpoints.get(this.newestSize) as string;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  makeEntry(i: number): LogEntry {
    return {
      authority: idOf("futian-police"),
      documentType: worldTypes.resident.id,
      batchRoot: new Uint8Array(32).fill(i + 1),
      count: 10 + i,
      anchoredAt: this.now - 3_600 + i,
    };
  }

  /** On the chain and in the log; not published yet. */
  anchor(entry: LogEntry): void {
    this.chain.append(entry);
    this.log.append(entry);
  }

  /** Serves the log as it is, with a checkpoint of it. */
  async publish(): Promise<void> {
    const { entries, roots } = this.log;
    this.entries = entries.map((entry, index) => ({
      ...entry,
      index,
      count: Number(entry.count),
      batchRoot: toHex(entry.batchRoot),
      logRoot: toHex(roots[index] as Uint8Array),
    }));
    this.documents = entries.reduce((sum, { count }) => sum + Number(count), 0);
    if (entries.length > 0) await this.sign(entries.length);
  }

  async sign(size: number, root = this.log.rootAt(size)): Promise<void> {
    this.newestSize = size;
    this.checkpoints.set(size, await this.world.checkpointNote(size, root, this.now - 1_000));
  }

  /** Serves another log in place of this one, signed and with good proofs, which no chain knows. */
  async rewrite(entries: readonly LogEntry[]): Promise<void> {
    this.log = new FakeLog(entries);
    this.checkpoints.clear();
    await this.publish();
  }

  /** Follows from outside. @param state where it goes on; else it begins with the list now published */
  monitor(options: { node?: boolean; state?: MonitorState; settleSeconds?: number } = {}): Monitor {
    const { node = true, settleSeconds = 0 } = options;
    let drawn = 0;
    return new Monitor({
      api: new PublicApi(this.url),
      nodes: new Nodes(node ? [`${this.url}/rpc`] : []),
      state: options.state ?? beginState(this.url, this.trustLists[0] as string),
      now: () => this.now,
      // Every entry of a small log is drawn within two looks.
      random: () => (drawn++ % 8) / 8,
      settleSeconds,
    });
  }

  /** One look of a monitor that knows nothing yet: the codes of what it finds, each once. */
  async codes(monitor: Monitor = this.monitor()): Promise<string[]> {
    const { violations } = await monitor.look();
    return [...new Set(violations.map(({ code }) => code))].sort();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://request.invalid");
    this.requests.push(request.url ?? "");
    if (url.pathname === "/rpc") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const asked = JSON.parse(Buffer.concat(chunks).toString());
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(this.chain.answer(asked)));
      return;
    }
    const override = this.overrides.get(url.pathname);
    const answer = override === undefined ? await this.#serve(url) : override;
    reply(response, url.pathname, answer);
  }

  /** Hashes by position, from 1 on. */
  readonly audit: string[] = ["a".repeat(64), "b".repeat(64)];

  auditPlace(position: number) {
    const at = position === 0 ? this.audit.length : position;
    const hash = this.audit[at - 1];
    return hash === undefined ? undefined : { position: at, hash };
  }

  async #serve({ pathname, searchParams }: URL): Promise<string | null> {
    const parameter = (name: string) => Number(searchParams.get(name));
    const last = Number(pathname.split("/").at(-1));
    const { read } = this.log;
    const start = parameter("start");
    const answers: Answers = {
      "/v1/trust-list": () => this.trustLists.at(-1),
      [`/v1/trust-lists/${last}`]: () => this.trustLists[last - 1],
      "/v1/log/checkpoint": () => this.checkpoint,
      [`/v1/log/checkpoints/${last}`]: () => this.checkpoints.get(last),
      "/v1/audit/chain": () => this.auditPlace(parameter("position")),
      "/v1/figures": () => ({ documents: this.documents, logSize: this.entries.length }),
      "/v1/log/entries": () => ({
        entries: this.entries
          .slice(start, start + parameter("limit"))
          .map((entry) => ({ ...entry, blockNumber: "1", transactionHash: entry.logRoot })),
      }),
      ...commonAnswers(parameter, read, this.world, this.now),
    };
    return answerOf(answers, pathname);
  }
}
