import { NotFound } from "../../../services/domain/errors.ts";
import { type AuthorityId, toAuthorityId, toIssuer } from "../../../services/domain/ids.ts";
import type { Authority, AuthorityKind, Registry } from "../../../services/registry/Registry.ts";

export const publicUrl = "https://sello.example";

export const idOf = (slug: string): AuthorityId => toAuthorityId(toIssuer(publicUrl, slug));

const authority = (slug: string, kind: AuthorityKind, parent: string | null): Authority => ({
  id: idOf(slug),
  slug,
  issuer: toIssuer(publicUrl, slug),
  name: { zh: `${slug}（中）`, es: `${slug} (es)`, en: slug },
  kind,
  parent: parent === null ? null : idOf(parent),
  states: [{ state: "active", from: 0, until: null }],
  keys: [],
  accreditations: [],
  officers: [],
});

/** A city, two districts and a department below each. */
export class FakeRegistry implements Registry {
  readonly #authorities = new Map<AuthorityId, Authority>(
    [
      authority("city", "city", null),
      authority("nanshan", "district", "city"),
      authority("nanshan-housing", "department", "nanshan"),
      authority("futian", "district", "city"),
      authority("futian-health", "department", "futian"),
    ].map((item) => [item.id, item]),
  );

  suspend(slug: string, from: number): void {
    const item = this.#authorities.get(idOf(slug));
    if (item === undefined) throw new Error(`no authority ${slug}`);
    const states = [
      { state: "active" as const, from: 0, until: from },
      { state: "suspended" as const, from, until: null },
    ];
    this.#authorities.set(item.id, { ...item, states });
  }

  async bySlug(slug: string): Promise<Authority> {
    return this.byId(idOf(slug));
  }

  async byId(id: AuthorityId): Promise<Authority> {
    const found = this.#authorities.get(id);
    if (found === undefined) throw new NotFound("authority.unknown", "There is no such authority.");
    return found;
  }

  async all(): Promise<readonly Authority[]> {
    return [...this.#authorities.values()];
  }

  async issuingObstacle(): Promise<null> {
    return null;
  }
}
