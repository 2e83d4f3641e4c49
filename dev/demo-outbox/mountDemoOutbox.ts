import type { Language } from "@sello/sdk";
import type { Express } from "express";
import { demoOutboxPath } from "../../services/http/demoOutboxPath.ts";
import { preferredLanguage } from "../../services/http/preferredLanguage.ts";
import { demoResidents } from "../demo-residents/residentPeople.ts";

/** A message that a resident's phone would have got. */
export type ShownMessage = {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly text: string;
  /** Unix seconds. */
  readonly createdAt: number;
};

const words = {
  title: {
    zh: "演示短信",
    es: "Mensajes de la demostración",
    en: "Messages of the demo",
  },
  lead: {
    zh: "本页只在演示中存在。真实部署会把这些短信发到居民的手机；这里任何人都能看到。最新的在最前面，页面每 5 秒刷新。",
    es: "Esta página existe solo en la demostración. En uso real estos mensajes van al teléfono de cada persona; aquí los ve cualquiera. El más reciente va primero; la página se renueva cada 5 segundos.",
    en: "This page exists in the demo alone. In real use these messages go to people's phones; here anybody sees them. The newest comes first; the page renews itself every 5 seconds.",
  },
  residents: {
    zh: "可以试用的居民（均为虚构）",
    es: "Personas que puede probar (no existen)",
    en: "People to try (none of them exists)",
  },
  none: { zh: "还没有短信。", es: "Todavía no hay ninguno.", en: "There are none yet." },
} as const;

const languageTags: Readonly<Record<Language, string>> = { zh: "zh-CN", es: "es", en: "en" };

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Whom one may sign in as. */
const residents = demoResidents.map(({ name, phone, idNumber }) => ({ name, phone, idNumber }));

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);

/** Adds the outbox to a demo's app: as a page, or as JSON to who asks for that. */
export function mountDemoOutbox(
  app: Express,
  outbox: { newest(): Promise<readonly ShownMessage[]> },
): void {
  app.get(demoOutboxPath, async (request, response) => {
    response.locals.route = demoOutboxPath;
    const found = await outbox.newest();
    const messages = found.map(({ id, kind, to, text, createdAt }) => ({
      ...{ id, kind, to, text, createdAt },
    }));
    response.set("cache-control", "no-store");
    if (request.accepts("html", "json") === "json") response.json({ messages, residents });
    else response.type("html").send(toPage(messages, preferredLanguage(request)));
  });
}

const toPage = (messages: readonly ShownMessage[], language: Language): string =>
  `<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="5">
<title>${words.title[language]} · Sello</title>
</head>
<body>
<main>
<h1>${words.title[language]}</h1>
<p>${words.lead[language]}</p>
${messages.length === 0 ? `<p>${words.none[language]}</p>` : `<ol>${messages.map(toItem).join("\n")}</ol>`}
<h2>${words.residents[language]}</h2>
<ul>${residents.map(({ name, phone, idNumber }) => `<li>${escaped(name)}: ${phone}, ${idNumber}</li>`).join("\n")}</ul>
</main>
</body>
</html>
`;

const toItem = ({ to, text, createdAt }: ShownMessage): string => {
  const time = new Date(createdAt * 1_000).toISOString();
  return `<li><p><strong>${escaped(to)}</strong> <time datetime="${time}">${time.slice(11, 19)}</time><br>${escaped(text)}</p></li>`;
};
