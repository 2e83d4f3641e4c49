import type { Hex, NamedWitness } from "@sello/sdk";
import { ownSigners, parseTrustList, limits as sdkLimits } from "@sello/sdk";
import { formatNote, signNote } from "@sello/sdk/log";
import { type Fault, formatTrustList, parseTrustListContent } from "@sello/sdk/trust";
import type { ChainDescription } from "../../ledger/Ledger.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { describeFault } from "../../platform/describeFault.ts";
import { LimitExceeded, NotFound, Unavailable } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import type { TrustListSigner } from "../../signing/openTrustSigners.ts";
import type { Signer } from "../../signing/Signer.ts";
import type { SealedNoteSigner } from "../../signing/toNoteSigner.ts";
import type { RegistrySnapshot } from "../Registry.ts";
import type { RegistryService } from "../RegistryService.ts";
import type { FileDocumentTypes } from "../types/FileDocumentTypes.ts";
import type { PgTrustListStore, PublishedTrustList } from "./PgTrustListStore.ts";
import { toListed } from "./toListed.ts";
import { type TrustListBody, type TrustListFrame, toTrustListBody } from "./toTrustListBody.ts";

export type TrustListsOptions = {
  readonly registry: Pick<RegistryService, "current">;
  readonly documentTypes: FileDocumentTypes;
  readonly signer: Signer;
  readonly store: PgTrustListStore;
  readonly publicUrl: string;
  readonly chain: ChainDescription;
  /** Origin line of the log's checkpoints, and the log's key as a vkey. */
  readonly log: { readonly origin: string; readonly key: string };
  /** Who cosigns checkpoints. */
  readonly witnesses: readonly NamedWitness[];
  /** Witnesses that a checkpoint needs. */
  readonly quorum: number;
  /** Signers that the next trust list needs. */
  readonly signerQuorum: number;
  /** Named by new lists, which they sign. */
  readonly signers: readonly TrustListSigner[];
  /** No longer named, but held still, so that the list which drops them is signed by them. */
  readonly retiring?: readonly SealedNoteSigner[];
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Of the column that keeps it. */
const versionMax = 2 ** 31 - 1;

type Cached = { readonly revision: number; readonly list: PublishedTrustList };

/** For operators: what is served, what is not in it, and why it may be old. */
export type TrustListReport = {
  /** Of the registry, as this process knows it. */
  readonly leftOut: readonly Fault[];
  /** Code of what keeps a newer list from being published; null when nothing does. */
  readonly failure: string | null;
};

/**
 * What verifiers pin, signed and kept in numbered versions. A new version is published when the content
 * changes or half of the newest one's life is over. It is signed by the keys that the version before names,
 * so that those who trust that one can accept it; where those are not at hand, nothing is published.
 */
export class TrustLists {
  readonly #options: TrustListsOptions;
  readonly #frame: TrustListFrame;
  #cached: Cached | null = null;
  #publishing: Promise<Cached> | null = null;
  #failed: { readonly code: string; readonly retryAtMs: number } | null = null;

  constructor(options: TrustListsOptions) {
    this.#options = options;
    this.#frame = toFrame(options);
  }

  /**
   * The newest list as a signed note, published now if need be. Where none can be made or signed, the last good one goes
   * on being served, and `report` says why.
   */
  async current(): Promise<string> {
    const { revision } = await this.#options.registry.current();
    const cached = this.#cached;
    if (cached && cached.revision === revision && !this.#isHalfOver(cached.list)) {
      return cached.list.note;
    }
    if (cached && this.#failed !== null && this.#options.clock.nowMs() < this.#failed.retryAtMs)
      return cached.list.note;
    this.#publishing ??= this.#publishOrKeep().finally(() => {
      this.#publishing = null;
    });
    return (await this.#publishing).list.note;
  }

  async report(): Promise<TrustListReport> {
    const { snapshot } = await this.#options.registry.current();
    return { leftOut: toListed(snapshot).leftOut, failure: this.#failed?.code ?? null };
  }

  async #publishOrKeep(): Promise<Cached> {
    try {
      const published = await this.#publish();
      this.#failed = null;
      return published;
    } catch (error) {
      const newest = this.#cached?.list ?? (await this.#options.store.newest());
      if (newest === null) throw error;
      return this.#keep(newest, error);
    }
  }

  #keep(list: PublishedTrustList, error: unknown): Cached {
    const { clock, logger } = this.#options;
    const { code = "fault" } = describeFault(error);
    if (this.#failed?.code !== code)
      logger.error(
        { version: list.version, fault: describeFault(error) },
        "No newer trust list was published; the last good one is served.",
      );
    this.#failed = { code: String(code), retryAtMs: clock.nowMs() + limits.trustListRetryMs };
    this.#cached = { revision: -1, list };
    return this.#cached;
  }

  /** Unknown: `NotFound` `trust_list.unknown`. */
  async byVersion(version: number): Promise<string> {
    const isNumber = Number.isInteger(version) && version > 0 && version <= versionMax;
    const list = isNumber ? await this.#options.store.byVersion(version) : null;
    if (!list)
      throw new NotFound("trust_list.unknown", "There is no such trust list.", { version });
    return list.note;
  }

  async #publish(): Promise<Cached> {
    const { snapshot, revision } = await this.#options.registry.current();
    if (snapshot.authorities.size === 0) {
      throw new Unavailable("trust_list.not_ready", "The registry has not been read yet.");
    }
    const newest = await this.#options.store.newest();
    const body = await this.#build(snapshot);
    const isCurrent = newest && !this.#isHalfOver(newest) && isSameBody(newest, body);
    const list = isCurrent ? newest : await this.#sign(body, newest);
    const published = { revision, list };
    // Another process may have been first with this version, and other content: then look again next time.
    this.#cached = list === newest || isSameBody(list, body) ? published : null;
    return published;
  }

  async #build(snapshot: RegistrySnapshot): Promise<TrustListBody> {
    const { signer, documentTypes } = this.#options;
    const authorities = await Promise.all(
      toListed(snapshot).authorities.map(async (authority) => ({
        authority,
        keys: await signer.published(authority.id),
      })),
    );
    return toTrustListBody(this.#frame, authorities, documentTypes.all());
  }

  async #sign(
    body: TrustListBody,
    previous: PublishedTrustList | null,
  ): Promise<PublishedTrustList> {
    const signers = this.#signersAfter(previous);
    if (!signers) {
      throw new Unavailable("trust_list.no_signers", "No key is here to sign the trust list with.");
    }
    const issuedAt = toSeconds(this.#options.clock.nowMs());
    const version = (previous?.version ?? 0) + 1;
    const validUntil = issuedAt + limits.trustListLifetimeSeconds;
    const text = formatTrustList({ version, issuedAt, validUntil, ...body });
    const note = formatNote(await signNote(text, signers));
    if (Buffer.byteLength(note) > sdkLimits.trustListBytesMax) {
      const limit = { limit: sdkLimits.trustListBytesMax, unit: "bytes" };
      throw new LimitExceeded("trust_list.too_large", "The trust list is too large.", limit);
    }
    return this.#options.store.keepFirst({ version, note, issuedAt, validUntil });
  }

  /** Who signs the list that follows `previous`; null if those who must are not here in number. */
  #signersAfter(previous: PublishedTrustList | null): readonly SealedNoteSigner[] | null {
    const named = this.#options.signers.map(({ signer }) => signer);
    if (!previous) return named.length >= this.#frame.signerQuorum ? named : null;
    const before = ownSigners(parseTrustList(previous.note));
    const keysBefore = new Set(before.keys);
    const held = [...named, ...(this.#options.retiring ?? [])];
    const needed = held.filter(({ vkey }) => keysBefore.has(vkey));
    if (new Set(needed.map(({ vkey }) => vkey)).size < before.quorum) return null;
    return [...new Map(held.map((signer) => [signer.vkey, signer])).values()];
  }

  #isHalfOver({ issuedAt, validUntil }: PublishedTrustList): boolean {
    return toSeconds(this.#options.clock.nowMs()) >= issuedAt + (validUntil - issuedAt) / 2;
  }
}

function toFrame(options: TrustListsOptions): TrustListFrame {
  const { publicUrl, chain, log, witnesses, quorum, signerQuorum } = options;
  const { AuthorityRegistry, DocumentLog, StatusLists } = chain.contracts;
  return {
    publicUrl,
    chain: {
      id: chain.chainId,
      registry: AuthorityRegistry.toLowerCase() as Hex,
      log: DocumentLog.toLowerCase() as Hex,
      statusLists: StatusLists.toLowerCase() as Hex,
    },
    log: { origin: log.origin, key: log.key },
    witnesses: witnesses.map(({ name, key, postQuantumKey }) => ({
      name,
      key,
      ...(postQuantumKey === undefined ? {} : { postQuantumKey }),
    })),
    quorum,
    signers: options.signers.map(({ name, signer }) => ({ name, key: signer.vkey })),
    signerQuorum,
  };
}

function isSameBody(list: PublishedTrustList, body: TrustListBody): boolean {
  const content = parseTrustListContent(list.note);
  if (content === null) return false;
  const { version: _version, issuedAt: _issuedAt, validUntil: _validUntil, ...rest } = content;
  return JSON.stringify(rest) === JSON.stringify(body);
}
