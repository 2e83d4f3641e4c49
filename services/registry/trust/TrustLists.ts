import { setTimeout as delay } from "node:timers/promises";
import type { FoundEntries, TrustList } from "@sello/sdk";
import { parseTrustList } from "@sello/sdk";
import { type Fault, listedValidators } from "@sello/sdk/trust";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { describeFault } from "../../platform/describeFault.ts";
import { Unavailable } from "../../platform/errors.ts";
import type { Logger } from "../../platform/Logger.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryReached } from "../PgRegistryEvents.ts";
import type { RegistryService } from "../RegistryService.ts";
import type { FileDocumentTypes } from "../types/FileDocumentTypes.ts";
import { type BuiltEntries, type Entries, EntryBook, type EntryKeys } from "./EntryBook.ts";
import { entryChanges } from "./entryChanges.ts";
import type { HeadFrame } from "./HeadFrame.ts";
import { type HeadBody, HeadSigning, type HeadSources } from "./HeadSigning.ts";
import type { PgTrustListStore, PublishedTrustList } from "./PgTrustListStore.ts";
import { type AskedEntries, TrustEntries } from "./TrustEntries.ts";
import type { OfficeProblem, TrustOffices } from "./TrustOffices.ts";
import { toListed } from "./toListed.ts";

export type TrustListsOptions = {
  /** Those who sign. */
  readonly offices: TrustOffices;
  readonly registry: Pick<RegistryService, "current">;
  readonly documentTypes: Pick<FileDocumentTypes, "all" | "published" | "revision">;
  /** Public keys that are held here. */
  readonly keys: EntryKeys;
  readonly store: PgTrustListStore;
  /** What is not in the registry, as it is now; `revision` differs whenever it does. */
  readonly frame: () => { readonly head: HeadFrame; readonly revision: string | number };
  readonly clock: Clock;
  readonly logger: Logger;
};

type Cached = { readonly revision: string; readonly list: PublishedTrustList };

/** For operators: what is served, what is not in it, and why it may be old. */
export type TrustListReport = {
  /** Of the registry, as this process knows it. */
  readonly leftOut: readonly Fault[];
  /** Code of what keeps a newer list from being published; null when nothing does. */
  readonly failure: string | null;
  /** Offices that would not sign now, or did not the last time. */
  readonly offices: readonly Pick<OfficeProblem, "office" | "code">[];
};

/** A list that is to be signed. */
type Unsigned = {
  readonly body: HeadBody;
  readonly sources: HeadSources;
  readonly entries: Entries;
};

/**
 * What verifiers pin, signed and kept in numbered versions. A new version is published when the content changes or half of
 * the newest one's life is over. It is signed by the keys that the version before names, so that those who trust that one
 * can accept it; where those are not at hand, nothing is published.
 */
export class TrustLists {
  readonly #options: TrustListsOptions;
  readonly #book: EntryBook;
  readonly #entries: TrustEntries;
  readonly #signing: HeadSigning;
  #cached: Cached | null = null;
  #leftOut: readonly Fault[] | null = null;
  #publishing: Promise<Cached> | null = null;
  #failed: { readonly code: string; readonly retryAtMs: number } | null = null;

  constructor(options: TrustListsOptions) {
    this.#options = options;
    this.#book = new EntryBook(options.keys);
    this.#entries = new TrustEntries(options.store);
    this.#signing = new HeadSigning(options);
  }

  /**
   * The newest list as a signed note, published now if need be. Where none can be made or signed, the last good one goes
   * on being served, and `report` says why.
   */
  async current(): Promise<string> {
    const revision = await this.#revision();
    const cached = this.#cached;
    if (cached?.revision === revision && !this.#isHalfOver(cached.list)) return cached.list.note;
    if (cached && this.#failed !== null && this.#options.clock.nowMs() < this.#failed.retryAtMs)
      return cached.list.note;
    this.#publishing ??= this.#publishOrKeep().finally(() => {
      this.#publishing = null;
    });
    return this.#inTime(this.#publishing);
  }

  /** Offices that hang hold up nobody for long: meanwhile the last good list is served. */
  async #inTime(publishing: Promise<Cached>): Promise<string> {
    const late = delay(limits.trustPublishWaitMs, null, { ref: false });
    const published = await Promise.race([publishing, late]);
    if (published !== null) return published.list.note;
    const kept = this.#cached?.list ?? (await this.#options.store.newest());
    return kept?.note ?? (await publishing).list.note;
  }

  /** Unknown: `NotFound` `trust_list.unknown`. */
  byVersion(version: number): Promise<string> {
    return this.#entries.note(version);
  }

  /** The newest list with all of its entries; nothing of it is verified. */
  async whole(): Promise<TrustList> {
    return this.#entries.complete(parseTrustList(await this.current()));
  }

  /** Entries of a version. Unknown: `NotFound` `trust_list.unknown`; a list 1: `NotFound` `trust_list.no_entries`. */
  entries(version: number): Promise<Entries> {
    return this.#entries.of(version);
  }

  /** Some entries of a version, each with its path. Errors as `entries`. */
  find(version: number, asked: AskedEntries): Promise<FoundEntries> {
    return this.#entries.find(version, asked);
  }

  async report(): Promise<TrustListReport> {
    const { snapshot } = await this.#options.registry.current();
    const leftOut = this.#leftOut ?? toListed(snapshot).leftOut;
    const offices = await this.#options.offices.problems();
    return { leftOut, failure: this.#failed?.code ?? null, offices };
  }

  async #revision(): Promise<string> {
    const { revision } = await this.#options.registry.current();
    const { frame, documentTypes } = this.#options;
    return `${revision} ${frame().revision} ${documentTypes.revision}`;
  }

  async #publishOrKeep(): Promise<Cached> {
    try {
      this.#cached = await this.#publish();
      this.#failed = null;
      return this.#cached;
    } catch (error) {
      const newest = this.#cached?.list ?? (await this.#options.store.newest());
      if (newest === null) throw error;
      this.#noteFailure(newest, error);
      this.#cached = { revision: "", list: newest };
      return this.#cached;
    }
  }

  #noteFailure({ version }: PublishedTrustList, error: unknown): void {
    const { clock, logger } = this.#options;
    const fault = describeFault(error);
    const code = fault.code ?? "fault";
    if (this.#failed?.code !== code)
      logger.error(
        { version, fault },
        "No newer trust list was published; the last good one is served.",
      );
    this.#failed = { code, retryAtMs: clock.nowMs() + limits.trustListRetryMs };
  }

  async #publish(): Promise<Cached> {
    const { registry, documentTypes, store, frame } = this.#options;
    const revision = await this.#revision();
    const { head } = frame();
    const { snapshot, reached } = await registry.current();
    const types = documentTypes.published();
    const built = await this.#book.build(snapshot, documentTypes.all());
    this.#leftOut = built.leftOut;
    requireCity(built);
    const { entries } = built;
    const body = {
      ...head,
      validators: listedValidators(snapshot.validators),
      authorities: entries.authorities.tree,
      documentTypes: entries.documentTypes.tree,
    };
    const sources = { registries: toPositions(head, reached), keys: built.heldKeys, types };
    const newest = await store.newest();
    const isCurrent = newest && !this.#isHalfOver(newest) && isSameBody(newest, body);
    const list = isCurrent ? newest : await this.#next({ body, sources, entries }, newest);
    // Another process may have been first with this version, and other content: then look again next time.
    if (list !== newest && !isSameBody(list, body)) return { revision: "", list };
    this.#entries.remember(list.version, entries, built.values);
    return { revision, list };
  }

  /** What another process has published meanwhile, or the next one. */
  #next(unsigned: Unsigned, newest: PublishedTrustList | null): Promise<PublishedTrustList> {
    const { store } = this.#options;
    return store.alone(async () => {
      const latest = await store.newest();
      if (latest !== null && latest.version !== newest?.version) return latest;
      return this.#sign(unsigned, latest);
    });
  }

  async #sign(
    { body, sources, entries }: Unsigned,
    previous: PublishedTrustList | null,
  ): Promise<PublishedTrustList> {
    const list = await this.#signing.sign(body, sources, previous);
    const before = previous && parseTrustList(previous.note).head.authorities.root !== "";
    const old = before ? await this.#entries.of(previous.version) : null;
    return this.#options.store.keepFirst(list, entryChanges(old, entries));
  }

  #isHalfOver({ issuedAt, validUntil }: PublishedTrustList): boolean {
    return toSeconds(this.#options.clock.nowMs()) >= issuedAt + (validUntil - issuedAt) / 2;
  }
}

/** A deployment's number is its place in the row of them, from 1. */
const toPositions = ({ deployments }: HeadFrame, reached: readonly RegistryReached[]) =>
  reached.flatMap(({ deployment, block }) => {
    const { chainId, registry } = deployments[deployment - 1] ?? {};
    return chainId === undefined || registry === undefined ? [] : [{ chainId, registry, block }];
  });

/** Nothing is said of a registry that was not read yet, or whose city no reader represents. */
function requireCity({ values }: BuiltEntries): void {
  for (const { parent } of values.authorities.values()) if (parent === null) return;
  throw new Unavailable("trust_list.not_ready", "The registry has not been read yet.");
}

function isSameBody(list: PublishedTrustList, body: HeadBody): boolean {
  const { head } = parseTrustList(list.note);
  const { version: _, issuedAt: _issued, validUntil: _until, signersSince: _since, ...said } = head;
  const inOrder = Object.keys(said).map((name) => [name, body[name as keyof HeadBody]]);
  return JSON.stringify(said) === JSON.stringify(Object.fromEntries(inOrder));
}
