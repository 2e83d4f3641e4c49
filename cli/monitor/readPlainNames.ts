import { type LocalizedText, languages, limits } from "@sello/sdk";

/**
 * Names on chain, where they are what everybody shows as it is: one of each language, and nothing but text. Null for
 * others, which may be anything; what takes their place is for the service to choose.
 */
export function readPlainNames(names: string): LocalizedText | null {
  const parsed = parse(names);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const given = Object.assign(Object.create(null), parsed) as Record<string, unknown>;
  if (!languages.every((language) => isPlain(given[language]))) return null;
  return { zh: given.zh, es: given.es, en: given.en } as LocalizedText;
}

const isPlain = (name: unknown): name is string =>
  typeof name === "string" &&
  name.length <= limits.nameCharactersMax &&
  /\S/.test(name) &&
  !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
