import type { Language, LocalizedText } from "../../LocalizedText.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { TextCode, TextTable } from "./TextTable.ts";
import { zh } from "./zh.ts";

const tables: Readonly<Record<Language, TextTable>> = { zh, es, en };

/** What replaces `{name}` in a text: a name in each language, a number, or a time. */
export type TextValues = Readonly<Record<string, LocalizedText | number | Date>>;

const plain = new Map<TextCode, LocalizedText>();

/** The text of a code in every language. */
export function toText(code: TextCode, values?: TextValues): LocalizedText {
  if (values !== undefined) return build(code, values);
  let text = plain.get(code);
  if (text === undefined) {
    text = build(code, {});
    plain.set(code, text);
  }
  return text;
}

function build(code: TextCode, values: TextValues): LocalizedText {
  const inLanguage = (language: Language) => {
    let text = tables[language][code];
    for (const [name, value] of Object.entries(values)) {
      text = text.replace(`{${name}}`, () => toWords(value, language));
    }
    return text;
  };
  return { zh: inLanguage("zh"), es: inLanguage("es"), en: inLanguage("en") };
}

function toWords(value: LocalizedText | number | Date, language: Language): string {
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return toTime(value);
  return value[language];
}

// The same in every language and for every zone: 2026-11-23 16:04 UTC.
function toTime(date: Date): string {
  if (Number.isNaN(date.getTime())) return "?";
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
