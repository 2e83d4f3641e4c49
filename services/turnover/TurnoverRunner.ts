import { isProblemCode } from "@sello/api";
import type { AuditLog } from "../audit/AuditLog.ts";
import { ServiceError } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { limits } from "../platform/limits.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import type { PgTurnoverStore } from "./PgTurnoverStore.ts";
import type { Turnover, TurnoverKind } from "./Turnover.ts";

export type TurnoverRunnerOptions = {
  readonly store: PgTurnoverStore;
  readonly kinds: readonly TurnoverKind[];
  readonly audit: AuditLog;
  readonly logger: Logger;
};

/**
 * Advances the open turnovers, one step of one at a time. Of several workers, one works on a turnover. A step that
 * fails is tried again; why it failed shows on the turnover.
 */
export class TurnoverRunner {
  readonly loop: SteadyLoop;
  readonly #options: TurnoverRunnerOptions;
  readonly #kinds: ReadonlyMap<string, TurnoverKind>;

  constructor(options: TurnoverRunnerOptions) {
    this.#options = options;
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
    this.loop = new SteadyLoop({
      name: "turnovers",
      step: (stopping) => this.round(stopping),
      logger: options.logger,
    });
  }

  /** One step of each. @returns the pause in milliseconds before the next round */
  async round(stopping?: AbortSignal): Promise<number> {
    let pauseMs: number = limits.turnoverLookMs;
    for (const id of await this.#options.store.openIds()) {
      if (stopping?.aborted) break;
      pauseMs = Math.min(pauseMs, await this.#advance(id));
    }
    return pauseMs;
  }

  async #advance(id: string): Promise<number> {
    try {
      return await this.#step(id);
    } catch (error) {
      await this.#options.store.noteError(id, toError(error));
      this.#options.logger.warn(
        { turnover: id, error },
        "a step of a turnover failed; trying again",
      );
      return limits.stepRetryMs;
    }
  }

  #step(id: string): Promise<number> {
    const { store, audit, logger } = this.#options;
    return store.transaction(async (tx) => {
      const turnover = await store.lock(tx, id);
      const kind = turnover && this.#kinds.get(turnover.kind);
      if (!turnover || !kind) return limits.turnoverLookMs;
      const progress = await kind.advance(turnover);
      if (!isSame(turnover, progress)) await store.keep(tx, id, progress);
      const { state } = progress;
      if (state === "running" || state === "waiting") return progress.waitMs ?? 0;
      const line = { actor: "system", action: `turnover.${state}`, subject: `turnover:${id}` };
      const { authority } = turnover;
      await audit.record({ ...line, authority, data: { kind: kind.name } }, tx);
      logger.info({ turnover: id, kind: kind.name, state }, "a turnover has ended");
      return 0;
    });
  }
}

/** Waiting writes nothing. */
const isSame = (turnover: Turnover, progress: Parameters<PgTurnoverStore["keep"]>[2]): boolean =>
  turnover.error === null &&
  turnover.state === progress.state &&
  turnover.step === progress.step &&
  turnover.done === (progress.done ?? null) &&
  turnover.of === (progress.of ?? null) &&
  JSON.stringify(turnover.data) === JSON.stringify(progress.data);

/** A fault of ours says nothing but that. */
const toError = (error: unknown): NonNullable<Turnover["error"]> =>
  error instanceof ServiceError && isProblemCode(error.code)
    ? { code: error.code, detail: error.message }
    : { code: "internal", detail: "A step failed on our side; it is tried again." };
