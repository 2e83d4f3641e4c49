import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { IssuingObstacle, Registry } from "../registry/Registry.ts";
import type { PgAnchoringFigures } from "./PgAnchoringFigures.ts";
import type { StreamFigures } from "./StreamFigures.ts";
import type { WitnessQuorum } from "./WitnessQuorum.ts";

export type StreamReport = StreamFigures & {
  /** Why the stream is held; null when it may be anchored. */
  readonly obstacle: IssuingObstacle | null;
};

/** Ages in milliseconds of the oldest copy that is not in the log; null without one. */
export type OldestPending = {
  /** Of those that nothing but our own work keeps from it: what readiness should look at. */
  readonly pendingMs: number | null;
  /** Of those whose authority may not issue now; they wait for the registry. */
  readonly heldMs: number | null;
};

/** For operators: how much is on its way to the log, since when, and what is wrong. */
export class AnchoringReport {
  readonly #figures: PgAnchoringFigures;
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #quorum: WitnessQuorum;

  /** @param quorum of witnesses, with which a checkpoint proves something */
  constructor(
    figures: PgAnchoringFigures,
    registry: Registry,
    clock: Clock,
    quorum: WitnessQuorum,
  ) {
    this.#figures = figures;
    this.#registry = registry;
    this.#clock = clock;
    this.#quorum = quorum;
  }

  async streams(): Promise<readonly StreamReport[]> {
    const now = toSeconds(this.#clock.nowMs());
    const streams = await this.#figures.streams();
    return Promise.all(
      streams.map(async (stream) => ({
        ...stream,
        obstacle: await this.#registry.issuingObstacle(stream.authority, stream.documentType, now),
      })),
    );
  }

  async oldestPending(): Promise<OldestPending> {
    const streams = await this.streams();
    return {
      pendingMs: oldestOf(streams.filter(({ obstacle }) => obstacle === null)),
      heldMs: oldestOf(streams.filter(({ obstacle }) => obstacle !== null)),
    };
  }

  /**
   * Age in milliseconds of the oldest entry of the log that no checkpoint covers which a quorum of the witnesses
   * named now has cosigned; null without one.
   */
  unprovenMs(): Promise<number | null> {
    return this.#figures.unprovenMs(this.#quorum);
  }

  /** What must agree and does not, in words: what and where. Health is red while there is one. */
  contradictions(): Promise<readonly string[]> {
    return this.#figures.contradictions();
  }
}

function oldestOf(streams: readonly StreamFigures[]): number | null {
  const ages = streams.map(({ oldestAgeMs }) => oldestAgeMs).filter((age) => age !== null);
  return ages.length === 0 ? null : Math.max(...ages);
}
