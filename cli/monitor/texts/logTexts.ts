import type { LocalizedText } from "@sello/sdk";

/** What can be wrong with what the service publishes of its logs. */
export const logTexts = {
  "checkpoint.origin": {
    zh: "检查点属于另一个日志",
    es: "El punto de control es de otro registro",
    en: "The checkpoint belongs to another log",
  },
  "checkpoint.signature": {
    zh: "检查点没有日志密钥的有效签名",
    es: "El punto de control no lleva la firma válida de la clave del registro",
    en: "The checkpoint is not signed by the log's key",
  },
  "checkpoint.cosignature": {
    zh: "检查点带有伪造的见证签名",
    es: "El punto de control lleva una firma de testigo falsa",
    en: "The checkpoint carries a forged cosignature",
  },
  "checkpoint.quorum": {
    zh: "检查点的见证签名不足",
    es: "Faltan firmas de testigos en el punto de control",
    en: "Too few witnesses cosigned the checkpoint",
  },
  "checkpoint.post-quantum-quorum": {
    zh: "检查点的抗量子见证签名不足",
    es: "Faltan firmas poscuánticas de testigos en el punto de control",
    en: "Too few witnesses cosigned the checkpoint with their post-quantum keys",
  },
  "checkpoint.root": {
    zh: "检查点的根与条目算出的根不同",
    es: "La raíz del punto de control no es la de las entradas",
    en: "The checkpoint's root is not the root of the entries",
  },
  "checkpoint.smaller": {
    zh: "日志比已见过的更小",
    es: "El registro es menor que antes",
    en: "The log is smaller than it was",
  },
  "checkpoint.contradiction": {
    zh: "同一大小有两个不同的根",
    es: "Hay dos raíces para un mismo tamaño",
    en: "There are two roots for one size",
  },
  "checkpoint.consistency": {
    zh: "新日志不是旧日志的延续：历史被改写",
    es: "El registro no continúa el anterior: se ha reescrito la historia",
    en: "The log does not continue what it was: history was rewritten",
  },
  "checkpoint.key-ended": {
    zh: "检查点只由已结束或不再可信的日志密钥签署",
    es: "El punto de control solo lleva firmas de claves del registro que ya habían terminado o en las que no se confía",
    en: "The checkpoint is signed only by log keys that had ended, or are distrusted",
  },
  "entry.missing": {
    zh: "日志缺少检查点或公布数字所含的条目",
    es: "Faltan entradas que el punto de control o las cifras incluyen",
    en: "Entries are missing that the checkpoint or the figures include",
  },
  "entry.order": {
    zh: "条目的序号不连续",
    es: "Los números de las entradas no son consecutivos",
    en: "The entries' indexes do not follow one another",
  },
  "entry.root": {
    zh: "条目与其自称的日志根不符",
    es: "Una entrada no da la raíz que dice",
    en: "An entry does not lead to the root that it states",
  },
  "entry.time": {
    zh: "条目的时间早于前一条",
    es: "Una entrada es anterior a la que la precede",
    en: "An entry is earlier than the one before it",
  },
  "entry.inclusion": {
    zh: "抽查的条目不在检查点之下",
    es: "Una entrada elegida al azar no está bajo el punto de control",
    en: "An entry drawn at random is not under the checkpoint",
  },
  "entry.authority-unknown": {
    zh: "条目属于未登记的机构",
    es: "La entrada es de una autoridad desconocida",
    en: "The entry is by an authority that is not registered",
  },
  "entry.authority-inactive": {
    zh: "入账时该机构或其上级不处于正常状态",
    es: "La autoridad, o una superior, no estaba activa en ese momento",
    en: "The authority, or one above it, was not active then",
  },
  "entry.unaccredited": {
    zh: "入账时该机构或其上级未获此类证件的授权",
    es: "La autoridad, o una superior, no estaba acreditada para ese tipo en ese momento",
    en: "The authority, or one above it, was not accredited for the type then",
  },
  "entry.term": {
    zh: "条目的时间不在其日志的有效期内",
    es: "La entrada es de un momento en que su registro no estaba en servicio",
    en: "The entry is from a time at which its log was not in service",
  },
  "figures.size": {
    zh: "公布的条目数与日志不符",
    es: "El número de entradas publicado no es el del registro",
    en: "The published number of entries is not the log's",
  },
  "figures.documents": {
    zh: "公布的证件数与日志不符",
    es: "El número de documentos publicado no es el del registro",
    en: "The published number of documents is not the log's",
  },
  "log.sealed": {
    zh: "已封存的日志与名单所记的结尾不符",
    es: "El registro cerrado no termina como dice la lista de confianza",
    en: "The sealed log does not end as the trust list says",
  },
  "log.predecessor": {
    zh: "后续日志的首条没有承接前一日志的结尾",
    es: "La primera entrada del registro nuevo no recoge cómo terminó el anterior",
    en: "The first entry of the new log does not commit to how the one before ended",
  },
  "audit.rewritten": {
    zh: "审计记录已见过的部分被改动或缺失",
    es: "Una parte ya vista de la auditoría ha cambiado, o falta",
    en: "A part of the audit that was seen has been changed, or is gone",
  },
  "log.batch-twice": {
    zh: "同一批次出现在两个日志里",
    es: "Un mismo lote está en dos registros",
    en: "One batch is in two logs",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;
