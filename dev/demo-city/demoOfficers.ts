import type { DemoAuthority } from "./DemoAuthority.ts";
import { placeAuthorities } from "./demoCity.ts";

/** Role flags of the contract. */
export const roles = { administer: 1, issue: 2, revoke: 4, anchor: 8 } as const;

/** An officer of the demo, whose wallet is a sealed key of the name `wallet`. */
export type DemoOfficer = {
  readonly wallet: string;
  /** Authority for which the officer acts. */
  readonly slug: string;
  readonly roles: number;
};

/** Administers the city; appointed when the contracts are deployed. */
export const cityAdministrator: DemoOfficer = {
  wallet: "officer/shenzhen/administrator",
  slug: "shenzhen",
  roles: roles.administer,
};

/** Every centre has an administrator; every office that issues has one who issues and revokes. */
export const demoOfficers: readonly DemoOfficer[] = placeAuthorities()
  .filter(({ authority }) => authority.kind !== "city")
  .flatMap(({ authority }) => toOfficers(authority));

function toOfficers({ slug, kind, issues }: DemoAuthority): DemoOfficer[] {
  const administrator = {
    wallet: `officer/${slug}/administrator`,
    slug,
    roles: roles.administer | roles.revoke,
  };
  const clerk = { wallet: `officer/${slug}/clerk`, slug, roles: roles.issue | roles.revoke };
  return [...(kind === "department" ? [] : [administrator]), ...(issues ? [clerk] : [])];
}
