import type { DocumentTypeId, LocalizedText } from "@sello/sdk";

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
  /** JSON Schema 2020-12 of the claims, derived ones included. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON Schema 2020-12 of what a department hands in: the same without the derived claims. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Claims each in a disclosure of its own; the others are always visible. */
  readonly disclosable: readonly string[];
  /** Every claim's label, in the order in which they are shown. */
  readonly labels: Readonly<Record<string, LocalizedText>>;
  /** Claims whose values, together, name the record: the same again is the same document. */
  readonly naturalKey: readonly string[];
  /** How long a document is valid, in days; null: until it is revoked. */
  readonly validityDays: number | null;
  /** Colours of the card as `#rrggbb`. */
  readonly card: { readonly background: string; readonly text: string };
  /** SD-JWT VC type metadata, as served at `vct`. */
  readonly metadata: Readonly<Record<string, unknown>>;
};
