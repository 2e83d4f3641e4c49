import type { LocalizedText } from "@sello/sdk";

/** What can be wrong with trust lists and status lists. */
export const trustTexts = {
  "answer.malformed": {
    zh: "服务的答复无法读懂",
    es: "La respuesta del servicio no se puede leer",
    en: "The service's answer cannot be read",
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
  "trust-list.sealed": {
    zh: "新名单对已封存日志的说法与旧名单不同",
    es: "La nueva lista de confianza dice otra cosa de un registro ya cerrado",
    en: "The new trust list says something else of a deployment than the one before",
  },
  "trust-list.end": {
    zh: "新名单更改了密钥或人数要求的结束时间，或将其删去",
    es: "La nueva lista de confianza cambia el final de una clave o de un quórum, o ya no los nombra",
    en: "The new trust list changes how a key or a quorum ended, or no longer names it",
  },
  "trust-list.end-root": {
    zh: "名单所记密钥结束时的日志根，并非该日志的根",
    es: "La raíz con la que la lista da por terminada una clave no es del registro",
    en: "The root at which the trust list ends a key is not one that the log had",
  },
  "trust-list.signers-since": {
    zh: "名单所记签名人的起始版本有误",
    es: "La versión desde la que firman los firmantes actuales no es la que dice la lista",
    en: "The version since which the present signers sign is not the one that the trust list states",
  },
  "trust-list.entries": {
    zh: "名单的条目与其数目和根不符，或没有公布",
    es: "Las entradas de la lista de confianza no dan su número y su raíz, o no se publican",
    en: "The trust list's entries do not give its count and root, or are not served",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;
