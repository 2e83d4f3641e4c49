import type { Language } from "@sello/sdk";
import type { RequestHandler } from "express";
import { queryOf } from "../../http/routes/queryOf.ts";
import { chooseLanguage, languageTags } from "../chooseLanguage.ts";
import { html } from "../html.ts";
import { leadToName } from "../otherLoopback.ts";
import type { Installable } from "../pwa/manifest.ts";
import { pwaPolicy } from "../pwa/policy.ts";
import { workerScript } from "../pwa/workerScript.ts";
import type { WebAssets } from "../WebAssets.ts";

export type ResidentOptions = {
  /** Where the service says it is: sign-ins and passkeys are of this origin. */
  readonly publicUrl: string;
  /** Whether the page names the demo's residents and the page with their codes. Default: no. */
  readonly isDemo?: boolean;
};

const home = "/resident";

/** The resident's app: one page for all of its paths, filled by its script (docs/decisions/0206). */
export const residentHandler =
  (assets: WebAssets, { publicUrl, isDemo = false }: ResidentOptions): RequestHandler =>
  (request, response) => {
    // What a browser keeps is asked for by the service worker, which follows no redirect.
    if (!queryOf(request).has("kept") && leadToName(request, response, publicUrl)) return;
    response
      .set({ "content-security-policy": pwaPolicy, "cache-control": "no-cache" })
      .vary("Accept-Language")
      .type("html")
      .send(residentPage(assets, chooseLanguage(request), isDemo));
  };

/** Its service worker, which answers for the app's own paths alone. */
export function residentWorkerHandler(
  assets: WebAssets,
  { isDemo = false }: ResidentOptions,
): RequestHandler {
  let made: string | null = null;
  const make = (): string => {
    // The script says what language the reader chose; the page as it is kept is in none of them yet.
    const text = residentPage(assets, "zh", isDemo);
    return workerScript(assets, {
      name: "resident",
      home,
      below: true,
      assets: ["resident.js", "resident.css", "seal.svg"],
      pages: { en: { path: `${home}?kept=1&lang=zh`, text } },
      policy: pwaPolicy,
    });
  };
  return (_, response) => {
    made ??= make();
    response
      .set({ "cache-control": "no-cache", "service-worker-allowed": home })
      .type("text/javascript")
      .send(made);
  };
}

/** How the app is installed. */
export const residentApp: Installable = {
  home,
  names: {
    zh: { name: "Sello 我的证件", short: "我的证件" },
    es: { name: "Sello: mis documentos", short: "Mis documentos" },
    en: { name: "Sello: my documents", short: "My documents" },
  },
};

const needsScript: Readonly<Record<Language, string>> = {
  zh: "本应用需要启用 JavaScript。",
  es: "La aplicación necesita JavaScript: actívelo en el navegador.",
  en: "The app needs JavaScript: switch it on in your browser.",
};

function residentPage(assets: WebAssets, language: Language, isDemo: boolean): string {
  const { name } = residentApp.names[language];
  return html`<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#a3231c">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<link rel="icon" href="${assets.path("seal.svg")}">
<link rel="apple-touch-icon" href="${assets.path("icon-touch.png")}">
<link rel="manifest" href="${home}/manifest.webmanifest?lang=${language}">
<link rel="stylesheet" href="${assets.path("resident.css")}">
<script type="module" src="${assets.path("resident.js")}"></script>
</head>
<body>
<div id="resident" data-codes="${assets.path("codes.js")}"${isDemo ? html` data-demo` : null}></div>
<noscript>${needsScript[language]}</noscript>
</body>
</html>`.text;
}
