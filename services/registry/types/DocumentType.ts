import type { DocumentTypeId, LocalizedText } from "@sello/sdk";
import type { Term } from "../claims/calendarTerm.ts";
import type { ClaimDetails, DocumentTypeFile } from "./DocumentTypeFile.ts";

export type Claims = Readonly<Record<string, unknown>>;

/** A document type, as its data file says it, bound to this deployment's public URL. */
export type DocumentType = {
  readonly id: DocumentTypeId;
  /** Name in URLs, with the version apart: `resident-id`, 1. */
  readonly name: string;
  readonly version: number;
  readonly vct: string;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  /** JSON Schema 2020-12 of the claims, derived ones included, with the annotations of `schemaAnnotations`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON Schema 2020-12 of what a department hands in: the same without the derived claims. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Claims each in a disclosure of its own; the others are always visible. */
  readonly disclosable: readonly string[];
  /** Every claim with its title, rule and column names, in the order in which they are shown. */
  readonly claims: Readonly<Record<string, ClaimDetails>>;
  /** Claims whose values, together, name the record: the same again is the same document. */
  readonly naturalKey: readonly string[];
  /** The claim by which documents are looked for by name; null: none. */
  readonly nameClaim: string | null;
  /** How a document says, or those who ask for it say, whose it is; null: it is nobody's. */
  readonly person: DocumentTypeFile["person"];
  /** How long a document is valid; null: until it is revoked. */
  readonly term: Term | null;
  /** Copies of one document that a holder may have at most. */
  readonly copiesMax: number;
  /** Colours of the card as `#rrggbb`, and what is on its face. */
  readonly card: DocumentTypeFile["card"];
  /** SD-JWT VC type metadata, as served at `vct`. */
  readonly metadata: Readonly<Record<string, unknown>>;
};
