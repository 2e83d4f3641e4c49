import { type Language, type LocalizedText, toVisibleText } from "@sello/sdk";
import { type Cell, type CellTest, type Fact, readCell, readLiteral } from "@sello/sdk/decision";
import type { FactShape } from "./factShapes.ts";

const tags: Readonly<Record<Language, string>> = { zh: "zh-CN", es: "es", en: "en" };
const yes: LocalizedText = { zh: "是", es: "sí", en: "yes" };
const no: LocalizedText = { zh: "否", es: "no", en: "no" };
const or: LocalizedText = { zh: "或", es: " o ", en: " or " };
const comma: LocalizedText = { zh: "、", es: ", ", en: ", " };
const not: LocalizedText = { zh: "不是", es: "no es ", en: "not " };
const comparisons: Readonly<Record<"<" | "<=" | ">" | ">=", LocalizedText>> = {
  "<": { zh: "小于{n}", es: "menos de {n}", en: "less than {n}" },
  "<=": { zh: "不超过{n}", es: "{n} como máximo", en: "{n} at most" },
  ">": { zh: "大于{n}", es: "más de {n}", en: "more than {n}" },
  ">=": { zh: "不小于{n}", es: "{n} como mínimo", en: "{n} at least" },
};
const between: LocalizedText = { zh: "{a}至{b}", es: "de {a} a {b}", en: "{a} to {b}" };

/** A fact in words, as people call it. */
export function factWords(shape: FactShape | null, fact: Fact, language: Language): string {
  if (typeof fact === "boolean") return (fact ? yes : no)[language];
  if (typeof fact === "number") return new Intl.NumberFormat(tags[language]).format(fact);
  const named = shape?.words && Object.hasOwn(shape.words, fact) ? shape.words[fact] : undefined;
  return named?.[language] ?? toVisibleText(fact);
}

/** A condition in words: `[60..65)` is "60 to 64". Null: it asks nothing, and holds for every fact. */
export function cellWords(shape: FactShape | null, cell: Cell, language: Language): string | null {
  if (cell.length === 0) return null;
  const parts = cell.map((test) => testWords(shape, test, language));
  const last = parts.at(-1) ?? "";
  const before = parts.slice(0, -1).join(comma[language]);
  return before === "" ? last : `${before}${or[language]}${last}`;
}

/** The same of a cell as it is written; what is not in the subset that can be replayed is shown so. */
export function conditionWords(
  shape: FactShape | null,
  text: string,
  language: Language,
): string | null {
  const cell = readCell(text);
  return cell === null ? toVisibleText(text) : cellWords(shape, cell, language);
}

function testWords(shape: FactShape | null, test: CellTest, language: Language): string {
  const said = (fact: Fact) => factWords(shape, fact, language);
  if (!("compare" in test)) {
    // Facts are whole numbers, so an open end is the number beside it.
    const from = test.withFrom ? test.from : test.from + 1;
    const to = test.withTo ? test.to : test.to - 1;
    if (from === to) return said(from);
    return between[language].replace("{a}", said(from)).replace("{b}", said(to));
  }
  const { compare, value } = test;
  if (compare === "==") return said(value);
  if (compare === "!=") return not[language] + said(value);
  return comparisons[compare][language].replace("{n}", said(value));
}

/** What a row gives, in words. Null: it gives nothing. */
export function outputWords(
  shape: FactShape | null,
  cell: string,
  language: Language,
): string | null {
  if (cell.trim() === "") return null;
  const fact = readLiteral(cell);
  return fact === null ? toVisibleText(cell) : factWords(shape, fact, language);
}
