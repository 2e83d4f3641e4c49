import type { AuthorityId, AuthoritySlug } from "@sello/sdk";
import type { Caller } from "../http/Caller.ts";
import { Forbidden, NotFound } from "../platform/errors.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { Authority, Registry } from "../registry/Registry.ts";
import type { ApiKey } from "./ApiKey.ts";
import type { ApiKeys } from "./ApiKeys.ts";

const otherAuthority = () =>
  new Forbidden("api_key.authority", "You act for another authority here.");

/**
 * The authority that the caller acts for: its own. Issuing, importing and reading documents is for the
 * authority itself; what is above it has no part in it (decision record 0080).
 */
export async function ownAuthority(
  registry: Registry,
  caller: Caller,
  named?: AuthoritySlug,
): Promise<Authority> {
  const own = await registry.byId(caller.authority);
  if (named !== undefined && named !== own.slug) throw otherAuthority();
  return own;
}

/** Something of another authority looks like something that is not there. */
export async function requireOwn(
  registry: Registry,
  caller: Caller,
  owner: AuthoritySlug,
): Promise<void> {
  const own = await registry.byId(caller.authority);
  if (own.slug !== owner) throw new NotFound("document.unknown", "There is no such document.");
}

/** A key of the caller's own authority, or of one below it. Any other: `NotFound` `api_key.unknown`. */
export async function subordinateKey(
  { apiKeys, registry }: { readonly apiKeys: Pick<ApiKeys, "get">; readonly registry: Registry },
  caller: Caller,
  id: string,
): Promise<ApiKey> {
  const key = await apiKeys.get(id);
  if (await isSubordinate(registry, key.authority, caller.authority)) return key;
  throw new NotFound("api_key.unknown", "There is no such API key.");
}

/** The caller's own authority and all below it. */
export async function subordinateAuthorities(
  registry: Registry,
  caller: Pick<Caller, "authority">,
): Promise<readonly AuthorityId[]> {
  const all = await registry.all();
  const within = await Promise.all(
    all.map(({ id }) => isSubordinate(registry, id, caller.authority)),
  );
  return all.filter((_, index) => within[index]).map(({ id }) => id);
}

/** The named authority, which must be the caller's own or below it. */
export async function subordinateAuthority(
  registry: Registry,
  caller: Caller,
  named: AuthoritySlug,
): Promise<Authority> {
  const authority = await registry.bySlug(named);
  if (await isSubordinate(registry, authority.id, caller.authority)) return authority;
  throw otherAuthority();
}
