import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonObject, line, pageNext, seconds, slug, uuid } from "./primitives.ts";

/** What a webhook is told of. */
export const webhookEvents = [
  "document.issued",
  "document.anchored",
  "status.changed",
  "import.ended",
] as const;

/** What a registered verifier's webhook is told of, and no other. */
export const verifierEvent = "request.answered";

const shownEvents = [...webhookEvents, verifierEvent] as const;

const events = z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length);
const state = z.enum(["on", "off"]);

export const webhook = z
  .object({
    id: uuid,
    authority: slug,
    label: z.string(),
    url: z.string(),
    events: z.array(z.enum(shownEvents)),
    state,
    offReason: z.enum(["by_hand", "failing", "gone"]).nullable().meta({
      description:
        "Why it is off: an administrator said so, nothing could be delivered for too long, or it answered 410.",
    }),
    createdAt: seconds,
    deliveredAt: seconds.nullable().meta({ description: "When a message last arrived." }),
    waiting: z.int().min(0).meta({ description: "Messages that have not arrived yet." }),
  })
  .meta({
    id: "Webhook",
    description: "An address that is told what happens, without its secret.",
  });

export const newWebhook = z
  .strictObject({
    label: line(apiLimits.apiKeyLabelCharacters),
    url: line(apiLimits.webhookUrlCharacters).meta({
      description: "https, of a host that is reached over the internet.",
    }),
    events,
  })
  .meta({ id: "NewWebhook" });

export const createdWebhook = z
  .object({
    webhook,
    secret: z.string().meta({
      description: "Of the signatures (Standard Webhooks, `whsec_…`). Shown this once.",
    }),
  })
  .meta({ id: "CreatedWebhook" });

export const webhookList = z.object({ webhooks: z.array(webhook) }).meta({ id: "WebhookList" });

export const webhookState = z.strictObject({ state }).meta({ id: "WebhookState" });

export const webhookDelivery = z
  .object({
    id: uuid.meta({ description: "The message's `webhook-id`, without `msg_`." }),
    event: z.enum([...shownEvents, "test"]),
    payload: jsonObject,
    createdAt: seconds,
    state: z.enum(["waiting", "delivered", "failed"]),
    attempts: z.int().min(0),
    triedAt: seconds.nullable(),
    nextAt: seconds.nullable().meta({ description: "Of one that waits." }),
    status: z.int().nullable().meta({ description: "What the receiver answered last." }),
    error: z.string().nullable().meta({ description: "Why nothing was answered: a code." }),
  })
  .meta({ id: "WebhookDelivery" });

export const webhookDeliveries = z
  .object({ deliveries: z.array(webhookDelivery), next: pageNext })
  .meta({ id: "WebhookDeliveries" });
