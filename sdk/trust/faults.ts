import type { AuthorityId } from "../ids.ts";
import { lastSecond, limits } from "../limits.ts";
import type { AuthorityRecord } from "./registryEvents.ts";
import type { Interval } from "./TrustList.ts";

// What anybody may write into the registry contract of edition 1, and no reader represents. It is left out of trust
// lists, with one of these reasons.

export type FaultCode =
  /** The issuer is no URL: other bytes, a space, a NUL. */
  | "issuer.form"
  /** The issuer is an address of somebody else's, which the city did not grant. */
  | "issuer.origin"
  /** The issuer does not end in a name of the form `[a-z0-9]+(-[a-z0-9]+)*` of at most 64 characters. */
  | "issuer.slug"
  /** Its entry is one that readers refuse, for a reason that none of the others names. */
  | "authority.entry"
  /** More states, keys and accreditations than an entry of a trust list holds. */
  | "authority.size"
  /** A key begins or ends after the year 9999. Just this key is left out. */
  | "key.time"
  /** The names are no JSON, or one of them is no text that can be shown. Another or the slug takes its place. */
  | "name.form"
  /** An authority above is left out, and so is all below it. */
  | "authority.above";

/** What is left out of the trust list, and why. */
export interface Fault {
  readonly code: FaultCode;
  /** The authority that has the fault: of `authority.above` one that is above. */
  readonly authority: AuthorityId;
  /** What it is about: the issuer, a key's thumbprint, a language, a number. */
  readonly what: string;
}

const partly: readonly FaultCode[] = ["key.time", "name.form"];

/** Whether the fault is of the whole authority, not of a key or a name of it. */
export const isOfWhole = ({ code }: Fault): boolean => !partly.includes(code);

const url = /^https?:\/\/[\x21-\x7e]+$/;
const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
// Authorities at granted addresses go by their id in hex, so no other may have such a name.
const idPattern = /^[0-9a-f]{64}$/;

/** The beginning that the city's own issuer shares with those below it: all up to the last `/`. */
export const prefixOf = (iss: string): string => iss.slice(0, iss.lastIndexOf("/") + 1);

/** Whether a text can be an authority's short name. */
export const isSlug = (text: string): boolean =>
  text.length <= limits.slugCharactersMax && slugPattern.test(text) && !idPattern.test(text);

/** Whether readers represent these times: up to the year 9999. */
export const isSoundTerm = ({ from, until }: Interval): boolean =>
  isSoundTime(from) && (until === null || isSoundTime(until));

const isSoundTime = (time: number): boolean =>
  Number.isSafeInteger(time) && time >= 0 && time <= lastSecond;

/**
 * The faults of the authority as a whole; those of the ones above it are another question.
 * @param prefixes with which issuers may begin: the city's first, then those that it granted
 */
export function findFaults(record: AuthorityRecord, prefixes: readonly string[]): Fault[] {
  const fault = (code: FaultCode, what: string): Fault => ({ code, authority: record.id, what });
  const issuer = findIssuerFault(record.iss, prefixes);
  const facts = record.states.length + record.keys.length + record.accreditations.length;
  return [
    ...(issuer === null ? [] : [fault(issuer, record.iss)]),
    ...(facts > limits.authorityFactsMax ? [fault("authority.size", String(facts))] : []),
  ];
}

function findIssuerFault(iss: string, prefixes: readonly string[]): FaultCode | null {
  if (!url.test(iss)) return "issuer.form";
  const prefix = prefixes.find((each) => each !== "" && iss.startsWith(each));
  if (prefix === undefined) return "issuer.origin";
  return isSlug(iss.slice(prefix.length)) ? null : "issuer.slug";
}
