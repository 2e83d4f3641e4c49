import type { Language } from "../../LocalizedText.ts";
import { steps } from "../causes/steps.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { TextTable } from "./TextTable.ts";
import { zh } from "./zh.ts";

// All that a verdict says in words. A page loads it with its first verdict, and shows itself without.

export type Words = {
  readonly tables: Readonly<Record<Language, TextTable>>;
  readonly steps: typeof steps;
};

export const words: Words = { tables: { zh, es, en }, steps };
