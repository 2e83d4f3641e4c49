import { HttpProblem } from "../../http/errors.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { limits } from "../../platform/limits.ts";
import type { PgResidentCounts } from "./PgResidentCounts.ts";
import { retryAfter } from "./retryAfter.ts";

/**
 * What strangers may try, and how often. Counts by a number are kept of each address by itself, so that who tries in
 * somebody's name from elsewhere does not keep them out; the count over all addresses only bounds how many messages a phone
 * gets in a day, and does not hold at an address from which its owner has signed in. Passkeys are counted by address alone.
 */
export class ResidentLimits {
  readonly #counts: PgResidentCounts;
  readonly #clock: Clock;

  constructor(counts: PgResidentCounts, clock: Clock) {
    this.#counts = counts;
    this.#clock = clock;
  }

  /**
   * Before a code is asked for. Too many at this address: `HttpProblem` 429 `rate.limited`. Too many for this number:
   * `HttpProblem` 429 `sign_in.codes_used`.
   */
  async ask(number: string, address: string): Promise<void> {
    await this.begin(address);
    await this.#ofNumber(`asked ${number} ${address}`, limits.residentCodesPerAddress);
    const now = this.#now();
    // Asked whatever the answer: the same work for every number.
    const isKnown = await this.#counts.has(`known ${number} ${address}`, now);
    const most = isKnown ? Number.POSITIVE_INFINITY : limits.residentCodesPerNumber;
    await this.#ofNumber(`asked ${number}`, most);
  }

  /** Before anything is begun. Too much at this address: `HttpProblem` 429 `rate.limited`. */
  begin(address: string): Promise<void> {
    return this.#ofAddress(`begun ${address}`, limits.residentSignInsPerAddress);
  }

  /** Counts an attempt as a failure before it is one. @returns what takes that back. Errors as `begin`. */
  async attempt(address: string): Promise<() => Promise<void>> {
    const name = `failed ${address}`;
    await this.#ofAddress(name, limits.residentFailuresPerAddress);
    return () => this.#counts.takeBack(name);
  }

  /** The owner of the number has signed in at this address. */
  async know(number: string, address: string): Promise<void> {
    const name = `known ${number} ${address}`;
    await this.#counts.add(name, limits.residentAddressKnownSeconds, this.#now());
  }

  /** Whether one more message may go to a phone today, however it is asked for. */
  async maySend(phone: string): Promise<boolean> {
    const { count } = await this.#counts.add(`sent ${phone}`, limits.daySeconds, this.#now());
    return count <= limits.residentCodesPerPhone;
  }

  forget(): Promise<void> {
    return this.#counts.forget(this.#now());
  }

  async #ofAddress(name: string, most: number): Promise<void> {
    const { count, endsAt } = await this.#counts.add(
      name,
      limits.residentWindowSeconds,
      this.#now(),
    );
    if (count > most)
      throw new HttpProblem(
        429,
        "rate.limited",
        "Too many sign-ins from here; wait as Retry-After says.",
        retryAfter({ endsAt }, this.#now()),
      );
  }

  async #ofNumber(name: string, most: number): Promise<void> {
    const { count, endsAt } = await this.#counts.add(name, limits.daySeconds, this.#now());
    if (count > most)
      throw new HttpProblem(
        429,
        "sign_in.codes_used",
        "No more codes go to this number for now. Use a passkey, or wait as Retry-After says.",
        retryAfter({ endsAt }, this.#now()),
      );
  }

  #now(): number {
    return toSeconds(this.#clock.nowMs());
  }
}
