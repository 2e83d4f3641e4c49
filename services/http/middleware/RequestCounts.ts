import { createHash } from "node:crypto";

/** Requests of one caller since its window began. */
type Count = {
  requests: number;
  readonly endsAtMs: number;
  /** Names the caller in the answer's fields to itself, without saying who it is: a digest in base64. */
  readonly partition: string;
};

/**
 * Counts requests by caller, in windows of one length that begin with a caller's first request. Callers of
 * two windows are kept at most; those that do not come any more go in bulk.
 */
export class RequestCounts {
  readonly #windowMs: number;
  #current = new Map<string, Count>();
  #previous = new Map<string, Count>();
  #turnsAtMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** @param nowMs of a clock that only goes forward */
  add(caller: string, nowMs: number): Count {
    if (nowMs >= this.#turnsAtMs) this.#turn(nowMs);
    const count = this.#current.get(caller) ?? this.#take(caller, nowMs);
    if (nowMs < count.endsAtMs) {
      count.requests += 1;
      return count;
    }
    return this.#open(caller, nowMs, count.partition);
  }

  // What is in `previous` after this began before now; a window on, it is over.
  #turn(nowMs: number): void {
    this.#previous = this.#current;
    this.#current = new Map();
    this.#turnsAtMs = nowMs + this.#windowMs;
  }

  #take(caller: string, nowMs: number): Count {
    const known = this.#previous.get(caller);
    if (known === undefined)
      return { requests: 0, endsAtMs: nowMs, partition: toPartition(caller) };
    this.#previous.delete(caller);
    this.#current.set(caller, known);
    return known;
  }

  #open(caller: string, nowMs: number, partition: string): Count {
    const count = { requests: 1, endsAtMs: nowMs + this.#windowMs, partition };
    this.#current.set(caller, count);
    return count;
  }
}

const toPartition = (caller: string): string =>
  createHash("sha256").update(caller).digest().subarray(0, 9).toString("base64");
