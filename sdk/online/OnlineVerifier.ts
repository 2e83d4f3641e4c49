import { toAuthorityId } from "../ids.ts";
import { limits } from "../limits.ts";
import { orNull } from "../orNull.ts";
import type { Presentation } from "../presentation/Presentation.ts";
import { type PresentationOptions, parsePresentation } from "../presentation/parsePresentation.ts";
import { SelloError } from "../SelloError.ts";
import type { HeldStatusList } from "../status/StatusList.ts";
import { parseTrustList } from "../trust/parseTrustList.ts";
import type { TrustHead, TrustList } from "../trust/TrustList.ts";
import { acceptSuccessor, ownSigners, verifyTrustList } from "../trust/verifyTrustList.ts";
import type { Policy } from "../verify/Policy.ts";
import { policyDefaults } from "../verify/policyDefaults.ts";
import { parseSeenRevocation } from "../verify/SeenRevocation.ts";
import type { Verdict } from "../verify/Verdict.ts";
import { verify } from "../verify/verify.ts";
import { ForgivingStore } from "./ForgivingStore.ts";
import { fetchText } from "./fetchText.ts";
import { OnlineError } from "./OnlineError.ts";
import { StatusMemory } from "./StatusMemory.ts";
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

const trustListName = "trust-list";
const defaultTimeoutMs = 30_000;

/**
 * A verifier that fetches what it needs: it pins a trust list, takes a newer one only if those whom the
 * pinned one names have signed it, and keeps the status lists that it has seen.
 */
export class OnlineVerifier {
  readonly #options: Required<OnlineVerifierOptions>;
  readonly #store: ForgivingStore;
  readonly #statuses: StatusMemory;

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
    this.#statuses = new StatusMemory(this.#store);
  }

  /** The pinned list; null without one, or when the kept one is not signed by its own signers. */
  async trustList(): Promise<TrustList | null> {
    const note = await this.#store.read(trustListName);
    if (note === null) return null;
    // It was put here by somebody who had checked it, so it may name its own signers.
    return orNull(() => verifyOwn(note));
  }

  /** The service's newest trust list, as it is. */
  fetchTrustList(): Promise<string> {
    return this.#fetch("/v1/trust-list", limits.trustListBytesMax);
  }

  /** Pins a list; the caller answers for it. Throws the sdk's error for one that its signers did not sign. */
  async pin(note: string): Promise<TrustList> {
    const list = await verifyOwn(note);
    await this.#store.write(trustListName, note);
    return list;
  }

  /** Forgets the pinned list. Only a person should decide this. */
  forget(): Promise<void> {
    return this.#store.remove(trustListName);
  }

  /**
   * Accepts a newer list if the pinned one's signers have signed it; an older one changes nothing.
   * Throws `OnlineError` `online.not-pinned`, `online.other-network`, `online.not-succeeded`.
   */
  async succeed(note: string): Promise<TrustList> {
    const pinned = await this.trustList();
    if (pinned === null)
      throw new OnlineError("online.not-pinned", "There is no pinned trust list.");
    const offered = parseTrustList(note);
    if (!isSameNetwork(pinned.head, offered.head))
      throw new OnlineError("online.other-network", "The trust list is of another network.");
    if (offered.head.version <= pinned.head.version) return pinned;
    const accepted = await acceptSuccessor(pinned, note).catch((error: unknown) => {
      throw new OnlineError(
        "online.not-succeeded",
        "The trust list is not signed by those whom the pinned one names.",
        {},
        error,
      );
    });
    await this.#store.write(trustListName, note);
    return accepted;
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
    const fetched = offline ? null : await this.#refresh(presentation, { now, clockSkew }, stale);
    const trustList = await this.trustList();
    const known = await this.#known(presentation, trustList, now + clockSkew);
    const lists = fetched === null ? known.lists : [fetched, ...known.lists];
    const verdict = await verify(presentation, trustList, lists, policy, now, known.seen);
    await this.#remember(verdict);
    const { failure } = this.#store;
    return { verdict, trustList, stale: failure === null ? stale : [...stale, failure] };
  }

  async #refresh(
    presentation: Presentation,
    times: Times,
    stale: SelloError[],
  ): Promise<HeldStatusList | null> {
    if (!presentation.wellFormed) return null;
    const { iss, status } = presentation.payload;
    const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof SelloError)) throw error;
        stale.push(error);
        return null;
      }
    };
    await attempt(() => this.#refreshTrust());
    return attempt(() => this.#refreshStatus(iss, status.uri, times));
  }

  async #refreshTrust(): Promise<void> {
    const note = await this.fetchTrustList();
    const isFirst = (await this.trustList()) === null;
    if (isFirst && this.#options.trustOnFirstUse) await this.pin(note);
    else await this.succeed(note);
  }

  async #refreshStatus(iss: string, uri: string, times: Times): Promise<HeldStatusList | null> {
    const trustList = await this.trustList();
    const issuer = trustList?.authorities.get(toAuthorityId(iss));
    const publicUrl = trustList?.head.publicUrl;
    // Only lists of this network are asked for: a document must not send its verifier elsewhere.
    if (issuer === undefined || !uri.startsWith(`${publicUrl}/v1/status-lists/`)) return null;
    const token = await this.#fetch(
      uri.slice(publicUrl?.length),
      limits.statusTokenBytesMax,
      "application/statuslist+jwt",
    );
    return this.#statuses.learn(token, uri, issuer, times);
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

  #fetch(path: string, bytesMax: number, accept?: string): Promise<string> {
    const { server, fetch, timeoutMs } = this.#options;
    const options = { fetch, timeoutMs, bytesMax };
    return fetchText(`${server}${path}`, accept === undefined ? options : { ...options, accept });
  }
}

async function verifyOwn(note: string): Promise<TrustList> {
  const list = parseTrustList(note);
  return verifyTrustList(list, ownSigners(list));
}

/** The same first log, on the same chain: a network that was set up again may have the old name. */
function isSameNetwork(a: TrustHead, b: TrustHead): boolean {
  return a.network === b.network && a.deployments[0]?.log === b.deployments[0]?.log;
}
