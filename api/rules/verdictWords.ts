import type { LocalizedText } from "@sello/sdk";
import type { EvidenceVerdict } from "@sello/sdk/decision";

const words = (en: string, es: string, zh: string): LocalizedText => ({ zh, es, en });

/** What the check of a piece of evidence gives, in words; `none`: an optional one that nobody gave. */
export const verdictWords: Readonly<Record<EvidenceVerdict | "none", LocalizedText>> = {
  valid: words("valid", "válido", "有效"),
  expired: words("expired", "caducado", "已过期"),
  "not-yet": words("not valid yet", "aún no válido", "尚未生效"),
  suspended: words("suspended", "suspendido", "已暂停"),
  revoked: words("revoked", "anulado", "已注销"),
  superseded: words("replaced by a newer one", "sustituido por otro", "已被新证取代"),
  invalid: words("not genuine", "no auténtico", "不真实"),
  unknown: words("could not be checked", "no se pudo comprobar", "无法核验"),
  none: words("not handed in", "no presentado", "未提交"),
};
