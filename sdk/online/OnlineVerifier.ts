import { toAuthorityId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Presentation, WellFormedPresentation } from "../presentation/Presentation.ts";
import { type PresentationOptions, parsePresentation } from "../presentation/parsePresentation.ts";
import { withBroughtTrust } from "../presentation/withBroughtTrust.ts";
import { SelloError } from "../SelloError.ts";
import type { HeldStatusList } from "../status/StatusList.ts";
import type { TrustList } from "../trust/TrustList.ts";
import type { Policy } from "../verify/Policy.ts";
import { policyDefaults } from "../verify/policyDefaults.ts";
import { proveCheckpoint } from "../verify/proveCheckpoint.ts";
import { parseSeenRevocation } from "../verify/SeenRevocation.ts";
import type { Verdict } from "../verify/Verdict.ts";
import { verify } from "../verify/verify.ts";
import { ForgivingStore } from "./ForgivingStore.ts";
import { fetchConsistency } from "./fetchConsistency.ts";
import { type Fetched, type FetchOptions, fetchText, fetchUnlessSame } from "./fetchText.ts";
import { checkpointName, type KeptKnowledge } from "./KeptKnowledge.ts";
import type { KeeperParts } from "./keepKnowledge.ts";
import { StatusMemory } from "./StatusMemory.ts";
import { TrustMemory } from "./TrustMemory.ts";
import type { VerifierStore } from "./VerifierStore.ts";

export type OnlineVerifierOptions = {
  /** Where the service answers; it is asked for what is signed, and believed nothing. */
  readonly server: string;
  readonly store: VerifierStore;
  readonly fetch?: typeof globalThis.fetch;
  /** Whether the first list that the service shows is pinned as it is; otherwise a person pins one. */
  readonly trustOnFirstUse?: boolean;
  /** Time in which each answer must be there. */
  readonly timeoutMs?: number;
  /** Unix seconds. */
  readonly now?: () => number;
};

export type VerifyOptions = PresentationOptions & {
  readonly policy?: Policy;
  /** Uses nothing but what is kept. */
  readonly offline?: boolean;
};

/** A verdict, with the trust list that it rests on. */
export type OnlineVerdict = {
  readonly verdict: Verdict;
  /** Null when none is pinned: the verdict is then no better than unknown. */
  readonly trustList: TrustList | null;
  /** What could not be brought up to date, or be kept, and why; the verdict says how old it is. */
  readonly stale: readonly SelloError[];
};

type Times = { readonly now: number; readonly clockSkew: number };

const defaultTimeoutMs = 30_000;

/**
 * A verifier that fetches what it needs: it pins a trust list, takes a newer one only if those whom the
 * pinned one names have signed it, and keeps the status lists that it has seen.
 */
export class OnlineVerifier {
  readonly #options: Required<OnlineVerifierOptions>;
  readonly #store: ForgivingStore;
  readonly #statuses: StatusMemory;
  readonly #trust: TrustMemory;

  constructor(options: OnlineVerifierOptions) {
    this.#options = {
      fetch: (input, init) => globalThis.fetch(input, init),
      trustOnFirstUse: false,
      timeoutMs: defaultTimeoutMs,
      now: () => Math.floor(Date.now() / 1000),
      ...options,
      server: options.server.replace(/\/+$/, ""),
    };
    this.#store = new ForgivingStore(options.store);
    this.#statuses = new StatusMemory(this.#store, (path, bytesMax) =>
      this.#askForToken(path, bytesMax),
    );
    this.#trust = new TrustMemory(this.#store, (...asked) => this.#askAgain(...asked));
  }

  /** The pinned list; null without one, or when the kept one is not signed by its own signers. */
  trustList(): Promise<TrustList | null> {
    return this.#trust.pinned();
  }

  /** The service's newest trust list, as it is. */
  async fetchTrustList(): Promise<string> {
    return (await this.#ask("/v1/trust-list", limits.trustListBytesMax)).text;
  }

  /** All entries of a version of the service's trust list, as they are. */
  async fetchTrustEntries(version: number): Promise<string> {
    const path = `/v1/trust-lists/${version}/all`;
    return (await this.#ask(path, limits.trustEntriesBytesMax)).text;
  }

  /**
   * Pins a list, a note alone or with its entries behind it; the caller answers for it. Throws the sdk's error for one
   * that its signers did not sign.
   */
  pin(text: string): Promise<TrustList> {
    return this.#trust.pin(text);
  }

  /** Keeps all entries of the pinned list, and goes on keeping them: for verdicts without network. */
  keepAllEntries(): Promise<void> {
    return this.#trust.keepAll();
  }

  /**
   * What the newest trust list says of a document's issuer and type, with its head, to go with the document
   * (`withTrust`). The list is accepted first, so what comes is genuine. `found` is null for a list 1, which has no
   * entries apart.
   */
  async fetchTrustOf({ payload }: WellFormedPresentation) {
    await this.#trust.refresh(false);
    return this.#trust.entriesFor(payload);
  }

  /** Forgets the pinned list, and the log that it names. Only a person should decide this. */
  async forget(): Promise<void> {
    await this.#trust.forget();
    await this.#store.remove(checkpointName);
  }

  /**
   * Accepts a newer list if the pinned one's signers lead to it; an older one changes nothing.
   * Throws `OnlineError` `online.not-pinned`, `online.other-network`, `online.not-succeeded`.
   */
  succeed(note: string): Promise<TrustList> {
    return this.#trust.succeed(note);
  }

  /** What a verdict without network could rest on now. Asks nobody. */
  async kept(): Promise<KeptKnowledge> {
    const { readKept } = await import("./keepKnowledge.ts");
    return this.#withFailure(await readKept(this.#keeper()));
  }

  /**
   * Brings what is kept up to date, for verdicts without network: trust list, the status lists that are kept, and with
   * them the newest checkpoint; with `all`, the status lists of every authority, and every entry of the trust list.
   */
  async keep({ all = false }: { readonly all?: boolean } = {}): Promise<KeptKnowledge> {
    const { keepKnowledge } = await import("./keepKnowledge.ts");
    return this.#withFailure(await keepKnowledge(this.#keeper(), { all }));
  }

  /** Brings trust list and status list up to date as far as can be, and judges what somebody shows. */
  async verify(
    shown: Presentation | string | Uint8Array,
    { policy = {}, offline = false, ...options }: VerifyOptions = {},
  ): Promise<OnlineVerdict> {
    const presentation =
      typeof shown === "string" || shown instanceof Uint8Array
        ? parsePresentation(shown, options)
        : shown;
    const now = this.#options.now();
    const clockSkew = policy.clockSkewSeconds ?? policyDefaults.clockSkewSeconds;
    const stale: SelloError[] = [];
    const trustList = await this.#trustFor(presentation, offline, stale);
    const attempt = (work: () => Promise<HeldStatusList | null>) => attemptOr(null, stale, work);
    const fetched = offline
      ? null
      : await attempt(() => this.#refreshStatus(presentation, trustList, { now, clockSkew }));
    const held = offline
      ? policy
      : await attemptOr(policy, stale, () => this.#prove(presentation, trustList, policy));
    const known = await this.#known(presentation, trustList, now + clockSkew);
    const lists = fetched === null ? known.lists : [fetched, ...known.lists];
    const verdict = await verify(presentation, trustList, lists, held, now, known.seen);
    await this.#remember(verdict);
    return this.#withFailure({ verdict, trustList, stale });
  }

  #withFailure<Result extends { readonly stale: readonly SelloError[] }>(result: Result): Result {
    const { failure } = this.#store;
    return failure === null ? result : { ...result, stale: [...result.stale, failure] };
  }

  #keeper(): KeeperParts {
    return {
      store: this.#store,
      trust: this.#trust,
      statuses: this.#statuses,
      ask: (path, bytesMax) => this.#ask(path, bytesMax),
      trustOnFirstUse: this.#options.trustOnFirstUse,
      now: this.#options.now(),
      clockSkew: policyDefaults.clockSkewSeconds,
    };
  }

  /** The pinned list as far as this document needs it: what came along with it serves as well. */
  async #trustFor(
    presentation: Presentation,
    offline: boolean,
    stale: SelloError[],
  ): Promise<TrustList | null> {
    if (!presentation.wellFormed) return this.trustList();
    if (!offline)
      await attemptOr(undefined, stale, () => this.#trust.refresh(this.#options.trustOnFirstUse));
    const pinned = await this.trustList();
    if (pinned === null) return null;
    const { trust, payload } = presentation;
    const list = trust === null ? pinned : await withBroughtTrust(pinned, trust);
    const has = list.authorities.has(toAuthorityId(payload.iss));
    if (has && list !== pinned) return list;
    return attemptOr(list, stale, () => this.#trust.withEntriesFor(pinned, payload, offline));
  }

  async #prove(presentation: Presentation, trustList: TrustList | null, policy: Policy) {
    if (trustList === null) return policy;
    const readPath = fetchConsistency((path, bytesMax) => this.#ask(path, bytesMax));
    return proveCheckpoint(presentation, trustList, policy, readPath);
  }

  async #refreshStatus(
    presentation: Presentation,
    trustList: TrustList | null,
    times: Times,
  ): Promise<HeldStatusList | null> {
    if (!presentation.wellFormed || trustList === null) return null;
    const { iss, status } = presentation.payload;
    const place = { uri: status.uri, authority: toAuthorityId(iss) };
    return this.#statuses.refresh(place, trustList, times);
  }

  async #known(presentation: Presentation, trustList: TrustList | null, notAfter: number) {
    const nothing = { lists: [], seen: [] };
    if (!presentation.wellFormed) return nothing;
    const { iss, status } = presentation.payload;
    const issuer = trustList?.authorities.get(toAuthorityId(iss));
    if (issuer === undefined) return nothing;
    const list = await this.#statuses.list(status.uri, issuer, notAfter);
    return { lists: list === null ? [] : [list], seen: await this.#statuses.seen(status) };
  }

  /** Keeps what a genuine list said, once somebody showed a genuine document that it revokes. */
  async #remember({ checks, document, asOf }: Verdict): Promise<void> {
    const data = checks.find(({ code }) => code === "status.revoked")?.data;
    if (document === undefined || data?.tokenHash === undefined) return;
    const seen = parseSeenRevocation(JSON.stringify({ ...data, seenAt: asOf.verifiedAt }));
    if (seen !== null) await this.#statuses.see(seen);
  }

  #ask(path: string, bytesMax: number, more: Pick<FetchOptions, "accept"> = {}): Promise<Fetched> {
    const { server, fetch, timeoutMs } = this.#options;
    return fetchText(`${server}${path}`, { fetch, timeoutMs, bytesMax, ...more });
  }

  #askForToken(path: string, bytesMax: number): Promise<Fetched> {
    return this.#ask(path, bytesMax, { accept: "application/statuslist+jwt" });
  }

  #askAgain(path: string, bytesMax: number, etag?: string): Promise<Fetched | null> {
    const { server, fetch, timeoutMs } = this.#options;
    return fetchUnlessSame(`${server}${path}`, { fetch, timeoutMs, bytesMax }, etag);
  }
}

/** What `work` gives; where the sdk or the network refuses, `instead`, and the reason is kept. */
async function attemptOr<Result>(
  instead: Result,
  stale: SelloError[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SelloError)) throw error;
    stale.push(error);
    return instead;
  }
}
