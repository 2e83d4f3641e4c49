import type { LocalizedText } from "@sello/sdk";
import type { GivenClaim } from "./TypeDesign.ts";

export const idNumberRule: LocalizedText = {
  zh: "18位：17位数字加一位数字或X，与证件上一致；旧的15位号码请换成18位。",
  es: "18 caracteres: 17 cifras y una cifra o X, como en el documento; el número antiguo de 15 cifras no vale.",
  en: "18 characters: 17 digits and a digit or X, as on the card; the old 15-digit number is not taken.",
};

/** What is right of a claim, in a sentence, where its designer has written none. */
export function toRule(claim: GivenClaim): LocalizedText {
  switch (claim.kind) {
    case "text": {
      const { charactersMax: max } = claim;
      return {
        zh: `1至${max}个字。`,
        es: `De 1 a ${max} caracteres.`,
        en: `1 to ${max} characters.`,
      };
    }
    case "number": {
      const { min, max } = claim;
      return {
        zh: `${min}至${max}的整数。`,
        es: `Número entero de ${min} a ${max}.`,
        en: `A whole number from ${min} to ${max}.`,
      };
    }
    case "date":
      return claim.birth ? birthRule : dateRule;
    case "choice": {
      const list = (language: "zh" | "es" | "en") =>
        claim.choices
          .map(({ value, words }) =>
            value === words[language] ? value : `${value} (${words[language]})`,
          )
          .join(", ");
      return fit({ zh: `${list("zh")}。`, es: `${list("es")}.`, en: `${list("en")}.` });
    }
    case "code":
      return codeRule(claim);
    case "idNumber":
      return idNumberRule;
    case "photo":
      return {
        zh: "JPEG、PNG或WebP图片的base64文本，图片不超过20 KiB。",
        es: "Imagen JPEG, PNG o WebP en base64, de 20 KiB como mucho.",
        en: "A JPEG, PNG or WebP picture in base64, of at most 20 KiB.",
      };
  }
}

const dateRule: LocalizedText = {
  zh: "年-月-日，如2026-02-01。",
  es: "Año-mes-día, como 2026-02-01.",
  en: "Year-month-day, as in 2026-02-01.",
};
const birthRule: LocalizedText = {
  zh: "年-月-日，如1985-09-30；不晚于今天，不早于1850年。",
  es: "Año-mes-día, como 1985-09-30; ni después de hoy ni antes de 1850.",
  en: "Year-month-day, as in 1985-09-30; not after today and not before 1850.",
};

function codeRule({ prefix, characters, min, max }: Extract<GivenClaim, { kind: "code" }>) {
  const isDigits = characters === "digits";
  const count = min === max ? `${min}` : `${min}–${max}`;
  const start = {
    zh: prefix === "" ? "" : `以${prefix}开头，后接`,
    es: prefix === "" ? "" : `${prefix} y `,
    en: prefix === "" ? "" : `${prefix} and `,
  };
  return {
    zh: `${start.zh}${count}位${isDigits ? "数字" : "大写字母或数字"}。`,
    es: `${start.es}${count} ${isDigits ? "cifras" : "letras mayúsculas o cifras"}.`,
    en: `${start.en}${count} ${isDigits ? "digits" : "capital letters or digits"}.`,
  };
}

/** Texts of a type have 300 characters at most: a long list is cut short. */
const fit = (texts: LocalizedText): LocalizedText => ({
  zh: cut(texts.zh),
  es: cut(texts.es),
  en: cut(texts.en),
});
const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text);
