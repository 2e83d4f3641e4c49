import type { AuthorityId } from "@sello/sdk";
import { limits } from "../platform/limits.ts";
import type { StatusPlace, StatusPlaces } from "./StatusPlaces.ts";

/**
 * Takes places for single documents some at a time, so that not every document waits for a commit of its own
 * place. The order of use is random already (decision record 0070), so that it does not show which process had
 * which; those that a process holds when it ends are never used.
 */
export class PlacesAhead implements StatusPlaces {
  readonly #places: StatusPlaces;
  readonly #held = new Map<AuthorityId, StatusPlace[]>();
  readonly #underWay = new Map<AuthorityId, Promise<void>>();

  constructor(places: StatusPlaces) {
    this.#places = places;
  }

  async take(authority: AuthorityId, count: number): Promise<StatusPlace[]> {
    if (count >= limits.statusPlacesAhead) return this.#places.take(authority, count);
    let held = this.#heldBy(authority);
    while (held.length < count) {
      await this.#refill(authority);
      held = this.#heldBy(authority);
    }
    return held.splice(0, count);
  }

  #heldBy(authority: AuthorityId): StatusPlace[] {
    return this.#held.get(authority) ?? [];
  }

  /** Those who wait at the same time share one refill, and look again after it. */
  #refill(authority: AuthorityId): Promise<void> {
    const underWay =
      this.#underWay.get(authority) ??
      this.#places
        .take(authority, limits.statusPlacesAhead)
        .then((taken) => void this.#held.set(authority, [...this.#heldBy(authority), ...taken]))
        .finally(() => this.#underWay.delete(authority));
    this.#underWay.set(authority, underWay);
    return underWay;
  }
}
