import { cellWords, type FactShapes, factWords } from "@sello/api";
import type { Language, LocalizedText } from "@sello/sdk";
import type { DecisionRow, RuleOutcome, RuleSet } from "@sello/sdk/decision";
import { type Html, html } from "../html.ts";

export type Shapes = { readonly facts: FactShapes; readonly outputs: FactShapes };

const words = {
  lead: {
    zh: "从上到下逐行判断，首个符合的行即为结果；均不符合时由工作人员决定。缺少事实时不判断。",
    es: "Las filas se prueban desde arriba; decide la primera que encaja. Si no encaja ninguna, decide una persona. Si falta un dato, no se decide.",
    en: "Rows are tried from the top; the first that fits decides. Where none fits, a person does. Where a fact is missing, nothing is decided.",
  },
  always: { zh: "任何情况", es: "En todo caso", en: "In any case" },
  law: { zh: "依据：", es: "Se basa en: ", en: "Rests on: " },
  change: {
    zh: "需要怎样改变：",
    es: "Qué tendría que cambiar: ",
    en: "What would have to change: ",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

export const outcomeWords = {
  granted: { zh: "准予", es: "Concedido", en: "Granted" },
  refused: { zh: "不予", es: "Denegado", en: "Refused" },
  person: { zh: "由工作人员决定", es: "Decide una persona", en: "A person decides" },
  "cannot-tell": { zh: "无法判断", es: "No se puede decidir", en: "Cannot be decided" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const badges = { granted: "active", refused: "retired", person: "suspended" } as const;

/** The rows of a table in their order: when each fits, what it gives, and why. */
export function rowList(rules: RuleSet, shapes: Shapes, language: Language): Html {
  return html`<p class="hint">${words.lead[language]}</p>
<ol class="rule-rows">${rules.table.rows.map((row) => html`<li id="row-${row.id}">${rowView(row, rules, shapes, language)}</li>`)}</ol>`;
}

function rowView(row: DecisionRow, rules: RuleSet, shapes: Shapes, language: Language): Html {
  const { inputs, outputs } = rules.table;
  const said = rules.rows[row.id];
  const column = outputs.findIndex(({ field }) => field === "outcome");
  const outcome = row.outputs[column] as RuleOutcome;
  const conditions = inputs.flatMap(({ field }, index) => {
    const shape = shapes.facts[field] ?? null;
    const text = cellWords(shape, row.conditions[index] ?? [], language);
    return text === null
      ? []
      : [html`<li>${shape?.title[language] ?? field}: <strong>${text}</strong></li>`];
  });
  const given = outputs.flatMap(({ field }, index) => {
    const fact = row.outputs[index] ?? null;
    if (fact === null || field === "outcome") return [];
    const shape = shapes.outputs[field] ?? null;
    return [
      html`<li>→ ${shape?.title[language] ?? field}: <strong>${factWords(shape, fact, language)}</strong></li>`,
    ];
  });
  return html`<p><span class="badge ${badges[outcome]}">${outcomeWords[outcome][language]}</span> <code>${row.id}</code></p>
${conditions.length === 0 ? html`<p>${words.always[language]}</p>` : null}
<ul>${conditions}${given}</ul>
<p>${said?.reason[language] ?? ""}</p>
${said?.change ? html`<p class="hint">${words.change[language]}${said.change[language]}</p>` : null}
${said?.law ? html`<p class="hint">${words.law[language]}${said.law[language]}</p>` : null}`;
}
