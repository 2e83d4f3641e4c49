import type { AuthorityId } from "@sello/sdk";
import type { Caller } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";
import { toThumbprint } from "../../signing/toKid.ts";
import type { GoverningActs } from "../GoverningActs.ts";
import type { JsonObject, Progress, Subject, Turnover, TurnoverKind } from "../Turnover.ts";

type Kept = { readonly authority: AuthorityId; readonly kid: string; readonly since: number };

export type SigningKeyDistrustOptions = {
  readonly registry: Registry;
  readonly acts: GoverningActs;
  readonly clock: Clock;
};

/**
 * A signing key that was stolen is distrusted from a time on, by its authority's officers: what was anchored under it
 * from then on is not valid. An earlier time can follow, a later one cannot.
 */
export class SigningKeyDistrust implements TurnoverKind<"distrust-signing-key"> {
  readonly name = "distrust-signing-key";
  readonly of = "authority";
  readonly #options: SigningKeyDistrustOptions;

  constructor(options: SigningKeyDistrustOptions) {
    this.#options = options;
  }

  scopeOf({ kid }: Subject<"distrust-signing-key">): string {
    return kid;
  }

  async begin(
    { kid, since }: Subject<"distrust-signing-key">,
    _by: Caller | null,
    authority: Authority,
  ): Promise<JsonObject> {
    const now = toSeconds(this.#options.clock.nowMs());
    if (!authority.keys.some(({ thumbprint }) => thumbprint === toThumbprint(kid)))
      throw new Conflict("turnover.no_key", "The authority has no signing key with this id.", {
        kid,
      });
    return { authority: authority.id, kid, since: Math.min(since ?? now, now) };
  }

  async advance(turnover: Turnover): Promise<Progress> {
    const { authority, kid, since } = turnover.data as Kept;
    const thumbprint = toThumbprint(kid);
    const values = { authority, thumbprint, since: String(since) };
    const underWay = await this.#options.acts.advance(turnover, {
      name: "distrust",
      operations: [{ operation: "DistrustSigningKey", values }],
      isEffective: async () => {
        const { keys } = await this.#options.registry.byId(authority);
        const from = keys.find((key) => key.thumbprint === thumbprint)?.distrustedFrom ?? null;
        return from !== null && from <= since;
      },
    });
    if (underWay) return underWay;
    const { toSign: _, ...data } = turnover.data;
    return { state: "done", step: "done", data };
  }

  view({ data }: Turnover): JsonObject {
    const { kid, since } = data as Kept;
    return { kid, since };
  }
}
