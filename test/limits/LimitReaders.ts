import {
  type AuthorityId,
  type DocumentTypeId,
  formatSelloFile,
  fromHex,
  type Hex,
  parsePresentation,
  parseTrustList,
  SelloError,
  type Authority as TrustedAuthority,
  type TrustList,
  toHex,
  type ValidatorTerm,
} from "@sello/sdk";
import {
  decodeLogEntry,
  decodeStatusChanges,
  emptyStatusHead,
  encodeBatchEvidence,
  encodeLogEntry,
  Frontier,
  formatTlogProof,
  hashLeaf,
  nextStatusHead,
  parseTlogProof,
  type StatusChanged,
  toEntryCount,
} from "@sello/sdk/log";
import { EntryIndex, lineage, parseAuthority } from "@sello/sdk/trust";
import { type Abi, decodeEventLog } from "viem";
import { authority as authoritySchema } from "../../api/schemas/authorities.ts";
import { logEntry } from "../../api/schemas/log.ts";
import { listParams } from "../../api/schemas/status.ts";
import { ChainFollower } from "../../cli/monitor/ChainFollower.ts";
import type { ContractEvent } from "../../cli/monitor/ChainNode.ts";
import { compareRegistry } from "../../cli/monitor/compareRegistry.ts";
import { logEvents, registryEvents, statusEvents } from "../../cli/monitor/contractAbis.ts";
import { Facts } from "../../cli/monitor/Facts.ts";
import { Findings } from "../../cli/monitor/Findings.ts";
import { withBroughtTrust } from "../../sdk/presentation/withBroughtTrust.ts";
import { LogProjection } from "../../services/anchoring/LogProjection.ts";
import { PgLogStore } from "../../services/anchoring/PgLogStore.ts";
import { contractAbis } from "../../services/ledger/evm/contractAbis.ts";
import { decodeEvent } from "../../services/ledger/evm/decodeEvent.ts";
import { insertEvents } from "../../services/ledger/indexer/IndexerStore.ts";
import type { ContractName } from "../../services/ledger/Journal.ts";
import type { ChainEvent } from "../../services/ledger/Projection.ts";
import type { Database } from "../../services/platform/database/Database.ts";
import { ServiceError } from "../../services/platform/errors.ts";
import { silentLogger } from "../../services/platform/Logger.ts";
import { PgRegistryEvents } from "../../services/registry/PgRegistryEvents.ts";
import { RegistryService } from "../../services/registry/RegistryService.ts";
import { viewAuthority } from "../../services/registry/toAuthorityView.ts";
import { toTrustedAuthority } from "../../services/registry/trust/toTrustedAuthority.ts";
import { StatusProjection } from "../../services/status/StatusProjection.ts";
import { foldRegistryState } from "../../services/turnover/migration/RegistryState.ts";
import { toTakeOverRecords } from "../../services/turnover/migration/takeOverRecords.ts";
import { setCursor } from "../services/registry/registryChain.ts";
import { openTrustLists } from "../services/registry/trust/openTrustLists.ts";
import { encodeEvent } from "../support/anything/encodeEvent.ts";
import type { AnchoredDocument } from "../support/world.ts";
import { type LimitChain, publicUrl } from "./LimitChain.ts";

/** An event as a contract would make it. */
export type Forged = {
  readonly contract: ContractName;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
};

type Raw = { readonly topics: readonly Hex[]; readonly data: Hex };

const done = "read";
const codeOf = (error: unknown): string => {
  if (error instanceof ServiceError || error instanceof SelloError) return error.code;
  throw error;
};
const listed = (codes: readonly string[]): string => [...new Set(codes)].join(" ");

/** Everybody who reads the contracts' events, over one database, from the first event of a row's chain. */
export class LimitReaders {
  readonly #database: Database;
  readonly #registry: RegistryService;
  readonly #lists: Awaited<ReturnType<typeof openTrustLists>>["lists"];
  readonly #document: AnchoredDocument;
  readonly #events: ChainEvent[] = [];
  readonly #findings = new Findings();
  readonly #follower: ChainFollower;
  #stopped: string | null = null;
  #block = 0n;

  private constructor(
    database: Database,
    registry: RegistryService,
    lists: Awaited<ReturnType<typeof openTrustLists>>["lists"],
    document: AnchoredDocument,
  ) {
    this.#database = database;
    this.#registry = registry;
    this.#lists = lists;
    this.#document = document;
    const facts = new Facts(null, { keepFrom: 0, findings: this.#findings });
    const parts = { facts, takeOver: null, sizes: [], findings: this.#findings };
    this.#follower = new ChainFollower(null, parts);
  }

  static async open(database: Database, document: AnchoredDocument): Promise<LimitReaders> {
    const events = new PgRegistryEvents(database);
    const registry = new RegistryService({ events, publicUrl, logger: silentLogger });
    const { lists } = await openTrustLists({ database, registry });
    return new LimitReaders(database, registry, lists, document);
  }

  /** Takes in all that the node has. */
  async follow({ chain, contracts }: LimitChain): Promise<void> {
    const head = await chain.blockNumber();
    const times = new Map((await chain.blocks(0n, head)).map(({ number, time }) => [number, time]));
    const logs = await chain.logs(contracts.addresses, 0n, head);
    const events = logs.flatMap((log): ChainEvent[] => {
      const event = contracts.decode(log);
      return event ? [{ ...event, blockTime: times.get(log.blockNumber) ?? 0n }] : [];
    });
    await this.#take(events, head);
    for (const [i, log] of logs.entries())
      this.#monitor((events[i] as ChainEvent).contract, log, log.blockNumber);
  }

  /** Takes in what no contract of this edition says. */
  async forge(forged: readonly Forged[]): Promise<void> {
    const block = this.#block + 1n;
    const { blockTime = 0n } = this.#events.at(-1) ?? {};
    const raw = forged.map(({ contract, name, args }) => {
      const all = { timestamp: blockTime, anchoredAt: blockTime, ...args };
      return encodeEvent(contractAbis[contract], name, { ...all, ...this.#proofOf(name, all) });
    });
    const events = forged.map(
      ({ contract }, logIndex): ChainEvent => ({
        contract,
        ...decodeEvent(contractAbis[contract], raw[logIndex] as Raw),
        blockNumber: block,
        blockTime,
        logIndex,
        transactionHash: `0x${"ab".repeat(32)}`,
      }),
    );
    await this.#take(events, block);
    for (const [i, { contract }] of forged.entries()) this.#monitor(contract, raw[i] as Raw, block);
  }

  /** What the indexer and the projections of log and status lists made of it. */
  async indexer(): Promise<string> {
    if (this.#stopped !== null) return `stops: ${this.#stopped}`;
    const { rows } = await this.#database.query<{ args: unknown }>(
      "select args from chain_events order by block_number, log_index",
    );
    const kept = rows.map(({ args }) => JSON.stringify(toSorted(args)));
    const told = this.#events.map(({ args }) => JSON.stringify(toSorted(args)));
    return JSON.stringify(kept) === JSON.stringify(told) ? "kept" : "altered";
  }

  async registry(id: AuthorityId): Promise<string> {
    const { faults } = await viewAuthority(this.#registry, (await this.#registry.byId(id)).slug);
    return faults.length === 0 ? done : listed(faults.map(({ code }) => code));
  }

  /** What the trust list that is published now says of the authority. */
  async list(id: AuthorityId): Promise<string> {
    const list = await this.#lists.whole();
    const { leftOut, failure } = await this.#lists.report();
    if (failure !== null) return `stops: ${failure}`;
    const codes = leftOut.filter(({ authority }) => authority === id).map(({ code }) => code);
    const isIn = list.authorities.has(id);
    if (codes.length === 0) return isIn ? "listed" : "left out without a reason";
    return `${isIn ? "listed without" : "left out"}: ${listed(codes)}`;
  }

  /** A reader of trust lists, given an entry of the authority whether or not the builder would have written it. */
  async sdk(id: AuthorityId): Promise<string> {
    try {
      const texts = await this.#forcedEntries();
      const authorities = new Map(texts.map(({ id: each, text }) => [each, parseAuthority(text)]));
      const line = lineage({ authorities }, authorities.get(id) as TrustedAuthority);
      return line.length > 0 ? done : "no line to the city";
    } catch (error) {
      return `refuses: ${codeOf(error)}`;
    }
  }

  /** A file that brings the authority's entry and those above it, in such a list. */
  async file(id: AuthorityId): Promise<string> {
    const index = new EntryIndex<AuthorityId>(await this.#forcedEntries());
    const { head } = parseTrustList(await this.#lists.current());
    const none: TrustList = {
      ...parseTrustList(await this.#lists.current()),
      head: { ...head, authorities: index.tree },
    };
    const proofs = (await this.#above(id)).flatMap((each) => {
      const found = index.find(each);
      return "proof" in found ? [found.proof] : [];
    });
    const trust = { version: head.version, authorities: proofs, documentTypes: [] };
    const { document, proof } = this.#document;
    const read = parsePresentation(formatSelloFile({ document, proof, trust }));
    if (!read.wellFormed) return `refuses: ${codeOf(read.error)}`;
    if (read.trust === null) return "nothing came along";
    const list = await withBroughtTrust(none, read.trust);
    const authority = list.authorities.get(id);
    if (authority === undefined) return "left out";
    return lineage(list, authority).length > 0 ? done : "no line to the city";
  }

  /** Whether the registry's projection has such a validator. @param isIt tells it from others */
  async validator(isIt: (term: ValidatorTerm) => boolean): Promise<string> {
    const { snapshot } = await this.#registry.current();
    return snapshot.validators.some(isIt) ? done : "nothing there";
  }

  async listValidator(isIt: (term: ValidatorTerm) => boolean): Promise<string> {
    const { head } = await this.#lists.whole();
    return head.validators.some(isIt) ? "listed" : "left out without a reason";
  }

  /** A reader of heads, which takes what the head before was made of. */
  async sdkValidator(isIt: (term: ValidatorTerm) => boolean): Promise<string> {
    const { head } = parseTrustList(await this.#lists.current());
    return head.validators.some(isIt) ? done : "nothing there";
  }

  async api(id: AuthorityId): Promise<string> {
    const view = await viewAuthority(this.#registry, (await this.#registry.byId(id)).slug);
    return authoritySchema.safeParse(JSON.parse(JSON.stringify(view))).success ? done : "refuses";
  }

  /** What the monitor finds of the chain. */
  monitorChain(): string {
    const found = this.#findings.violations.map(({ code }) => code);
    return found.length === 0 ? done : `finds: ${listed(found)}`;
  }

  /** What the monitor finds of chain and list, or says that the list has to leave out. */
  async monitor(id: AuthorityId): Promise<string> {
    const found = this.#findings.violations.map(({ code }) => code);
    const findings = new Findings();
    const leftOut = compareRegistry(await this.#lists.whole(), this.#follower.facts, findings);
    const reason = leftOut.find(({ authority }) => authority === id)?.reason;
    if (reason !== undefined) return `left out: ${reason}`;
    const all = [...found, ...findings.violations.map(({ code }) => code)];
    return all.length === 0 ? done : `finds: ${listed(all)}`;
  }

  /** Whether a successor would be told of it. @param part of the hex of a record */
  takeOver(part: Hex): string {
    const records = toTakeOverRecords(foldRegistryState(this.#events), () => null);
    return records.some(({ data }) => data.includes(part.slice(2))) ? "carried" : "lost";
  }

  /** The newest entry of the log, as verifiers and monitors decode it. */
  async sdkEntry(): Promise<string> {
    const entry = (await this.#entries()).at(-1);
    if (entry === undefined) return "nothing there";
    try {
      const bytes = encodeLogEntry({ ...entry, batchRoot: fromHex(entry.batchRoot) });
      return decodeLogEntry(bytes).count === Number(entry.count) ? done : "altered";
    } catch (error) {
      return `refuses: ${codeOf(error)}`;
    }
  }

  /** A file whose document is in a batch of so many. */
  fileBatch(count: number): string {
    const proof = parseTlogProof(this.#document.proof);
    const { anchoredAt } = { anchoredAt: 1 };
    const extra = encodeBatchEvidence({ anchoredAt, count, leafIndex: 0, path: [] });
    const { document } = this.#document;
    const text = formatSelloFile({ document, proof: formatTlogProof({ ...proof, extra }) });
    const read = parsePresentation(text);
    return read.wellFormed && read.proof !== null && "batch" in read.proof ? done : "refuses";
  }

  async apiEntry(): Promise<string> {
    const entry = (await this.#entries()).at(-1);
    if (entry === undefined) return "nothing there";
    const count = typeof entry.count === "bigint" ? String(entry.count) : entry.count;
    const view = { ...entry, count, blockNumber: String(entry.blockNumber) };
    return logEntry.safeParse(view).success ? done : "refuses";
  }

  apiList(number: number): string {
    const params = { authority: "city", number: String(number) };
    return listParams.safeParse(params).success ? done : "refuses";
  }

  /** The newest change of a status list. */
  sdkChanges(): string {
    const change = this.#events.findLast(({ name }) => name === "StatusChanged");
    try {
      decodeStatusChanges(change?.args.changes as Hex);
      return done;
    } catch (error) {
      return `refuses: ${codeOf(error)}`;
    }
  }

  #entries() {
    return new PgLogStore(this.#database).entries(0, 1_000);
  }

  async #above(id: AuthorityId): Promise<AuthorityId[]> {
    const line = [id];
    for (let at: AuthorityId | null = id; at !== null; ) {
      at = (await this.#registry.byId(at)).parent;
      if (at !== null) line.push(at);
    }
    return line;
  }

  async #forcedEntries() {
    return (await this.#registry.all()).map((authority) => {
      const keys = [...(this.#follower.facts.authorities.get(authority.id)?.keys ?? [])];
      return {
        id: authority.id,
        text: JSON.stringify(toTrustedAuthority({ ...authority, keys }, new Map())),
      };
    });
  }

  async #take(events: readonly ChainEvent[], block: bigint): Promise<void> {
    this.#block = block;
    const projections = [new LogProjection(new PgLogStore(this.#database)), new StatusProjection()];
    try {
      await this.#database.transaction(async (tx) => {
        await insertEvents(tx, 1, events);
        for (const projection of projections) await projection.apply(tx, events);
        await setCursor(tx as never, block, `0x${block.toString(16).padStart(64, "0")}`);
      });
    } catch (error) {
      this.#stopped = codeOf(error);
    }
    this.#events.push(...events);
    await this.#registry.refresh();
  }

  /** What such an event states of all before it: a forger makes it fit. */
  #proofOf(name: string, args: Forged["args"]): Forged["args"] {
    const before = this.#events.filter((event) => event.name === name);
    if (name === "BatchAppended") return proofOfEntry(before, args);
    if (name !== "StatusChanged") return {};
    const head = before.findLast(({ args: { list } }) => String(list) === String(args.list))?.args
      .head as Hex | undefined;
    return { head: nextStatusHead(head ?? emptyStatusHead, args as unknown as StatusChanged) };
  }

  #monitor(contract: ContractName, { topics, data }: Raw, block: bigint): void {
    const abi: Abi = [...logEvents, ...statusEvents, ...registryEvents];
    const isKnown = contractAbis[contract] as Abi;
    try {
      const { eventName, args } = decodeEventLog({
        abi,
        data,
        topics: topics as [Hex],
        strict: true,
      });
      this.#follower.apply({
        name: eventName,
        args,
        block: Number(block),
      } as unknown as ContractEvent);
    } catch (error) {
      // The node is asked for the events that the monitor knows, and sends no others.
      if ((error as Error).name !== "AbiEventSignatureNotFoundError") throw error;
      decodeEventLog({ abi: isKnown, data, topics: topics as [Hex] });
    }
  }
}

function proofOfEntry(before: readonly ChainEvent[], args: Forged["args"]): Forged["args"] {
  const frontier = new Frontier();
  for (const each of [...before.map((event) => event.args), args])
    frontier.append(
      hashLeaf(
        encodeLogEntry({
          authority: each.authority as AuthorityId,
          documentType: each.documentType as DocumentTypeId,
          batchRoot: fromHex(each.batchRoot as Hex),
          count: toEntryCount(String(each.count)),
          anchoredAt: Number(each.anchoredAt),
        }),
      ),
    );
  return { index: BigInt(before.length), logRoot: toHex(frontier.root()) };
}

/** Members in one order, whichever PostgreSQL keeps them in. */
function toSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, toSorted(member)]));
}

export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const hexOf = (text: string): Hex => toHex(toBytes(text));
