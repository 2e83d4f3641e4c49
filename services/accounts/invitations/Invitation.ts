import type { OfficerRole } from "@sello/api";
import type { AuthorityId, Hex } from "@sello/sdk";
import type { OfficerAccount } from "../../registry/accounts/PgOfficerAccounts.ts";

/** Times are unix seconds. */
export type StoredInvitation = {
  readonly id: string;
  readonly authority: AuthorityId;
  /** Of the invited person. */
  readonly name: string;
  readonly roles: readonly OfficerRole[];
  /** The officer's account that is lost, lowercase. */
  readonly replaces: Hex | null;
  readonly createdAt: number;
  readonly endsAt: number;
  readonly revokedAt: number | null;
  readonly usedAt: number | null;
};

export type Invitation = StoredInvitation & {
  /** That the person's passkey controls; null until it was used. */
  readonly account: OfficerAccount | null;
};

export type InvitationState = "open" | "used" | "revoked" | "expired";

/** Used stays used, and taken back stays taken back, after its end too. */
export function stateOf(
  { usedAt, revokedAt, endsAt }: StoredInvitation,
  now: number,
): InvitationState {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return endsAt <= now ? "expired" : "open";
}

/** What its account is made for. */
export const requestOf = ({ id }: Pick<StoredInvitation, "id">): string => `invitation:${id}`;
