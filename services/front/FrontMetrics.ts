import { Registry } from "prom-client";
import { countVerdicts } from "../operations/metrics/countVerdicts.ts";
import { HttpMetrics, type ObservedRequest } from "../operations/metrics/HttpMetrics.ts";
import type { Asked } from "./insideCalls.ts";

/** What the process that strangers reach counts of itself; the one with the keys adds it to its own figures. */
export class FrontMetrics {
  readonly #register = new Registry();
  readonly #http = new HttpMetrics(this.#register);
  readonly watchVerdicts = countVerdicts(this.#register);

  observeRequest(request: ObservedRequest): void {
    this.#http.observe(request);
  }

  /** As prom-client writes figures. */
  async toJson(): Promise<Asked<"metrics">["own"]> {
    return (await this.#register.getMetricsAsJSON()) as unknown as Asked<"metrics">["own"];
  }
}
