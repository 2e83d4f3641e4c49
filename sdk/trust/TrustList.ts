import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import type { AuthorityId, DocumentTypeId, Hex } from "../ids.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import type { SignedNote } from "../note/SignedNote.ts";
import type { VerifierKey } from "../note/VerifierKey.ts";

/** A half-open interval [from, until) in unix seconds; `until: null` has no end yet. */
export interface Interval {
  readonly from: number;
  readonly until: number | null;
}

export type AuthorityKind = "city" | "district" | "industry" | "department";
export type AuthorityState = "active" | "suspended" | "retired";

export interface AuthorityStateInterval extends Interval {
  readonly state: AuthorityState;
}

/** A signing key of an authority; `kid` is its RFC 7638 thumbprint in base64url. */
export interface AuthorityKey extends Interval {
  readonly kid: string;
  readonly jwk: EcPublicJwk;
}

/** The right to issue one document type; with `delegate`, to pass that right on to children. */
export interface Accreditation extends Interval {
  readonly documentType: DocumentTypeId;
  readonly delegate: boolean;
}

export interface Authority {
  readonly id: AuthorityId;
  readonly iss: string;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly kind: AuthorityKind;
  readonly parent: AuthorityId | null;
  readonly states: readonly AuthorityStateInterval[];
  readonly keys: readonly AuthorityKey[];
  readonly accreditations: readonly Accreditation[];
}

/** A JSON Schema 2020-12 object; read by the validator, never by us. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ClaimDisplay {
  /** As in SD-JWT VC type metadata: member names, array indexes, or null for every element. */
  readonly path: readonly (string | number | null)[];
  readonly display: LocalizedText;
}

export interface DocumentType {
  readonly id: DocumentTypeId;
  readonly vct: string;
  readonly name: LocalizedText;
  /** Of the claims alone, without what SD-JWT VC defines (see `toSubjectClaims`). */
  readonly schema: JsonSchema;
  /** Top-level claims that a holder may withhold. */
  readonly disclosable: readonly string[];
  readonly claims: readonly ClaimDisplay[];
}

/** A key under a name for people; `key` is a C2SP vkey. */
export interface NamedKey {
  readonly name: string;
  readonly key: string;
}

/** A witness: `key` is a vkey of type 0x04. */
export interface NamedWitness extends NamedKey {
  /** vkey of type 0x06 under the same key name; missing for a witness that has none. */
  readonly postQuantumKey?: string;
}

/** The JSON members of a trust list, as they are written. */
export interface TrustListContent {
  readonly version: number;
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly publicUrl: string;
  readonly chain: {
    readonly id: number;
    readonly registry: Hex;
    readonly log: Hex;
    readonly statusLists: Hex;
  };
  readonly log: { readonly origin: string; readonly key: string };
  readonly witnesses: readonly NamedWitness[];
  readonly quorum: number;
  readonly signers: readonly NamedKey[];
  readonly signerQuorum: number;
  readonly authorities: readonly Authority[];
  readonly documentTypes: readonly DocumentType[];
}

/** A parsed trust list. It is to be trusted when `signedBy` is not null. */
export interface TrustList {
  readonly content: TrustListContent;
  readonly note: SignedNote;
  readonly logKey: VerifierKey;
  /**
   * Every key of every witness, in the order of `content.witnesses`; C2SP types 0x04 and 0x06. Keys
   * of one name are one witness's.
   */
  readonly witnessKeys: readonly VerifierKey[];
  /** In the order of `content.signers`; C2SP type 0x01. */
  readonly signerKeys: readonly VerifierKey[];
  readonly authorities: ReadonlyMap<AuthorityId, Authority>;
  readonly documentTypes: ReadonlyMap<DocumentTypeId, DocumentType>;
  /** Key names of the pinned signers whose signatures were verified; null: nobody verified it. */
  readonly signedBy: readonly string[] | null;
}
