import { ServiceError, Unavailable } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { PgImportStore } from "./PgImportStore.ts";
import type { SegmentJob } from "./Segment.ts";
import type { SegmentProcessor } from "./SegmentProcessor.ts";
import { toImportError } from "./toImportError.ts";

const idleMs = 200;
const unavailableMs = 1_000;

/**
 * Works on segments, one after the other, whosever turn it is. Any number of these, in any number of
 * threads and processes, share the work through the database.
 */
export class SegmentWorker {
  readonly loop: SteadyLoop;
  readonly #imports: PgImportStore;
  readonly #processor: SegmentProcessor;
  readonly #begin: (job: SegmentJob) => void;
  readonly #logger: Logger;

  constructor(options: {
    imports: PgImportStore;
    processor: SegmentProcessor;
    /** Told of each segment before it is worked on. */
    begin?: (job: SegmentJob) => void;
    logger: Logger;
  }) {
    this.#imports = options.imports;
    this.#processor = options.processor;
    this.#begin = options.begin ?? (() => {});
    this.#logger = options.logger;
    this.loop = new SteadyLoop({
      name: "imports",
      step: () => this.#turn(),
      retryMs: unavailableMs,
      logger: options.logger,
    });
  }

  /** @returns how long to wait before the next turn */
  async #turn(): Promise<number> {
    let job: SegmentJob | undefined;
    try {
      const worked = await this.#processor.retryStale(() =>
        this.#imports.work((tx, taken) => {
          job = taken;
          this.#begin(taken);
          return this.#processor.process(tx, taken);
        }),
      );
      return worked ? 0 : idleMs;
    } catch (error) {
      return await this.#fail(error, job);
    }
  }

  async #fail(error: unknown, job: SegmentJob | undefined): Promise<number> {
    const code = error instanceof ServiceError ? error.code : "internal";
    const data = { code, import: job?.importId, segment: job?.segment.number };
    this.#logger.warn({ ...data, cause: String(error) }, "a segment of an import failed");
    if (job === undefined || error instanceof Unavailable) return unavailableMs;
    if (error instanceof ServiceError) await this.#pause(job, error);
    else {
      const attempts = await this.#imports.countAttempt(job.importId, job.segment.number);
      if (attempts >= limits.importSegmentAttempts) await this.#pause(job, internal);
    }
    return idleMs;
  }

  /** What an officer has to settle first, such as a suspended authority, stops the import until then. */
  async #pause(job: SegmentJob, error: ServiceError): Promise<void> {
    const change = { from: ["running"], to: "paused", error: toImportError(error) } as const;
    await this.#imports.move(job.importId, change);
  }
}

const internal = new ServiceError(
  500,
  "import.internal",
  "A part of the file cannot be worked on, through a fault of ours.",
);
