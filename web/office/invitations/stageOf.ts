import type { Invitation } from "../api/requests/useInvitations.ts";

/** Where an invitation is on its way to an officer. */
export type Stage = "open" | "expired" | "revoked" | "sent" | "made" | "failed" | "appointed";

/** @param officers accounts with a role at the authority, in lowercase */
export function stageOf({ state, account }: Invitation, officers: readonly string[]): Stage {
  if (state !== "used" || account === null) return state === "used" ? "sent" : state;
  return officers.includes(account.address.toLowerCase()) ? "appointed" : account.state;
}
