import type { Language, LocalizedText } from "@sello/sdk";

type Words = Readonly<Record<string, LocalizedText>>;

/** What the verify box says, beside the sdk's own texts. */
export const words = {
  valid: { zh: "有效", es: "Válido", en: "Valid" },
  invalid: { zh: "无效", es: "No válido", en: "Not valid" },
  unknown: { zh: "无法确定", es: "No se puede saber", en: "Cannot tell" },
  nothing: {
    zh: "请先选择文件或粘贴内容。",
    es: "Elija antes un archivo o pegue el documento.",
    en: "Choose a file or paste a document first.",
  },
  tooMany: {
    zh: "一次只能验证一份证件（可附一份原文件）。",
    es: "Solo un documento a la vez, con un archivo original como mucho.",
    en: "One document at a time, with one original file at most.",
  },
  noDocument: {
    zh: "请同时放入证明该文件的 .sello 文件。",
    es: "Añada también el archivo .sello que lo sella.",
    en: "Add the .sello file that seals it, too.",
  },
  failed: {
    zh: "验证未能完成：",
    es: "No se pudo terminar la comprobación: ",
    en: "The check failed to finish: ",
  },
  issuer: { zh: "签发机构", es: "Emitido por", en: "Issued by" },
  type: { zh: "证件类型", es: "Tipo", en: "Type" },
  issued: { zh: "签发于", es: "Emitido", en: "Issued" },
  anchored: { zh: "写入日志于", es: "Anclado", en: "Anchored" },
  expires: { zh: "有效期至", es: "Vence", en: "Expires" },
  withheld: { zh: "未出示的内容", es: "Datos no mostrados", en: "Withheld" },
  replaced: {
    zh: "已由新证件取代",
    es: "Un documento más nuevo ocupa su lugar",
    en: "Replaced by a newer document",
  },
  ended: { zh: "状态变更", es: "Cambio de estado", en: "Status changed" },
  matches: {
    zh: "与签章时完全一致",
    es: "es exactamente el que se selló",
    en: "is exactly the one that was sealed",
  },
  differs: {
    zh: "不是签章时的文件，或已被改动",
    es: "no es el que se selló, o fue modificado",
    en: "is not the one that was sealed, or was changed",
  },
  "not-about-a-file": {
    zh: "该证件不是文件签章",
    es: "el documento no es el sello de un archivo",
    en: "the document is not the seal of a file",
  },
  checks: { zh: "各项检查", es: "Comprobaciones", en: "Checks" },
  next: {
    holder: { zh: "持证人下一步：", es: "Qué hace el titular: ", en: "Next, for the holder: " },
    issuer: { zh: "签发机构下一步：", es: "Qué hace el emisor: ", en: "Next, for the issuer: " },
    verifier: { zh: "核验方下一步：", es: "Qué hace usted: ", en: "Next, for you who check: " },
    network: { zh: "网络运营方下一步：", es: "Qué hace la red: ", en: "Next, for the network: " },
  },
  passed: { zh: "通过", es: "superada", en: "passed" },
  skipped: { zh: "不适用", es: "no aplicable", en: "not applicable" },
  forget: {
    zh: "我知道原因，信任新名单",
    es: "Conozco el motivo: confiar en la nueva",
    en: "I know why: trust the new one",
  },
  trustListChanged: {
    zh: "可信机构名单不是由本浏览器先前信任的签署者签署的。",
    es: "La lista de confianza no la firman aquellos en quienes este navegador ya confiaba.",
    en: "The trust list is not signed by those whom this browser trusted before.",
  },
} as const satisfies Readonly<Record<string, LocalizedText | Words>>;

/** The page's language, as its server chose it. */
export function pageLanguage(): Language {
  const tag = document.documentElement.lang.slice(0, 2);
  return tag === "zh" || tag === "es" ? tag : "en";
}
