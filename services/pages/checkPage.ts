import type { Language, LocalizedText } from "@sello/sdk";
import { html } from "./html.ts";
import type { Page } from "./layout.ts";
import type { PageParts } from "./PageParts.ts";
import { timeView } from "./timeView.ts";

/** What a place of a status list says. Times are Unix seconds. */
type PlaceStatus = {
  readonly status: "valid" | "suspended" | "revoked";
  readonly since: number | null;
  readonly replaced: boolean;
  readonly asOf: { readonly time: number };
};

export type CheckParts = Pick<PageParts, "registry"> & {
  readonly statuses: {
    /** Unknown: `NotFound` `status_list.unknown`, `status_list.unknown_place`. */
    ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
  };
};

const words = {
  title: { zh: "证件是否有效", es: "¿Vale el documento?", en: "Does the document count?" },
  issuer: { zh: "签发机构", es: "Emitido por", en: "Issued by" },
  since: { zh: "自", es: "Desde", en: "Since" },
  asOf: { zh: "状态截至", es: "Estado a fecha de", en: "As of" },
  place: {
    zh: "状态列表中的位置",
    es: "Lugar en la lista de estados",
    en: "Place in the status list",
  },
  note: {
    zh: "本页只说明纸质证件所指的证件目前的状态；有效期见纸面。证件内容是否属实，请用持有人的 .sello 文件验证，或向签发机构查询。",
    es: "Esta página dice solo cómo está ahora el documento al que lleva el código del papel; cuándo vence está impreso en él. Que lo impreso es cierto se comprueba con el archivo .sello del titular o en la oficina que lo emitió.",
    en: "This page says only how the document stands that the code on the paper leads to; when it expires is printed there. Whether what is printed is true is verified with the holder's .sello file, or at the office that issued it.",
  },
  verify: { zh: "验证文件", es: "Verificar un archivo", en: "Verify a file" },
  replaced: {
    zh: "已由新证件取代，请查看新证件。",
    es: "Lo sustituyó un documento más nuevo: pida ver ese.",
    en: "A newer document took its place: ask to see that one.",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const verdicts: Readonly<Record<PlaceStatus["status"], LocalizedText>> = {
  valid: {
    zh: "未被暂停或吊销",
    es: "Ni suspendido ni revocado",
    en: "Neither suspended nor revoked",
  },
  suspended: {
    zh: "已暂停，目前无效",
    es: "Suspendido: ahora no vale",
    en: "Suspended: it does not count now",
  },
  revoked: {
    zh: "已吊销，不再有效",
    es: "Revocado: ya no vale",
    en: "Revoked: it does not count any more",
  },
};

/**
 * What a verdict looks like, by the classes of the site's style. Not green: a code may have been made up, and every place
 * of a list says this, those that nobody uses yet too.
 */
const looks = { valid: "", suspended: "unknown", revoked: "invalid" } as const;

/**
 * Where the code on a printed document leads: whether the document counts. Its address is a place in a status list, which
 * is public, and tells neither whom it is about nor when it was issued. Errors as `ofPlace`.
 */
export async function checkPage(
  parts: CheckParts,
  place: { readonly authority: string; readonly list: number; readonly index: number },
  language: Language,
): Promise<Page> {
  const { authority: slug, list, index } = place;
  const authority = await parts.registry.bySlug(slug);
  const found = await parts.statuses.ofPlace(slug, list, index);
  return {
    language,
    title: `${words.title[language]} · Sello`,
    main: html`<h1>${words.title[language]}</h1>
<div class="verdict ${looks[found.status]}" role="status"><p><strong>${verdicts[found.status][language]}</strong></p>
${found.replaced ? html`<p>${words.replaced[language]}</p>` : null}</div>
<section class="panel"><dl class="facts">
<div><dt>${words.issuer[language]}</dt><dd><a href="/authorities/${slug}?lang=${language}">${authority.name[language]}</a></dd></div>
${found.since === null ? null : html`<div><dt>${words.since[language]}</dt><dd>${timeView(found.since)}</dd></div>`}
<div><dt>${words.asOf[language]}</dt><dd>${timeView(found.asOf.time)}</dd></div>
<div><dt>${words.place[language]}</dt><dd><code>${slug} / ${list} / ${index}</code></dd></div>
</dl>
<p>${words.note[language]}</p>
<p><a href="/?lang=${language}">${words.verify[language]}</a></p></section>`,
  };
}
