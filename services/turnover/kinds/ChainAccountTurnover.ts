import type { Hex } from "@sello/sdk";
import { isWithin } from "@sello/sdk/trust";
import type { SenderRole } from "../../ledger/Journal.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryOperation } from "../../registry/changes/RegistryRequest.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { SealedKeys } from "../../signing/SealedKeys.ts";
import type { NetworkTerms } from "../../signing/terms/NetworkTerms.ts";
import type { GoverningActs } from "../GoverningActs.ts";
import type { PgSenders } from "../PgSenders.ts";
import { advancePhases, next, type Phase, type PhaseResult } from "../Phases.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";
import { settling } from "../termPhases.ts";

export type ChainAccountTurnoverOptions = {
  readonly keys: SealedKeys;
  readonly senders: PgSenders;
  readonly registry: Pick<Registry, "all">;
  readonly acts: GoverningActs;
  readonly chain: { nextNonce(address: Hex): Promise<number | bigint> };
  readonly terms: Pick<NetworkTerms, "refresh">;
  readonly clock: Clock;
};

const lookMs = 500;

/**
 * Another account with which the service sends to the chain. It gets the rights of the old one by a governing act; what
 * the old one has signed is delivered; then its rights end.
 */
export class ChainAccountTurnover implements TurnoverKind<"chain-account"> {
  readonly name = "chain-account";
  readonly of = "city";
  readonly #options: ChainAccountTurnoverOptions;
  readonly #phases: readonly Phase[];

  constructor(options: ChainAccountTurnoverOptions) {
    this.#options = options;
    this.#phases = [
      { name: "make", run: (data) => this.#make(data) },
      { name: "grant", run: (_, turnover) => this.#act("grant", turnover) },
      { name: "switch", run: (data) => this.#switch(data) },
      { name: "settle", run: async (data) => settling(options, data.switchedAtMs) ?? next },
      { name: "deliver", run: (data) => this.#deliver(data) },
      { name: "withdraw", run: (_, turnover) => this.#act("withdraw", turnover) },
    ];
  }

  scopeOf({ role }: Subject<"chain-account">): string {
    return role;
  }

  async begin({ role }: Subject<"chain-account">): Promise<JsonObject> {
    const { senders } = this.#options;
    const number = (await senders.countPast(role)) + 2;
    return { role, old: await senders.addressOf(role), sealed: `account/${role}/${number}` };
  }

  advance(turnover: Turnover): Promise<Progress> {
    return advancePhases(this.#phases, turnover);
  }

  view({ data: { role, old, account } }: Turnover): JsonObject {
    return { role, oldAccount: old, newAccount: account ?? null };
  }

  async #make({ sealed, old }: JsonObject): Promise<PhaseResult> {
    const { address } = await this.#options.keys.createOrLoad(String(sealed), "secp256k1");
    const account = address.toLowerCase();
    const held = await this.#rolesOf(String(old));
    const toOperations = (officer: string, rolesOf: (roles: number) => number) =>
      held.map(
        ({ authority, roles }): RegistryOperation => ({
          operation: "SetOfficer",
          values: { authority, officer, roles: rolesOf(roles) },
        }),
      );
    return {
      next: {
        account,
        grant: toOperations(account, (roles) => roles),
        withdraw: toOperations(String(old), () => 0),
      },
    };
  }

  /** Relays of requests have no rights of their own: then there is nothing to sign. */
  async #act(name: "grant" | "withdraw", turnover: Turnover): Promise<PhaseResult> {
    const all = turnover.data[name] as readonly RegistryOperation[];
    for (let at = 0; at < all.length; at += limits.registryChanges) {
      const operations = all.slice(at, at + limits.registryChanges);
      const isEffective = () => this.#isEffective(operations);
      const act = { name: `${name}-${at}`, step: name, operations, isEffective };
      const progress = await this.#options.acts.advance(turnover, act);
      if (progress !== null) return { progress: { ...progress, done: at, of: all.length } };
    }
    return next;
  }

  async #isEffective(operations: readonly RegistryOperation[]): Promise<boolean> {
    for (const { values } of operations) {
      const held = await this.#rolesOf(String(values.officer));
      const roles = held.find(({ authority }) => authority === values.authority)?.roles ?? 0;
      if (roles !== Number(values.roles)) return false;
    }
    return true;
  }

  async #switch({ role, account }: JsonObject): Promise<PhaseResult> {
    const { senders, chain, terms, clock } = this.#options;
    const nonce = Number(await chain.nextNonce(account as Hex));
    await senders.replace(role as SenderRole, account as Hex, nonce);
    await terms.refresh();
    return { next: { switchedAtMs: clock.nowMs() } };
  }

  async #deliver({ old }: JsonObject): Promise<PhaseResult> {
    const left = await this.#options.senders.underWay(old as Hex);
    return left === 0 ? next : { again: lookMs, done: 0, of: left };
  }

  async #rolesOf(account: string): Promise<readonly { authority: string; roles: number }[]> {
    const now = toSeconds(this.#options.clock.nowMs());
    return (await this.#options.registry.all()).flatMap(({ id, officers }) =>
      officers
        .filter((term) => term.address === account.toLowerCase() && isWithin(term, now))
        .map(({ roles }) => ({ authority: id as string, roles }))
        .filter(({ roles }) => roles > 0),
    );
  }
}
