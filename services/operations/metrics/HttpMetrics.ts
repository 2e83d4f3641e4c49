import { Counter, Histogram, type Registry } from "prom-client";

/** A finished request, as the HTTP part reports it. */
export type ObservedRequest = {
  readonly method: string;
  /** The route's template; never a path as it was sent. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
};

// Node's parser accepts some forty methods; all others count as one.
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

type Series = {
  readonly requests: Counter.Internal;
  readonly durations: Histogram.Internal<string>;
};

/** Requests of this process. */
export class HttpMetrics {
  readonly #requests: Counter;
  readonly #durations: Histogram;
  readonly #series = new Map<string, Series>();

  constructor(register: Registry) {
    this.#requests = new Counter({
      name: "sello_http_requests_total",
      help: "Answers of this process, by route template and status.",
      labelNames: ["method", "route", "status"],
      registers: [register],
    });
    this.#durations = new Histogram({
      name: "sello_http_request_duration_seconds",
      help: "Time from a request's header to the end of its answer; event streams last long.",
      labelNames: ["method", "route"],
      buckets: bucketsSeconds,
      registers: [register],
    });
  }

  observe({ method: given, route, status, durationMs }: ObservedRequest): void {
    const method = methods.has(given) ? given : "other";
    const name = `${method} ${route} ${status}`;
    let series = this.#series.get(name);
    if (series === undefined) {
      series = this.#open(method, route, status);
      this.#series.set(name, series);
    }
    series.requests.inc();
    series.durations.observe(durationMs / 1000);
  }

  // Found once for each method, route and status, of which there are some hundreds: prom-client looks at
  // every label at each call.
  #open(method: string, route: string, status: number): Series {
    return {
      requests: this.#requests.labels({ method, route, status }),
      durations: this.#durations.labels({ method, route }),
    };
  }
}
