import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import type { AuthorityId, DocumentTypeId } from "@sello/sdk";
import { PgAuditLog } from "../../../services/audit/PgAuditLog.ts";
import { DocumentOpener } from "../../../services/issuing/atRest/DocumentOpener.ts";
import { PgBulkActs } from "../../../services/issuing/bulk/PgBulkActs.ts";
import { fixedSecret } from "../../../services/issuing/DigestGenerations.ts";
import { DocumentCopies } from "../../../services/issuing/DocumentCopies.ts";
import { DocumentDrafter } from "../../../services/issuing/DocumentDrafter.ts";
import { DocumentReader } from "../../../services/issuing/DocumentReader.ts";
import { IdempotentRequests } from "../../../services/issuing/IdempotentRequests.ts";
import { Issuing } from "../../../services/issuing/Issuing.ts";
import { IssuingRight } from "../../../services/issuing/IssuingRight.ts";
import { IssuingUpkeep } from "../../../services/issuing/IssuingUpkeep.ts";
import { FileReceiver } from "../../../services/issuing/imports/FileReceiver.ts";
import { PgFileKeys } from "../../../services/issuing/imports/held/FileKeys.ts";
import { Mending } from "../../../services/issuing/imports/held/Mending.ts";
import { PgHeldRows } from "../../../services/issuing/imports/held/PgHeldRows.ts";
import { Imports } from "../../../services/issuing/imports/Imports.ts";
import { PgImportStore } from "../../../services/issuing/imports/PgImportStore.ts";
import { SegmentProcessor } from "../../../services/issuing/imports/SegmentProcessor.ts";
import { SegmentWorker } from "../../../services/issuing/imports/SegmentWorker.ts";
import { PgDigests } from "../../../services/issuing/PgDigests.ts";
import { PgDocumentStore } from "../../../services/issuing/PgDocumentStore.ts";
import { RecordDigests } from "../../../services/issuing/RecordDigests.ts";
import { Revisions } from "../../../services/issuing/Revisions.ts";
import { PgReadingCounts } from "../../../services/issuing/reading/PgReadingCounts.ts";
import type { Clock } from "../../../services/platform/Clock.ts";
import type { Database } from "../../../services/platform/database/Database.ts";
import { silentLogger } from "../../../services/platform/Logger.ts";
import type { Loop } from "../../../services/platform/loops/Loop.ts";
import type { IssuingObstacle, Registry } from "../../../services/registry/Registry.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import type { AuthorityKeys } from "../../../services/signing/AuthorityKeys.ts";
import { SealedDocumentSigner } from "../../../services/signing/DocumentSigner.ts";
import { PgStatusPlaces } from "../../../services/status/PgStatusPlaces.ts";
import { PgStatusStore } from "../../../services/status/PgStatusStore.ts";
import type { PublishedLists } from "../../../services/status/PublishedLists.ts";
import { Statuses } from "../../../services/status/Statuses.ts";
import { makeAuthorityKeys } from "../../support/authorityKeys.ts";
import { FakeRegistry, publicUrl } from "../status/FakeRegistry.ts";
import { FixedSigner } from "./FixedSigner.ts";

/** A registry in which an authority can be told to stop issuing. */
export class TestRegistry implements Registry {
  readonly obstacles = new Map<AuthorityId, IssuingObstacle>();
  readonly #tree = new FakeRegistry();

  bySlug(slug: string) {
    return this.#tree.bySlug(slug);
  }

  byId(id: AuthorityId) {
    return this.#tree.byId(id);
  }

  lineage(id: AuthorityId) {
    return this.#tree.lineage(id);
  }

  all() {
    return this.#tree.all();
  }

  /** Types for which nobody is accredited. */
  readonly unaccredited = new Set<DocumentTypeId>();

  async issuingObstacle(id: AuthorityId, type: DocumentTypeId): Promise<IssuingObstacle | null> {
    const lacking = { code: "authority.unaccredited", authority: id } as const;
    return this.obstacles.get(id) ?? (this.unaccredited.has(type) ? lacking : null);
  }
}

export const makePrivateJwk = (): JsonWebKey =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });

/** Issuing and imports on a real database, with the real document types and a fake registry. */
export class IssuingScene {
  readonly registry = new TestRegistry();
  readonly types = new FileDocumentTypes({ publicUrl });
  readonly signer: FixedSigner;
  readonly authorityKeys: AuthorityKeys;
  readonly opener: DocumentOpener;
  readonly documents: PgDocumentStore;
  readonly importStore: PgImportStore;
  readonly places: PgStatusPlaces;
  readonly statuses: Statuses;
  readonly drafter: DocumentDrafter;
  readonly reader: DocumentReader;
  readonly issuing: Issuing;
  readonly revisions: Revisions;
  readonly copies: DocumentCopies;
  readonly imports: Imports;
  readonly mending: Mending;
  readonly processor: SegmentProcessor;
  readonly upkeep: IssuingUpkeep;
  readonly database: Database;
  nowMs = Date.now();
  readonly clock: Clock = { nowMs: () => this.nowMs };

  /** Segments and status lists are small, so that little data makes many; `sizes` says otherwise. */
  constructor(
    database: Database,
    privateJwk: JsonWebKey = makePrivateJwk(),
    sizes = { segmentRows: 100, listEntries: 5_000 },
  ) {
    const { registry, types, clock } = this;
    this.database = database;
    this.signer = new FixedSigner(privateJwk);
    this.authorityKeys = makeAuthorityKeys(JSON.stringify(privateJwk));
    this.opener = new DocumentOpener(this.authorityKeys);
    this.documents = new PgDocumentStore(database);
    this.importStore = new PgImportStore(database);
    this.places = new PgStatusPlaces(database, sizes.listEntries);
    this.statuses = new Statuses({
      store: new PgStatusStore(database),
      lists: noLists,
      audit: { record: async () => {} },
      registry,
      clock,
    });
    const { documents, importStore: imports, places, signer, statuses } = this;
    const digests = new RecordDigests(fixedSecret(Buffer.alloc(32, 7)));
    this.drafter = new DocumentDrafter({ types, digests, publicUrl });
    const documentSigner = new SealedDocumentSigner(signer, this.authorityKeys);
    const right = new IssuingRight({
      registry,
      types,
      signer: documentSigner,
      store: documents,
      clock,
    });
    const { opener } = this;
    this.reader = new DocumentReader({ store: documents, opener, statuses, types, right, clock });
    const { drafter, reader } = this;
    const requests = new IdempotentRequests({ store: documents, reader });
    const shared = { store: documents, places, drafter, right };
    this.issuing = new Issuing({ ...shared, requests, audit: new PgAuditLog(database) });
    this.revisions = new Revisions({ ...shared, types, statuses, reader, requests });
    this.copies = new DocumentCopies({ ...shared, types, statuses, reader });
    const keys = new PgFileKeys(database, this.authorityKeys);
    const heldRows = new PgHeldRows(database);
    this.imports = new Imports({
      store: imports,
      right,
      reader,
      files: new FileReceiver({ store: imports, right, keys, segmentRows: sizes.segmentRows }),
      keys,
    });
    this.mending = new Mending({ database, rows: heldRows, keys, right, types });
    this.processor = new SegmentProcessor({ places, documents, imports, drafter, right, keys });
    this.upkeep = new IssuingUpkeep({
      documents,
      imports,
      heldRows,
      bulkActs: new PgBulkActs(database),
      digests: new PgDigests(database),
      readings: new PgReadingCounts(database),
      logger: silentLogger,
    });
  }

  makeLoop(): Loop {
    const { importStore: imports, processor } = this;
    return new SegmentWorker({ imports, processor, logger: silentLogger }).loop;
  }

  /** Works on segments in turn until none is left. */
  async workAll(): Promise<number> {
    let segments = 0;
    while (await this.importStore.work((tx, job) => this.processor.process(tx, job))) segments += 1;
    return segments;
  }
}

/** Nothing here reads a published list. */
const noLists = {} as PublishedLists;
