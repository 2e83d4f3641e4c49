import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { pageLimit, uuid } from "../schemas/primitives.ts";
import {
  createdWebhook,
  newWebhook,
  webhook,
  webhookDeliveries,
  webhookDelivery,
  webhookList,
  webhookState,
} from "../schemas/webhooks.ts";

const tag = "webhooks";
const params = z.object({ id: uuid });
const deliveryParams = z.object({ id: uuid, delivery: uuid });

export const webhookOperations = {
  createWebhook: operation({
    method: "post",
    path: "/v1/webhooks",
    tag,
    summary: "An address that is told what happens for the caller's authority",
    description:
      "Messages have ids, codes and counts, and are signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`: HMAC-SHA256, `v1`). Each may come more than once, and in any order.",
    access: "administer",
    body: jsonBody(newWebhook, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(createdWebhook) } },
    problems: ["webhook.url", "webhook.many"],
  }),
  listWebhooks: operation({
    method: "get",
    path: "/v1/webhooks",
    tag,
    summary: "The webhooks of the caller's authority, newest first",
    access: "administer",
    answers: { 200: { description: "All.", content: jsonContent(webhookList) } },
  }),
  switchWebhook: operation({
    method: "post",
    path: "/v1/webhooks/{id}/state",
    tag,
    summary: "Switch a webhook on or off",
    description:
      "While it is off it is told nothing of what happens. What waits is tried again when it is switched on.",
    access: "administer",
    params,
    body: jsonBody(webhookState, apiLimits.requestBodyBytes),
    answers: { 200: { description: "It.", content: jsonContent(webhook) } },
    problems: ["webhook.unknown"],
  }),
  endWebhook: operation({
    method: "delete",
    path: "/v1/webhooks/{id}",
    tag,
    summary: "End a webhook; its messages are deleted",
    access: "administer",
    params,
    answers: { 204: { description: "Ended." } },
    problems: ["webhook.unknown"],
  }),
  testWebhook: operation({
    method: "post",
    path: "/v1/webhooks/{id}/test",
    tag,
    summary: "Send a test message",
    access: "administer",
    params,
    answers: { 202: { description: "It is sent.", content: jsonContent(webhookDelivery) } },
    problems: ["webhook.unknown", "webhook.off"],
  }),
  listWebhookDeliveries: operation({
    method: "get",
    path: "/v1/webhooks/{id}/deliveries",
    tag,
    summary: "Messages to a webhook, newest first",
    access: "administer",
    params,
    query: z.strictObject({
      after: uuid.exactOptional().meta({ description: "`next` of a page." }),
      limit: pageLimit,
    }),
    answers: { 200: { description: "A page.", content: jsonContent(webhookDeliveries) } },
    problems: ["webhook.unknown"],
  }),
  replayWebhookDelivery: operation({
    method: "post",
    path: "/v1/webhooks/{id}/deliveries/{delivery}/replay",
    tag,
    summary: "Send a message again, with the same id",
    access: "administer",
    params: deliveryParams,
    answers: { 202: { description: "It is sent.", content: jsonContent(webhookDelivery) } },
    problems: ["webhook.unknown", "webhook.off"],
  }),
};
