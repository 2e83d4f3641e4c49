import { schemaAnnotations, toDocumentTypeId } from "@sello/sdk";
import { derivedSchemas } from "../claims/derivations.ts";
import type { DocumentType } from "./DocumentType.ts";
import type { ClaimDetails, DocumentTypeFile } from "./DocumentTypeFile.ts";
import { toMandatoryClaims, toTypeMetadata } from "./toTypeMetadata.ts";

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** @param timeZone IANA name of the city's time zone */
export function toDocumentType(
  file: DocumentTypeFile,
  vct: string,
  timeZone: string,
): DocumentType {
  const visible = new Set(file.visible);
  const inputSchema = { $schema: dialect, ...file.schema };
  const derived = file.derived.map(({ claim, rule }) => [claim, derivedSchemas[rule]] as const);
  const given = Object.entries(file.schema.properties);
  const properties = [...given, ...derived].map(
    ([claim, schema]) => [claim, annotate(schema, file.claims[claim])] as const,
  );
  return {
    id: toDocumentTypeId(vct),
    name: file.name,
    version: file.version,
    vct,
    title: file.title,
    description: file.description,
    inputSchema,
    schema: {
      ...inputSchema,
      [schemaAnnotations.timeZone]: timeZone,
      properties: Object.fromEntries(properties),
      required: [...toMandatoryClaims(file)],
    },
    disclosable: Object.keys(file.claims).filter((claim) => !visible.has(claim)),
    claims: file.claims,
    naturalKey: file.naturalKey,
    nameClaim: file.nameClaim === undefined ? defaultNameClaim(file) : file.nameClaim,
    person: file.person,
    term: file.term,
    copiesMax: file.copiesMax,
    card: file.card,
    metadata: toTypeMetadata(file, vct),
  };
}

/** What verifiers need to show a claim, said inside its schema. */
function annotate(
  schema: Readonly<Record<string, unknown>>,
  details: ClaimDetails | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ...schema,
    ...(details?.multiLine ? { [schemaAnnotations.multiLine]: true } : {}),
    ...(details?.words ? { [schemaAnnotations.words]: details.words } : {}),
  };
}

const defaultNameClaim = ({ claims }: DocumentTypeFile): string | null =>
  Object.hasOwn(claims, "name") ? "name" : null;
