import type { Output } from "@sello/api/client";
import type { Language, LocalizedText } from "@sello/sdk";
import { shown } from "../terminal.ts";

type State = Output<"getTurnover">["state"];

const text = (zh: string, es: string, en: string): LocalizedText => ({ zh, es, en });

export const stateWords: Readonly<Record<State, LocalizedText>> = {
  running: text("进行中", "en curso", "running"),
  waiting: text("等待签署", "esperando firmas", "waiting for signatures"),
  done: text("完成", "terminado", "done"),
  failed: text("失败", "fallido", "failed"),
};

const stepTexts: Readonly<Record<string, LocalizedText>> = {
  begun: text("已开始", "iniciado", "begun"),
  register: text(
    "在登记合约中登记",
    "inscribiendo en el registro",
    "registering with the contract",
  ),
  overlap: text("新旧并行", "la anterior y la nueva, a la vez", "old and new side by side"),
  make: text("生成新密钥", "creando lo nuevo", "making the new one"),
  publish: text(
    "写入可信机构名单",
    "anunciándolo en la lista de confianza",
    "naming it in the trust list",
  ),
  witnesses: text(
    "等待见证人识别新密钥",
    "esperando que los testigos conozcan la clave",
    "waiting for witnesses to know it",
  ),
  cosign: text(
    "等待新见证人联署",
    "esperando las firmas de los testigos nuevos",
    "waiting for the new witnesses to cosign",
  ),
  "key-file": text(
    "写入新的密封密钥",
    "escribiendo la clave de sellado nueva",
    "writing the new sealing key",
  ),
  "key-file-by-hand": text(
    "请在密封密钥文件中另起一行写入新密钥",
    "añada la clave nueva como segunda línea del archivo de la clave de sellado",
    "write the new key as a second line into the sealing key's file",
  ),
  grant: text(
    "授予新账户权限",
    "dando derechos a la cuenta nueva",
    "giving the new account its rights",
  ),
  switch: text("改用新账户", "pasando a la cuenta nueva", "changing to the new account"),
  settle: text("等待各进程改用", "esperando a todos los procesos", "waiting for every process"),
  deliver: text(
    "送达旧账户已签交易",
    "entregando lo que firmó la anterior",
    "delivering what the old one signed",
  ),
  withdraw: text(
    "撤销旧账户权限",
    "retirando los derechos de la anterior",
    "withdrawing the old one's rights",
  ),
  reseal: text("重新密封所有密钥", "sellando de nuevo todas las claves", "sealing all keys again"),
  "key-file-last": text(
    "删除旧的密封密钥",
    "borrando la clave de sellado anterior",
    "removing the old sealing key",
  ),
  "key-file-last-by-hand": text(
    "请从密封密钥文件中删除第一行",
    "quite la primera línea del archivo de la clave de sellado",
    "remove the first line of the sealing key's file",
  ),
  streams: text(
    "新证件改用新密钥",
    "los documentos nuevos pasan a la clave nueva",
    "new documents change to the new secret",
  ),
  rename: text(
    "为以前的证件重算摘要",
    "calculando de nuevo los resúmenes de los documentos",
    "making the digests of documents again",
  ),
  forget: text("删除旧密钥", "borrando la clave anterior", "erasing the old secret"),
  distrust: text(
    "宣布密钥不再可信",
    "declarando que la clave no es de fiar",
    "saying that the key is not trusted",
  ),
  retire: text("停用旧的", "retirando lo anterior", "retiring the old one"),
  end: text("结束旧的任期", "cerrando lo anterior", "ending the old one"),
  "publish-end": text(
    "在名单中注明结束",
    "anunciando el cierre en la lista",
    "naming the end in the trust list",
  ),
  prepare: text("部署新合约", "desplegando los contratos nuevos", "deploying the next contracts"),
  close: text("等待在途事务上链", "llega lo que está en camino", "what is on its way arrives"),
  seal: text("封存旧合约", "sellando los contratos anteriores", "sealing the former contracts"),
  final: text(
    "等待见证最后一个检查点",
    "los testigos firman el último punto de control",
    "witnesses cosign the last checkpoint",
  ),
  sign: text("签署接管内容", "firmando lo que se hereda", "signing what is taken over"),
  state: text("接管登记内容", "heredando el registro", "taking over the registry"),
  status: text("接管状态列表", "heredando las listas de estado", "taking over the status lists"),
  commit: text(
    "记录旧日志的结尾",
    "anotando el final del registro anterior",
    "noting where the former log ended",
  ),
  witness: text(
    "等待见证新日志",
    "los testigos firman el registro nuevo",
    "witnesses cosign the new log",
  ),
  done: text("已完成", "hecho", "done"),
};

/** A step that this program does not know yet goes by its name. */
export const stepWord = (step: string, language: Language): string =>
  stepTexts[step]?.[language] ?? shown(step);

/** What officers are asked to sign. */
type Asked = {
  readonly id: string;
  readonly nonceKey: string;
  readonly toSign: readonly unknown[];
};

export type TurnoverWords = {
  readonly toSign: (asked: Asked) => string;
  readonly none: string;
};

export const turnoverWords: Readonly<Record<Language, TurnoverWords>> = {
  zh: {
    toSign: ({ toSign: { length: count }, id, nonceKey }) =>
      `有${count}项操作等待主管人员签署。请用 POST /v1/registry-changes/prepare 取得待签内容（nonceKey 填 ${nonceKey}），签署后运行 ./sello turnovers sign ${id} 文件`,
    none: "没有更换任务。",
  },
  es: {
    toSign: ({ toSign: { length: count }, id, nonceKey }) =>
      `Faltan las firmas de ${count} operaciones. Pida lo que hay que firmar con POST /v1/registry-changes/prepare (nonceKey: ${nonceKey}) y envíelo firmado con ./sello turnovers sign ${id} ARCHIVO`,
    none: "No hay relevos.",
  },
  en: {
    toSign: ({ toSign: { length: count }, id, nonceKey }) =>
      `${count} operations wait for officers' signatures. Ask POST /v1/registry-changes/prepare what to sign (nonceKey: ${nonceKey}), then run ./sello turnovers sign ${id} FILE`,
    none: "There are no turnovers.",
  },
};
