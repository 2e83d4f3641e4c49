import type { ApiAction, OfficerRole } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";
import { roleNames, rolesOf } from "../../registry/officerRoles.ts";
import type { Authority, Registry } from "../../registry/Registry.ts";

/**
 * What a role on the chain lets an officer do here. It is no more than the contract itself leaves to that role, with the
 * reading that goes with it (docs/decisions/0186).
 */
const rights: Readonly<Record<OfficerRole, readonly ApiAction[]>> = {
  administer: ["administer", "read", "export"],
  issue: ["issue", "import", "read"],
  revoke: ["revoke", "read"],
};

/** Each once. */
export const actionsOf = (roles: readonly OfficerRole[]): readonly ApiAction[] => [
  ...new Set(roles.flatMap((role) => rights[role])),
];

/** The roles of which each allows the action. */
export const rolesFor = (action: ApiAction): readonly OfficerRole[] =>
  roleNames.filter((role) => rights[role].includes(action));

export type Office = {
  readonly authority: Authority;
  readonly roles: readonly OfficerRole[];
  readonly actions: readonly ApiAction[];
};

/** The authorities at which the account has a role now. */
export async function officesOf(
  registry: Pick<Registry, "all">,
  account: Hex,
): Promise<readonly Office[]> {
  return (await registry.all()).flatMap((authority) => {
    const roles = rolesOf(authority, account);
    return roles.length === 0 ? [] : [{ authority, roles, actions: actionsOf(roles) }];
  });
}

/** Whether a role of the account at this authority allows the action now. */
export async function mayDo(
  registry: Pick<Registry, "byId">,
  account: Hex,
  authority: AuthorityId,
  action: ApiAction,
): Promise<boolean> {
  return actionsOf(rolesOf(await registry.byId(authority), account)).includes(action);
}
