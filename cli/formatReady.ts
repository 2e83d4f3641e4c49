import { styleText } from "node:util";
import type { ServiceMessage } from "@sello/api/startup";
import type { Language } from "@sello/sdk";
import { readWhole } from "./files.ts";
import type { DemoAccess } from "./server.ts";

export type Ready = ServiceMessage & { readonly kind: "ready" };

type Words = { readonly [language in Language]: string };

const words = {
  ready: { zh: "Sello 已就绪：", es: "Sello está listo: ", en: "Sello is ready: " },
  begin: { zh: "从这里开始", es: "Por dónde empezar", en: "Where to begin" },
  officer: { zh: "经办人员", es: "Funcionario", en: "Officer" },
  resident: { zh: "市民", es: "Ciudadano", en: "Resident" },
  verifier: { zh: "核验人", es: "Verificador", en: "Verifier" },
  system: { zh: "业务系统", es: "Sistemas", en: "Systems" },
  officerHint: {
    zh: "签发一千份示例证件（暂无网页，请用命令）",
    es: "emite mil documentos de ejemplo (aún no hay página, solo la orden)",
    en: "issues a thousand sample documents (no page yet, only the command)",
  },
  residentHint: {
    zh: "从机关发给的 .sello 文件中只出示选定的内容（暂无网页，请用命令）",
    es: "del archivo .sello que le dio la oficina, muestra solo lo elegido (aún no hay página)",
    en: "of the .sello file from the office, shows only what they choose (no page yet)",
  },
  verifierHint: {
    zh: "在浏览器中核验证件",
    es: "comprueba un documento en el navegador",
    en: "checks a document, in the browser",
  },
  systemHint: {
    zh: "接口说明",
    es: "la API y su descripción",
    en: "the API and its description",
  },
  keys: {
    zh: "演示机构的密钥（供 --as 使用）：",
    es: "Claves de las oficinas de ejemplo (para --as): ",
    en: "Keys of the demo's offices (for --as): ",
  },
  other: {
    zh: "命令请在另一个终端中运行；./sello help 列出全部命令。",
    es: "Ejecute las órdenes en otra terminal; ./sello help las enumera todas.",
    en: "Run the commands in another terminal; ./sello help lists them all.",
  },
  stop: { zh: "按 Ctrl-C 停止。", es: "Ctrl-C lo detiene.", en: "Ctrl-C stops." },
} as const satisfies Readonly<Record<string, Words>>;

const sampleOffice = "population-administration";

const counts = ({ authorities, documents, logSize }: Ready): Words => ({
  zh: `${authorities} 个机构，${documents} 份证件，日志 ${logSize} 条`,
  es: `${authorities} autoridades, ${documents} documentos, ${logSize} entradas en el registro`,
  en: `${authorities} authorities, ${documents} documents, ${logSize} log entries`,
});

/** As a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const hasSampleOffice = (file: string | null): boolean => {
  const access = file ? readWhole<DemoAccess>(file) : null;
  return access?.keys?.some((key) => key.authority === sampleOffice) ?? false;
};

/**
 * What is shown when the service is ready: for each kind of reader where to begin, with what works today.
 * @param folder the data folder that the other commands have to be given; null when they find it by themselves
 */
export function formatReady(ready: Ready, language: Language, folder: string | null): string {
  const bold = (text: string) => styleText("bold", text);
  const prefix = folder === null ? "" : `SELLO_DATA_DIR=${quoted(folder)} `;
  const line = (who: keyof typeof words, what: string, hint: keyof typeof words) => [
    `  ${bold(words[who][language])}  ${what}`,
    `    ${styleText("dim", words[hint][language])}`,
  ];
  const importing = `${prefix}./sello import examples/resident-id.csv --type resident-id --as ${sampleOffice}`;
  const presenting = `${prefix}./sello present card.sello --claims age_over_18 -o proof.sello`;
  const demo = ready.accessFile;
  return [
    "",
    bold(`${words.ready[language]}${ready.url}`),
    `  ${counts(ready)[language]}`,
    "",
    bold(words.begin[language]),
    ...(hasSampleOffice(demo) ? line("officer", importing, "officerHint") : []),
    ...line("resident", presenting, "residentHint"),
    ...line("verifier", `${ready.url}/?lang=${language}`, "verifierHint"),
    ...line("system", `${ready.url}/docs`, "systemHint"),
    "",
    ...(demo ? [`  ${words.keys[language]}${demo}`] : []),
    `  ${words.other[language]}`,
    `  ${words.stop[language]}`,
  ].join("\n");
}
