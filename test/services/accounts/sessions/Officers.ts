import type { AuthorityId, Hex } from "@sello/sdk";
import { NotFound } from "../../../../services/platform/errors.ts";
import type { Authority, FollowingRegistry } from "../../../../services/registry/Registry.ts";

export const offices = { housing: "nanshan-housing", police: "nanshan-police" } as const;
type Office = (typeof offices)[keyof typeof offices];

export const idOf = (slug: Office): AuthorityId =>
  `0x${(slug === offices.housing ? "a1" : "b2").repeat(32)}` as AuthorityId;

/** Two authorities whose officers a test appoints and dismisses. */
export class Officers implements Pick<FollowingRegistry, "all" | "byId" | "catchUp"> {
  readonly #roles = new Map<string, number>();
  readonly #unread: (() => void)[] = [];

  /** @param roles flags of the contract; 0 dismisses */
  set(slug: Office, account: Hex, roles: number): void {
    this.#roles.set(`${slug} ${account.toLowerCase()}`, roles);
  }

  /** As `set`, known once the registry has caught up. */
  setUnread(slug: Office, account: Hex, roles: number): void {
    this.#unread.push(() => this.set(slug, account, roles));
  }

  async catchUp(): Promise<void> {
    for (const read of this.#unread.splice(0)) read();
  }

  async all(): Promise<readonly Authority[]> {
    return Object.values(offices).map((slug) => this.#toAuthority(slug));
  }

  async byId(id: AuthorityId): Promise<Authority> {
    const found = (await this.all()).find((each) => each.id === id);
    if (!found) throw new NotFound("authority.unknown", "There is no such authority.");
    return found;
  }

  #toAuthority(slug: Office): Authority {
    const officers = [...this.#roles].flatMap(([name, roles]) => {
      const [at, address] = name.split(" ");
      return at === slug && roles > 0
        ? [{ address: address as Hex, roles, from: 0, until: null }]
        : [];
    });
    const shared = { states: [], keys: [], accreditations: [], faults: [] };
    return {
      ...{ id: idOf(slug), slug, iss: `https://sello.test/authorities/${slug}`, parent: null },
      ...{ name: { zh: slug, es: slug, en: slug }, kind: "department", officers, ...shared },
    };
  }
}
