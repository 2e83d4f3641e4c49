import type { AuthorityKind } from "@sello/sdk";
import { type AuthorityId, toAuthorityId } from "@sello/sdk";
import { lineage } from "@sello/sdk/trust";
import { NotFound } from "../../../services/platform/errors.ts";
import type { Authority, Registry } from "../../../services/registry/Registry.ts";
import { toIss } from "../../../services/registry/toIss.ts";

export const publicUrl = "https://sello.example";

export const idOf = (slug: string, url: string = publicUrl): AuthorityId =>
  toAuthorityId(toIss(url, slug));

/** A city, two districts and a department below each. */
export class FakeRegistry implements Registry {
  readonly #publicUrl: string;
  readonly #authorities: Map<AuthorityId, Authority>;

  constructor(url: string = publicUrl) {
    this.#publicUrl = url;
    const authorities = [
      this.#authority("city", "city", null),
      this.#authority("nanshan", "district", "city"),
      this.#authority("nanshan-housing", "department", "nanshan"),
      this.#authority("futian", "district", "city"),
      this.#authority("futian-health", "department", "futian"),
    ];
    this.#authorities = new Map(authorities.map((item) => [item.id, item]));
  }

  suspend(slug: string, from: number): void {
    const item = this.#authorities.get(this.#idOf(slug));
    if (item === undefined) throw new Error(`no authority ${slug}`);
    const states = [
      { state: "active" as const, from: 0, until: from },
      { state: "suspended" as const, from, until: null },
    ];
    this.#authorities.set(item.id, { ...item, states });
  }

  async bySlug(slug: string): Promise<Authority> {
    return this.byId(this.#idOf(slug));
  }

  async byId(id: AuthorityId): Promise<Authority> {
    const found = this.#authorities.get(id);
    if (found === undefined) throw new NotFound("authority.unknown", "There is no such authority.");
    return found;
  }

  async lineage(id: AuthorityId): Promise<readonly Authority[]> {
    return lineage({ authorities: this.#authorities }, await this.byId(id));
  }

  async all(): Promise<readonly Authority[]> {
    return [...this.#authorities.values()];
  }

  async issuingObstacle(): Promise<null> {
    return null;
  }

  #idOf(slug: string): AuthorityId {
    return idOf(slug, this.#publicUrl);
  }

  #authority(slug: string, kind: AuthorityKind, parent: string | null): Authority {
    return {
      id: this.#idOf(slug),
      slug,
      iss: toIss(this.#publicUrl, slug),
      name: { zh: `${slug}（中）`, es: `${slug} (es)`, en: slug },
      kind,
      parent: parent === null ? null : this.#idOf(parent),
      states: [{ state: "active", from: 0, until: null }],
      keys: [],
      accreditations: [],
      officers: [],
      faults: [],
    };
  }
}
