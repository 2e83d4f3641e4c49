import { kind } from "./kind.ts";

/** Of documents that are shown by a link. */
export const shareProblems = {
  "share.unknown": kind(
    404,
    "There is no such share, or not any more",
    "No existe lo compartido, o ya no",
    "没有该分享，或已不存在",
  ),
  "receipt.unknown": kind(
    404,
    "There is no receipt with this hash here",
    "Aquí no hay ningún recibo con esa huella",
    "此处没有该散列值对应的回执",
  ),
  "receipt.many": kind(
    503,
    "Too many receipts wait to be put into the log",
    "Hay demasiados recibos en espera de anotarse en el registro",
    "等待写入日志的回执过多",
  ),
  "share.ended": kind(
    409,
    "The owner has ended the share",
    "Su titular ha dejado de compartirlo",
    "所有人已终止该分享",
  ),
  "share.used": kind(
    409,
    "The share was opened as often as it may be",
    "Lo compartido ya se abrió las veces permitidas",
    "该分享的打开次数已用完",
  ),
  "share.expired": kind(
    409,
    "The time of the share is over",
    "El plazo de lo compartido ha terminado",
    "该分享已过期",
  ),
  "share.term": kind(
    422,
    "The share does not end within the time allowed",
    "Lo compartido no termina dentro del plazo permitido",
    "分享的截止时间不在允许范围内",
  ),
  "share.many": kind(
    409,
    "The account has as many shares as it may have",
    "La cuenta ya comparte todo lo que puede compartir",
    "该账户的分享数量已达上限",
  ),
  "share.known": kind(
    409,
    "There is another share with this id",
    "Ya existe otra cosa compartida con este identificador",
    "该编号已用于另一分享",
  ),
} as const;
