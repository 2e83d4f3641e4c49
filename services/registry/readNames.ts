import { type Language, type LocalizedText, languages, limits } from "@sello/sdk";

/** What is called what, and which of the given names could not be used: a language, or `names` for the whole text. */
export type ReadNames = { readonly name: LocalizedText; readonly unusable: readonly string[] };

/**
 * Names as an officer wrote them into the contract, which does not read them: they may be anything. An authority without a
 * usable one in some language goes by another's, or by its slug.
 */
export function readNames(names: string, slug: string): ReadNames {
  const given = parseNames(names);
  const usable = (language: Language): string | undefined => {
    const name = given?.[language];
    return isUsable(name) ? name : undefined;
  };
  const fallback = usable("en") ?? usable("zh") ?? usable("es") ?? slug;
  const unusable = languages.filter(
    (language) => given?.[language] !== undefined && usable(language) === undefined,
  );
  return {
    name: {
      zh: usable("zh") ?? fallback,
      es: usable("es") ?? fallback,
      en: usable("en") ?? fallback,
    },
    unusable: given === null ? ["names"] : unusable,
  };
}

/** Controls and halves of a character are no part of a name: pages, terminals and PostgreSQL each treat them otherwise. */
const isUsable = (name: unknown): name is string =>
  typeof name === "string" &&
  name.length <= limits.nameCharactersMax &&
  /\S/.test(name) &&
  !/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name);

function parseNames(names: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(names);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return Object.assign(Object.create(null), parsed);
  } catch {
    return null;
  }
}
