import { toFactShapes, toOutputShapes } from "@sello/api";
import type { Language, LocalizedText } from "@sello/sdk";
import { type RuleSet, readRuleSet, sourcesOf, toRuleText } from "@sello/sdk/decision";
import { type Html, html } from "../html.ts";
import type { Page } from "../layout.ts";
import { caseList } from "./caseList.ts";
import type { ItemAnswer, RulePageParts, RuleTextAnswer } from "./RulePageParts.ts";
import { rowList } from "./rowList.ts";
import { versionList } from "./versionList.ts";

const words = {
  all: { zh: "全部审批规则", es: "Todas las reglas", en: "All rules" },
  answers: { zh: "受理机构", es: "Resuelve", en: "Answered by" },
  how: { zh: "审批方式", es: "Cómo se decide", en: "How it is decided" },
  automatic: {
    zh: "规则明确时自动审批，其余由工作人员审批",
    es: "Sin una persona cuando las reglas son claras; si no, por una persona",
    en: "Without a person where the rules are clear, else by a person",
  },
  byPerson: { zh: "由工作人员审批", es: "Por una persona", en: "By a person" },
  looks: {
    zh: "规则准予后须同意的人数",
    es: "Personas que deben estar de acuerdo con lo que conceden las reglas",
    en: "People who have to agree to what the rules grant",
  },
  version: { zh: "版本", es: "Versión", en: "Version" },
  inForce: { zh: "生效中", es: "en vigor", en: "in force" },
  notInForce: { zh: "未生效", es: "no está en vigor", en: "not in force" },
  none: {
    zh: "目前没有生效的规则，由工作人员审批。",
    es: "No hay reglas en vigor: decide una persona.",
    en: "No rules are in force: a person decides.",
  },
  rules: { zh: "规则", es: "Las reglas", en: "The rules" },
  facts: { zh: "依据的事实", es: "Los datos que miran", en: "The facts that they look at" },
  comes: { zh: "来自：", es: "de: ", en: "from: " },
  cases: { zh: "案例", es: "Casos", en: "Cases" },
  casesLead: {
    zh: "发布前写明的预期结果，每次发布都须全部符合。",
    es: "Lo que se espera, escrito antes de publicar. Todos tienen que salir así.",
    en: "What people expect, written before publishing. All of them have to come out so.",
  },
  versions: { zh: "各版本", es: "Versiones", en: "Versions" },
  apply: { zh: "申请", es: "Solicitar", en: "Apply" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const people = { nobody: 0, one: 1, two: 2 } as const;

/** An item's rules: the version in force. Unknown: `NotFound` `service_item.unknown`. */
export async function itemRulesPage(
  parts: RulePageParts,
  slug: string,
  language: Language,
): Promise<Page> {
  const answer = (await parts.serviceItems.get(slug)) as ItemAnswer;
  const { rules, cases, version } = answer;
  const shown = rules && cases && version ? { rules, cases, number: version } : null;
  return toPage(parts, answer, shown, language);
}

/** One version that was published. Unknown: `NotFound` `service_item.unknown`, `rules.unknown`. */
export async function ruleVersionPage(
  parts: RulePageParts,
  slug: string,
  number: number,
  language: Language,
): Promise<Page> {
  const [answer, shown] = await Promise.all([
    parts.serviceItems.get(slug) as Promise<ItemAnswer>,
    parts.serviceItems.version(slug, number),
  ]);
  return toPage(parts, answer, shown, language);
}

type Shown = Pick<RuleTextAnswer, "rules" | "cases" | "number">;

function toPage(
  parts: RulePageParts,
  answer: ItemAnswer,
  shown: Shown | null,
  language: Language,
): Page {
  const { item, answers, version, versions } = answer;
  const isAutomatic = versions.some(({ granted }) => granted);
  const title = item.title[language];
  return {
    language,
    title:
      shown === null
        ? `${title} · Sello`
        : `${title}, ${words.version[language].toLowerCase()} ${shown.number} · Sello`,
    description: item.description[language],
    main: html`<section>
<p><a href="/rules?lang=${language}">${words.all[language]}</a></p>
<h1>${title}</h1>
<p class="lead">${item.description[language]}</p>
<dl class="facts">
<div><dt>${words.answers[language]}</dt><dd><a href="/authorities/${answers.slug}?lang=${language}">${answers.name[language]}</a></dd></div>
<div><dt>${words.how[language]}</dt><dd>${words[isAutomatic ? "automatic" : "byPerson"][language]}</dd></div>
${item.looks === "nobody" ? null : html`<div><dt>${words.looks[language]}</dt><dd>${people[item.looks]}</dd></div>`}
<div><dt>${words.version[language]}</dt><dd>${shown === null ? "-" : html`${shown.number} <span class="badge ${shown.number === version ? "active" : ""}">${words[shown.number === version ? "inForce" : "notInForce"][language]}</span>`}</dd></div>
</dl>
<p><a href="/resident/apply/${item.slug}">${words.apply[language]}</a></p>
${shown === null ? html`<p class="notice">${words.none[language]}</p>` : rulesView(parts, answer, shown, language)}
<h2>${words.versions[language]}</h2>
${versionList(item.slug, versions, version, language)}
</section>`,
  };
}

function rulesView(
  { documentTypes }: RulePageParts,
  { item }: ItemAnswer,
  { rules, cases }: Shown,
  language: Language,
): Html {
  const ruleSet: RuleSet = readRuleSet(toRuleText(rules));
  const fields = ruleSet.table.outputs.map(({ field }) => field).filter((f) => f !== "outcome");
  const shapes = {
    facts: toFactShapes(ruleSet.facts, item, documentTypes.all()),
    outputs: toOutputShapes(fields, item, documentTypes.all()),
  };
  return html`<h2>${words.rules[language]}</h2>
${rowList(ruleSet, shapes, language)}
<h2>${words.facts[language]}</h2>
${factList(ruleSet, item, language)}
<details class="rule-cases"><summary><h2>${words.cases[language]} (${cases.cases.length})</h2></summary>
<p class="hint">${words.casesLead[language]}</p>
${caseList(cases, shapes, language)}</details>`;
}

/** What each is called, and what it comes from. */
const factList = (
  rules: RuleSet,
  { form, evidence }: ItemAnswer["item"],
  language: Language,
): Html =>
  html`<ul>${Object.values(rules.facts).map((rule) => {
    const sources = sourcesOf(rule).map((source) => {
      const [kind, name = ""] = source.split(".");
      const title = kind === "form" ? form.fields[name]?.title : evidence[name]?.title;
      return title?.[language] ?? source;
    });
    return html`<li>${rule.title[language]} <span class="hint">(${words.comes[language]}${[...new Set(sources)].join(", ")})</span></li>`;
  })}</ul>`;
