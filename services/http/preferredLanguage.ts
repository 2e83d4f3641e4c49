import { type Language, languages } from "@sello/sdk";
import type { Request } from "express";

/** What `Accept-Language` prefers of our languages (RFC 9110 §12.5.4), else English. */
export function preferredLanguage(request: Request): Language {
  const preferred = request.acceptsLanguages(...languages);
  return languages.find((language) => language === preferred) ?? "en";
}
