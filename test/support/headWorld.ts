import {
  type AuthorityId,
  type DocumentTypeId,
  type FoundEntries,
  parseTrustList,
  type TrustHead,
  type TrustList,
  type TrustListContent,
  toBase64,
  verifyTrustList,
  withAllEntries,
} from "@sello/sdk";
import { formatNote, formatVerifierKey, type NoteSigner, signNote } from "@sello/sdk/log";
import {
  EntryIndex,
  formatAllEntries,
  formatAuthority,
  formatDocumentType,
  formatTrustHead,
} from "@sello/sdk/trust";
import type { World } from "./world.ts";

/** The world of tests with a trust list 2: a head, and its entries apart. */
export interface HeadWorld {
  readonly head: TrustHead;
  readonly authorities: EntryIndex<AuthorityId>;
  readonly documentTypes: EntryIndex<DocumentTypeId>;
}

/** @param change members of the head that are otherwise than in the world's list 1 */
export function toHeadWorld(
  world: World,
  change: Partial<TrustHead> = {},
  content: TrustListContent = world.trustListContent(),
): HeadWorld {
  const authorities = new EntryIndex(
    content.authorities.map((authority) => ({
      id: authority.id,
      text: formatAuthority({
        ...authority,
        keys: authority.keys.map((key) => ({ distrustedFrom: null, ...key })),
      }),
    })),
  );
  const documentTypes = new EntryIndex(
    content.documentTypes.map((type) => ({ id: type.id, text: formatDocumentType(type) })),
  );
  const always = { from: 1_700_000_000, until: null };
  const term = (key: string) => ({ key, ...always, end: null, distrustedFrom: null });
  const head: TrustHead = {
    version: content.version,
    issuedAt: content.issuedAt,
    validUntil: content.validUntil,
    network: content.log.origin,
    publicUrl: content.publicUrl,
    deployments: [
      {
        chainId: content.chain.id,
        registry: content.chain.registry,
        log: content.chain.log,
        statusLists: content.chain.statusLists,
        origin: content.log.origin,
        keys: [term(content.log.key)],
        ...always,
        size: null,
        root: null,
      },
    ],
    witnesses: content.witnesses.map(({ name, key, postQuantumKey }) => ({
      name,
      keys: [key, ...(postQuantumKey === undefined ? [] : [postQuantumKey])].map(term),
    })),
    quorums: [{ needed: content.quorum, ...always, end: null }],
    validators: [],
    signers: content.signers.map(({ name, key }) => ({ name, key, ...always })),
    signerQuorum: content.signerQuorum,
    signersSince: 1,
    authorities: authorities.tree,
    documentTypes: documentTypes.tree,
    ...change,
  };
  return { head, authorities, documentTypes };
}

export const headNote = async (head: TrustHead, signers: readonly NoteSigner[]): Promise<string> =>
  formatNote(await signNote(formatTrustHead(head), signers));

export const allEntries = ({ authorities, documentTypes }: HeadWorld): string =>
  formatAllEntries(authorities.entries, documentTypes.entries);

/** The verified list; its entries are not at hand. */
export async function headList(
  head: TrustHead,
  signers: readonly NoteSigner[],
): Promise<TrustList> {
  const keys = signers.map(({ key }) => formatVerifierKey(key));
  return verifyTrustList(parseTrustList(await headNote(head, signers)), {
    keys,
    quorum: head.signerQuorum,
  });
}

export async function wholeList(
  heads: HeadWorld,
  signers: readonly NoteSigner[],
): Promise<TrustList> {
  return withAllEntries(await headList(heads.head, signers), allEntries(heads));
}

/** What the service answers: an authority comes with all above it. */
export function findEntries(
  { head, authorities, documentTypes }: HeadWorld,
  ids: {
    readonly authorities: readonly AuthorityId[];
    readonly documentTypes: readonly DocumentTypeId[];
  },
): FoundEntries {
  const parents = new Map(
    authorities.entries.map(({ id, text }) => [id, JSON.parse(text).parent as AuthorityId | null]),
  );
  const line = new Set<AuthorityId>();
  for (const id of ids.authorities)
    for (let at: AuthorityId | null | undefined = id; at; at = parents.get(at)) line.add(at);
  return {
    version: head.version,
    authorities: [...line].map((id) => authorities.find(id)),
    documentTypes: ids.documentTypes.map((id) => documentTypes.find(id)),
  };
}

export const rootText = (root: Uint8Array): string => toBase64(root);
