import { type ReadinessPart, readinessParts } from "@sello/api";
import { Gauge, type Registry } from "prom-client";
import type { PartState, ReadinessReport } from "../Readiness.ts";

const levels: Readonly<Record<PartState, number>> = { green: 0, amber: 1, red: 2 };

/** A figure of a part's report, and the gauge that shows it. */
type Measured = {
  readonly name: string;
  readonly help: string;
  readonly part: ReadinessPart;
  readonly figure: string;
  /** What one unit of the figure is, in units of the gauge. */
  readonly unit: number;
  /** Shown where the part is known and has no such thing; none: nothing is shown. */
  readonly otherwise: number | null;
};

const seconds = 1 / 1000;

const measured: readonly Measured[] = [
  {
    name: "sello_pending_age_seconds",
    help: "Age of the oldest document that only our own work keeps from the log; 0: none.",
    part: "documents",
    figure: "oldestPendingMs",
    unit: seconds,
    otherwise: 0,
  },
  {
    name: "sello_held_age_seconds",
    help: "Age of the oldest document that waits because its authority may not issue now; 0: none.",
    part: "documents",
    figure: "oldestHeldMs",
    unit: seconds,
    otherwise: 0,
  },
  {
    name: "sello_chain_block_number",
    help: "Newest block of the chain.",
    part: "chain",
    figure: "blockNumber",
    unit: 1,
    otherwise: null,
  },
  {
    name: "sello_indexer_lag_blocks",
    help: "Blocks that the indexer has yet to read.",
    part: "indexer",
    figure: "lagBlocks",
    unit: 1,
    otherwise: null,
  },
  {
    name: "sello_unmined_age_seconds",
    help: "Age of the oldest signed transaction that is not mined; 0: none.",
    part: "transactions",
    figure: "oldestUnminedMs",
    unit: seconds,
    otherwise: 0,
  },
];

/** What `/readyz` says, as numbers. */
export class ReadinessMetrics {
  readonly #ready: Gauge;
  readonly #parts: Gauge;
  readonly #measured: readonly (Measured & { readonly gauge: Gauge })[];

  constructor(register: Registry) {
    const registers = [register];
    this.#ready = new Gauge({
      name: "sello_ready",
      help: "1: no part is red, requests may be sent to this process.",
      registers,
    });
    this.#parts = new Gauge({
      name: "sello_part_state",
      help: "State of a part as this process sees it: 0 green, 1 amber, 2 red.",
      labelNames: ["part"],
      registers,
    });
    this.#measured = measured.map((each) => ({
      ...each,
      gauge: new Gauge({ name: each.name, help: each.help, registers }),
    }));
  }

  set({ ready, parts }: ReadinessReport): void {
    this.#ready.set(ready ? 1 : 0);
    for (const part of readinessParts) this.#parts.set({ part }, levels[parts[part].state]);
    for (const { gauge, part, figure, unit, otherwise } of this.#measured) {
      // A figure that is missing, not null, could not be had.
      const value = parts[part].measured[figure];
      const shown = value === null ? otherwise : value === undefined ? null : value * unit;
      if (shown === null) gauge.remove();
      else gauge.set(shown);
    }
  }
}
