import { kind } from "./kind.ts";

/** Of the registry and the trust list. */
export const registryProblems = {
  "trust_list.unknown": kind(
    404,
    "There is no such trust list",
    "No existe esa lista de confianza",
    "没有该可信机构名单",
  ),
  "trust_list.no_entries": kind(
    404,
    "This trust list has its entries in its own text",
    "Esta lista de confianza lleva las entradas en su propio texto",
    "该版本名单的条目均在其正文之中",
  ),
  "trust_list.no_signers": kind(
    503,
    "The keys that must sign the trust list are not available",
    "No hay clave para firmar la lista de confianza",
    "没有可签署可信机构名单的密钥",
  ),
  "trust_list.not_ready": kind(
    503,
    "There is no trust list yet",
    "Todavía no hay lista de confianza",
    "尚无可信机构名单",
  ),
  "trust_list.too_large": kind(
    413,
    "The trust list would be too large",
    "La lista de confianza sería demasiado grande",
    "可信机构名单过大",
  ),
  "registry_change.malformed": kind(
    422,
    "This is not a registry request",
    "No es una petición del registro",
    "不是登记请求",
  ),
  "registry_change.too_many": kind(
    422,
    "Too many registry requests at once",
    "Demasiadas peticiones del registro a la vez",
    "一次的登记请求过多",
  ),
  "registry_change.expired": kind(
    422,
    "The deadline of the request has passed",
    "El plazo de la petición ha pasado",
    "请求的期限已过",
  ),
  "registry_change.signature": kind(
    409,
    "The signature is not by the signer named",
    "La firma no es del firmante",
    "签名不属于签署人",
  ),
  "registry_change.refused": kind(
    409,
    "The registry contract rejects the change",
    "El contrato del registro rechaza el cambio",
    "登记合约拒绝该变更",
  ),
  "registry_change.unknown": kind(
    404,
    "There is no such change",
    "No existe ese cambio",
    "没有该变更",
  ),
  "registry_change.pending": kind(
    503,
    "The change is not in a block yet",
    "El cambio aún no está en un bloque",
    "变更尚未进入区块",
  ),
  "governing_act.unknown": kind(
    404,
    "There is no such act of an account that you sign for",
    "No existe ese acto de una cuenta para la que usted firma",
    "在您参与签署的账户中没有该事项",
  ),
  "governing_act.not_signer": kind(
    409,
    "This is not one of the account's signers",
    "No es uno de los firmantes de la cuenta",
    "不是该账户的签署人",
  ),
  "governing_act.over": kind(409, "The act is over", "El acto ya ha terminado", "该事项已经结束"),
  "governing_act.too_many": kind(
    409,
    "Too many acts of this account are waiting",
    "Demasiados actos de esta cuenta están en espera",
    "该账户待签的事项过多",
  ),
  "governing_act.signatures": kind(
    422,
    "The act takes one signature for each of its requests",
    "El acto requiere una firma por cada una de sus peticiones",
    "该事项的每项请求各需一个签名",
  ),
  "governing_act.incomplete": kind(
    409,
    "Not enough of the account's people have signed",
    "No han firmado suficientes personas de la cuenta",
    "签署该账户事项的人数不足",
  ),
  "governing_act.rights": kind(
    403,
    "Only administrators of an authority above may do this",
    "Solo pueden hacerlo los administradores de una autoridad superior",
    "只有上级机构的管理员可以这样做",
  ),
  "registry.behind": kind(
    503,
    "The registry has not caught up yet",
    "El registro aún no está al día",
    "登记信息尚未更新",
  ),
} as const;
