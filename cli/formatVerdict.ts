import { styleText } from "node:util";
import type { StatusChange } from "@sello/api/client";
import { type Check, decidingCheck, type FileMatch, type Language, type Verdict } from "@sello/sdk";

const marks = { passed: "✓", failed: "✗", unknown: "?", skipped: "–" } as const;
const colours = { valid: "green", invalid: "red", unknown: "yellow" } as const;
const headings = {
  valid: { zh: "有效", es: "VÁLIDO", en: "VALID" },
  invalid: { zh: "无效", es: "NO VÁLIDO", en: "INVALID" },
  unknown: { zh: "无法确定", es: "NO SE SABE", en: "UNKNOWN" },
} as const;
const words = {
  issuer: { zh: "签发机关", es: "Emisor", en: "Issuer" },
  type: { zh: "证件", es: "Documento", en: "Document" },
  anchored: { zh: "入账时间", es: "Registrado", en: "Anchored" },
  status: { zh: "状态截至", es: "Estado a fecha de", en: "Status as of" },
} as const;

/** Unix seconds as ISO 8601 to the second, in UTC. */
export const formatTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

const fileWords = {
  matches: {
    zh: "✓ 该文件正是此证明所指的文件。",
    es: "✓ El archivo es el que el documento sella.",
    en: "✓ The file is the one that the document seals.",
  },
  differs: {
    zh: "✗ 该文件不是此证明所指的文件，或已被改动。",
    es: "✗ El archivo es otro, o fue modificado.",
    en: "✗ The file is another one, or it was changed.",
  },
  "not-about-a-file": {
    zh: "✗ 此证明与文件无关。",
    es: "✗ El documento no sella ningún archivo.",
    en: "✗ The document does not seal a file.",
  },
} as const;

/** Whether the file that was named is the sealed one. */
export const formatFileMatch = (match: FileMatch, language: Language): string =>
  `  ${fileWords[match][language]}`;

const statusWords = {
  revoked: { zh: "吊销", es: "Revocado", en: "Revoked" },
  suspended: { zh: "暂停", es: "Suspendido", en: "Suspended" },
  valid: { zh: "有效", es: "Válido", en: "Valid" },
} as const;

/** Who revoked or suspended, and since when. */
export function formatStatusChange(detail: StatusChange, language: Language): string {
  const by = detail.by ? `: ${detail.by.name[language]}` : "";
  const since = detail.since === null ? "" : `, ${formatTime(detail.since)}`;
  return `\n  ${statusWords[detail.status][language]}${by}${since}`;
}

const formatCheck = (check: Check, language: Language): string => {
  const age = check.knownAt === undefined ? "" : `  (${formatTime(check.knownAt)})`;
  return `  ${marks[check.outcome]} ${check.text[language]}${age}`;
};

/** A verdict as a person reads it on a terminal. Colours only where the terminal has them. */
export function formatVerdict(verdict: Verdict, language: Language): string {
  const heading = styleText(
    ["bold", colours[verdict.outcome]],
    `${headings[verdict.outcome][language]}  ${reason(verdict)[language]}`,
  );
  return [heading, ...describe(verdict, language), "", ...checks(verdict, language)].join("\n");
}

/** What decided, in place of the heading in other words: "revoked" must not be looked for in a list. */
const reason = (verdict: Verdict) => decidingCheck(verdict)?.text ?? verdict.text;

const checks = (verdict: Verdict, language: Language): string[] =>
  verdict.checks
    .filter((check) => check.outcome !== "skipped")
    .map((check) => formatCheck(check, language));

function describe(verdict: Verdict, language: Language): string[] {
  const { document, asOf } = verdict;
  if (!document) return [];
  const rows: [string, string][] = [
    [words.type[language], document.type.name?.[language] ?? document.type.vct],
    [words.issuer[language], document.issuer.name[language]],
    ...Object.entries(document.claims).map(([name, value]): [string, string] => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  ];
  if (asOf.anchoredAt) rows.push([words.anchored[language], formatTime(asOf.anchoredAt)]);
  if (asOf.statusIssuedAt) rows.push([words.status[language], formatTime(asOf.statusIssuedAt)]);
  return rows.map(([name, value]) => `  ${name}: ${value}`);
}
