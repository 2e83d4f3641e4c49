import { languages } from "@sello/sdk";
import type { Request, RequestHandler } from "express";
import { queryOf } from "../../http/routes/queryOf.ts";
import { chooseLanguage } from "../chooseLanguage.ts";
import { layout, sendPage } from "../layout.ts";
import type { PageParts } from "../PageParts.ts";
import type { Installable } from "../pwa/manifest.ts";
import { pwaPolicy } from "../pwa/policy.ts";
import { workerScript } from "../pwa/workerScript.ts";
import type { WebAssets } from "../WebAssets.ts";
import { landingPage } from "./landingPage.ts";
import { sharePage } from "./sharePage.ts";

export type VerifierOptions = {
  readonly isDemo?: boolean;
  /** Where the service says it is. */
  readonly publicUrl: string;
};

/** The page at `/`. */
export const verifierHandler =
  (parts: PageParts & VerifierOptions, assets: WebAssets | undefined): RequestHandler =>
  async (request, response) => {
    const isKept = queryOf(request).has("kept");
    const { isDemo = false, publicUrl } = parts;
    const options = { assets, isDemo, isKept, publicUrl };
    const page = await landingPage(parts, chooseLanguage(request), options);
    response.set("content-security-policy", pwaPolicy);
    sendPage(request, response, page);
  };

/** The page at `/s/ID`: the same for every share, so asking for it opens nothing and tells nothing. */
export const shareHandler: RequestHandler = (request, response) => {
  response.set({ "content-security-policy": pwaPolicy, "x-robots-tag": "noindex" });
  sendPage(request, response, sharePage(chooseLanguage(request)));
};

/** The service worker of the page at `/`. */
export function workerHandler(
  parts: PageParts & VerifierOptions,
  assets: WebAssets,
): RequestHandler {
  const { isDemo = false, publicUrl } = parts;
  let made: Promise<string> | null = null;
  const make = async ({ app }: Request): Promise<string> => {
    const pages = await Promise.all(
      languages.map(async (language) => {
        const options = { assets, isDemo, isKept: true, publicUrl };
        const text = layout({ path: "/", app }, await landingPage(parts, language, options));
        return [language, { path: `/?lang=${language}&kept=1`, text }] as const;
      }),
    );
    return workerScript(assets, {
      name: "verifier",
      home: "/",
      below: false,
      assets: ["verify.js", "codes.js", "site.css"],
      pages: Object.fromEntries(pages),
      policy: pwaPolicy,
    });
  };
  return async (request, response) => {
    made ??= make(request).catch((error: unknown) => {
      made = null;
      throw error;
    });
    response
      .set("cache-control", "no-cache")
      .type("text/javascript")
      .send(await made);
  };
}

/** How the page at `/` is installed. */
export const verifierApp: Installable = {
  home: "/",
  names: {
    zh: { name: "Sello 证件验证", short: "验证" },
    es: { name: "Sello: verificar documentos", short: "Verificar" },
    en: { name: "Sello: verify documents", short: "Verify" },
  },
};
