import { createHash } from "node:crypto";
import type { DocumentType } from "./DocumentType.ts";

/** The bytes served at a type's `vct`, and their digest in the form that `vct#integrity` has (W3C SRI §3). */
export function toTypeMetadataDocument(type: DocumentType): {
  readonly text: string;
  readonly integrity: string;
} {
  const text = JSON.stringify(type.metadata);
  const digest = createHash("sha256").update(text, "utf8").digest("base64");
  return { text, integrity: `sha256-${digest}` };
}
