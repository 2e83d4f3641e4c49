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

/** Founds the city: appointed when the contracts are deployed, dismissed when the city's officers take over. */
export const cityFounder: DemoOfficer = {
  wallet: "officer/shenzhen/administrator",
  slug: "shenzhen",
  roles: roles.administer,
};

/** The account that administers the city, for which two of three officers sign (docs/decisions/0192). */
export const cityAccount = {
  /** By which the account is found again (`OfficerAccounts`). */
  request: "demo:city",
  slug: "shenzhen",
  wallets: ["officer/shenzhen/1", "officer/shenzhen/2", "officer/shenzhen/3"],
  threshold: 2,
} as const;

/**
 * Every centre has an administrator; every office that issues has one who issues and revokes, and where residents apply for
 * something a second one: rules take two signatures, and nobody decides twice about the same.
 */
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
  const second = { ...clerk, wallet: `officer/${slug}/clerk-2` };
  const clerks = issues?.includes("rule-version") ? [clerk, second] : issues ? [clerk] : [];
  return [...(kind === "department" ? [] : [administrator]), ...clerks];
}
