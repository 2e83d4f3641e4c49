import type { AuthorityId } from "@sello/sdk";
import { type Clock, toSeconds } from "../../../platform/Clock.ts";
import { Forbidden } from "../../../platform/errors.ts";
import type { Registry } from "../../../registry/Registry.ts";
import type { FileDocumentTypes } from "../../../registry/types/FileDocumentTypes.ts";
import { identityType } from "../../../registry/types/identityType.ts";

/** Offices that may issue the city's identity document: they say who is who. */
export class IdentityOffices {
  readonly #registry: Pick<Registry, "issuingObstacle">;
  readonly #types: Pick<FileDocumentTypes, "versions">;
  readonly #clock: Clock;

  constructor(parts: {
    registry: Pick<Registry, "issuingObstacle">;
    types: Pick<FileDocumentTypes, "versions">;
    clock: Clock;
  }) {
    this.#registry = parts.registry;
    this.#types = parts.types;
    this.#clock = parts.clock;
  }

  /** It may not, for no version of the type: `Forbidden` `authority.inactive` or `authority.unaccredited`. */
  async require(authority: AuthorityId): Promise<void> {
    const obstacles = await this.#obstacles(authority);
    if (obstacles.includes(null)) return;
    throw new Forbidden(
      obstacles[0]?.code ?? "authority.unaccredited",
      `Only an office that may issue "${identityType}" may do this.`,
    );
  }

  /** Whether it may, for a version of the type. */
  async may(authority: AuthorityId): Promise<boolean> {
    return (await this.#obstacles(authority)).includes(null);
  }

  #obstacles(authority: AuthorityId) {
    const now = toSeconds(this.#clock.nowMs());
    const versions = this.#types.versions(identityType);
    return Promise.all(
      versions.map(({ id }) => this.#registry.issuingObstacle(authority, id, now)),
    );
  }
}
