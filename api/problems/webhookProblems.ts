import { kind } from "./kind.ts";

/** Of webhooks. */
export const webhookProblems = {
  "webhook.unknown": kind(
    404,
    "There is no such webhook, or no such message",
    "No existe ese webhook o ese mensaje",
    "没有该 Webhook 或该消息",
  ),
  "webhook.url": kind(
    422,
    "The address is not one that messages can be sent to",
    "No se pueden enviar mensajes a esa dirección",
    "无法向该地址发送消息",
  ),
  "webhook.many": kind(
    409,
    "The authority has as many webhooks as it may have",
    "La autoridad ya tiene todos los webhooks que puede tener",
    "该机构的 Webhook 数量已达上限",
  ),
  "webhook.off": kind(
    409,
    "The webhook is switched off",
    "El webhook está apagado",
    "该 Webhook 已关闭",
  ),
} as const;
