import { styleText } from "node:util";
import type { StatusChange } from "@sello/api/client";
import {
  type Check,
  type DocumentType,
  decidingCheck,
  describeClaims,
  describeMandate,
  type FileMatch,
  type Language,
  type Move,
  toCityTime,
  toVisibleText,
  type Verdict,
} from "@sello/sdk";

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
  expires: { zh: "有效期至", es: "Válido hasta", en: "Valid until" },
  anchored: { zh: "入账时间", es: "Registrado", en: "Anchored" },
  mandate: { zh: "代为出示", es: "En nombre de otra persona", en: "For another" },
  status: { zh: "状态截至", es: "Estado a fecha de", en: "Status as of" },
} as const;

const nextWords: Readonly<Record<Move, Record<Language, string>>> = {
  holder: { zh: "持证人下一步", es: "Qué hace el titular", en: "Next, for the holder" },
  issuer: { zh: "签发机关下一步", es: "Qué hace el emisor", en: "Next, for the issuer" },
  verifier: { zh: "核验方下一步", es: "Qué hace quien comprueba", en: "Next, for you who check" },
  network: { zh: "网络运营方下一步", es: "Qué hace la red", en: "Next, for the network" },
};

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
  replaced: {
    zh: "已由新证件取代",
    es: "Un documento más nuevo ocupa su lugar",
    en: "Replaced by a newer document",
  },
  revoked: { zh: "吊销", es: "Revocado", en: "Revoked" },
  suspended: { zh: "暂停", es: "Suspendido", en: "Suspended" },
  valid: { zh: "有效", es: "Válido", en: "Valid" },
} as const;

/** Who revoked or suspended, and since when. */
export function formatStatusChange(
  detail: StatusChange,
  language: Language,
  timeZone: string | null,
): string {
  const by = detail.by ? `: ${toVisibleText(detail.by.name[language])}` : "";
  const since = detail.since === null ? "" : `, ${toCityTime(detail.since, { timeZone })}`;
  return `\n  ${statusWords[detail.replaced ? "replaced" : detail.status][language]}${by}${since}`;
}

/** How one check ended. Its words hold names that others chose. */
function formatCheck(check: Check, language: Language, timeZone: string | null): string {
  const text = toVisibleText(check.text[language]);
  const known = check.knownAt === undefined ? null : toCityTime(check.knownAt, { timeZone });
  // Most texts say the time themselves.
  const age = known === null || text.includes(known) ? "" : `  (${known})`;
  return `  ${marks[check.outcome]} ${text}${age}`;
}

/**
 * A verdict as a person reads it on a terminal. Colours only where the terminal has them. Nothing that the document, its
 * issuer or the trust list says is obeyed by the terminal or begins a line.
 * @param type the document's type, as the trust list has it: its titles and their order
 */
export function formatVerdict(
  verdict: Verdict,
  language: Language,
  type: DocumentType | null = null,
): string {
  const heading = styleText(
    ["bold", colours[verdict.outcome]],
    `${headings[verdict.outcome][language]}  ${toVisibleText(reason(verdict)[language])}`,
  );
  const timeZone = verdict.document?.timeZone ?? null;
  const checks = verdict.checks
    .filter((check) => check.outcome !== "skipped")
    .map((check) => formatCheck(check, language, timeZone));
  const rows = [...describeCause(verdict, language), ...describe(verdict, language, type)];
  return [heading, ...rows.map(formatRow), "", ...checks].join("\n");
}

/** What decided, in place of the heading in other words: "revoked" must not be looked for in a list. */
const reason = (verdict: Verdict) => decidingCheck(verdict)?.text ?? verdict.text;

type Row = { readonly title: string; readonly lines: readonly string[] };

/** Lines after the first are further in than any line of ours. */
const formatRow = ({ title, lines }: Row): string =>
  `  ${title}: ${lines.map((line) => toVisibleText(line)).join("\n        ")}`;

function describeCause({ cause }: Verdict, language: Language): Row[] {
  if (cause === undefined) return [];
  const row = (move: Move, sentence: string): Row => ({
    title: nextWords[move][language],
    lines: [move === "holder" && cause.where !== null ? `${sentence} ${cause.where}` : sentence],
  });
  const next = row(cause.move, cause.next[language]);
  return cause.move === "holder" ? [next] : [next, row("holder", cause.holder[language])];
}

function describe(verdict: Verdict, language: Language, type: DocumentType | null): Row[] {
  const { document, asOf } = verdict;
  if (!document) return [];
  const { timeZone, expiresAt } = document;
  const row = (title: string, line: string): Row => ({ title, lines: [line] });
  const time = (seconds: number, isEnd = false) => toCityTime(seconds, { timeZone, isEnd });
  const rows: Row[] = [
    row(words.type[language], document.type.name?.[language] ?? document.type.vct),
    row(words.issuer[language], document.issuer.name[language]),
    ...(document.mandate === undefined
      ? []
      : [row(words.mandate[language], describeMandate(document.mandate, language, timeZone))]),
    ...describeClaims(document, type, language),
  ];
  if (expiresAt !== null) rows.push(row(words.expires[language], time(expiresAt, true)));
  if (asOf.anchoredAt) rows.push(row(words.anchored[language], time(asOf.anchoredAt)));
  if (asOf.statusIssuedAt) rows.push(row(words.status[language], time(asOf.statusIssuedAt)));
  return rows;
}
