import { factWords } from "@sello/api";
import type { Language, LocalizedText } from "@sello/sdk";
import { type Html, html } from "../html.ts";
import type { RuleTextAnswer } from "./RulePageParts.ts";
import { outcomeWords, type Shapes } from "./rowList.ts";

const missing: LocalizedText = { zh: "缺失", es: "falta", en: "missing" };

type Cases = RuleTextAnswer["cases"];

/** Cases: the whole facts of each, and what has to come out. */
export const caseList = ({ usual, cases }: Cases, shapes: Shapes, language: Language): Html =>
  html`<ol class="case-list">${cases.map(
    ({ facts, outcome, row }) =>
      html`<li>${Object.entries({ ...usual, ...facts }).map(([field, fact], index) => {
        const shape = shapes.facts[field] ?? null;
        const said = fact === null ? missing[language] : factWords(shape, fact, language);
        return html`${index === 0 ? "" : " · "}${shape?.title[language] ?? field}: <strong>${said}</strong>`;
      })} → ${outcomeWords[outcome][language]}${row === undefined ? null : html` <code>${row}</code>`}</li>`,
  )}</ol>`;
