import type { AuthorityId, AuthoritySlug, DocumentTypeId } from "@sello/sdk";
import { lineage } from "@sello/sdk/trust";
import { NotFound, Unavailable } from "../platform/errors.ts";
import type { Logger } from "../platform/Logger.ts";
import { SteadyLoop } from "../platform/loops/SteadyLoop.ts";
import { findIssuingObstacle } from "./findIssuingObstacle.ts";
import type { EventPosition, PgRegistryEvents, RegistryReached } from "./PgRegistryEvents.ts";
import { projectRegistry } from "./projectRegistry.ts";
import type {
  Authority,
  FollowingRegistry,
  IssuingObstacle,
  RegistrySnapshot,
} from "./Registry.ts";

const refreshMs = 250;
const waitStepMs = 20;

type State = {
  readonly snapshot: RegistrySnapshot;
  readonly bySlug: ReadonlyMap<AuthoritySlug, Authority>;
  readonly reached: readonly RegistryReached[];
  readonly known: { readonly after: EventPosition; readonly fingerprint: string } | null;
  /** Changes with every change of the content. */
  readonly revision: number;
};

const empty: State = {
  snapshot: { authorities: new Map(), grantedPrefixes: [], validators: [] },
  bySlug: new Map(),
  reached: [],
  known: null,
  revision: 0,
};

/**
 * The tree of authorities in memory, projected from the registry contract's events and from nothing else.
 * It follows the indexer: in its loop, or when `refresh` is called. Events that a reorganisation took back
 * are noticed, and all is read again.
 */
export class RegistryService implements FollowingRegistry {
  readonly loop: SteadyLoop;
  readonly #events: PgRegistryEvents;
  readonly #publicUrl: string;
  readonly #logger: Logger;
  #state = empty;
  #mark: string | null = null;
  #refreshing: Promise<void> | null = null;

  constructor(options: { events: PgRegistryEvents; publicUrl: string; logger: Logger }) {
    this.#events = options.events;
    this.#publicUrl = options.publicUrl;
    this.#logger = options.logger;
    this.loop = new SteadyLoop({
      name: "registry",
      step: () => this.refresh().then(() => refreshMs),
      retryMs: refreshMs,
      logger: options.logger,
    });
  }

  async bySlug(slug: AuthoritySlug): Promise<Authority> {
    const authority = (await this.#loaded()).bySlug.get(slug);
    if (!authority) throw unknownAuthority({ slug });
    return authority;
  }

  async byId(id: AuthorityId): Promise<Authority> {
    const authority = (await this.#loaded()).snapshot.authorities.get(id);
    if (!authority) throw unknownAuthority({ id });
    return authority;
  }

  async lineage(id: AuthorityId): Promise<readonly Authority[]> {
    const { snapshot } = await this.#loaded();
    const authority = snapshot.authorities.get(id);
    if (!authority) throw unknownAuthority({ id });
    return lineage(snapshot, authority);
  }

  async all(): Promise<readonly Authority[]> {
    return [...(await this.#loaded()).snapshot.authorities.values()];
  }

  async issuingObstacle(
    id: AuthorityId,
    type: DocumentTypeId,
    at: number,
  ): Promise<IssuingObstacle | null> {
    const { snapshot } = await this.#loaded();
    if (!snapshot.authorities.has(id)) throw unknownAuthority({ id });
    return findIssuingObstacle(snapshot, id, type, at);
  }

  /** All authorities as of the blocks that were reached, and a number that differs when anything of them does. */
  async current(): Promise<Pick<State, "snapshot" | "revision" | "reached">> {
    return this.#loaded();
  }

  /** Takes in what the indexer has recorded since. Calls that come while one is under way share it. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async catchUp(): Promise<void> {
    // One that is under way may have looked before the call.
    await this.#refreshing;
    await this.refresh();
  }

  /**
   * Resolves when events up to and including `blockNumber` are in.
   * Not within `timeoutMs`: `Unavailable` `registry.behind`.
   */
  async reach(blockNumber: bigint, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (newestBlock(this.#state) < blockNumber) {
      await this.refresh();
      if (newestBlock(this.#state) >= blockNumber) return;
      if (performance.now() > deadline) {
        throw new Unavailable("registry.behind", "The registry has not reached the block yet.");
      }
      await new Promise((resolve) => setTimeout(resolve, waitStepMs));
    }
  }

  async #loaded(): Promise<State> {
    if (this.#mark === null) await this.refresh();
    return this.#state;
  }

  async #refresh(): Promise<void> {
    const mark = await this.#events.mark();
    if (mark === this.#mark) return;
    const before = this.#state;
    const read = await this.#events.read(before.known);
    const base = read.continued ? before.snapshot : empty.snapshot;
    const isSame = read.continued && read.events.length === 0;
    const snapshot = isSame ? base : projectRegistry(base, read.events, this.#publicUrl);
    const last = read.events.at(-1) ?? (read.continued ? before.known?.after : undefined);
    if (!read.continued)
      this.#logger.warn({}, "The registry was read again: events were taken back.");
    this.#state = {
      snapshot,
      bySlug: isSame ? before.bySlug : toSlugIndex(snapshot),
      reached: read.reached,
      known: last ? { after: toPosition(last), fingerprint: read.fingerprint } : null,
      revision: isSame ? before.revision : before.revision + 1,
    };
    this.#mark = mark;
  }
}

/** Of the newest registry. */
const newestBlock = ({ reached }: State): bigint => reached.at(-1)?.block ?? -1n;

const toPosition = ({ deployment, blockNumber, logIndex }: EventPosition): EventPosition => ({
  deployment,
  blockNumber,
  logIndex,
});

const toSlugIndex = (snapshot: RegistrySnapshot) =>
  new Map([...snapshot.authorities.values()].map((authority) => [authority.slug, authority]));

const unknownAuthority = (data: Readonly<Record<string, unknown>>) =>
  new NotFound("authority.unknown", "There is no such authority.", data);
