import { setTimeout as delay } from "node:timers/promises";
import { type Deployment, type TrustHead, toBase64 } from "@sello/sdk";
import { ledgerLimits } from "../ledger/ledgerLimits.ts";
import type { ChainEvent } from "../ledger/Projection.ts";
import { Unavailable } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { projectRegistry } from "../registry/projectRegistry.ts";
import type { RegistrySnapshot } from "../registry/Registry.ts";
import type { RegistryPlace, RegistryPosition } from "../registry/trust/TrustOffices.ts";
import { HeadRefused } from "./errors.ts";
import type { FileRegistryHistory } from "./FileRegistryHistory.ts";

export type OwnRegistriesOptions = {
  readonly open: (place: RegistryPlace) => FileRegistryHistory;
  /** Whether the office's operator names this registry. */
  readonly isPinned: (place: RegistryPlace) => boolean;
};

type Projected = {
  readonly name: string;
  readonly count: number;
  readonly snapshot: RegistrySnapshot;
};

const nobody: RegistrySnapshot = { authorities: new Map(), grantedPrefixes: [], validators: [] };

/** The network's registries by the office's own node: what they say, and which of them there are. */
export class OwnRegistries {
  readonly #options: OwnRegistriesOptions;
  readonly #histories = new Map<string, FileRegistryHistory>();
  #projected: Projected = { name: "", count: 0, snapshot: nobody };

  constructor(options: OwnRegistriesOptions) {
    this.#options = options;
  }

  /**
   * Reads all that the head's registries have said. Those of a head that was signed are known; another must be named by
   * the operator, or by the registry before it, which its city's administrators sealed. What is newly said to be sealed
   * must be.
   * @throws HeadRefused `trust_list.unknown_registry`, `trust_list.not_sealed`; `Unavailable`
   */
  async follow(
    head: TrustHead,
    last: TrustHead | null,
    positions: readonly RegistryPosition[],
  ): Promise<void> {
    for (const [i, deployment] of head.deployments.entries()) {
      const known = last?.deployments[i];
      const before = head.deployments[i - 1];
      if (known === undefined) this.#requireVouched(deployment, before);
      const history = this.#history(deployment);
      // It ended with what was read when that list was signed; its chain need not run any more.
      if (known?.until != null && history.through !== null) continue;
      await reach(history, deployment.until === null ? (positions[i]?.block ?? 0n) : 0n);
      if (deployment.until !== null) await this.#requireSealed(deployment, history);
    }
  }

  /**
   * The registry as of the blocks that are named. They are the first of the head's registries; the last may be missing
   * as long as it has not taken over. What was said `limits.trustBehindSeconds` ago has to be in.
   * @param now unix seconds
   * @throws HeadRefused `trust_list.behind`
   */
  snapshot(head: TrustHead, positions: readonly RegistryPosition[], now: number): RegistrySnapshot {
    requireInOrder(head, positions);
    const late = now - limits.trustBehindSeconds;
    const cuts = positions.map(({ block, ...place }) => {
      const { events } = this.#history(place);
      requireUpToDate(events, block, late);
      return events.filter(({ blockNumber }) => blockNumber <= block);
    });
    for (const deployment of head.deployments.slice(positions.length))
      requireNotOpen(this.#history(deployment).events, late);
    return this.#project(cuts.flat(), positions, head.publicUrl);
  }

  /** Goes on from the last time where nothing was taken back; a city has thousands of authorities. */
  #project(
    events: readonly ChainEvent[],
    positions: readonly RegistryPosition[],
    publicUrl: string,
  ): RegistrySnapshot {
    const generations = positions.map((place) => this.#history(place).generation);
    const name = `${publicUrl} ${generations.join()}`;
    const before = this.#projected;
    const goesOn = before.name === name && before.count <= events.length;
    const { snapshot, count } = goesOn ? before : { snapshot: nobody, count: 0 };
    const added = events.slice(count);
    const next = added.length === 0 ? snapshot : projectRegistry(snapshot, added, publicUrl);
    this.#projected = { name, count: events.length, snapshot: next };
    return next;
  }

  #requireVouched(deployment: Deployment, before: Deployment | undefined): void {
    if (this.#options.isPinned(deployment)) return;
    const sealing = before && findEvent(this.#history(before).events, "RegistrySealed");
    const isNamed =
      Number(sealing?.args.successorChainId) === deployment.chainId &&
      String(sealing?.args.successorRegistry).toLowerCase() === deployment.registry &&
      String(sealing?.args.successorLog).toLowerCase() === deployment.log;
    if (!isNamed)
      throw new HeadRefused(
        "trust_list.unknown_registry",
        "Neither this office's operator nor the registry before it names this registry.",
        { chainId: deployment.chainId, registry: deployment.registry },
      );
  }

  /** Contracts of the first edition cannot say that they are sealed: their city gave up its rights instead. */
  async #requireSealed(deployment: Deployment, { events, view }: FileRegistryHistory) {
    const { until, size, root, log, origin } = deployment;
    const sealing = findEvent(events, "RegistrySealed") ?? lastWithdrawal(events);
    const there = await view.logNow(log);
    const isSame =
      sealing !== undefined &&
      Number(sealing.blockTime) + 1 === until &&
      there.size === size &&
      toBase64(there.root) === root;
    if (!isSame)
      throw new HeadRefused("trust_list.not_sealed", "This log did not end like that.", { origin });
  }

  #history({ chainId, registry }: RegistryPlace): FileRegistryHistory {
    const name = `${chainId}/${registry}`;
    const known = this.#histories.get(name) ?? this.#options.open({ chainId, registry });
    this.#histories.set(name, known);
    return known;
  }
}

/** One node is a moment behind another. */
async function reach(history: FileRegistryHistory, block: bigint): Promise<void> {
  const deadline = performance.now() + limits.trustNodeLagMs;
  for (;;) {
    await history.follow();
    if ((history.through ?? -1n) >= block) return;
    if (performance.now() > deadline)
      throw new Unavailable("chain.behind", "The office's node has not reached the block yet.");
    await delay(ledgerLimits.receiptPollMs);
  }
}

const findEvent = (events: readonly ChainEvent[], wanted: string): ChainEvent | undefined =>
  events.findLast(({ name }) => name === wanted);

/** When nobody held an accreditation of the city's any more. */
function lastWithdrawal(events: readonly ChainEvent[]): ChainEvent | undefined {
  const city = events.find(({ name, args }) => name === "AuthorityRegistered" && args.kind === "1");
  const held = new Set<unknown>();
  let last: ChainEvent | undefined;
  for (const event of events) {
    const { name, args } = event;
    if (name !== "AccreditationChanged" || args.authority !== city?.args.authority) continue;
    if (args.level === "0") held.delete(args.documentType);
    else held.add(args.documentType);
    last = event;
  }
  return held.size === 0 ? last : undefined;
}

function requireInOrder({ deployments }: TrustHead, positions: readonly RegistryPosition[]): void {
  const isSame = positions.every(
    ({ chainId, registry }, i) =>
      deployments[i]?.chainId === chainId && deployments[i]?.registry === registry,
  );
  const isAll = positions.length >= Math.max(deployments.length - 1, 1);
  if (!isSame || !isAll) throw behind("It is not made of all registries.");
}

function requireUpToDate(events: readonly ChainEvent[], block: bigint, late: number): void {
  const missing = events.find(({ blockNumber }) => blockNumber > block);
  if (missing !== undefined && Number(missing.blockTime) < late)
    throw behind("It lacks what the registry said some time ago.");
}

/** A registry that has taken over governs. */
function requireNotOpen(events: readonly ChainEvent[], late: number): void {
  const taken = findEvent(events, "TakeOverCompleted");
  if (taken !== undefined && Number(taken.blockTime) < late)
    throw behind("It lacks the registry that has taken over.");
}

const behind = (message: string) => new HeadRefused("trust_list.behind", message);
