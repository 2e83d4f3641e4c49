import { AggregatorRegistry, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { WitnessQuorum } from "../../anchoring/WitnessQuorum.ts";
import { describeFault } from "../../platform/describeFault.ts";
import { KeptAnswer } from "../../platform/KeptAnswer.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import type { PgOperationalFigures } from "../PgOperationalFigures.ts";
import type { ReadinessReport } from "../Readiness.ts";
import { BatchMetrics } from "./BatchMetrics.ts";
import { countVerdicts } from "./countVerdicts.ts";
import { DeploymentMetrics, type IssuedFigures } from "./DeploymentMetrics.ts";
import { HttpMetrics, type ObservedRequest } from "./HttpMetrics.ts";
import { ReadinessMetrics } from "./ReadinessMetrics.ts";

export type MetricsOptions = {
  readonly figures: Pick<PgOperationalFigures, "read" | "anchoredFrom">;
  readonly readiness: { check(): Promise<ReadinessReport> };
  /** What was issued of each document type, by type name. */
  readonly issued: () => Promise<readonly IssuedFigures[]>;
  /** Since the process began: decisions that two evaluators gave otherwise, that the engine did not give, that could not be issued. */
  readonly reviewAlarms: Readonly<Record<"differ" | "fault" | "notIssued", number>>;
  /** Whose cosignatures count; `shown` are all keys of all witnesses. */
  readonly witnesses: WitnessQuorum;
  readonly logger: Logger;
};

/**
 * What this process did and the state of the deployment, in the Prometheus text format. Label values are
 * route templates, states and names of document types: never anything that somebody sent in.
 */
export class Metrics {
  readonly #options: MetricsOptions;
  readonly #register = new Registry();
  readonly #http: HttpMetrics;
  readonly #readiness: ReadinessMetrics;
  readonly #deployment: DeploymentMetrics;
  readonly #batches: BatchMetrics;
  /** The same verifier, whose verdicts are counted. */
  readonly watchVerdicts: ReturnType<typeof countVerdicts>;
  readonly #known: Gauge;
  readonly #newest = new KeptAnswer({
    ask: () => this.#read().then(() => this.#register.metrics()),
    keptMs: limits.metricsAgeMs,
    nowMs: () => performance.now(),
  });

  constructor(options: MetricsOptions) {
    this.#options = options;
    const register = this.#register;
    const registers = [register];
    collectDefaultMetrics({ register });
    this.#http = new HttpMetrics(register);
    this.#readiness = new ReadinessMetrics(register);
    this.#deployment = new DeploymentMetrics(register);
    this.#batches = new BatchMetrics(register, options.figures);
    this.watchVerdicts = countVerdicts(register);
    this.#known = new Gauge({
      name: "sello_figures_known",
      help: "1: the deployment's figures could be read; 0: they are as old as the last time they could.",
      registers,
    });
    new Gauge({
      name: "sello_review_alarms",
      help: "Decisions by rules that an operator has to look at, since the process began.",
      labelNames: ["kind"],
      registers,
      collect() {
        for (const [kind, count] of Object.entries(options.reviewAlarms)) this.set({ kind }, count);
      },
    });
    const { counted, quorum } = options.witnesses;
    new Gauge({ name: "sello_witnesses", help: "Witnesses that are asked.", registers }).set(
      counted.length,
    );
    new Gauge({
      name: "sello_witness_quorum",
      help: "Cosignatures that a checkpoint needs before it proves anything.",
      registers,
    }).set(quorum);
  }

  /** Of the exposition. */
  get contentType(): string {
    return this.#register.contentType;
  }

  observeRequest(request: ObservedRequest): void {
    this.#http.observe(request);
  }

  /** The exposition, read again at most once in `limits.metricsAgeMs`, however many ask. Never fails. */
  expose(): Promise<string> {
    return this.#newest.get();
  }

  /**
   * The same, with what another process counted of itself.
   * @param others as prom-client writes figures (`getMetricsAsJSON`)
   */
  async exposeWith(others: readonly unknown[]): Promise<string> {
    await this.expose();
    const own = await this.#register.getMetricsAsJSON();
    return AggregatorRegistry.aggregate([own, others] as never).metrics();
  }

  async #read(): Promise<void> {
    const { readiness, logger } = this.#options;
    // Readiness never throws, and it is what must be known when the database is gone.
    this.#readiness.set(await readiness.check());
    try {
      await this.#readDeployment();
      this.#known.set(1);
    } catch (error) {
      this.#known.set(0);
      logger.warn({ error: describeFault(error) }, "figures for metrics cannot be read");
    }
  }

  async #readDeployment(): Promise<void> {
    const { figures, issued, witnesses } = this.#options;
    const [read, streams] = await Promise.all([figures.read(witnesses), issued()]);
    this.#deployment.set(read);
    this.#deployment.setIssued(streams);
    await this.#batches.update(read.logEntries);
  }
}
