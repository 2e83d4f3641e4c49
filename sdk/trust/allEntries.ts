import { fromBase64 } from "../encoding/base64.ts";
import { equalBytes } from "../encoding/bytes.ts";
import type { AuthorityId, DocumentTypeId } from "../ids.ts";
import { limits } from "../limits.ts";
import { Frontier } from "../merkle/Frontier.ts";
import { hashLeaf } from "../merkle/hash.ts";
import type { EntryText } from "./EntryIndex.ts";
import { parseAuthority, parseDocumentType } from "./entryTexts.ts";
import type { Authority, DocumentType, EntryTree, TrustList } from "./TrustList.ts";
import { entriesError, TrustListError } from "./TrustListError.ts";

export const entriesFirstLine = "sello-trust-entries/2";

/** All entries of a version as one text: a line, authorities a line each, an empty line, types a line each. */
export function formatAllEntries(
  authorities: readonly EntryText<string>[],
  documentTypes: readonly EntryText<string>[],
): string {
  const lines = (entries: readonly EntryText<string>[]) => entries.map(({ text }) => `${text}\n`);
  return [`${entriesFirstLine}\n`, ...lines(authorities), "\n", ...lines(documentTypes)].join("");
}

/**
 * The list with all of its entries at hand. Throws TrustListError `trust-list.entries` for a text that does not lead to
 * the head's roots.
 */
export function withAllEntries(list: TrustList, text: string): TrustList {
  if (list.isComplete) return list;
  if (text.length > limits.trustEntriesBytesMax)
    throw new TrustListError("trust-list.too-large", "the entries of the trust list are too large");
  const { head } = list;
  const lines = linesOf(text);
  if (lines.next().value !== entriesFirstLine) throw entriesError("lines");
  const authorities = readAll<AuthorityId, Authority>(lines, head.authorities, parseAuthority);
  if (lines.next().value !== "") throw entriesError("lines");
  const documentTypes = readAll<DocumentTypeId, DocumentType>(
    lines,
    head.documentTypes,
    parseDocumentType,
  );
  if (lines.next().done !== true) throw entriesError("lines");
  return { ...list, authorities, documentTypes, isComplete: true };
}

/** As many entries as the head says, in the order of their ids, and with its root. */
function readAll<Id extends string, Entry extends { readonly id: Id }>(
  lines: Iterator<string>,
  tree: EntryTree,
  parse: (text: string) => Entry,
): ReadonlyMap<Id, Entry> {
  const entries = new Map<Id, Entry>();
  const frontier = new Frontier();
  let last = "";
  for (let i = 0; i < tree.count; i++) {
    const line = lines.next();
    if (line.done === true) throw entriesError("count");
    frontier.append(hashLeaf(line.value));
    const entry = parse(line.value);
    if (entry.id <= last) throw entriesError("order", { id: entry.id });
    last = entry.id;
    entries.set(entry.id, entry);
  }
  if (!equalBytes(frontier.root(), fromBase64(tree.root))) throw entriesError("root");
  return entries;
}

/** Line by line, so that the text is not in memory twice. */
function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    if (end < 0) throw entriesError("lines");
    yield text.slice(start, end);
    start = end + 1;
  }
}
