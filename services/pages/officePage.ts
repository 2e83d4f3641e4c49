import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import { readSessionToken, sessionCookieName } from "../http/sessionFields.ts";
import { chooseLanguage, languageTags } from "./chooseLanguage.ts";
import { html } from "./html.ts";
import { leadToName } from "./otherLoopback.ts";
import type { WebAssets } from "./WebAssets.ts";

export type OfficeOptions = {
  /** Where the service says it is: sessions and sign-ins are of this origin. */
  readonly publicUrl: string;
  /** Whether the demo's wallet is put into the page. Default: no. */
  readonly isDemo?: boolean;
};

/** The officers' console: one page for all of its paths, filled by its script (docs/decisions/0190). */
export const officeHandler =
  (assets: WebAssets, { publicUrl, isDemo = false }: OfficeOptions): RequestHandler =>
  (request, response) => {
    if (leadToName(request, response, publicUrl)) return;
    const nonce = randomBytes(16).toString("base64");
    response
      .set({ "content-security-policy": policyOf(nonce), "cache-control": "no-store" })
      .vary("Accept-Language")
      .type("html")
      .send(
        officePage(assets, {
          tag: languageTags[chooseLanguage(request)],
          nonce,
          isDemo,
          hasCookie:
            readSessionToken(request.headers.cookie, sessionCookieName(publicUrl)) !== null,
        }),
      );
  };

/**
 * The nonce is for the one style that the script makes, of theme colours. Text becomes markup or a script's address
 * only through the page's own policy `default`, which refuses both.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ].join("; ");

const needsScript = {
  "zh-CN": "工作台需要启用 JavaScript。",
  es: "La oficina electrónica necesita JavaScript: actívelo en el navegador.",
  en: "The office needs JavaScript: switch it on in your browser.",
} as const;

type PageFacts = {
  readonly tag: keyof typeof needsScript;
  readonly nonce: string;
  readonly isDemo: boolean;
  /** Of a session that may have ended: who has none need not ask which it is. */
  readonly hasCookie: boolean;
};

function officePage(assets: WebAssets, { tag, nonce, isDemo, hasCookie }: PageFacts): string {
  const scripts = ["office.js", ...(isDemo ? ["demo-wallet.js"] : [])];
  return html`<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="csp-nonce" content="${nonce}">
<meta name="session" content="${hasCookie ? "some" : "none"}">
<title>Sello</title>
<link rel="icon" href="${assets.path("seal.svg")}">
<link rel="stylesheet" href="${assets.path("office.css")}">
${scripts.map((name) => html`<script type="module" src="${assets.path(name)}"></script>`)}
</head>
<body>
<div id="office"></div>
<noscript>${needsScript[tag]}</noscript>
</body>
</html>`.text;
}
