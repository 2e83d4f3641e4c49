import type { Language } from "@sello/sdk";
import type { RequestHandler } from "express";
import { chooseLanguage } from "../chooseLanguage.ts";
import type { WebAssets } from "../WebAssets.ts";

export type Installable = {
  /** Path of the page, and of all that it opens. */
  readonly home: string;
  readonly names: Readonly<Record<Language, { readonly name: string; readonly short: string }>>;
};

/** W3C Web App Manifest, in the reader's language. */
export const manifestHandler =
  (assets: WebAssets, { home, names }: Installable): RequestHandler =>
  (request, response) => {
    const language = chooseLanguage(request);
    const icon = (name: string, sizes: string, purpose = "any") => ({
      src: assets.path(name),
      sizes,
      type: "image/png",
      purpose,
    });
    const manifest = {
      id: home,
      name: names[language].name,
      short_name: names[language].short,
      lang: language,
      start_url: `${home}?lang=${language}`,
      scope: home,
      display: "standalone",
      background_color: "#fbfaf7",
      theme_color: "#a3231c",
      icons: [
        icon("icon-192.png", "192x192"),
        icon("icon-512.png", "512x512"),
        icon("icon-whole.png", "512x512", "maskable"),
      ],
    };
    response
      .set("cache-control", "no-cache")
      .type("application/manifest+json")
      .send(JSON.stringify(manifest));
  };
