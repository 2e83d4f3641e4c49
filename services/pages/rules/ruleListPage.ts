import type { Language, LocalizedText } from "@sello/sdk";
import { type Html, html } from "../html.ts";
import type { Page } from "../layout.ts";
import { timeView } from "../timeView.ts";
import type { FiguresAnswer, RulePageParts } from "./RulePageParts.ts";

const words = {
  title: { zh: "审批规则", es: "Reglas de decisión", en: "Rules of decisions" },
  lead: {
    zh: "居民申请如何审批：规则公开，每个版本由两名工作人员签署并写入日志，任何人都能重新运行一次审批。",
    es: "Cómo se deciden las solicitudes de los residentes: las reglas son públicas, dos funcionarios firman cada versión, que consta en el registro, y cualquiera puede repetir una decisión.",
    en: "How residents' applications are decided: the rules are public, two officers sign each version, which is in the log, and anybody can run a decision again.",
  },
  answers: { zh: "受理机构", es: "Resuelve", en: "Answered by" },
  how: { zh: "审批方式", es: "Cómo se decide", en: "How it is decided" },
  automatic: {
    zh: "规则明确时自动审批，其余由工作人员审批",
    es: "Sin una persona cuando las reglas son claras; si no, por una persona",
    en: "Without a person where the rules are clear, else by a person",
  },
  byPerson: { zh: "由工作人员审批", es: "Por una persona", en: "By a person" },
  readRules: { zh: "查看规则", es: "Leer las reglas", en: "Read the rules" },
  figures: { zh: "审批数据", es: "Cifras de las decisiones", en: "Decisions in figures" },
  since: { zh: "统计期间：", es: "Entre ", en: "Between " },
  and: { zh: "至", es: " y ", en: " and " },
  fewest: {
    zh: "小于{n}的数字不公布，以免识别个人；已注销账户不计入。",
    es: "Los números menores de {n} no se dicen, para no señalar a nadie. Las cuentas borradas no cuentan.",
    en: "Numbers below {n} are not told, so that they point to nobody. Erased accounts are not counted.",
  },
  item: { zh: "事项", es: "Trámite", en: "Item" },
  office: { zh: "机构", es: "Organismo", en: "Office" },
  decided: { zh: "已审批", es: "Decididas", en: "Decided" },
  byRules: { zh: "自动审批", es: "Sin una persona", en: "Without a person" },
  refused: { zh: "不予", es: "Denegadas", en: "Refused" },
  appealed: { zh: "申诉", es: "Recurridas", en: "Appealed" },
  overturned: { zh: "申诉成功", es: "Recursos estimados", en: "Overturned" },
  fewer: { zh: "少于{n}", es: "menos de {n}", en: "fewer than {n}" },
  noFigures: { zh: "暂无数据。", es: "Todavía no hay cifras.", en: "There are no figures yet." },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** All items: what each is, who answers, whether rules decide by themselves, and how decisions came out. */
export async function ruleListPage(parts: RulePageParts, language: Language): Promise<Page> {
  const [items, figures] = await Promise.all([
    parts.serviceItems.list(),
    parts.decisionFigures.get(),
  ]);
  return {
    language,
    title: `${words.title[language]} · Sello`,
    description: words.lead[language],
    main: html`<section>
<h1>${words.title[language]}</h1>
<p class="lead">${words.lead[language]}</p>
${items.map((item) => itemView(item, language))}
<h2>${words.figures[language]}</h2>
${figuresView(figures, language)}
</section>`,
  };
}

type Item = Awaited<ReturnType<RulePageParts["serviceItems"]["list"]>>[number];

const itemView = (
  { slug, title, description, answers, isAutomatic }: Item,
  language: Language,
): Html => html`<section class="card rule-item">
<h2><a href="/rules/${slug}?lang=${language}">${title[language]}</a></h2>
<p>${description[language]}</p>
<dl class="facts">
<div><dt>${words.answers[language]}</dt><dd><a href="/authorities/${answers.slug}?lang=${language}">${answers.name[language]}</a></dd></div>
<div><dt>${words.how[language]}</dt><dd>${words[isAutomatic ? "automatic" : "byPerson"][language]}</dd></div>
</dl>
</section>`;

function figuresView({ since, until, fewest, figures }: FiguresAnswer, language: Language): Html {
  const hint = html`<p class="hint">${words.since[language]}${timeView(since)}${words.and[language]}${timeView(until)}. ${words.fewest[language].replace("{n}", String(fewest))}</p>`;
  if (figures.length === 0) return html`${hint}<p>${words.noFigures[language]}</p>`;
  const count = (title: LocalizedText, value: number | null): Html =>
    html`<div><dt>${title[language]}</dt><dd>${
      value === null
        ? html`<span class="hint">${words.fewer[language].replace("{n}", String(fewest))}</span>`
        : value
    }</dd></div>`;
  return html`${hint}<ul class="figures-list">${figures.map(
    ({ item, title, office, decided, byRules, refused, appealed, overturned }) =>
      html`<li><h3><a href="/rules/${item}?lang=${language}">${title[language]}</a></h3>
<p class="hint">${office.name[language]}</p>
<dl class="counts">${count(words.decided, decided)}${count(words.byRules, byRules)}${count(words.refused, refused)}${count(words.appealed, appealed)}${count(words.overturned, overturned)}</dl></li>`,
  )}</ul>`;
}
