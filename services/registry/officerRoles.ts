import type { OfficerRole } from "@sello/api";
import type { Hex } from "@sello/sdk";
import { rolesAt } from "@sello/sdk/trust";
import type { Authority } from "./Registry.ts";

/** Roles on the chain, by their flags in the contract. */
const flags: Readonly<Record<OfficerRole, number>> = { administer: 1, issue: 2, revoke: 4 };

export const roleNames = Object.keys(flags) as readonly OfficerRole[];

/** After every event that there is: roles change with events, and none is of the future. */
const newest = Number.MAX_SAFE_INTEGER;

/** The roles that an account has now at exactly this authority, as far as the registry's events have been read. */
export const rolesOf = (
  authority: Pick<Authority, "officers">,
  account: Hex,
): readonly OfficerRole[] => rolesIn(rolesAt(authority, account, newest));

/** The roles in flags of the contract. */
export const rolesIn = (given: number): readonly OfficerRole[] =>
  roleNames.filter((role) => (given & flags[role]) !== 0);

export const flagsOf = (roles: readonly OfficerRole[]): number =>
  roles.reduce((sum, role) => sum | flags[role], 0);
