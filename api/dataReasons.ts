import type { LocalizedText } from "@sello/sdk";

type Reasons = Readonly<Record<string, LocalizedText>>;

/** Why what documents say is read or looked for. A fixed set, so that it can be counted, translated and holds no personal data. */
export const readingReasons = {
  delivery: { zh: "交付持有人", es: "Entrega al titular", en: "To hand it to its holder" },
  holder_request: {
    zh: "持有人申请",
    es: "A petición del titular",
    en: "Requested by the holder",
  },
  check: {
    zh: "核查申请或办理事项",
    es: "Comprobación de una solicitud o un trámite",
    en: "To check an application or an act",
  },
  complaint: { zh: "处理投诉", es: "Reclamación", en: "To answer a complaint" },
  legal_order: { zh: "依法要求", es: "Mandato legal", en: "Ordered by law" },
  audit: { zh: "审计", es: "Auditoría", en: "Audit" },
} as const satisfies Reasons;

export type ReadingReason = keyof typeof readingReasons;

/** Why what a document says is erased. */
export const erasureReasons = {
  holder_request: readingReasons.holder_request,
  retention_ended: {
    zh: "保存期限已满",
    es: "Fin del plazo de conservación",
    en: "Its retention period is over",
  },
  legal_order: readingReasons.legal_order,
  issued_in_error: { zh: "签发有误", es: "Emitido por error", en: "Issued in error" },
} as const satisfies Reasons;

export type ErasureReason = keyof typeof erasureReasons;
