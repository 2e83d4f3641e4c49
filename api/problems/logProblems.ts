import { kind } from "./kind.ts";

/** Of the document log. */
export const logProblems = {
  "checkpoint.unknown": kind(
    404,
    "There is no such checkpoint",
    "No existe ese punto de control",
    "没有该检查点",
  ),
  "log.unknown": kind(
    404,
    "The network has no log of this origin",
    "La red no tiene ningún registro con ese origen",
    "网络中没有该来源的日志",
  ),
  "log.index": kind(
    422,
    "The index is out of range",
    "El índice está fuera de rango",
    "序号超出范围",
  ),
  "log.size": kind(
    404,
    "The log does not have this size yet",
    "El registro no tiene ese tamaño",
    "日志没有该大小",
  ),
  "log.size_order": kind(
    422,
    "`from` is larger than `to`",
    "«from» es mayor que «to»",
    "from 大于 to",
  ),
  "log.start": kind(
    422,
    "The start is out of range",
    "El inicio está fuera de rango",
    "起点超出范围",
  ),
  "log.limit": kind(
    422,
    "The limit is out of range",
    "El límite está fuera de rango",
    "数量超出范围",
  ),
} as const;
