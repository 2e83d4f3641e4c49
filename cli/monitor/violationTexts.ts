import type { LocalizedText } from "@sello/sdk";

/** Everything that the monitor can find wrong. Codes are contract; the texts are for people. */
export const violationTexts = {
  "answer.malformed": {
    zh: "服务的答复无法读懂",
    es: "La respuesta del servicio no se puede leer",
    en: "The service's answer cannot be read",
  },
  "trust-list.signatures": {
    zh: "新名单未由旧名单规定的足够签名人签署",
    es: "La nueva lista de confianza no lleva las firmas que exige la anterior",
    en: "The new trust list is not signed as the previous one requires",
  },
  "trust-list.other-network": {
    zh: "名单属于另一个日志",
    es: "La lista de confianza es de otro registro",
    en: "The trust list is about another log",
  },
  "trust-list.rolled-back": {
    zh: "名单的版本倒退",
    es: "La lista de confianza ha vuelto a una versión anterior",
    en: "The trust list went back to an earlier version",
  },
  "trust-list.contradiction": {
    zh: "同一版本有两份不同的名单",
    es: "Hay dos listas de confianza distintas con la misma versión",
    en: "Two different trust lists have the same version",
  },
  "trust-list.expired": {
    zh: "名单已过期",
    es: "La lista de confianza ha caducado",
    en: "The trust list has expired",
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
  "chain.id": {
    zh: "节点属于另一条链",
    es: "El nodo es de otra cadena",
    en: "The node belongs to another chain",
  },
  "chain.contracts": {
    zh: "名单所列的合约不存在或互不相属",
    es: "Los contratos de la lista no existen o no van juntos",
    en: "The contracts that the trust list names are not there, or do not belong together",
  },
  "chain.rewritten": {
    zh: "链上已见过的区块被替换",
    es: "Un bloque ya visto de la cadena ha cambiado",
    en: "A block of the chain that was seen has been replaced",
  },
  "chain.entry": {
    zh: "公布的条目与链上事件不同",
    es: "La entrada publicada no es la del evento en la cadena",
    en: "The served entry is not the one of the chain's event",
  },
  "chain.entry-missing": {
    zh: "公布的条目不在链上",
    es: "La entrada publicada no está en la cadena",
    en: "The served entry is not on the chain",
  },
  "chain.withheld": {
    zh: "链上的条目迟迟没有公布",
    es: "Una entrada de la cadena no se publica",
    en: "An entry of the chain is withheld",
  },
  "chain.root": {
    zh: "合约的根与事件算出的根不同",
    es: "La raíz del contrato no es la de sus eventos",
    en: "The contract's root is not that of its events",
  },
  "chain.size": {
    zh: "合约的大小与事件数不同",
    es: "El tamaño del contrato no es el de sus eventos",
    en: "The contract's size is not the number of its events",
  },
  "chain.checkpoint": {
    zh: "检查点的根与合约在该大小的根不同",
    es: "La raíz del punto de control no es la del contrato con ese tamaño",
    en: "The checkpoint's root is not the contract's at that size",
  },
  "chain.status-head": {
    zh: "状态列表的事件有缺失或被改动：与合约所存的哈希不符",
    es: "Faltan cambios de una lista de estados, o están alterados: no dan el resumen del contrato",
    en: "Changes of a status list are missing or altered: they do not give the contract's head",
  },
  "chain.status-changes": {
    zh: "链上的状态更改不合合约的规则",
    es: "Un cambio de una lista de estados no es de los que admite el contrato",
    en: "A change of a status list is not one that the contract accepts",
  },
  "registry.authority": {
    zh: "名单中的机构与登记合约不同",
    es: "Una autoridad de la lista no es como en el registro de la cadena",
    en: "An authority of the trust list is not as in the registry contract",
  },
  "registry.states": {
    zh: "机构的状态与登记合约不同",
    es: "Los estados de una autoridad no son los del registro de la cadena",
    en: "An authority's states are not those of the registry contract",
  },
  "registry.accreditations": {
    zh: "机构的授权与登记合约不同",
    es: "Las acreditaciones de una autoridad no son las del registro de la cadena",
    en: "An authority's accreditations are not those of the registry contract",
  },
  "registry.keys": {
    zh: "机构的签名密钥与登记合约不同",
    es: "Las claves de una autoridad no son las del registro de la cadena",
    en: "An authority's signing keys are not those of the registry contract",
  },
  "status.malformed": {
    zh: "状态列表无法读懂",
    es: "La lista de estados no se puede leer",
    en: "The status list cannot be read",
  },
  "status.signature": {
    zh: "状态列表没有该机构密钥的有效签名",
    es: "La lista de estados no lleva la firma válida de la autoridad",
    en: "The status list is not signed by its authority",
  },
  "status.expired": {
    zh: "状态列表已过期",
    es: "La lista de estados ha caducado",
    en: "The status list has expired",
  },
  "status.missing": {
    zh: "状态列表没有公布",
    es: "La lista de estados no se publica",
    en: "The status list is not published",
  },
  "status.differs": {
    zh: "公布的状态列表与链上不同",
    es: "La lista de estados publicada no es la de la cadena",
    en: "The published status list is not the chain's",
  },
  "status.unrevoked": {
    zh: "已吊销的证件又显示为有效",
    es: "Un documento revocado dejó de constar como tal",
    en: "A revoked document is no longer shown as revoked",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

export type ViolationCode = keyof typeof violationTexts;
