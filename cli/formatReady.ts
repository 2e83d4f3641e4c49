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
    zh: "用演示钱包登录工作台：签发、查找、吊销",
    es: "entra en la oficina con el monedero de la demo: emite, busca, revoca",
    en: "signs in to the office with the demo's wallet: issues, finds, revokes",
  },
  walletHint: {
    zh: "用本机构的钱包登录工作台",
    es: "entra en la oficina con el monedero de su autoridad",
    en: "signs in to the office with their authority's wallet",
  },
  samplesHint: {
    zh: "一次签发一千份示例证件（用命令）",
    es: "emite mil documentos de ejemplo de una vez (con la orden)",
    en: "issues a thousand sample documents at once (by command)",
  },
  residentHint: {
    zh: "用手机号码、身份证号码或指纹登录，查看自己的全部证件",
    es: "entra con teléfono, número de identidad o huella y ve todos sus documentos",
    en: "signs in by phone, ID number or fingerprint, and sees all of their documents",
  },
  residentDemoHint: {
    zh: "登录后查看自己的全部证件；可试用的号码和验证码见登录页",
    es: "entra y ve todos sus documentos; la página dice qué números probar y dónde están los códigos",
    en: "signs in and sees all of their documents; the page says which numbers to try, and where codes are",
  },
  presentHint: {
    zh: "从机关发给的 .sello 文件中只出示选定的内容（用命令）",
    es: "del archivo .sello que le dio la oficina, muestra solo lo elegido (con la orden)",
    en: "of the .sello file from the office, shows only what they choose (by command)",
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
  const hint = (of: keyof typeof words) => `    ${styleText("dim", words[of][language])}`;
  const line = (who: keyof typeof words, what: string, of: keyof typeof words) => [
    `  ${bold(words[who][language])}  ${what}`,
    hint(of),
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
    ...line("officer", `${ready.publicUrl}/office`, demo ? "officerHint" : "walletHint"),
    ...(hasSampleOffice(demo) ? [`  ${importing}`, hint("samplesHint")] : []),
    ...line("resident", `${ready.publicUrl}/resident`, demo ? "residentDemoHint" : "residentHint"),
    `  ${presenting}`,
    hint("presentHint"),
    ...line("verifier", `${ready.url}/?lang=${language}`, "verifierHint"),
    ...line("system", `${ready.url}/docs`, "systemHint"),
    "",
    ...(demo ? [`  ${words.keys[language]}${demo}`] : []),
    `  ${words.other[language]}`,
    `  ${words.stop[language]}`,
  ].join("\n");
}
