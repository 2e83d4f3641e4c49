import type { LocalizedText } from "@sello/sdk";

/** What can be wrong with the chain, or with what is published of it. */
export const chainTexts = {
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
  "chain.sealed": {
    zh: "合约的结尾与名单所记的不同",
    es: "El contrato no terminó como dice la lista de confianza",
    en: "The contract did not end as the trust list says",
  },
  "chain.takeover": {
    zh: "接管的内容与前一登记合约封存时不同",
    es: "Lo que asume el nuevo registro de la cadena no es lo que tenía el anterior al cerrarse",
    en: "What the new registry took over is not what the one before had when it was sealed",
  },
  "chain.unsound": {
    zh: "链上的数值超出任何读者所能表示的范围",
    es: "Un valor de la cadena no lo puede representar ningún lector",
    en: "A value on the chain is not one that readers can represent",
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
  "registry.validators": {
    zh: "名单中的验证节点与登记合约不同",
    es: "Los validadores de la lista no son los del registro de la cadena",
    en: "The trust list's validators are not those of the registry contract",
  },
  "registry.name": {
    zh: "机构的名称与登记合约不同",
    es: "El nombre de una autoridad no es el del registro de la cadena",
    en: "An authority's name is not the one in the registry contract",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;
