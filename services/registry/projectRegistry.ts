import type { AuthorityId } from "@sello/sdk";
import {
  type AuthorityRecord,
  applyRegistryEvent,
  applyValidatorEvent,
  type Fault,
  findFaults,
  isSlug,
  isSoundTerm,
  type KeyTerm,
  prefixOf,
} from "@sello/sdk/trust";
import type { ChainEvent } from "../ledger/Projection.ts";
import type { Authority, RegistrySnapshot } from "./Registry.ts";
import { readNames } from "./readNames.ts";

type Args = ChainEvent["args"];

/**
 * The snapshot after the events, which follow those that made `before`. Whatever the contract accepts gives an
 * authority; what no reader represents of it is named in its `faults`.
 */
export function projectRegistry(
  before: RegistrySnapshot,
  events: readonly ChainEvent[],
  publicUrl: string,
): RegistrySnapshot {
  const authorities = new Map<AuthorityId, Authority>(before.authorities);
  const touched = new Set<AuthorityId>();
  for (const event of events) {
    applyRegistryEvent(authorities, event, Number(event.blockTime), (record, args) =>
      withNames(record, args, publicUrl),
    );
    touched.add(event.args.authority as AuthorityId);
  }
  const grantedPrefixes = withGranted(before.grantedPrefixes, events);
  const prefixes = [...cityPrefixes(authorities), ...grantedPrefixes];
  for (const id of touched) {
    const authority = authorities.get(id);
    if (authority) authorities.set(id, withFaults(authority, prefixes));
  }
  const validators = events.reduce(applyValidatorEvent, before.validators);
  return { authorities, grantedPrefixes, validators };
}

/** A grant that ended still covers the authorities that were registered under it. */
function withGranted(before: readonly string[], events: readonly ChainEvent[]): readonly string[] {
  const granted = events.filter(({ name, args }) => name === "IssuerPrefixChanged" && args.granted);
  return granted.length === 0
    ? before
    : [...new Set([...before, ...granted.map(({ args }) => String(args.prefix))])];
}

/** The beginning that the city's own issuer shares with those below it. */
function cityPrefixes(authorities: ReadonlyMap<AuthorityId, Authority>): readonly string[] {
  for (const { kind, iss } of authorities.values()) if (kind === "city") return [prefixOf(iss)];
  return [];
}

function withNames(record: AuthorityRecord, args: Args, publicUrl: string): Authority {
  const slug = toSlug(record, publicUrl);
  const { name, unusable } = readNames(String(args.names), slug);
  const faults = unusable.map((what): Fault => ({ code: "name.form", authority: record.id, what }));
  return { ...record, slug, name, faults };
}

/** The last part of our own `iss`; an authority at another address goes by its id in hex. */
function toSlug({ id, iss }: AuthorityRecord, publicUrl: string): string {
  const prefix = `${publicUrl}/authorities/`;
  const slug = iss.startsWith(prefix) ? iss.slice(prefix.length) : "";
  return isSlug(slug) ? slug : id.slice(2);
}

/** An event states the whole term of a key, so one that is taken out comes back when its term is sound. */
function withFaults(authority: Authority, prefixes: readonly string[]): Authority {
  const keys = authority.keys.filter(isSoundTerm);
  const of = ({ thumbprint }: KeyTerm) => thumbprint as string;
  const restated = new Set(authority.keys.map(of));
  const kept = authority.faults.filter(
    ({ code, what }) => code === "name.form" || (code === "key.time" && !restated.has(what)),
  );
  const late = authority.keys
    .filter((key) => !isSoundTerm(key))
    .map((key): Fault => ({ code: "key.time", authority: authority.id, what: key.thumbprint }));
  return { ...authority, keys, faults: [...findFaults(authority, prefixes), ...kept, ...late] };
}
