import { kind } from "./kind.ts";

/** Of status acts and status lists. */
export const statusProblems = {
  "status.no_documents": kind(
    422,
    "No document is named",
    "No se nombra ningún documento",
    "没有指明证件",
  ),
  "status.officer": kind(
    422,
    "The name of the acting officer is missing or too long",
    "No se dice quién actúa",
    "没有指明操作人",
  ),
  "status.unknown_reason": kind(
    422,
    "There is no such reason",
    "No existe ese motivo",
    "没有该原因",
  ),
  "status.reason_does_not_fit": kind(
    422,
    "This reason cannot be given for this act",
    "El motivo no vale para este acto",
    "该原因不适用于此操作",
  ),
  "status.too_many_documents": kind(
    413,
    "Too many documents in one request",
    "Demasiados documentos en una petición",
    "一次请求的证件过多",
  ),
  "reach.unknown": kind(
    404,
    "There is no such officer, or no such signing key, at your authority or below it",
    "No existe ese funcionario o esa clave de firma en su autoridad ni bajo ella",
    "贵机构及其下级没有该经办人或该签名密钥",
  ),
  "bulk_act.unknown": kind(
    404,
    "There is no such bulk act",
    "No existe ese acto masivo",
    "没有该批量操作",
  ),
  "bulk_act.ended": kind(
    409,
    "The bulk act has ended",
    "El acto masivo ya terminó",
    "该批量操作已结束",
  ),
  "bulk_act.many_open": kind(
    409,
    "Too many bulk acts are going on; wait for one to end, or stop one",
    "Hay demasiados actos masivos en curso; espere a que termine uno o deténgalo",
    "进行中的批量操作过多；请等待其中一个结束，或停止一个",
  ),
  "bulk_act.too_large": kind(
    422,
    "The selection has too many documents for one act; choose fewer, by date or type",
    "La selección tiene demasiados documentos para un acto; elija menos, por fecha o tipo",
    "所选证件过多，无法一次处理；请按日期或类型缩小范围",
  ),
  "bulk_act.rights_ended": kind(
    403,
    "Who began the bulk act may not revoke any more",
    "Quien empezó el acto masivo ya no puede revocar",
    "发起批量操作的人已无吊销权限",
  ),
  "status_list.unknown": kind(
    404,
    "There is no such status list",
    "No existe esa lista de estados",
    "没有该状态列表",
  ),
  "status_list.no_past": kind(
    501,
    "Status lists of the past are not offered",
    "No se ofrecen listas de estados del pasado",
    "不提供过去的状态列表",
  ),
  "status_list.unknown_place": kind(
    404,
    "The list has no such entry",
    "No existe ese lugar en la lista",
    "列表中没有该位置",
  ),
} as const;
