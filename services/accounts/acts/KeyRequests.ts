import type { AuthorityId, Hex } from "@sello/sdk";
import type { OfficerSession } from "../../http/Caller.ts";
import { type Clock, toSeconds } from "../../platform/Clock.ts";
import { Forbidden } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RegistryChanges } from "../../registry/changes/RegistryChanges.ts";
import { toRotation } from "../../registry/changes/toRotation.ts";
import { rolesOf } from "../../registry/officerRoles.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { SharedOffices } from "../many/SharedOffices.ts";

type Introduced = Parameters<typeof toRotation>[1];

/** The part of the signer that makes keys. A key signs nothing before officers have registered it. */
type KeyMaker = {
  nextKey(authority: AuthorityId): Promise<{ readonly kid: string }>;
  introduce(
    kid: string,
    place: RegistryChanges["place"],
    terms: Introduced["terms"],
  ): Promise<Introduced>;
};

/** Signing keys for authorities, with the operations by which officers register them. */
export class KeyRequests {
  readonly #parts: {
    readonly signer: KeyMaker;
    readonly registry: Registry;
    readonly shared: Pick<SharedOffices, "of">;
    readonly changes: Pick<RegistryChanges, "place">;
    readonly clock: Clock;
  };

  constructor(parts: {
    signer: KeyMaker;
    registry: Registry;
    shared: Pick<SharedOffices, "of">;
    changes: Pick<RegistryChanges, "place">;
    clock: Clock;
  }) {
    this.#parts = parts;
  }

  /**
   * The next key of an authority, made here unless one waits already, and what is to be signed for it: it is registered,
   * and those before it end after the overlap. Not an administrator of it: `Forbidden` `governing_act.rights`; unknown:
   * `NotFound` `authority.unknown`.
   */
  async make(
    officer: OfficerSession,
    slug: string,
    overlapSeconds: number = limits.turnoverOverlapDefaultSeconds,
  ) {
    const { signer, registry, changes, clock } = this.#parts;
    const authority = await registry.bySlug(slug);
    await this.#requireAdministrator(officer, authority.id);
    const { kid } = await signer.nextKey(authority.id);
    const terms = { authority: authority.id, from: 0, until: 0 };
    const key = await signer.introduce(kid, changes.place, terms);
    const until = toSeconds(clock.nowMs()) + overlapSeconds;
    return { kid, operations: toRotation(authority, key, until) };
  }

  /** Administrators of those above, or of the city for itself; a person of such an account counts as well. */
  async #requireAdministrator({ account }: OfficerSession, id: AuthorityId): Promise<void> {
    const { registry, shared } = this.#parts;
    const [own, ...above] = await registry.lineage(id);
    const scopes = above.length > 0 ? above : [own];
    const accounts: Hex[] = [
      account,
      ...(await shared.of(account)).map((each) => each.account.account),
    ];
    const may = scopes.some(
      (scope) => scope && accounts.some((one) => rolesOf(scope, one).includes("administer")),
    );
    if (!may)
      throw new Forbidden(
        "governing_act.rights",
        "This takes the role administer at an authority above this one. Ask its administrator.",
      );
  }
}
