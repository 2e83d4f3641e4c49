import type {
  ListedAuthority as TrustedAuthority,
  DocumentType as TrustedDocumentType,
  TrustListContent,
} from "@sello/sdk";
import type { KeyTerm } from "@sello/sdk/trust";
import type { PublicKey } from "../../signing/Signer.ts";
import { toThumbprint } from "../../signing/toKid.ts";
import type { Authority } from "../Registry.ts";
import type { DocumentType } from "../types/DocumentType.ts";

/** What a verifier is to trust, apart from when and in which version it is said. */
export type TrustListBody = Omit<TrustListContent, "version" | "issuedAt" | "validUntil">;

/** What does not come from the registry: where all is, and who else signs. */
export type TrustListFrame = Omit<TrustListBody, "authorities" | "documentTypes">;

/** The same registry and types give the same content, byte for byte, in whatever order they were read. */
export function toTrustListBody(
  frame: TrustListFrame,
  authorities: readonly { readonly authority: Authority; readonly keys: readonly PublicKey[] }[],
  documentTypes: readonly DocumentType[],
): TrustListBody {
  return {
    publicUrl: frame.publicUrl,
    chain: frame.chain,
    log: frame.log,
    witnesses: frame.witnesses,
    quorum: frame.quorum,
    signers: frame.signers,
    signerQuorum: frame.signerQuorum,
    authorities: authorities
      .map(({ authority, keys }) => toTrustedAuthority(authority, keys))
      .sort((a, b) => compare(a.iss, b.iss)),
    documentTypes: documentTypes.map(toTrustedDocumentType).sort((a, b) => compare(a.vct, b.vct)),
  };
}

function toTrustedAuthority(authority: Authority, keys: readonly PublicKey[]): TrustedAuthority {
  return {
    id: authority.id,
    iss: authority.iss,
    slug: authority.slug,
    name: authority.name,
    kind: authority.kind,
    parent: authority.parent,
    states: authority.states.map(({ state, from, until }) => ({ state, from, until })),
    keys: keys
      .flatMap((key) => authority.keys.filter(isOf(key)).map((interval) => toKey(key, interval)))
      .sort((a, b) => a.from - b.from || compare(a.kid, b.kid)),
    accreditations: authority.accreditations
      .map(({ documentType, delegate, from, until }) => ({ documentType, delegate, from, until }))
      .sort((a, b) => compare(a.documentType, b.documentType) || a.from - b.from),
  };
}

// A key that was cancelled before it began was never current.
const isOf =
  ({ kid }: PublicKey) =>
  (interval: KeyTerm): boolean =>
    interval.thumbprint === toThumbprint(kid) &&
    (interval.until === null || interval.from < interval.until);

const toKey = ({ kid, jwk }: PublicKey, { from, until }: KeyTerm) => ({
  kid,
  jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y },
  from,
  until,
});

export const toTrustedDocumentType = (type: DocumentType): TrustedDocumentType => ({
  id: type.id,
  vct: type.vct,
  name: type.title,
  schema: type.schema,
  disclosable: type.disclosable,
  claims: Object.entries(type.claims).map(([claim, { title }]) => ({
    path: [claim],
    display: title,
  })),
});

// By code units: the same in every locale.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
