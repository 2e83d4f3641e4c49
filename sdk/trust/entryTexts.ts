import { limits } from "../limits.ts";
import { isSoundTerm } from "./faults.ts";
import { malformed, parseTrustJson, readMembers } from "./parseTrustList.ts";
import { readAuthority, readDocumentType } from "./readEntry.ts";
import { requireSoundAuthority, requireSoundType } from "./requireSoundEntries.ts";
import type { Authority, DocumentType } from "./TrustList.ts";
import { TrustListError, unsound } from "./TrustListError.ts";

// Entries as the texts that the trees of a trust list 2 are made of: there is one way to write each.

/** The entry of an authority. Throws TrustListError for one that is not sound by itself. */
export function formatAuthority(authority: Authority): string {
  return requireReadable(JSON.stringify(readMembers(authority, readAuthority)), parseAuthority);
}

/** The entry of a document type. Throws TrustListError for one that is not sound by itself. */
export function formatDocumentType(type: DocumentType): string {
  return requireReadable(JSON.stringify(readMembers(type, readDocumentType)), parseDocumentType);
}

/** Reads an entry; throws TrustListError. */
export function parseAuthority(text: string): Authority {
  const authority = readMembers(parseEntry(text), readAuthority);
  requireSame(authority, text);
  requireSoundAuthority(authority);
  requireSoundTimes(authority);
  return authority;
}

/** Reads an entry; throws TrustListError. */
export function parseDocumentType(text: string): DocumentType {
  const type = readMembers(parseEntry(text), readDocumentType);
  requireSame(type, text);
  requireSoundType(type);
  return type;
}

function parseEntry(text: string): unknown {
  if (text.length > limits.trustEntryBytesMax) {
    throw new TrustListError("trust-list.too-large", "an entry of the trust list is too large");
  }
  return parseTrustJson(text);
}

/** Lists 1 may have later times: they were made before anybody asked. */
function requireSoundTimes({ slug, states, keys, accreditations }: Authority): void {
  const isTrusted = keys.every(({ from, distrustedFrom }) =>
    isSoundTerm({ from, until: distrustedFrom }),
  );
  if (!(isTrusted && [states, keys, accreditations].every((terms) => terms.every(isSoundTerm))))
    throw unsound("time", { slug });
}

// One text for one meaning: members in their order, no spaces, no number written two ways.
function requireSame(entry: object, text: string): void {
  if (JSON.stringify(entry) !== text) throw malformed("not-compact");
}

function requireReadable(text: string, parse: (text: string) => unknown): string {
  parse(text); // Nothing is written that would not be read.
  return text;
}
