import { styleText } from "node:util";
import type { Language, LocalizedText } from "@sello/sdk";
import { formatTime } from "../formatVerdict.ts";
import { shown } from "../terminal.ts";
import type { LeftOut } from "./compareRegistry.ts";
import type { Violation } from "./Findings.ts";
import type { WatchedLook } from "./Monitor.ts";
import { violationTexts } from "./violationTexts.ts";

const words = {
  good: { zh: "一切相符", es: "TODO CONCUERDA", en: "ALL AGREES" },
  bad: { zh: "发现违规", es: "HAY VIOLACIONES", en: "VIOLATIONS" },
  log: { zh: "日志条目", es: "Entradas del registro", en: "Log entries" },
  fresh: { zh: "本次新读", es: "nuevas", en: "new" },
  documents: { zh: "证件", es: "Documentos", en: "Documents" },
  statusLists: { zh: "状态列表", es: "Listas de estados", en: "Status lists" },
  trustList: { zh: "可信名单版本", es: "Lista de confianza, versión", en: "Trust list, version" },
  block: { zh: "链上区块", es: "Cadena, bloque", en: "Chain, block" },
  noNode: {
    zh: "未与链核对：请用 --rpc 指定您自己信任的节点",
    es: "Sin comparar con la cadena: indique con --rpc un nodo en el que confíe",
    en: "Not compared with the chain: name a node that you trust with --rpc",
  },
  sealed: { zh: "已封存的日志", es: "Registros cerrados", en: "Logs that have ended" },
  knownFrom: {
    zh: "此前的链未能核对",
    es: "La cadena de antes no se ha podido comparar",
    en: "Not compared with the chain of before",
  },
  leftOut: {
    zh: "因内容不合规而未列入名单的机构",
    es: "Autoridades que la lista de confianza no puede nombrar",
    en: "Authorities that the trust list cannot name",
  },
  expected: { zh: "应为", es: "se esperaba", en: "expected" },
  found: { zh: "实为", es: "se encontró", en: "found" },
  more: { zh: "另有同类", es: "y más como estas", en: "and more like these" },
  earlier: {
    zh: "早先发现且无法挽回",
    es: "Encontrado antes, y no se puede deshacer",
    en: "Found earlier, and not to be undone",
  },
  evidence: {
    zh: "状态文件中保存的证据",
    es: "Pruebas guardadas en el archivo de estado",
    en: "Evidence kept in the state file",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const shownCharacters = 160;
const shownLeftOut = 10;

/** One look, for a person on a terminal. */
export function formatLook(seen: WatchedLook, language: Language): string {
  const { violations, count, earlier, summary, after } = seen;
  const text = (name: keyof typeof words) => words[name][language];
  const good = count + earlier.length === 0;
  const heading = styleText(["bold", good ? "green" : "red"], good ? text("good") : text("bad"));
  const rows = [
    `${text("log")}: ${summary.size} (${text("fresh")} ${summary.newEntries})`,
    `${text("documents")}: ${summary.documents}`,
    `${text("statusLists")}: ${summary.statusLists}`,
    `${text("trustList")}: ${summary.trustListVersion}`,
    summary.block === null ? `? ${text("noNode")}` : `${text("block")}: ${summary.block}`,
    ...(summary.sealedLogs > 0 ? [`${text("sealed")}: ${summary.sealedLogs}`] : []),
    ...(summary.chainKnownFrom === null
      ? []
      : [`${text("knownFrom")}: ${formatTime(summary.chainKnownFrom)}`]),
    ...formatLeftOut(summary.leftOut, text("leftOut")),
    ...(after.evidence.length > 0 ? [`${text("evidence")}: ${after.evidence.length}`] : []),
  ];
  const more = count - violations.length;
  return [
    `${heading}  ${shown(after.url)}`,
    ...rows.map((row) => `  ${row}`),
    ...violations.map((violation) => formatViolation(violation, language)),
    ...(more > 0 ? [`  … ${text("more")}: ${more}`] : []),
    ...(earlier.length > 0 ? [`  ${text("earlier")}:`] : []),
    ...earlier.map((violation) => formatViolation(violation, language)),
  ].join("\n");
}

/** The first few; all are in `--json`. */
const formatLeftOut = (leftOut: readonly LeftOut[], label: string): readonly string[] => [
  ...(leftOut.length > 0 ? [`${label}: ${leftOut.length}`] : []),
  ...leftOut
    .slice(0, shownLeftOut)
    .map(({ authority, iss, reason }) => `  ${authority} ${shorten(iss)} (${reason})`),
];

function formatViolation(violation: Violation, language: Language): string {
  const { code, where, expected, found } = violation;
  const place = Object.entries(where).map(([name, value]) => `${name} ${shown(value)}`);
  return [
    styleText("red", `  ✗ ${violationTexts[code][language]} (${code})`),
    ...(place.length > 0 ? [`      ${place.join(", ")}`] : []),
    `      ${words.expected[language]}: ${shorten(expected)}`,
    `      ${words.found[language]}: ${shorten(found)}`,
  ].join("\n");
}

/** Longer values are complete in the state file and in `--json`. */
function shorten(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = shown(text.replaceAll("\n", " ⏎ "));
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
}
