import type { Caller } from "../../http/Caller.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Authority } from "../../registry/Registry.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import { type Kept, type MigrationParts, type MigrationStep, underWay } from "./MigrationStep.ts";
import { closeAndSeal } from "./sealingSteps.ts";
import { switchOver, takeOver } from "./takeOverSteps.ts";

/**
 * The network moves to new contracts, on its own chain or another. Every step looks first whether it was done, so that
 * it does not matter what is killed when. A switch composes the program again, and the last steps are taken by the new
 * composition (docs/decisions/0153).
 */
export class MigrationTurnover implements TurnoverKind<"migration"> {
  readonly name = "migration";
  readonly of = "city";
  readonly #parts: MigrationParts;

  constructor(parts: MigrationParts) {
    this.#parts = parts;
  }

  async begin(
    { chainId, rpcUrl }: Subject<"migration">,
    _by: Caller | null,
    _authority: Authority,
  ): Promise<JsonObject> {
    const { network } = this.#parts;
    const { id, chainId: here } = network.open.deployment;
    const target = chainId ?? here;
    if (target !== here && rpcUrl !== undefined) network.keepAddress(target, rpcUrl);
    if (!(await network.canReach(target)))
      throw new Conflict(
        "turnover.chain_unreachable",
        `No node of the chain ${target} answers here. Name one with --to-rpc.`,
        { chainId: target },
      );
    return { from: id, chainId: target };
  }

  /** An address may hold a password. */
  toKept({ rpcUrl: _, ...subject }: Subject<"migration">): JsonObject {
    return subject;
  }

  async advance(turnover: Turnover): Promise<Progress> {
    for (const step of this.#steps(turnover)) {
      const progress = await step(this.#parts, turnover);
      if (progress !== null) return progress;
    }
    const { toSign: _, ...data } = turnover.data;
    return { state: "done", step: "done", data };
  }

  view({ data }: Turnover): JsonObject {
    const { chainId } = data as Kept;
    return { chainId };
  }

  #steps({ data }: Turnover): readonly MigrationStep[] {
    const { from } = data as Kept;
    const isOpen = this.#parts.network.open.deployment.id === from;
    return isOpen ? [prepare, ...closeAndSeal, ...takeOver, switchOver] : [proveNewLog];
  }
}

/** The successor's contracts, and everything that follows their chain. */
const prepare: MigrationStep = async ({ network, store }, turnover) => {
  const { chainId } = turnover.data as Kept;
  const { preparing } = network;
  if (preparing === null) {
    await network.prepare(chainId);
    return underWay(turnover, "prepare");
  }
  const { deployment } = preparing;
  const isRead = await store.event(deployment.id, "AuthorityRegistry", "AuthorityRegistered");
  return isRead && (await network.isDeployed(deployment)) ? null : underWay(turnover, "prepare");
};

/** The witnesses have cosigned what the new log begins with. */
const proveNewLog: MigrationStep = async ({ network }, turnover) => {
  const { checkpoints, quorums } = network.open;
  const proven = await checkpoints.newestWithQuorum(quorums.classical);
  return proven === null ? underWay(turnover, "witness") : null;
};
