import type { Language, LocalizedText } from "../../LocalizedText.ts";
import { type CityTimeOptions, toCityTime } from "../../text/cityTime.ts";
import { loadedWords } from "./loadWords.ts";
import type { TextCode } from "./TextTable.ts";

/**
 * What replaces `{name}` in a text: a name in each language, a number, or a time. A time under the name `end` is one at
 * which something ends.
 */
export type TextValues = Readonly<Record<string, LocalizedText | number | Date>>;

const plain = new Map<TextCode, LocalizedText>();

/** The text of a code in every language. */
export function toText(
  code: TextCode,
  values?: TextValues,
  timeZone: string | null = null,
): LocalizedText {
  if (values !== undefined) return build(code, values, timeZone);
  let text = plain.get(code);
  if (text === undefined) {
    text = build(code, {}, null);
    plain.set(code, text);
  }
  return text;
}

function build(code: TextCode, values: TextValues, timeZone: string | null): LocalizedText {
  const { tables } = loadedWords();
  const inLanguage = (language: Language) => {
    let text = tables[language][code];
    for (const [name, value] of Object.entries(values)) {
      const zone = { timeZone, isEnd: name === "end" };
      text = text.replace(`{${name}}`, () => toWords(value, language, zone));
    }
    return text;
  };
  return { zh: inLanguage("zh"), es: inLanguage("es"), en: inLanguage("en") };
}

function toWords(
  value: LocalizedText | number | Date,
  language: Language,
  zone: CityTimeOptions,
): string {
  if (typeof value === "number") return String(value);
  // The same in every language: 2026-11-24 00:04 +08:00.
  if (value instanceof Date) return toCityTime(value.getTime() / 1000, zone);
  return value[language];
}
