import type { Caller } from "../../http/Caller.ts";
import { NotFound } from "../../platform/errors.ts";
import { isSubordinate } from "../../registry/isSubordinate.ts";
import type { Registry } from "../../registry/Registry.ts";
import type { StoredInvitation } from "./Invitation.ts";
import type { Invitations } from "./Invitations.ts";

/** An invitation of the caller's own authority, or of one below it. Any other: `NotFound` `invitation.unknown`. */
export async function subordinateInvitation(
  parts: { readonly invitations: Pick<Invitations, "get">; readonly registry: Registry },
  caller: Caller,
  id: string,
): Promise<StoredInvitation> {
  const invitation = await parts.invitations.get(id);
  if (await isSubordinate(parts.registry, invitation.authority, caller.authority))
    return invitation;
  throw new NotFound("invitation.unknown", "There is no such invitation.");
}
