import type { StepDetail, StepMessage, StepName } from "@sello/api/startup";
import type { Language } from "@sello/sdk";

type Words = { readonly [language in Language]: string };

const names: Readonly<Record<StepName, Words>> = {
  waiting: {
    zh: "等待上一次运行结束",
    es: "esperando a que termine el arranque anterior",
    en: "waiting for the one before to stop",
  },
  database: { zh: "数据库", es: "base de datos", en: "database" },
  schema: { zh: "数据表结构", es: "esquema", en: "schema" },
  chain: { zh: "区块链", es: "cadena", en: "chain" },
  contracts: { zh: "智能合约", es: "contratos", en: "contracts" },
  documents: { zh: "已签发的证件", es: "documentos emitidos", en: "documents" },
  witnesses: { zh: "见证节点", es: "testigos", en: "witnesses" },
  city: { zh: "演示城市", es: "ciudad de demostración", en: "city" },
  http: { zh: "网页与接口", es: "páginas y API", en: "pages and API" },
  file: { zh: "文件", es: "archivo", en: "file" },
  keys: { zh: "密钥", es: "claves", en: "keys" },
};

const details: Readonly<Record<StepDetail, Words>> = {
  embedded: { zh: "（内置）", es: "(incluida)", en: "(embedded)" },
  rebuilding: { zh: "重建区块", es: "reconstruyendo el bloque", en: "rebuilding block" },
  centres: { zh: "（十二个中心）", es: "(los doce centros)", en: "(the twelve centres)" },
  copying: { zh: "正在复制快照", es: "copiando una instantánea", en: "copying, in one snapshot" },
  unpacking: {
    zh: "正在解包并核对",
    es: "desempaquetando y comprobando",
    en: "unpacking and checking",
  },
  sealing: { zh: "正在加密", es: "cifrando", en: "sealing" },
  filling: { zh: "正在写入", es: "llenando", en: "filling" },
  opening: { zh: "正在打开", es: "abriendo", en: "opening" },
};

/** A step in the reader's language: its name, and how it goes. */
export function stepWords(
  { name, detail, done, of }: StepMessage,
  language: Language,
): { readonly name: string; readonly detail: string } {
  const words = detail ? details[detail][language] : "";
  const far = done === undefined ? "" : ` ${done}/${of}`;
  return { name: names[name][language], detail: words + far };
}
