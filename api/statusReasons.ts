import type { LocalizedText } from "@sello/sdk";

/** What an officer may do to a document's status. Revoking is final. */
export const statusActions = ["suspend", "reinstate", "revoke"] as const;
export type StatusAction = (typeof statusActions)[number];

type Reason = {
  readonly text: LocalizedText;
  /** The acts that it may be given for. */
  readonly actions: readonly StatusAction[];
};

const ending: readonly StatusAction[] = ["suspend", "revoke"];

/** Why an act is done: a fixed set, so that a reason can be counted, translated and holds no personal data. */
export const statusReasons = {
  unspecified: {
    text: { zh: "未说明", es: "Sin especificar", en: "Unspecified" },
    actions: statusActions,
  },
  key_compromise: {
    text: { zh: "密钥泄露", es: "Clave comprometida", en: "Key compromised" },
    actions: ending,
  },
  superseded: {
    text: { zh: "已被新文件取代", es: "Sustituido por otro", en: "Superseded by a newer document" },
    actions: ["revoke"],
  },
  lost: {
    text: { zh: "遗失", es: "Perdido", en: "Lost" },
    actions: ending,
  },
  stolen: {
    text: { zh: "被盗", es: "Robado", en: "Stolen" },
    actions: ending,
  },
  holder_request: {
    text: { zh: "持有人申请", es: "A petición del titular", en: "Requested by the holder" },
    actions: statusActions,
  },
  authority_decision: {
    text: { zh: "机关决定", es: "Decisión de la autoridad", en: "Decided by the authority" },
    actions: statusActions,
  },
  issued_in_error: {
    text: { zh: "签发有误", es: "Emitido por error", en: "Issued in error" },
    actions: ending,
  },
  deceased: {
    text: { zh: "持有人身故", es: "Titular fallecido", en: "Holder deceased" },
    actions: ["revoke"],
  },
  conditions_not_met: {
    text: {
      zh: "不再符合条件",
      es: "Ya no cumple las condiciones",
      en: "Conditions no longer met",
    },
    actions: ending,
  },
  under_review: {
    text: { zh: "审查中", es: "En revisión", en: "Under review" },
    actions: ["suspend"],
  },
  review_completed: {
    text: { zh: "审查完毕", es: "Revisión concluida", en: "Review completed" },
    actions: ["reinstate"],
  },
  recovered: {
    text: { zh: "已找回", es: "Recuperado", en: "Recovered" },
    actions: ["reinstate"],
  },
  suspended_in_error: {
    text: { zh: "暂停有误", es: "Suspendido por error", en: "Suspended in error" },
    actions: ["reinstate"],
  },
} as const satisfies Readonly<Record<string, Reason>>;

export type StatusReason = keyof typeof statusReasons;

export const isStatusReason = (code: string): code is StatusReason =>
  Object.hasOwn(statusReasons, code);

/** Whether `reason` can be given for `action`: nobody is suspended for having been found. */
export const fitsAction = (reason: StatusReason, action: StatusAction): boolean =>
  (statusReasons[reason].actions as readonly StatusAction[]).includes(action);
