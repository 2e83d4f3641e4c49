import type { LocalizedText } from "../../LocalizedText.ts";
import type { Authority } from "../../trust/TrustList.ts";
import { loadedWords } from "../texts/loadWords.ts";
import type { Check } from "../Verdict.ts";
import type { Cause, CauseCode } from "./Cause.ts";
import { causeTable } from "./causeTable.ts";
import type { Step } from "./steps.ts";

const someIssuer: LocalizedText = {
  zh: "签发机构",
  es: "la autoridad que lo emitió",
  en: "the authority that issued it",
};

/**
 * The cause that a check is.
 * @param check one that failed or stayed unknown
 * @param issuer the authority that the document names, if the trust list has it
 */
export function toCause(check: Check, issuer: Pick<Authority, "name" | "iss"> | null): Cause {
  const code = check.code as CauseCode;
  const [kind, name] = causeTable[code];
  const step: Step = loadedWords().steps[name];
  const fill = (text: LocalizedText) => withIssuer(text, issuer?.name ?? someIssuer);
  return {
    code,
    kind,
    move: step.move,
    text: check.text,
    next: fill(step.next),
    holder: fill(step.holder ?? step.next),
    where: issuer?.iss ?? null,
  };
}

function withIssuer(text: LocalizedText, name: LocalizedText): LocalizedText {
  const inLanguage = (language: keyof LocalizedText): string => {
    const filled = text[language].replaceAll("{issuer}", () => name[language]);
    // A sentence may begin with the name.
    return filled.slice(0, 1).toUpperCase() + filled.slice(1);
  };
  return { zh: inLanguage("zh"), es: inLanguage("es"), en: inLanguage("en") };
}
