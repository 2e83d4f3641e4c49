import { sha256, type TrustList, toBase64 } from "@sello/sdk";
import { MerkleTree } from "@sello/sdk/log";
import { parseAuthority, parseDocumentType } from "@sello/sdk/trust";
import type { Findings } from "./Findings.ts";
import { MalformedAnswer } from "./MalformedAnswer.ts";
import type { PublicApi } from "./PublicApi.ts";

const firstLine = "sello-trust-entries/2";

/** Entries that were read before, by the roots of their trees: a list whose trees have not changed has the same. */
export type KnownEntries = { readonly name: string; readonly list: TrustList };

/**
 * The list with all its entries at hand. They have to give the counts and roots of its head; where they do not, or are
 * not served, that is a finding, and the list comes back without them.
 */
export async function followEntries(
  api: PublicApi,
  list: TrustList,
  known: KnownEntries | null,
  findings: Findings,
): Promise<{ readonly list: TrustList; readonly known: KnownEntries | null }> {
  if (list.isComplete) return { list, known: null };
  const name = JSON.stringify([list.head.authorities, list.head.documentTypes]);
  if (known?.name === name) {
    const { authorities, documentTypes, absent, isComplete } = known.list;
    return { list: { ...list, authorities, documentTypes, absent, isComplete }, known };
  }
  const whole = await findings.attempt("/v1/trust-lists", () => readEntries(api, list, findings));
  return whole === null ? { list, known } : { list: whole, known: { name, list: whole } };
}

async function readEntries(
  api: PublicApi,
  list: TrustList,
  findings: Findings,
): Promise<TrustList | null> {
  const { version } = list.head;
  const path = `/v1/trust-lists/${version}/all`;
  const text = await api.trustEntries(version);
  if (text === null) {
    findings.add("trust-list.entries", { version }, { expected: "entries", found: null });
    return null;
  }
  const [first, ...lines] = text.split("\n");
  const gap = lines.indexOf("");
  if (first !== firstLine || gap < 0) throw new MalformedAnswer(path, firstLine, String(first));
  const types = lines.slice(gap + 1);
  if (types.at(-1) === "") types.pop();
  const trees = { authorities: lines.slice(0, gap), documentTypes: types };
  for (const name of ["authorities", "documentTypes"] as const) {
    const { count, root } = list.head[name];
    const found = toTree(trees[name]);
    if (found.count === count && found.root === root) continue;
    const where = { version, tree: name };
    findings.add("trust-list.entries", where, { expected: { count, root }, found });
    return null;
  }
  const authorities = trees.authorities.map(parseAuthority);
  const documentTypes = trees.documentTypes.map(parseDocumentType);
  return {
    ...list,
    authorities: new Map(authorities.map((authority) => [authority.id, authority])),
    documentTypes: new Map(documentTypes.map((type) => [type.id, type])),
    isComplete: true,
  };
}

/** RFC 9162 §2.1.1: the root of an empty tree is the hash of nothing. */
function toTree(texts: readonly string[]): { readonly count: number; readonly root: string } {
  const root = texts.length === 0 ? sha256("") : MerkleTree.fromLeaves(texts).root;
  return { count: texts.length, root: toBase64(root) };
}
