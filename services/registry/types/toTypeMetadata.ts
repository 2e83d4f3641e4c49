import type { LocalizedText } from "@sello/sdk";
import type { DocumentTypeFile } from "./DocumentTypeFile.ts";

const locales = { zh: "zh-CN", es: "es", en: "en" } as const;
const languages = ["zh", "es", "en"] as const;

/**
 * SD-JWT VC type metadata (draft-ietf-oauth-sd-jwt-vc-19). The draft dropped `schema` in its revision
 * 12; a JSON Schema of the claims is published with the document type and in the trust list instead.
 */
export function toTypeMetadata(file: DocumentTypeFile, vct: string): Record<string, unknown> {
  return {
    vct,
    name: file.title.en,
    description: file.description.en,
    display: languages.map((language) => ({
      locale: locales[language],
      name: file.title[language],
      description: file.description[language],
      rendering: {
        simple: { background_color: file.card.background, text_color: file.card.text },
      },
    })),
    claims: toClaims(file),
  };
}

function toClaims(file: DocumentTypeFile) {
  const visible = new Set(file.visible);
  const mandatory = toMandatoryClaims(file);
  return Object.entries(file.claims).map(([claim, { title }]) => ({
    path: [claim],
    display: toLabels(title),
    mandatory: mandatory.has(claim),
    sd: visible.has(claim) ? "never" : "always",
  }));
}

const toLabels = (title: LocalizedText) =>
  languages.map((language) => ({ locale: locales[language], label: title[language] }));

/** Claims that every document of the type has: a derived one exists where its source does. */
export function toMandatoryClaims(file: DocumentTypeFile): Set<string> {
  const given = new Set(file.schema.required);
  const derived = file.derived.filter(({ from }) => given.has(from)).map(({ claim }) => claim);
  return new Set([...given, ...derived]);
}
