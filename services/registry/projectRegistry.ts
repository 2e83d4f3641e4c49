import type { AuthorityId, LocalizedText } from "@sello/sdk";
import { type AuthorityRecord, applyRegistryEvent } from "@sello/sdk/trust";
import type { ChainEvent } from "../ledger/Projection.ts";
import type { Authority, RegistrySnapshot } from "./Registry.ts";

type Args = ChainEvent["args"];

/** The snapshot after the events, which follow those that made `before`. */
export function projectRegistry(
  before: RegistrySnapshot,
  events: readonly ChainEvent[],
  publicUrl: string,
): RegistrySnapshot {
  const authorities = new Map<AuthorityId, Authority>(before.authorities);
  for (const event of events)
    applyRegistryEvent(authorities, event, Number(event.blockTime), (record, args) =>
      withNames(record, args, publicUrl),
    );
  return { authorities };
}

function withNames(record: AuthorityRecord, args: Args, publicUrl: string): Authority {
  const slug = toSlug(args, publicUrl);
  return { ...record, slug, name: toName(String(args.names), slug) };
}

/** The last part of our own `iss`; another installation's authority goes by its id. */
function toSlug(args: Args, publicUrl: string): string {
  const prefix = `${publicUrl}/authorities/`;
  const iss = String(args.issuer);
  const slug = iss.startsWith(prefix) ? iss.slice(prefix.length) : "";
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) ? slug : String(args.authority);
}

// The contract does not read the names, so they may be anything: an authority without one in some
// language goes by another's, or by its slug.
function toName(names: string, slug: string): LocalizedText {
  const given = parseNames(names);
  const text = (language: string) => {
    const name = given[language];
    return typeof name === "string" && name !== "" ? name : undefined;
  };
  const fallback = text("en") ?? text("zh") ?? text("es") ?? slug;
  return {
    zh: text("zh") ?? fallback,
    es: text("es") ?? fallback,
    en: text("en") ?? fallback,
  };
}

function parseNames(names: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(names);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
