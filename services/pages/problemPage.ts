import { type ProblemCode, problemCatalogue } from "@sello/api";
import type { Language, LocalizedText } from "@sello/sdk";
import type { Request } from "express";
import { chooseLanguage } from "./chooseLanguage.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";

const words = {
  code: { zh: "代码", es: "Código", en: "Code" },
  status: { zh: "HTTP 状态", es: "Estado HTTP", en: "HTTP status" },
  request: { zh: "请求编号", es: "Número de la petición", en: "Request" },
  advice: { zh: "怎么办", es: "Qué hacer", en: "What to do" },
  home: { zh: "回到首页", es: "Volver al inicio", en: "Back to the start" },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const generalAdvice: LocalizedText = {
  zh: "请按 violations 中指出的位置修改请求后再发送。原样重发会得到同样的答复。",
  es: "Corrija la petición donde lo indica «violations» y envíela otra vez. Repetirla tal cual dará la misma respuesta.",
  en: "Mend the request where `violations` points, then send it again. The same request will get the same answer.",
};
const adviceByStatus: Readonly<Record<number, LocalizedText>> = {
  401: {
    zh: "请用 Authorization: Bearer 发送有效的 API 密钥。",
    es: "Envíe una clave de API vigente en Authorization: Bearer.",
    en: "Send an API key that is good now, as Authorization: Bearer.",
  },
  403: {
    zh: "请使用有此权限的密钥，或向管理该机构密钥的人申请。",
    es: "Use una clave que lo permita, o pídala a quien administra las de la autoridad.",
    en: "Use a key that allows this, or ask the administrator of the authority's keys.",
  },
  404: {
    zh: "请检查地址和编号。刚创建的内容可能还需片刻。",
    es: "Compruebe la dirección y los identificadores. Lo recién creado puede tardar un momento.",
    en: "Check the address and the ids. What was just made may take a moment.",
  },
  409: {
    zh: "请先查看现有状态，再决定下一步。",
    es: "Consulte el estado actual antes de decidir el siguiente paso.",
    en: "Look at what is stored before deciding on the next step.",
  },
  429: {
    zh: "请按 Retry-After 等待，并留意 RateLimit 头。",
    es: "Espere lo que dice Retry-After y tenga en cuenta la cabecera RateLimit.",
    en: "Wait as Retry-After says, and mind the RateLimit field.",
  },
  500: {
    zh: "询问时请提供请求编号。",
    es: "Indique el número de la petición cuando pregunte.",
    en: "Name the request when you ask about it.",
  },
  503: {
    zh: "请按 Retry-After 稍后重试；使用同一幂等键不会重复签发。",
    es: "Inténtelo de nuevo según Retry-After; con la misma clave de idempotencia nada se emite dos veces.",
    en: "Try again as Retry-After says; with the same idempotency key nothing is issued twice.",
  },
};

/** A page about a problem: what it is and what to do. */
export function problemPage(
  request: Request,
  code: ProblemCode,
  status: number,
  requestId?: string,
): string {
  const language = chooseLanguage(request);
  const kind = problemCatalogue[code];
  return layout(request, {
    language,
    title: `${kind.title[language]} · Sello`,
    main: html`<section class="card problem">
<p class="status">${status}</p>
<h1>${kind.title[language]}</h1>
${details(language, code, status, requestId)}
<h2>${words.advice[language]}</h2>
<p>${(adviceByStatus[status] ?? generalAdvice)[language]}</p>
<p><a href="/?lang=${language}">${words.home[language]}</a></p>
</section>`,
  });
}

const details = (
  language: Language,
  code: string,
  status: number,
  requestId: string | undefined,
): Html => html`<dl class="facts">
<div><dt>${words.code[language]}</dt><dd><code>${code}</code></dd></div>
<div><dt>${words.status[language]}</dt><dd>${status}</dd></div>
${requestId ? html`<div><dt>${words.request[language]}</dt><dd><code>${requestId}</code></dd></div>` : null}
</dl>`;
