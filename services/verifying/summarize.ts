import {
  describeMandate,
  type Language,
  type LocalizedText,
  languages,
  type Verdict,
} from "@sello/sdk";
import type { PlaceStatus } from "../status/PublishedLists.ts";
import type { Explanation } from "./VerificationResult.ts";

type Ended = Exclude<PlaceStatus["status"], "valid">;

const locales: Readonly<Record<Language, string>> = { zh: "zh-CN", es: "es-ES", en: "en-GB" };

const formats = Object.fromEntries(
  languages.map((language) => [
    language,
    new Intl.DateTimeFormat(locales[language], {
      dateStyle: "long",
      timeStyle: "short",
      // The city's own time: China keeps one, without summer time.
      timeZone: "Asia/Shanghai",
    }),
  ]),
) as Record<Language, Intl.DateTimeFormat>;

const ended: Readonly<Record<Ended, Record<Language, (by: string, at: string) => string>>> = {
  revoked: {
    zh: (by, at) => `已由${by}于${at}吊销。`,
    es: (by, at) => `${by} lo revocó el ${at}.`,
    en: (by, at) => `${by} revoked it on ${at}.`,
  },
  suspended: {
    zh: (by, at) => `已由${by}于${at}暂停。`,
    es: (by, at) => `${by} lo suspendió el ${at}.`,
    en: (by, at) => `${by} suspended it on ${at}.`,
  },
};

const pending: LocalizedText = {
  zh: "它由本平台签发，尚未写入公开日志，请稍后再试。",
  es: "Se emitió aquí y aún no está en el registro público: inténtelo de nuevo en un momento.",
  en: "It was issued here and is not in the public log yet: try again in a moment.",
};

/** A verdict in plain words: what it is, what ended it, and whether the file is the sealed one. */
export function summarize(
  verdict: Verdict,
  { proof, statusChange, file }: Explanation,
): LocalizedText {
  const sentences = [
    verdict.text,
    describeDelegate(verdict),
    statusChange === null ? null : describeEnd(statusChange),
    proof === "pending" ? pending : null,
    file?.text ?? null,
  ].filter((sentence) => sentence !== null);
  const join = (language: Language) =>
    sentences.map((sentence) => sentence[language]).join(language === "zh" ? "" : " ");
  return { zh: join("zh"), es: join("es"), en: join("en") };
}

/** Who acts for whom is no less than whether it is genuine. */
function describeDelegate({ document }: Verdict): LocalizedText | null {
  if (document?.mandate === undefined) return null;
  const { mandate, timeZone } = document;
  const say = (language: Language) =>
    describeMandate(mandate, language, timeZone) + (language === "zh" ? "。" : ".");
  return { zh: say("zh"), es: say("es"), en: say("en") };
}

const replacedText: LocalizedText = {
  zh: "已由新证件取代。",
  es: "Un documento más nuevo ocupa su lugar.",
  en: "A newer document took its place.",
};

function describeEnd({ status, since, by, replaced }: PlaceStatus): LocalizedText | null {
  if (replaced) return replacedText;
  if (status === "valid" || since === null || by === null) return null;
  const say = (language: Language) =>
    ended[status][language](by.name[language], formats[language].format(since * 1000));
  return { zh: say("zh"), es: say("es"), en: say("en") };
}
