import type { LocalizedText } from "../LocalizedText.ts";
import type { JsonReader } from "./JsonReader.ts";

/** A text in each of the three languages, and nothing else. Throws EncodingError `encoding.json-member`. */
export function readLocalizedText(
  json: JsonReader,
  charactersMax: number,
  pattern?: RegExp,
): LocalizedText {
  json.object(["zh", "es", "en"]);
  const text = (language: string) => json.member(language).string(pattern, charactersMax);
  return { zh: text("zh"), es: text("es"), en: text("en") };
}
