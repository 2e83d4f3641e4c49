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
