import assert from "node:assert/strict";
import { type AuthorityId, type Hex, limits } from "@sello/sdk";
import { authorityList } from "../../../api/schemas/authorities.ts";
import { Random } from "../../../scripts/fuzz/Random.ts";
import { LogProjection } from "../../../services/anchoring/LogProjection.ts";
import { PgLogStore } from "../../../services/anchoring/PgLogStore.ts";
import { contractAbis } from "../../../services/ledger/evm/contractAbis.ts";
import { decodeEvent } from "../../../services/ledger/evm/decodeEvent.ts";
import { insertEvents } from "../../../services/ledger/indexer/IndexerStore.ts";
import type { ChainEvent } from "../../../services/ledger/Projection.ts";
import { PgPublicFigures } from "../../../services/operations/PgPublicFigures.ts";
import { authorityListPage, authorityPage } from "../../../services/pages/authorityPages.ts";
import { trustListPage } from "../../../services/pages/trustListPage.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import { PgRegistryEvents } from "../../../services/registry/PgRegistryEvents.ts";
import { RegistryService } from "../../../services/registry/RegistryService.ts";
import { viewAuthorities } from "../../../services/registry/toAuthorityView.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import { StatusProjection } from "../../../services/status/StatusProjection.ts";
import { AnyLog } from "../../support/anything/AnyLog.ts";
import { type AnyEvent, AnyRegistry, isListable } from "../../support/anything/AnyRegistry.ts";
import { encodeEvent } from "../../support/anything/encodeEvent.ts";
import { setCursor } from "./registryChain.ts";
import { openTrustLists, publicKeys } from "./trust/openTrustLists.ts";

const publicUrl = "http://localhost:8420";
const documentTypes = new FileDocumentTypes({ publicUrl });

/** A city whose contracts are written to at random, and every reader of them over a real database. */
export class AnyCity {
  readonly database: Database;
  readonly registry: AnyRegistry;
  readonly log: AnyLog;
  readonly #random: Random;
  readonly #reader: RegistryService;
  readonly #trustLists: Awaited<ReturnType<typeof openTrustLists>>;
  #block = 1n;
  readAllIds = new Set<string>();

  private constructor(
    database: Database,
    parts: { random: Random; registry: AnyRegistry; log: AnyLog },
    trustLists: Awaited<ReturnType<typeof openTrustLists>>,
    reader: RegistryService,
  ) {
    this.database = database;
    this.#random = parts.random;
    this.registry = parts.registry;
    this.log = parts.log;
    this.#reader = reader;
    this.#trustLists = trustLists;
  }

  static async open(database: Database, seed: number): Promise<AnyCity> {
    const random = new Random(seed);
    const thumbprints = publicKeys.map(({ thumbprint }) => thumbprint);
    const parts = {
      random,
      registry: new AnyRegistry(random, `${publicUrl}/authorities/`, thumbprints),
      log: new AnyLog(random),
    };
    const city = await AnyCity.#over(database, parts);
    const first = parts.registry.city();
    await city.mine(() => first, 1);
    return city;
  }

  static async #over(
    database: Database,
    parts: { random: Random; registry: AnyRegistry; log: AnyLog },
  ): Promise<AnyCity> {
    const events = new PgRegistryEvents(database);
    const reader = new RegistryService({ events, publicUrl, logger: silentLogger });
    const trustLists = await openTrustLists({ database, registry: reader, documentTypes });
    return new AnyCity(database, parts, trustLists, reader);
  }

  /** The same, read from the beginning by another process. */
  async again(): Promise<AnyCity> {
    const { registry, log } = this;
    const city = await AnyCity.#over(this.database, { random: this.#random, registry, log });
    await city.readAll();
    return city;
  }

  anyEvent(): AnyEvent {
    const now = 1_800_000_000n + this.#block;
    const owner = this.#random.pick(this.registry.authorities).id;
    if (this.#random.chance(0.15)) return this.log.append(owner, now);
    if (this.#random.chance(0.15)) return this.log.change(owner, now);
    return this.registry.event(now);
  }

  /** A block with so many events, as the indexer takes it in. */
  async mine(next: () => AnyEvent, count: number): Promise<void> {
    this.#block += 1n;
    const events = Array.from({ length: count }, (_, i) => this.#toChainEvent(next(), i));
    const projections = [new LogProjection(new PgLogStore(this.database)), new StatusProjection()];
    await this.database.transaction(async (tx) => {
      await insertEvents(tx, 1, events);
      for (const projection of projections) await projection.apply(tx, events);
      await setCursor(tx as never, this.#block, `0x${this.#block.toString(16).padStart(64, "0")}`);
    });
  }

  #toChainEvent({ contract, name, args }: AnyEvent, logIndex: number): ChainEvent {
    const abi = contractAbis[contract];
    return {
      contract,
      ...decodeEvent(abi, encodeEvent(abi, name, args)),
      blockNumber: this.#block,
      blockTime: 1_800_000_000n + this.#block,
      logIndex,
      transactionHash: `0x${this.#block.toString(16).padStart(64, "0")}`,
    };
  }

  logEntries() {
    return new PgLogStore(this.database).entries(0, 10_000);
  }

  /** Reads the city as everybody does, and holds the trust list against what is sound. @returns ids in it */
  async readAll(): Promise<ReadonlySet<string>> {
    await this.#reader.refresh();
    const all = await this.#reader.all();
    assert.equal(all.length, this.registry.authorities.length);
    const listed = await viewAuthorities(this.#reader, {});
    authorityList.parse(JSON.parse(JSON.stringify(listed)));
    await this.#readPages(all.map(({ slug }) => slug));
    const { documents } = await new PgPublicFigures(this.database).current();
    assert.ok(Number.isSafeInteger(documents));
    this.readAllIds = await this.#readTrustList();
    return this.readAllIds;
  }

  async #readPages(slugs: readonly string[]): Promise<void> {
    const parts = {
      registry: this.#reader,
      documentTypes,
      trustLists: this.#trustLists.lists,
      figures: new PgPublicFigures(this.database),
      clock: { nowMs: () => Date.UTC(2027, 0, 20) },
    };
    await authorityListPage(parts, "en");
    await trustListPage(parts, "zh");
    const shown = this.#random.chance(0.2) ? slugs : [this.#random.pick(slugs)];
    for (const slug of shown) await authorityPage(parts, slug, "es");
  }

  async #readTrustList(): Promise<Set<string>> {
    const list = await this.#trustLists.lists.whole();
    const { leftOut, failure } = await this.#trustLists.lists.report();
    assert.equal(failure, null);
    const sound = this.registry.authorities.filter((each) =>
      isListable(each, limits.authorityFactsMax),
    );
    const ids = new Set<string>(list.authorities.keys());
    assert.deepEqual([...ids].sort(), sound.map(({ id }) => id).sort());
    const reasons = new Set(leftOut.map(({ authority }) => authority));
    for (const each of this.registry.authorities)
      if (!each.isSound) assert.ok(reasons.has(each.id as AuthorityId), each.id satisfies Hex);
    return ids;
  }
}
