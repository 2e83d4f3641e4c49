import type { LocalizedText } from "@sello/sdk";

/** What a document counts for now. */
const statuses = ["valid", "suspended", "revoked"] as const;
type Status = (typeof statuses)[number];

type Message = {
  readonly text: LocalizedText;
  /** What a document must count for, so that the message is true of it. */
  readonly statuses: readonly Status[];
};

/** What an office tells the holders of documents: a fixed set, so that it is translated and holds no personal data. */
export const holderMessages = {
  being_checked: {
    text: {
      zh: "我们正在核查同类证件。您的证件继续有效，无需办理任何手续。",
      es: "Estamos revisando documentos como este. El suyo sigue siendo válido y no tiene que hacer nada.",
      en: "We are checking documents like this one. Yours stays valid meanwhile, and you need do nothing.",
    },
    statuses: ["valid"],
  },
  suspended_for_check: {
    text: {
      zh: "该证件在核查期间暂停使用。您无需办理手续，结果会另行通知。",
      es: "Este documento está suspendido mientras lo revisamos. No tiene que hacer nada: le avisaremos del resultado.",
      en: "This document is suspended while we check it. You need do nothing: you will be told how it ends.",
    },
    statuses: ["suspended"],
  },
  in_order: {
    text: {
      zh: "核查已经结束，该证件没有问题。",
      es: "La revisión ha terminado: este documento está en regla.",
      en: "The check has ended: this document is in order.",
    },
    statuses: ["valid"],
  },
  new_one_comes: {
    text: {
      zh: "我们将为您换发新证件，您无需办理手续。",
      es: "Recibirá uno nuevo. No tiene que hacer nada.",
      en: "You will get a new one. You need do nothing.",
    },
    statuses,
  },
  apply_again: {
    text: {
      zh: "该证件签发有误，现已作废。您可以重新申请。",
      es: "Este documento se emitió por error y ya no cuenta. Puede solicitar uno nuevo.",
      en: "This document was issued by mistake and does not count any more. You can apply for a new one.",
    },
    statuses: ["revoked"],
  },
  come_in: {
    text: {
      zh: "请您就该证件到我单位办理。",
      es: "Venga a nuestra oficina por este documento, por favor.",
      en: "Please come to our office about this document.",
    },
    statuses,
  },
} as const satisfies Readonly<Record<string, Message>>;

export type HolderMessage = keyof typeof holderMessages;

export const isHolderMessage = (code: string): code is HolderMessage =>
  Object.hasOwn(holderMessages, code);

/** Whether the message is true of a document that counts for this. */
export const fitsStatus = (message: HolderMessage, status: Status): boolean =>
  (holderMessages[message].statuses as readonly Status[]).includes(status);
