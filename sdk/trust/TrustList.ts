import type { EcPublicJwk } from "../crypto/EcPublicJwk.ts";
import type { AuthorityId, DocumentTypeId, Hex } from "../ids.ts";
import type { LocalizedText } from "../LocalizedText.ts";
import type { SignedNote } from "../note/SignedNote.ts";

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
  /** Unix seconds: what was anchored or signed with it from then on does not count. null: it is trusted. */
  readonly distrustedFrom: number | null;
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

/** Where a log was: the origin line of its checkpoints, its size and its root then. */
export interface LogEnd {
  readonly origin: string;
  readonly size: number;
  /** base64 of 32 bytes. */
  readonly root: string;
}

/**
 * A log's or a witness's key and when it counts. Under a key that has ended, checkpoints count up to `end` only:
 * up to that size of that log, and of logs that were sealed before it.
 */
export interface NoteKeyTerm extends Interval {
  /** A C2SP vkey. */
  readonly key: string;
  /** Where the log was when the key ended; null as long as `until` is. */
  readonly end: LogEnd | null;
  /** Unix seconds: what the key signed from then on does not count. null: it is trusted. */
  readonly distrustedFrom: number | null;
}

/** One set of contracts on one chain with one log. At most one is open: the last, whose `until` is null. */
export interface Deployment extends Interval {
  readonly chainId: number;
  readonly registry: Hex;
  readonly log: Hex;
  readonly statusLists: Hex;
  /** Origin line of the log's checkpoints, and the name of its keys. */
  readonly origin: string;
  /** C2SP type 0x01. */
  readonly keys: readonly NoteKeyTerm[];
  /** Entries and root (base64) of a log that is sealed; null for the open one. */
  readonly size: number | null;
  readonly root: string | null;
}

/** One centre: all of its keys are under one key name, and it counts once. */
export interface Witness {
  /** For people. */
  readonly name: string;
  /** C2SP types 0x04 and 0x06. */
  readonly keys: readonly NoteKeyTerm[];
}

/** How many witnesses a checkpoint needs. Of an ended term, as of an ended key, checkpoints count up to `end`. */
export interface QuorumTerm extends Interval {
  readonly needed: number;
  readonly end: LogEnd | null;
}

/** A node of the permissioned chain that one centre runs. */
export interface ValidatorTerm extends Interval {
  readonly authority: AuthorityId;
  /** What its node is known by on the network: its node key, base64. */
  readonly name: string;
  /** base64; the same in every term of one validator. */
  readonly consensusKey: string;
  readonly power: number;
}

/** Who signs trust lists; `key` is a vkey of type 0x01. Those whose `until` is null sign the next version. */
export interface SignerTerm extends Interval {
  readonly name: string;
  readonly key: string;
}

/** An RFC 9162 tree of entries, sorted by id; a leaf is the JSON text of one. */
export interface EntryTree {
  readonly count: number;
  /** base64. Empty in the head of a list 1, which has all entries in its own text. */
  readonly root: string;
}

/** What a trust list says of the network, without the authorities and types themselves. */
export interface TrustHead {
  readonly version: number;
  readonly issuedAt: number;
  readonly validUntil: number;
  /** Origin of the network's first log: never changes. */
  readonly network: string;
  readonly publicUrl: string;
  /** In the order of their terms, which do not overlap. */
  readonly deployments: readonly Deployment[];
  readonly witnesses: readonly Witness[];
  readonly quorums: readonly QuorumTerm[];
  readonly validators: readonly ValidatorTerm[];
  readonly signers: readonly SignerTerm[];
  /** How many of the present signers sign the next version. */
  readonly signerQuorum: number;
  /** The first version that names the present signers and their quorum. */
  readonly signersSince: number;
  readonly authorities: EntryTree;
  readonly documentTypes: EntryTree;
}

/** An entry with its path in its tree; nothing of it is verified. */
export interface EntryProof {
  /** Zero-based position in the tree. */
  readonly index: number;
  /** The entry's JSON text. */
  readonly entry: string;
  /** base64 of 32 bytes each, from the leaf's sibling up. */
  readonly path: readonly string[];
}

/** An entry, or the neighbours between which it would be: the last before it and the first after it. */
export type Found<Id extends string> =
  | { readonly id: Id; readonly proof: EntryProof }
  | { readonly id: Id; readonly before: EntryProof | null; readonly after: EntryProof | null };

/** Entries of one version, as the service gives them. */
export interface FoundEntries {
  readonly version: number;
  readonly authorities: readonly Found<AuthorityId>[];
  readonly documentTypes: readonly Found<DocumentTypeId>[];
}

/**
 * A parsed trust list: its head, and those of its entries that are at hand. It is to be trusted when `signedBy` is not
 * null. Entries are in the maps only after their paths led to the head's roots.
 */
export interface TrustList {
  readonly head: TrustHead;
  readonly note: SignedNote;
  readonly authorities: ReadonlyMap<AuthorityId, Authority>;
  readonly documentTypes: ReadonlyMap<DocumentTypeId, DocumentType>;
  /** Whether all entries are at hand: what is missing then is not in the list. */
  readonly isComplete: boolean;
  /** Ids that are shown not to be in this version. */
  readonly absent: ReadonlySet<AuthorityId | DocumentTypeId>;
  /** Key names of the pinned signers whose signatures were verified; null: nobody verified it. */
  readonly signedBy: readonly string[] | null;
}
