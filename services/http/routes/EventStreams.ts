import type { Request, Response } from "express";
import { Unavailable } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import { toCountedAddress } from "../countedAddress.ts";
import { HttpProblem } from "../errors.ts";
import { Shares } from "../Shares.ts";

/** Event streams that one caller may hold open, of those of this process. */
export type StreamShares = { readonly perAddress: number; readonly perKey: number };

export const defaultStreamShares: StreamShares = {
  perAddress: limits.eventStreamsPerAddress,
  perKey: limits.eventStreamsPerKey,
};

/** Counts the event streams of this process and ends them when it shuts down. */
export class EventStreams {
  readonly #open = new Set<AbortController>();
  readonly #ofAddresses: Shares;
  readonly #ofKeys: Shares;

  constructor({ perAddress, perKey }: StreamShares) {
    this.#ofAddresses = new Shares(perAddress);
    this.#ofKeys = new Shares(perKey);
  }

  /**
   * Counted for the API key or the officer, or without one for the address. Its share is used up: `HttpProblem` 429 `events.share`; all
   * are taken: `Unavailable` `events.too_many`.
   */
  open(request: Request, response: Response): AbortController {
    if (this.#open.size >= limits.eventStreams)
      throw new Unavailable("events.too_many", "Too many event streams are open.");
    const giveBack = this.#take(request, response);
    if (giveBack === null)
      throw new HttpProblem(
        429,
        "events.share",
        "This caller has as many event streams open as it may. Close one, then open another.",
        { "retry-after": String(limits.eventShareRetrySeconds) },
      );
    const controller = new AbortController();
    this.#open.add(controller);
    controller.signal.addEventListener("abort", () => {
      this.#open.delete(controller);
      giveBack();
    });
    return controller;
  }

  endAll(): void {
    for (const controller of this.#open) controller.abort();
  }

  #take(request: Request, response: Response): (() => void) | null {
    const caller: unknown = response.locals.actor;
    return typeof caller === "string"
      ? this.#ofKeys.take(caller)
      : this.#ofAddresses.take(toCountedAddress(request.ip));
  }
}
