import type { Language, LocalizedText } from "@sello/sdk";
import { html } from "../html.ts";
import type { Page } from "../layout.ts";

const words = {
  title: {
    zh: "有人向您出示证件 · Sello",
    es: "Alguien le muestra un documento · Sello",
    en: "Somebody shows you a document · Sello",
  },
  headline: {
    zh: "有人向您出示证件",
    es: "Alguien le muestra un documento",
    en: "Somebody shows you a document",
  },
  lead: {
    zh: "证件在您的浏览器中打开并验证。服务方只保管加密后的内容，无法读取。",
    es: "El documento se abre y se comprueba en su navegador. El servicio solo guarda datos cifrados que no puede leer.",
    en: "The document is opened and checked in your browser. The service keeps encrypted bytes that it cannot read.",
  },
  noScript: {
    zh: "打开此链接需要 JavaScript。",
    es: "Abrir este enlace requiere JavaScript.",
    en: "Opening this link needs JavaScript.",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** The page of any share: it is the same for each, and nothing is looked up to make it. */
export const sharePage = (language: Language): Page => ({
  language,
  title: words.title[language],
  description: words.lead[language],
  scripts: ["share.js"],
  caching: "no-store",
  main: html`<section class="hero">
<h1>${words.headline[language]}</h1>
<p class="lead">${words.lead[language]}</p>
</section>
<section class="card">
<noscript><p class="notice">${words.noScript[language]}</p></noscript>
<div id="share"></div>
<p id="progress" class="progress" role="status"></p>
<div id="verdict"></div>
</section>`,
});
