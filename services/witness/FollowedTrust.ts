import { parseTrustList, SelloError, splitTrustFile, type TrustList } from "@sello/sdk";
import { OnlineVerifier, type VerifierStore } from "@sello/sdk/online";
import { type Clock, toSeconds } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import type { Loop } from "../platform/loops/Loop.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { toReason } from "../platform/toReason.ts";
import { witnessLimits } from "./witnessLimits.ts";

/** Why the newest list that was offered was not taken. */
export type TrustProblem = { readonly code: string; readonly message: string; readonly at: number };

export type FollowedTrustOptions = {
  /** Address of the service whose lists are followed; it is believed nothing. Null: not known yet. */
  readonly server: string | null;
  readonly store: VerifierStore;
  /** Whether a first list may be taken as it is; it never is where the operator has given one. */
  readonly mayBegin: (list: TrustList) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
};

/**
 * The trust list that a witness follows by itself: a newer one counts only if those whom the one before names have signed
 * it. One that cannot be accepted changes nothing; it is logged, and shown to those who ask.
 */
export class FollowedTrust {
  readonly loop: Loop;
  readonly #options: FollowedTrustOptions;
  #server: string | null;
  #verifier: OnlineVerifier;
  #list: TrustList | null = null;
  #problem: TrustProblem | null = null;
  #asking: Promise<void> | null = null;
  #askedMs = Number.NEGATIVE_INFINITY;

  private constructor(options: FollowedTrustOptions) {
    this.#options = options;
    this.#server = options.server;
    this.#verifier = this.#makeVerifier();
    this.loop = new SteadyLoop({
      name: "witness-trust",
      step: () => this.#poll().then(() => witnessLimits.trustPollMs),
      logger: options.logger,
    });
  }

  /**
   * Goes on from the list that was kept, or from the one that the operator gives where that is newer. Throws the sdk's
   * error for one that cannot be used.
   */
  static async open(given: string | null, options: FollowedTrustOptions): Promise<FollowedTrust> {
    const followed = new FollowedTrust(options);
    const kept = await followed.#verifier.trustList();
    const isNewer = given !== null && (kept === null || versionOf(given) > kept.head.version);
    followed.#list = isNewer ? await followed.#verifier.pin(given) : kept;
    return followed;
  }

  /** Null before the first. */
  get list(): TrustList | null {
    return this.#list;
  }

  get problem(): TrustProblem | null {
    return this.#problem;
  }

  /** Where lists are asked for from now on; null as long as nobody has said. */
  get server(): string | null {
    return this.#server;
  }

  follow(server: string): void {
    this.#server = server;
    this.#verifier = this.#makeVerifier();
  }

  /** Asks the service for a newer list, unless it was asked a moment ago. Never throws. */
  refresh(): Promise<void> {
    if (this.#asking) return this.#asking;
    const { clock } = this.#options;
    if (clock.nowMs() - this.#askedMs < witnessLimits.trustAskMs) return Promise.resolve();
    return this.#poll();
  }

  /** Takes a list, however it came here, if it follows from the one that is held. Never throws. */
  async offer(note: string): Promise<void> {
    const { mayBegin, logger, clock } = this.#options;
    try {
      const before = this.#list;
      if (before === null && !mayBegin(parseTrustList(note))) return;
      this.#list = before ? await this.#verifier.succeed(note) : await this.#verifier.pin(note);
      this.#problem = null;
      const { version } = this.#list.head;
      if (version !== before?.head.version) logger.info({ version }, "a trust list was accepted");
    } catch (error) {
      if (!(error instanceof SelloError)) throw error;
      const problem = { code: error.code, message: toReason(error) };
      if (problem.code !== this.#problem?.code)
        logger.error(problem, "a trust list was not accepted");
      this.#problem = { ...problem, at: toSeconds(clock.nowMs()) };
    }
  }

  #poll(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  #makeVerifier(): OnlineVerifier {
    const { store, clock } = this.#options;
    const server = this.#server ?? "";
    const now = () => toSeconds(clock.nowMs());
    return new OnlineVerifier({ server, store, now, timeoutMs: witnessLimits.serviceMs });
  }

  async #ask(): Promise<void> {
    if (this.#server === null) return;
    this.#askedMs = this.#options.clock.nowMs();
    // A service that is away has nothing to cosign either: that is no problem of its lists.
    const note = await this.#verifier.fetchTrustList().catch(() => null);
    if (note !== null) await this.offer(note);
  }
}

/** Of a note, or of a note with its entries behind it. */
const versionOf = (text: string): number => parseTrustList(splitTrustFile(text).note).head.version;
