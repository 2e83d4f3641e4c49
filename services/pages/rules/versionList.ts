import type { Language, LocalizedText } from "@sello/sdk";
import { type Html, html } from "../html.ts";
import { timeView } from "../timeView.ts";
import type { ItemAnswer } from "./RulePageParts.ts";

const words = {
  none: {
    zh: "尚未发布任何版本。",
    es: "Todavía no se ha publicado ninguna.",
    en: "None was published yet.",
  },
  version: { zh: "第{n}版", es: "Versión {n}", en: "Version {n}" },
  inForce: { zh: "生效中", es: "en vigor", en: "in force" },
  granted: { zh: "自动审批", es: "decide sin una persona", en: "decides without a person" },
  from: { zh: "生效", es: "Desde", en: "From" },
  until: { zh: "截止", es: "Hasta", en: "Until" },
  always: { zh: "自始", es: "el principio", en: "the beginning" },
  next: { zh: "新版本生效", es: "que empieza otra", en: "another begins" },
  published: { zh: "发布", es: "Publicada", en: "Published" },
  signed: { zh: "签署人", es: "Firmada por", en: "Signed by" },
  hash: {
    zh: "规则摘要 (SHA-256)",
    es: "Huella de las reglas (SHA-256)",
    en: "Hash of the rules (SHA-256)",
  },
  document: { zh: "日志中的文件", es: "Documento en el registro", en: "Document in the log" },
  save: { zh: "下载", es: "Descargar", en: "Download it" },
  verify: { zh: "在此验证", es: "verificarlo aquí", en: "verify it here" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

type Version = ItemAnswer["versions"][number];

/** All versions that were published: since when, who signed them, and the document that anybody verifies. */
export const versionList = (
  item: string,
  versions: readonly Version[],
  inForce: number | null,
  language: Language,
): Html =>
  versions.length === 0
    ? html`<p>${words.none[language]}</p>`
    : html`${versions.map((version) => versionView(item, version, version.number === inForce, language))}`;

function versionView(item: string, version: Version, isInForce: boolean, language: Language): Html {
  const { number, rulesSha256, from, until, publishedAt, document, signedBy, granted } = version;
  const row = (title: LocalizedText, value: Html | string): Html =>
    html`<div><dt>${title[language]}</dt><dd>${value}</dd></div>`;
  const file = `/v1/service-items/${item}/rules/${number}/sello`;
  return html`<h3><a href="/rules/${item}/${number}?lang=${language}">${words.version[language].replace("{n}", String(number))}</a>${
    isInForce ? html` <span class="badge active">${words.inForce[language]}</span>` : null
  }${granted ? html` <span class="badge active">${words.granted[language]}</span>` : null}</h3>
<dl class="facts">
${row(words.from, from === 0 ? words.always[language] : timeView(from))}
${row(words.until, until === null ? words.next[language] : timeView(until))}
${row(words.published, timeView(publishedAt))}
${row(words.signed, html`${signedBy.map((account, index) => html`${index === 0 ? "" : html`<br>`}<code>${account}</code>`)}`)}
${row(words.hash, html`<code>${rulesSha256}</code>`)}
${row(words.document, html`<code>${document}</code><br><a href="${file}" download="rules-${item}-${number}.sello">${words.save[language]}</a>, <a href="/?lang=${language}">${words.verify[language]}</a>`)}
</dl>`;
}
