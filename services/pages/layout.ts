import { type Language, type LocalizedText, languages } from "@sello/sdk";
import type { Request, Response } from "express";
import { languageTags } from "./chooseLanguage.ts";
import { type Html, html } from "./html.ts";
import type { WebAssets } from "./WebAssets.ts";

export type Page = {
  readonly language: Language;
  readonly title: string;
  readonly description?: string;
  readonly main: Html;
  /** More for the head. */
  readonly head?: Html;
  /** Names of scripts of the build. */
  readonly scripts?: readonly string[];
  /** `no-store`: not even the browser keeps it. */
  readonly caching?: "no-cache" | "no-store";
};

const languageNames: Readonly<Record<Language, string>> = {
  zh: "中文",
  es: "Español",
  en: "English",
};

const words = {
  skip: { zh: "跳到正文", es: "Ir al contenido", en: "Skip to content" },
  verify: { zh: "验证", es: "Verificar", en: "Verify" },
  authorities: { zh: "机构", es: "Autoridades", en: "Authorities" },
  rules: { zh: "审批规则", es: "Reglas", en: "Rules" },
  docs: { zh: "接口文档", es: "API", en: "API" },
  languages: { zh: "语言", es: "Idioma", en: "Language" },
  sections: { zh: "栏目", es: "Secciones", en: "Sections" },
  trust: { zh: "可信机构名单", es: "Lista de confianza", en: "Trust list" },
  checkpoint: { zh: "日志检查点", es: "Punto de control", en: "Log checkpoint" },
  resident: { zh: "我的证件", es: "Mis documentos", en: "My documents" },
  office: { zh: "工作台", es: "Oficina", en: "Officers" },
  health: { zh: "运行状态", es: "Estado", en: "Health" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

/** What a page's frame is made for. */
export type Place = Pick<Request, "path" | "app">;

const assetsOf = ({ app }: Place): WebAssets | undefined => app.locals.assets;

/** Whole page around its main part. */
export function layout(request: Place, page: Page): string {
  const { language } = page;
  const assets = assetsOf(request);
  const style = assets?.path("site.css");
  const scripts = (page.scripts ?? []).flatMap((name) => assets?.path(name) ?? []);
  return html`<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<meta name="description" content="${page.description ?? page.title}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(sealSvg)}">
${style ? html`<link rel="stylesheet" href="${style}">` : null}
${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
${page.head ?? null}
</head>
<body>
<a class="skip" href="#main">${words.skip[language]}</a>
${header(request, language)}
<main id="main" tabindex="-1">${page.main}</main>
${footer(language)}
</body>
</html>`.text;
}

const sealSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect x="2" y="2" width="28" height="28" rx="6" fill="#b3261e"/><path d="M10 17l4 4 8-10" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>';

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect x="2" y="2" width="28" height="28" rx="6"/><path d="M10 17l4 4 8-10"/></svg>`;

function header(request: Place, language: Language): Html {
  const here = request.path;
  const link = (path: string, text: LocalizedText) =>
    html`<a href="${path}?lang=${language}"${here === path ? html` aria-current="page"` : null}>${text[language]}</a>`;
  return html`<header class="top">
<a class="brand" href="/?lang=${language}">${mark}<span>Sello</span></a>
<nav aria-label="${words.sections[language]}">
${link("/", words.verify)} ${link("/authorities", words.authorities)} ${link("/rules", words.rules)} ${link("/docs", words.docs)}
</nav>
<nav class="languages" aria-label="${words.languages[language]}">
${languages.map(
  (each) =>
    html`<a href="?lang=${each}" hreflang="${languageTags[each]}" lang="${languageTags[each]}"${each === language ? html` aria-current="true"` : null}>${languageNames[each]}</a> `,
)}
</nav>
</header>`;
}

const footer = (language: Language): Html => html`<footer>
<a href="/resident">${words.resident[language]}</a>
<a href="/office">${words.office[language]}</a>
<a href="/trust?lang=${language}">${words.trust[language]}</a>
<a href="/v1/log/checkpoint">${words.checkpoint[language]}</a>
<a href="/openapi.json">OpenAPI</a>
<a href="/readyz">${words.health[language]}</a>
</footer>`;

/** Sends a page in its language. */
export function sendPage(request: Request, response: Response, page: Page): void {
  response
    .set({
      "content-language": languageTags[page.language],
      "cache-control": page.caching ?? "no-cache",
    })
    .vary("Accept-Language")
    .type("html")
    .send(layout(request, page));
}
