/** Flags of the registry contract: an officer's roles are their sum. */
export const roleFlag = { administer: 1, issue: 2, revoke: 4, anchor: 8 } as const;

export type Role = keyof typeof roleFlag;

export const allRoles = Object.keys(roleFlag) as readonly Role[];

export const hasRole = (flags: number, role: Role): boolean => (flags & roleFlag[role]) !== 0;

export const toFlags = (roles: readonly Role[]): number =>
  roles.reduce((flags, role) => flags | roleFlag[role], 0);
