import type { AuthorityId, Hex } from "@sello/sdk";
import type { Registry } from "../../registry/Registry.ts";
import { subordinateAuthorities } from "../actsFor.ts";
import type { Auditors } from "./Auditors.ts";

/** What an account may look at as an auditor: the authorities for which it was appointed, and all below them. */
export async function auditedAuthorities(
  { auditors, registry }: { auditors: Pick<Auditors, "audited">; registry: Registry },
  account: Hex,
): Promise<readonly AuthorityId[]> {
  const own = await auditors.audited(account);
  const below = own.map((authority) => subordinateAuthorities(registry, { authority }));
  return [...new Set((await Promise.all(below)).flat())];
}
