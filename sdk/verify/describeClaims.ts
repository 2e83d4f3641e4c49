import { fromBase64 } from "../encoding/base64.ts";
import { isJsonObject } from "../encoding/json.ts";
import type { Language } from "../LocalizedText.ts";
import { toVisibleText } from "../text/unsafeCharacters.ts";
import { claimFormOf } from "../trust/annotations.ts";
import type { DocumentType } from "../trust/TrustList.ts";
import type { VerifiedDocument } from "./Verdict.ts";

/** One thing that a document says, for a person. Nothing in its texts is unseen, and only `lines` are several. */
export interface ShownClaim {
  /** Its technical name; of a nested claim, names joined by dots. */
  readonly name: string;
  /** As the document type calls it in the reader's language; the technical name where it does not. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly picture?: ShownPicture;
}

export interface ShownPicture {
  readonly mediaType: "image/jpeg" | "image/png" | "image/webp";
  readonly base64: string;
  readonly bytes: number;
}

/** Claims in the type's order; those that it does not name come last, in the order of their names. */
export function describeClaims(
  document: VerifiedDocument,
  type: DocumentType | null,
  language: Language,
): readonly ShownClaim[] {
  const titles = new Map<string, string>();
  for (const { path, display } of type?.claims ?? []) titles.set(toKey(path), display[language]);
  const order = [...new Set([...titles.keys()].map((key) => key.split("\0")[0] ?? ""))];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(document.claims)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .flatMap(([name, value]) => describe([name], value, { document, type, language, titles }));
}

interface Described {
  readonly document: VerifiedDocument;
  readonly type: DocumentType | null;
  readonly language: Language;
  readonly titles: ReadonlyMap<string, string>;
}

const toKey = (path: readonly (string | number | null)[]): string => path.join("\0");

function describe(path: readonly string[], value: unknown, about: Described): ShownClaim[] {
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([name, member]) =>
      describe([...path, name], member, about),
    );
  const name = toVisibleText(path.join("."));
  const title = path.map((_, depth) => titleOf(path.slice(0, depth + 1), about)).join(" › ");
  const form = claimFormOf(about.type, path);
  const picture = form.isPicture && typeof value === "string" ? toPicture(value) : null;
  if (picture !== null) return [{ name, title, lines: [toPictureWords(picture)], picture }];
  const words = toWords(value, path, about);
  const lines = words.split("\n").map((line) => toVisibleText(line));
  return [{ name, title, lines }];
}

const titleOf = (path: readonly string[], { titles }: Described): string =>
  toVisibleText(titles.get(toKey(path)) ?? path.at(-1) ?? "");

const yesNo = {
  zh: ["是", "否"],
  es: ["sí", "no"],
  en: ["yes", "no"],
} as const;
const separators = { zh: "、", es: ", ", en: ", " } as const;

function toWords(value: unknown, path: readonly string[], about: Described): string {
  const { language, document } = about;
  if (typeof value === "boolean") {
    const word = yesNo[language][value ? 0 : 1];
    const on = path.length === 1 ? document.statedOn?.[path[0] ?? ""] : undefined;
    return on === undefined ? word : onDate(word, on, language);
  }
  if (typeof value === "string")
    return claimFormOf(about.type, path).wordsOf(value)?.[language] ?? value;
  if (Array.isArray(value))
    return value.map((item) => toWords(item, path, about)).join(separators[language]);
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([name, member]) => `${name}: ${toWords(member, [...path, name], about)}`)
      .join("; ");
  return String(value);
}

/** What was false on a day may be true by now, so the day is said with it. */
function onDate(word: string, date: string, language: Language): string {
  if (language === "zh") return `${word}（截至 ${date}）`;
  return language === "es" ? `${word} (el ${date})` : `${word} (on ${date})`;
}

// The first bytes of the three kinds, in base64; of WebP, "RIFF", four bytes of size, "WEBP".
const pictureKinds = [
  ["image/jpeg", /^\/9j\//],
  ["image/png", /^iVBORw0KGgo/],
  ["image/webp", /^UklGR.{7}RUJQ/],
] as const;

function toPicture(base64: string): ShownPicture | null {
  const kind = pictureKinds.find(([, start]) => start.test(base64));
  if (kind === undefined) return null;
  try {
    return { mediaType: kind[0], base64, bytes: fromBase64(base64).length };
  } catch {
    return null;
  }
}

const toPictureWords = ({ mediaType, bytes }: ShownPicture): string =>
  `${mediaType.slice("image/".length).toUpperCase()}, ${Math.ceil(bytes / 1024)} KiB`;
