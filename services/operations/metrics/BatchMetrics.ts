import { Histogram, type Registry } from "prom-client";
import { limits } from "../../platform/limits.ts";
import type { PgOperationalFigures } from "../PgOperationalFigures.ts";

const ageBucketsSeconds = [0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 3600];
const sizeBuckets = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536];

/**
 * Size and times of every batch that reaches the log while this process runs. The batches are the whole
 * deployment's: each process counts them all, so dashboards take the maximum over processes, not the sum.
 */
export class BatchMetrics {
  readonly #figures: Pick<PgOperationalFigures, "anchoredFrom">;
  readonly #documents: Histogram;
  readonly #waited: Histogram;
  readonly #anchoring: Histogram;
  /** Place in the log from which batches are not counted yet; null before the first look. */
  #next: number | null = null;

  constructor(register: Registry, figures: Pick<PgOperationalFigures, "anchoredFrom">) {
    this.#figures = figures;
    const registers = [register];
    this.#documents = new Histogram({
      name: "sello_batch_documents",
      help: "Documents in a batch.",
      buckets: sizeBuckets,
      registers,
    });
    this.#waited = new Histogram({
      name: "sello_batch_wait_seconds",
      help: "Time from the first document of a batch to the batch's end.",
      buckets: ageBucketsSeconds,
      registers,
    });
    this.#anchoring = new Histogram({
      name: "sello_anchoring_duration_seconds",
      help: "Time from issuing the first document of a batch to the batch's entry in the log.",
      buckets: ageBucketsSeconds,
      registers,
    });
  }

  /** Counts what came since the last look. @param logEntries size of the log now */
  async update(logEntries: number): Promise<void> {
    // What was there before this process is history, not something that it saw.
    this.#next ??= logEntries;
    for (;;) {
      const page = await this.#figures.anchoredFrom(this.#next, limits.metricsBatches);
      for (const { documents, waitedSeconds, anchoringSeconds } of page) {
        this.#documents.observe(documents);
        this.#waited.observe(waitedSeconds);
        this.#anchoring.observe(anchoringSeconds);
      }
      const last = page.at(-1);
      if (last) this.#next = last.logIndex + 1;
      if (page.length < limits.metricsBatches) return;
    }
  }
}
