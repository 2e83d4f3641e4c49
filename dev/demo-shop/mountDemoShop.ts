import { type Language, SelloError } from "@sello/sdk";
import type { Express } from "express";
import { demoShopPaths } from "../../services/http/demoShopPaths.ts";
import { preferredLanguage } from "../../services/http/preferredLanguage.ts";
import { requireOwnOrigin } from "../../services/http/routes/checkCsrf.ts";
import { readBody } from "../../services/http/routes/readBody.ts";
import { InvalidInput } from "../../services/platform/errors.ts";
import { limits } from "../../services/platform/limits.ts";
import type { DemoShop } from "./DemoShop.ts";

const words = {
  title: { zh: "南山书店", es: "Librería Nanshan", en: "Nanshan Bookshop" },
  demo: {
    zh: "演示中的商店：它并不存在。南山区已为它登记可以询问的内容。",
    es: "Una tienda de la demostración: no existe. El distrito de Nanshan ha registrado lo que puede preguntar.",
    en: "A shop of the demo: it does not exist. Nanshan District has registered what it may ask.",
  },
  adult: {
    zh: "购买成人读物",
    es: "Libros para adultos",
    en: "Books for adults",
  },
  adultLead: {
    zh: "只需证明年满十八周岁。用市民应用扫描二维码，或在手机上打开链接。",
    es: "Basta con probar la mayoría de edad. Escanee el código con la aplicación, o abra el enlace en el teléfono.",
    en: "All it takes is a proof that you are over 18. Scan the code with your app, or open the link on your phone.",
  },
  card: { zh: "办理会员卡", es: "Carné de socio", en: "Member card" },
  cardLead: {
    zh: "这里还会询问姓名，而书店登记的内容不包括姓名：应用会标出超出登记的一项。",
    es: "Aquí se pregunta también el nombre, que la tienda no registró: la aplicación señala lo que va más allá.",
    en: "This asks for your name as well, which the shop did not register: the app marks what goes beyond.",
  },
  thanks: {
    zh: "谢谢，证明有效。书店得到的内容：",
    es: "Gracias, la prueba vale. Esto es lo que recibe la tienda:",
    en: "Thank you, the proof is valid. This is what the shop gets:",
  },
} as const;

const languageTags: Readonly<Record<Language, string>> = { zh: "zh-CN", es: "es", en: "en" };

/** What the page needs, as a shop would write it (docs/formats.md, *Drop-in*). */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const script = `for (const element of document.querySelectorAll("sello-request"))
  element.sign = async (request) => {
    const headers = { "content-type": "text/plain" };
    const answer = await fetch("${demoShopPaths.signatures}", { method: "POST", headers, body: request });
    if (!answer.ok) throw new Error("the shop does not sign");
    return answer.text();
  };
addEventListener("sello-answer", ({ target, detail }) => {
  const got = target.parentElement.querySelector("[data-got]");
  got.textContent = got.dataset.got + " " + Object.keys(detail.claims).join(", ");
});
`;

const style = `body { margin: 0 auto; max-width: 34rem; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; }
section { margin: 1.5rem 0; padding: 1rem; border: 1px solid #8886; border-radius: 0.75rem; }
h2 { margin-top: 0; }
[data-got] { font-weight: 600; }
`;

const body = {
  "text/plain": {
    as: "bytes",
    description: "A request for a proof, as the page made it.",
    maxBytes: limits.demoWalletBytes,
  },
} as const;

/** Adds the demo's shop to an app: a page of its own, as a shop has one, that asks with the drop-in and signs. */
export function mountDemoShop(app: Express, shop: DemoShop, publicUrl: string): void {
  const { page, script: scriptPath, style: stylePath, signatures } = demoShopPaths;
  app.get(page, (request, response) => {
    response.locals.route = page;
    response.set({ "content-security-policy": policy, "cache-control": "no-store" });
    response.type("html").send(toPage(preferredLanguage(request)));
  });
  for (const [path, type, text] of [
    [scriptPath, "js", script],
    [stylePath, "css", style],
  ] as const)
    app.get(path, (_, response) => {
      response.locals.route = path;
      response.set("cache-control", "no-cache").type(type).send(text);
    });
  app.post(signatures, async (request, response) => {
    response.locals.route = signatures;
    requireOwnOrigin(request.headers.origin, publicUrl);
    const { value } = await readBody(request, body);
    const { content } = value as { readonly content: Uint8Array };
    const signed = await shop.sign(new TextDecoder().decode(content)).catch(toRefusal);
    response.set("cache-control", "no-store").type("text/plain").send(signed);
  });
}

function toRefusal(error: unknown): never {
  if (!(error instanceof SelloError)) throw error;
  throw new InvalidInput("proof_request.invalid", "It is not a request that a page made.", []);
}

const part = (language: Language, name: "adult" | "card", claims: string): string => `<section>
<h2>${words[name][language]}</h2>
<p>${words[`${name}Lead`][language]}</p>
<sello-request name="${words.title[language]}" types="resident-id" claims="${claims}" lang="${language}"></sello-request>
<p data-got="${words.thanks[language]}" role="status"></p>
</section>`;

const toPage = (language: Language): string => `<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.title[language]} · Sello</title>
<link rel="stylesheet" href="${demoShopPaths.style}">
<script type="module" src="/embed/sello-request.js"></script>
<script type="module" src="${demoShopPaths.script}"></script>
</head>
<body>
<main>
<h1>${words.title[language]}</h1>
<p>${words.demo[language]}</p>
${part(language, "adult", "age_over_18=true")}
${part(language, "card", "age_over_18=true name")}
</main>
</body>
</html>
`;
