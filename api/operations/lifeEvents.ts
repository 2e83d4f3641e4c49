import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { idempotencyHeaders } from "../schemas/documents.ts";
import { lifeEvent, lifeEventList, newLifeEvent } from "../schemas/lifeEvents.ts";

const tag = "residents";

/** What changes in a person's life, noted by the office that registers it (docs/decisions/0214). */
export const lifeEventOperations = {
  recordLifeEvent: operation({
    method: "post",
    path: "/v1/residents/life-events",
    tag,
    summary: "Note that a person has another name, leaves the city, or has died",
    description:
      "By an office that may issue the city's identity document. It is carried out in the background; the same request gives the same event.",
    access: "issue",
    headers: idempotencyHeaders,
    body: jsonBody(newLifeEvent, apiLimits.residentBodyBytes),
    answers: { 202: { description: "Noted.", content: jsonContent(lifeEvent) } },
    problems: [
      "id_number.malformed",
      "desk.person_unknown",
      "idempotency.mismatch",
      "authority.inactive",
      "authority.unaccredited",
    ],
  }),
  listLifeEvents: operation({
    method: "get",
    path: "/v1/residents/life-events",
    tag,
    summary: "What the office noted, and how far it is",
    access: "issue",
    answers: { 200: { description: "The newest.", content: jsonContent(lifeEventList) } },
  }),
};
