import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { DocumentId } from "@sello/sdk";
import type { AuditEvent } from "../../../services/audit/AuditLog.ts";
import type { Clock } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { type Logger, silentLogger } from "../../../services/platform/Logger.ts";
import type { Signer, SigningKey } from "../../../services/signing/Signer.ts";
import { ChainKnowledge } from "../../../services/status/ChainKnowledge.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import { PgStatusStore } from "../../../services/status/PgStatusStore.ts";
import { PgStatusWords } from "../../../services/status/PgStatusWords.ts";
import { PublishedLists } from "../../../services/status/PublishedLists.ts";
import { Statuses } from "../../../services/status/Statuses.ts";
import { StatusWriter } from "../../../services/status/StatusWriter.ts";
import { FakeRegistry, idOf, publicUrl } from "./FakeRegistry.ts";
import { FakeStatusChain } from "./FakeStatusChain.ts";
import { seedDocuments } from "./seedDocuments.ts";

/** The status feature on a real database, a fake chain and a fake registry. */
export class StatusScene {
  readonly database: Database;
  readonly registry = new FakeRegistry();
  readonly chain: FakeStatusChain;
  readonly store: PgStatusStore;
  readonly words: PgStatusWords;
  readonly places: PgStatusPlaces;
  readonly lists: PublishedLists;
  readonly statuses: Statuses;
  readonly writer: StatusWriter;
  readonly audit: AuditEvent[] = [];
  readonly signer = new FakeSigner();
  nowMs = 1_800_000_000_000;
  readonly clock: Clock = { nowMs: () => this.nowMs };

  constructor(database: Database, options: { readonly listEntries?: number } = {}) {
    this.database = database;
    this.chain = new FakeStatusChain(database);
    this.store = new PgStatusStore(database);
    this.words = new PgStatusWords(database);
    this.places = new PgStatusPlaces(database, options.listEntries);
    const { registry, clock, words, signer } = this;
    const knowledge = new ChainKnowledge(this.chain, words, clock);
    this.lists = new PublishedLists({ words, registry, signer, knowledge, clock, publicUrl });
    const audit = { record: async (event: AuditEvent) => void this.audit.push(event) };
    this.statuses = new Statuses({ store: this.store, lists: this.lists, registry, audit, clock });
    this.writer = this.newWriter();
  }

  /** A scene on an emptied database, which takes a tenth of the time of a new one. */
  static async fresh(database: Database): Promise<StatusScene> {
    await database.query(
      `truncate status_words, status_heads, status_acts, status_lists, copies, documents, streams, batches,
         batch_trees, chain_transactions, chain_senders, chain_cursor, chain_seen_blocks cascade`,
    );
    return new StatusScene(database);
  }

  newWriter(logger: Logger = silentLogger): StatusWriter {
    const { store, chain } = this;
    return new StatusWriter({
      store,
      journal: chain,
      settlements: chain,
      logger,
      pauseMs: 5,
    });
  }

  /** Documents as issuing leaves them, each with `copies` copies. */
  issue(slug: string, count: number, copies = 1): Promise<DocumentId[]> {
    const { database, places } = this;
    return seedDocuments({ database, places, authority: idOf(slug), slug, count, copies });
  }

  /** Writers and chain take turns until nothing is left to do. */
  async settle(): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      const taken = await this.writer.step();
      await this.chain.mine();
      const { rows } = await this.database.query<{ open: number }>(
        "select count(*)::int as open from status_acts where state in ('requested', 'sent')",
      );
      if (taken === 0 && rows[0]?.open === 0) return;
    }
    throw new Error("status acts did not settle");
  }

  async placesOf(id: DocumentId): Promise<{ list: number; index: number }[]> {
    const { rows } = await this.database.query<{ list: number; index: number }>(
      `select status_list as list, status_index as index from copies
       where document_id = $1 order by copy_number`,
      [id],
    );
    return rows;
  }
}

/** One key for everybody; `rotate` brings the next. */
export class FakeSigner implements Signer {
  #key = newKey();

  rotate(): void {
    this.#key = newKey();
  }

  async current(): Promise<SigningKey> {
    return this.#key;
  }

  async published(): Promise<readonly SigningKey[]> {
    return [this.#key];
  }
}

function newKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
  return {
    kid: randomBytes(32).toString("base64url"),
    jwk: { kty: "EC", crv: "P-256", x, y },
    sign: (bytes) => sign("sha256", bytes, { key: privateKey, dsaEncoding: "ieee-p1363" }),
  };
}
