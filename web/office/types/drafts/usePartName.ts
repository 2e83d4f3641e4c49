import { useTranslation } from "react-i18next";

// What the parts of a design are called in the designer, by the beginning of where they are.
const ofType = {
  title: "titleField",
  description: "description",
  name: "name",
  naturalKey: "key",
  person: "person",
  nameClaim: "nameClaim",
  "term.unit": "term",
  "term.count": "count",
  term: "term",
  copiesMax: "copies",
  "card.background": "background",
  "card.text": "textColour",
  "card.face": "face",
  "card.photo": "photo",
  claims: "claims",
} as const;
const ofClaim = {
  title: "claimTitle",
  required: "required",
  disclosable: "disclosable",
  charactersMax: "charactersMax",
  multiLine: "multiLine",
  min: "least",
  max: "most",
  birth: "birth",
  choices: "choices",
  prefix: "prefix",
  characters: "characters",
  from: "from",
  years: "years",
  aliases: "columns",
  rule: "rule",
  name: "technical",
  kind: "claims",
} as const;
type PartText = (typeof ofType)[keyof typeof ofType] | (typeof ofClaim)[keyof typeof ofClaim];
const languages = { zh: "inZh", es: "inEs", en: "inEn" } as const;

/** Says where a difference is, in the words of the designer. */
export function usePartName(): (part: string, isOfClaim: boolean) => string {
  const { t } = useTranslation();
  return (part, isOfClaim) => {
    if (part === "") return "";
    const names: Readonly<Record<string, PartText>> = isOfClaim ? ofClaim : ofType;
    const [first = "", second = ""] = part.split(".");
    const name = names[`${first}.${second}`] ?? names[first];
    const last = part.split(".").at(-1) ?? "";
    const language = Object.hasOwn(languages, last)
      ? `, ${t(`design.${languages[last as keyof typeof languages]}`)}`
      : "";
    return (name ? t(`design.${name}`) : part) + language;
  };
}
