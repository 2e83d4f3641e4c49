import { fromBase64 } from "../encoding/base64.ts";
import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import { hashLeaf } from "../merkle/hash.ts";
import { verifyInclusion } from "../merkle/inclusion.ts";
import { RecentMap } from "../RecentMap.ts";
import { SelloError } from "../SelloError.ts";
import { parseAuthority, parseDocumentType } from "./entryTexts.ts";
import type {
  Authority,
  DocumentType,
  EntryProof,
  EntryTree,
  Found,
  FoundEntries,
  TrustList,
} from "./TrustList.ts";
import { entriesError } from "./TrustListError.ts";

// A verifier meets the same few entries again and again; the same text gives the same object, so that what was found out
// with its keys or its schema is not found out again. As little verified as its text is.
const textMax = 64 * 1024;
const authorities = new RecentMap<Authority>(256, textMax);
const documentTypes = new RecentMap<DocumentType>(64, textMax);

/** Entries with their paths, as a `.sello` file carries them. */
export interface EntryProofs {
  readonly authorities: readonly EntryProof[];
  readonly documentTypes: readonly EntryProof[];
}

/**
 * The list with more of its entries at hand. Throws TrustListError `trust-list.entries` for what is of another version,
 * or does not lead to the head's roots.
 */
export function withEntries(list: TrustList, found: FoundEntries): TrustList {
  const { head } = list;
  if (found.version !== head.version) throw entriesError("version", { version: found.version });
  const absent = new Set(list.absent);
  const proofs = {
    authorities: toProofs(head.authorities, found.authorities, openAuthority, absent),
    documentTypes: toProofs(head.documentTypes, found.documentTypes, openDocumentType, absent),
  };
  return withEntryProofs({ ...list, absent }, proofs);
}

/** As `withEntries`, of entries alone. */
export function withEntryProofs(list: TrustList, proofs: EntryProofs): TrustList {
  if (list.isComplete) return list;
  const { head } = list;
  return {
    ...list,
    authorities: withAll(list.authorities, head.authorities, proofs.authorities, openAuthority),
    documentTypes: withAll(
      list.documentTypes,
      head.documentTypes,
      proofs.documentTypes,
      openDocumentType,
    ),
  };
}

const openAuthority = (text: string): Authority => authorities.get(text, parseAuthority);
const openDocumentType = (text: string): DocumentType => documentTypes.get(text, parseDocumentType);

type Open<Entry> = (text: string) => Entry;
type Identified<Id extends string> = { readonly id: Id };

function withAll<Id extends string, Entry extends Identified<Id>>(
  known: ReadonlyMap<Id, Entry>,
  tree: EntryTree,
  proofs: readonly EntryProof[],
  open: Open<Entry>,
): ReadonlyMap<Id, Entry> {
  const all = new Map(known);
  for (const proof of proofs) {
    const entry = openProof(tree, proof, open);
    all.set(entry.id, entry);
  }
  return all;
}

/** The entry, if its path leads to the root. */
function openProof<Entry>(tree: EntryTree, proof: EntryProof, open: Open<Entry>): Entry {
  const { index, entry, path } = proof;
  if (path.length > limits.proofHashesMax) throw entriesError("path", { index });
  const claim = {
    leafHash: hashLeaf(entry),
    index,
    size: tree.count,
    path: path.map(toHash),
    root: toHash(tree.root),
  };
  if (!verifyInclusion(claim)) throw entriesError("path", { index });
  return open(entry);
}

function toHash(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (error instanceof SelloError) throw entriesError("path");
    throw error;
  }
}

/** Proofs of what is there; ids of what is shown not to be there are added to `absent`. */
function toProofs<Id extends AuthorityId | DocumentTypeId>(
  tree: EntryTree,
  found: readonly Found<Id>[],
  open: Open<Identified<Id>>,
  absent: Set<AuthorityId | DocumentTypeId>,
): readonly EntryProof[] {
  return found.flatMap((each) => {
    if ("proof" in each) {
      if (openProof(tree, each.proof, open).id !== each.id)
        throw entriesError("id", { id: each.id });
      return [each.proof];
    }
    requireAbsent(tree, each, open);
    absent.add(each.id);
    return [];
  });
}

/** Entries are sorted by id: two neighbours show that nothing is between them. */
function requireAbsent<Id extends string>(
  tree: EntryTree,
  { id, before, after }: { id: Id; before: EntryProof | null; after: EntryProof | null },
  open: Open<Identified<Id>>,
): void {
  const from = before === null ? -1 : before.index;
  const to = after === null ? tree.count : after.index;
  const isBetween =
    to === from + 1 &&
    (before === null || openProof(tree, before, open).id < id) &&
    (after === null || openProof(tree, after, open).id > id);
  if (!isBetween) throw entriesError("absence", { id });
}

/** What was found, without what is not there. */
export function proofsIn(found: FoundEntries): EntryProofs {
  const proofs = (each: Found<string>) => ("proof" in each ? [each.proof] : []);
  return {
    authorities: found.authorities.flatMap(proofs),
    documentTypes: found.documentTypes.flatMap(proofs),
  };
}
