import type { TrustList } from "@sello/sdk";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { ChainViews } from "./ChainViews.ts";
import type { FollowedTrust } from "./FollowedTrust.ts";
import { toWatchedLogs } from "./toWatchedLogs.ts";
import type { ServedLogs, WatchedLog, WatchedLogs } from "./WatchedLog.ts";

/** The logs of the trust list that is followed; before there is one, those of the operator's settings. */
export class FollowedLogs implements WatchedLogs {
  readonly served: ServedLogs;
  readonly #trust: FollowedTrust | null;
  readonly #views: ChainViews;
  readonly #settings: readonly WatchedLog[];
  readonly #clock: Clock;

  constructor(
    trust: FollowedTrust | null,
    parts: {
      readonly served: ServedLogs;
      readonly views: ChainViews;
      readonly settings: readonly WatchedLog[];
      readonly clock: Clock;
    },
  ) {
    this.#trust = trust;
    this.#views = parts.views;
    this.#settings = parts.settings;
    this.#clock = parts.clock;
    this.served = parts.served;
  }

  all(): readonly WatchedLog[] {
    const list = this.#trust?.list ?? null;
    return list === null ? this.#settings : [...this.#read(list).values()];
  }

  find(origin: string): WatchedLog | null {
    return this.all().find((log) => log.origin === origin) ?? null;
  }

  async refresh(): Promise<void> {
    await this.#trust?.refresh();
  }

  #read({ head }: TrustList): ReadonlyMap<string, WatchedLog> {
    const viewOf = this.#views.view.bind(this.#views);
    return toWatchedLogs(head, viewOf, toSeconds(this.#clock.nowMs()));
  }
}
