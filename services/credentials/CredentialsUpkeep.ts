import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../domain/Logger.ts";
import type { Loop } from "../domain/Loop.ts";
import { limits } from "../domain/limits.ts";
import type { DocumentStore } from "./DocumentStore.ts";
import type { ImportStore } from "./imports/ImportStore.ts";

const everyMs = 60_000;

const silent = {
  code: "import.broken_off",
  message: "The upload broke off.",
  data: {},
};

/** Forgets what has had its time (idempotency keys, keys of dry runs) and ends uploads that broke off. */
export class CredentialsUpkeep implements Loop {
  readonly name = "credentials-upkeep";
  readonly #documents: DocumentStore;
  readonly #imports: ImportStore;
  readonly #logger: Logger;
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: { documents: DocumentStore; imports: ImportStore; logger: Logger }) {
    this.#documents = options.documents;
    this.#imports = options.imports;
    this.#logger = options.logger;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** One round; the loop calls it each minute. */
  async tidy(): Promise<void> {
    const keys = await this.#documents.forgetIdempotencyKeys();
    const uploads = await this.#imports.failStale(limits.importSilenceMs, silent);
    await this.#imports.forgetDryRuns();
    if (keys + uploads > 0) this.#logger.info({ keys, uploads }, "upkeep of credentials");
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.tidy().catch((error: unknown) =>
        this.#logger.warn({ cause: String(error) }, "upkeep of credentials failed"),
      );
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }
}
