import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { PgBulkActs } from "./bulk/PgBulkActs.ts";
import type { PgHeldRows } from "./imports/held/PgHeldRows.ts";
import type { PgImportStore } from "./imports/PgImportStore.ts";
import type { PgDigests } from "./PgDigests.ts";
import type { PgDocumentStore } from "./PgDocumentStore.ts";
import type { PgReadingCounts } from "./reading/PgReadingCounts.ts";

const everyMs = 60_000;

const silent = {
  code: "import.broken_off",
  message: "The upload broke off.",
  data: {},
};

/** Forgets what has had its time (idempotency keys and the secrets of their digests, rows of files, keys of dry runs, bulk acts) and ends uploads that broke off. */
export class IssuingUpkeep {
  readonly loop: SteadyLoop;
  readonly #documents: PgDocumentStore;
  readonly #imports: PgImportStore;
  readonly #heldRows: Pick<PgHeldRows, "forget">;
  readonly #bulkActs: Pick<PgBulkActs, "forget">;
  readonly #digests: PgDigests;
  readonly #readings: Pick<PgReadingCounts, "forget">;
  readonly #logger: Logger;

  constructor(options: {
    documents: PgDocumentStore;
    imports: PgImportStore;
    heldRows: Pick<PgHeldRows, "forget">;
    bulkActs: Pick<PgBulkActs, "forget">;
    digests: PgDigests;
    readings: Pick<PgReadingCounts, "forget">;
    logger: Logger;
  }) {
    const { documents, imports, heldRows, bulkActs, digests, readings, logger } = options;
    this.#readings = readings;
    this.#digests = digests;
    this.#heldRows = heldRows;
    this.#bulkActs = bulkActs;
    this.#documents = documents;
    this.#imports = imports;
    this.#logger = logger;
    const step = () => this.tidy().then(() => everyMs);
    this.loop = new SteadyLoop({ name: "issuing-upkeep", step, logger });
  }

  /** One round; the loop calls it each minute. */
  async tidy(): Promise<void> {
    const keys = await this.#documents.forgetIdempotencyKeys();
    const secrets = await this.#digests.endRequests();
    const uploads = await this.#imports.failStale(limits.importSilenceMs, silent);
    const forgotten = await this.#heldRows.forget();
    await this.#imports.forgetDryRuns();
    await this.#bulkActs.forget();
    await this.#readings.forget();
    await this.#documents.forgetDays();
    if (keys + uploads + secrets + forgotten > 0)
      this.#logger.info({ keys, uploads, secrets, forgotten }, "upkeep of issuing");
  }
}
