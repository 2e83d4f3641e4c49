import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import { SteadyLoop } from "../../platform/loops/SteadyLoop.ts";
import type { PgTerms } from "./PgTerms.ts";
import type { Terms } from "./Terms.ts";

/** The terms as this process knows them: a change is noticed within `limits.termsLookMs`. */
export class NetworkTerms {
  readonly loop: SteadyLoop;
  readonly store: PgTerms;
  #current: Terms;
  readonly #listeners: (() => Promise<void>)[] = [];

  private constructor(store: PgTerms, first: Terms, logger: Logger) {
    this.store = store;
    this.#current = first;
    this.loop = new SteadyLoop({
      name: "network-terms",
      step: () => this.refresh().then(() => limits.termsLookMs),
      logger,
    });
  }

  static async open(store: PgTerms, logger: Logger): Promise<NetworkTerms> {
    return new NetworkTerms(store, await store.read(), logger);
  }

  get current(): Terms {
    return this.#current;
  }

  /** Reads them when they have changed. */
  async refresh(): Promise<void> {
    if ((await this.store.revision()) === this.#current.revision) return;
    const terms = await this.store.read();
    // First: one that fails is told again.
    for (const listener of this.#listeners) await listener();
    this.#current = terms;
  }

  /** @param listener called after each change, before it counts */
  onChange(listener: () => Promise<void>): void {
    this.#listeners.push(listener);
  }
}
