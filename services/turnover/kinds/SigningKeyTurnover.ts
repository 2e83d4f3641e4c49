import type { AuthorityId } from "@sello/sdk";
import { isKeyCurrentAt } from "@sello/sdk/trust";
import type { Caller } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryOperation } from "../../registry/changes/RegistryRequest.ts";
import { toRotation } from "../../registry/changes/toRotation.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import type { SealedSigner } from "../../signing/SealedSigner.ts";
import type { RegistryPlace } from "../../signing/toKeyIntroduction.ts";
import { toThumbprint } from "../../signing/toKid.ts";
import type { GoverningActs } from "../GoverningActs.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";

type Kept = {
  readonly authority: AuthorityId;
  readonly kid: string;
  readonly operations: readonly RegistryOperation[];
  readonly endsAt: number;
};

const lookMs = 1_000;

export type SigningKeyTurnoverOptions = {
  readonly registry: Registry;
  readonly signer: Pick<SealedSigner, "nextKey" | "introduce">;
  /** The registry that the key is to be known to. */
  readonly place: RegistryPlace;
  readonly acts: GoverningActs;
  readonly clock: Clock;
};

/**
 * Another signing key for an authority: made, registered by its officers, used from then on; the one before ends after
 * the overlap. What waits for the log under a key that ends is signed again (docs/decisions/0044).
 */
export class SigningKeyTurnover implements TurnoverKind<"signing-key"> {
  readonly name = "signing-key";
  readonly of = "authority";
  readonly #options: SigningKeyTurnoverOptions;

  constructor(options: SigningKeyTurnoverOptions) {
    this.#options = options;
  }

  async begin(
    subject: Subject<"signing-key">,
    _by: Caller | null,
    authority: Authority,
  ): Promise<JsonObject> {
    const { signer, place, clock } = this.#options;
    if (authority.keys.length === 0)
      throw new Conflict(
        "turnover.no_key",
        "The authority has no signing key that another could follow.",
      );
    const { kid } = await signer.nextKey(authority.id);
    const { overlapSeconds = limits.turnoverOverlapDefaultSeconds } = subject;
    const from = toSeconds(clock.nowMs());
    const key = await signer.introduce(kid, place, { authority: authority.id, from: 0, until: 0 });
    const operations = toRotation(authority, key, from + overlapSeconds);
    return { authority: authority.id, kid, operations, endsAt: from + overlapSeconds };
  }

  async advance(turnover: Turnover): Promise<Progress> {
    const { acts } = this.#options;
    const kept = turnover.data as Kept;
    const act = {
      name: "register",
      operations: kept.operations,
      isEffective: () => this.#isCurrent(kept),
    };
    const underWay = await acts.advance(turnover, act);
    if (underWay) return underWay;
    const { toSign: _, ...data } = turnover.data;
    const isOver = toSeconds(this.#options.clock.nowMs()) >= kept.endsAt;
    if (isOver) return { state: "done", step: "done", data };
    return { state: "running", step: "overlap", data, waitMs: lookMs };
  }

  view({ data }: Turnover): JsonObject {
    const { kid, endsAt } = data as Kept;
    return { kid, oldKeyEndsAt: endsAt };
  }

  async #isCurrent({ authority, kid }: Kept): Promise<boolean> {
    const { registry, clock } = this.#options;
    const now = toSeconds(clock.nowMs());
    return isKeyCurrentAt(await registry.byId(authority), toThumbprint(kid), now);
  }
}
