import type { Language, LocalizedText } from "@sello/sdk";
import { type Html, html } from "../html.ts";
import type { Page } from "../layout.ts";
import type { PageParts } from "../PageParts.ts";
import type { WebAssets } from "../WebAssets.ts";
import { verifyForm } from "./verifyForm.ts";

const words = {
  title: {
    zh: "Sello 城市证件验证网络",
    es: "Sello, la red de verificación de documentos de la ciudad",
    en: "Sello, the city's document verification network",
  },
  headline: {
    zh: "这份证件是真的吗？",
    es: "¿Es auténtico este documento?",
    en: "Is this document genuine?",
  },
  lead: {
    zh: "市、区和各部门在此签发证件、许可和批文。任何人都可以验证，无需相信展示它的服务器：每一份都记入公开日志，由智能合约保管。",
    es: "La ciudad, sus distritos y sus departamentos emiten aquí documentos, licencias y autorizaciones. Cualquiera puede comprobarlos sin fiarse del servidor que los muestra: todos constan en un registro público que guarda un contrato inteligente.",
    en: "The city, its districts and departments issue identity documents, licences and approvals here. Anyone can check one without trusting the server that shows it: each is in a public log that a smart contract keeps.",
  },
  figures: { zh: "网络现状", es: "La red ahora", en: "The network now" },
  authorities: { zh: "机构", es: "autoridades", en: "authorities" },
  documents: { zh: "已入日志的证件", es: "documentos en el registro", en: "documents in the log" },
  batches: { zh: "日志条目", es: "entradas del registro", en: "log entries" },
  types: { zh: "证件类型", es: "tipos de documento", en: "document types" },
  unknown: { zh: "暂不可知", es: "no disponible", en: "not known now" },
  how: { zh: "如何运作", es: "Cómo funciona", en: "How it works" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const steps: readonly { title: LocalizedText; text: LocalizedText }[] = [
  {
    title: { zh: "签发", es: "Se emite", en: "Issued" },
    text: {
      zh: "获授权的部门用自己的密钥签署证件。",
      es: "Un departamento acreditado firma el documento con su clave.",
      en: "An accredited department signs the document with its own key.",
    },
  },
  {
    title: { zh: "入账", es: "Se ancla", en: "Anchored" },
    text: {
      zh: "合约检查授权，把一批证件的摘要写入只增不改的日志。链上没有个人信息。",
      es: "El contrato comprueba la acreditación y añade la huella de un lote a un registro que solo crece. Sin datos personales.",
      en: "The contract checks the accreditation and appends a batch's digest to a log that only grows. No personal data.",
    },
  },
  {
    title: { zh: "出示", es: "Se presenta", en: "Presented" },
    text: {
      zh: "持有人只出示所选内容：只证明年满十八，而不必给出生日。",
      es: "El titular muestra solo lo que elige: ser mayor de edad sin dar la fecha de nacimiento.",
      en: "The holder shows only what they choose: being of age without giving the birthday.",
    },
  },
  {
    title: { zh: "验证", es: "Se verifica", en: "Verified" },
    text: {
      zh: "十五项检查，联网或离线皆可；未知的绝不显示为有效。",
      es: "Quince comprobaciones, con red o sin ella; lo desconocido nunca se muestra como válido.",
      en: "Fifteen checks, online or offline; what is unknown is never shown as valid.",
    },
  },
];

type Figure = { readonly label: LocalizedText; readonly value: number | null };

/** Counts for the page; what cannot be had now is null, so that the page never fails with a part. */
async function readFigures(parts: PageParts): Promise<readonly Figure[]> {
  const attempt = <T>(work: () => Promise<T>): Promise<T | null> => work().catch(() => null);
  const [authorities, figures] = await Promise.all([
    attempt(async () => (await parts.registry.all()).length),
    attempt(() => parts.figures.current()),
  ]);
  return [
    { label: words.authorities, value: authorities },
    { label: words.types, value: new Set(parts.documentTypes.all().map(({ name }) => name)).size },
    { label: words.documents, value: figures?.documents ?? null },
    { label: words.batches, value: figures?.logSize ?? null },
  ];
}

export type LandingOptions = {
  readonly assets: WebAssets | undefined;
  /** Whether the demo's samples are named. */
  readonly isDemo: boolean;
  readonly publicUrl: string;
  /** Without figures, which would be of the day on which the page was kept. */
  readonly isKept: boolean;
};

/** The page that verifies: for people at a counter first, and below it what the network is. */
export async function landingPage(
  parts: PageParts,
  language: Language,
  { assets, isDemo, isKept, publicUrl }: LandingOptions,
): Promise<Page> {
  const figures = isKept ? null : await readFigures(parts);
  return {
    language,
    title: words.title[language],
    description: words.lead[language],
    scripts: ["verify.js"],
    head: installable(language, assets),
    main: html`<section class="hero">
<h1>${words.headline[language]}</h1>
</section>
${verifyForm({ language, isDemo, publicUrl, codeReader: assets?.path("codes.js") ?? "" })}
<section class="about"><p class="lead">${words.lead[language]}</p></section>
${figures && figureList(figures, language)}
${stepList(language)}`,
  };
}

const installable = (language: Language, assets: WebAssets | undefined): Html =>
  html`<link rel="manifest" href="/manifest.webmanifest?lang=${language}">
<meta name="theme-color" content="#a3231c">
<link rel="apple-touch-icon" href="${assets?.path("icon-touch.png") ?? ""}">`;

function figureList(figures: readonly Figure[], language: Language): Html {
  const format = new Intl.NumberFormat(language === "zh" ? "zh-CN" : language);
  return html`<section aria-labelledby="figures-title">
<h2 id="figures-title">${words.figures[language]}</h2>
<dl class="figures">
${figures.map(
  ({ label, value }) =>
    html`<div><dt>${label[language]}</dt><dd>${
      value === null
        ? html`<span class="hint">${words.unknown[language]}</span>`
        : format.format(value)
    }</dd></div>`,
)}
</dl>
</section>`;
}

const stepList = (language: Language): Html => html`<section aria-labelledby="how-title">
<h2 id="how-title">${words.how[language]}</h2>
<ol class="steps">
${steps.map(({ title, text }) => html`<li><h3>${title[language]}</h3><p>${text[language]}</p></li>`)}
</ol>
</section>`;
