import type { LocalizedText } from "@sello/sdk";

/** Why an officer at a desk changes a person's registered phone. */
export const phoneReasons = {
  new_number: {
    zh: "本人换了号码",
    es: "Tiene un número nuevo",
    en: "The person has a new number",
  },
  lost: { zh: "手机遗失", es: "Perdió el teléfono", en: "The phone is lost" },
  stolen: { zh: "手机被盗", es: "Le robaron el teléfono", en: "The phone was stolen" },
  wrong_entry: {
    zh: "号码登记有误",
    es: "El número se anotó mal",
    en: "The number was entered wrongly",
  },
  person_asks: { zh: "本人申请", es: "Lo pide la persona", en: "The person asks for it" },
} as const satisfies Readonly<Record<string, LocalizedText>>;
export type PhoneReason = keyof typeof phoneReasons;

/** Why a person's devices are to be ended. */
export const deviceReasons = {
  stolen: { zh: "被盗", es: "Robado", en: "Stolen" },
  lost: { zh: "遗失", es: "Perdido", en: "Lost" },
  misused: { zh: "被他人使用", es: "Lo usa otra persona", en: "Used by somebody else" },
} as const satisfies Readonly<Record<string, LocalizedText>>;
export type DeviceReason = keyof typeof deviceReasons;
