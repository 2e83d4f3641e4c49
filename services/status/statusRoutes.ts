import type { DocumentId } from "@sello/sdk";
import { z } from "zod";
import { toActor } from "../accounts/ApiKey.ts";
import type { Services } from "../compose/Services.ts";
import { json } from "../http/routes/Reply.ts";
import { type AnyRoute, jsonBody, route } from "../http/routes/Route.ts";
import { actingAuthority } from "../http/schemas/authorities.ts";
import { documentParams } from "../http/schemas/documents.ts";
import { hex32, line, localizedText, seconds, uuid } from "../http/schemas/primitives.ts";
import { NotFound } from "../platform/errors.ts";
import { limits } from "../platform/limits.ts";
import { isSubordinate } from "../registry/isSubordinate.ts";
import type { StatusActRecord } from "./StatusAct.ts";
import { statusActions, statusReasons } from "./StatusReason.ts";

const tag = "status";
const reasonCodes = Object.keys(statusReasons) as [string, ...string[]];

const actBody = z
  .strictObject({
    documents: z.array(uuid).min(1).max(limits.statusActs),
    action: z.enum(statusActions),
    reason: z.enum(reasonCodes).meta({ description: "Must be one that fits the action." }),
    officer: line(100)
      .optional()
      .meta({ description: "A staff number or the like, for the record. Not a person's name." }),
  })
  .meta({ id: "StatusActRequest" });

const actReply = z
  .object({
    acts: z.array(
      z.object({
        document: uuid,
        outcome: z.enum(["requested", "refused"]),
        act: uuid.optional(),
        code: z.string().optional().meta({ description: "Why it was refused." }),
      }),
    ),
  })
  .meta({ id: "StatusActs" });

const statusAct = z
  .object({
    id: uuid,
    action: z.enum(statusActions),
    reason: z.object({ code: z.enum(reasonCodes), text: localizedText }),
    by: actingAuthority,
    officer: z.string(),
    state: z.enum(["requested", "sent", "effective", "refused"]),
    requestedAt: seconds,
    effectiveAt: seconds.nullable(),
    transactionHash: hex32.nullable(),
    error: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: "StatusAct" });

const statusHistory = z.object({ acts: z.array(statusAct) }).meta({ id: "StatusHistory" });

export const statusRoutes = (services: Services): AnyRoute[] => [
  actRoute(services),
  historyRoute(services),
  reasonsRoute(),
];

const actRoute = ({ statuses }: Services) =>
  route({
    method: "post",
    path: "/v1/status-acts",
    operation: "actOnStatus",
    tag,
    summary: "Suspend, reinstate or revoke documents, one or many",
    description:
      "Of the key's authority or one below it. Each is judged for itself; revoking is final. One act covers all copies.",
    access: "revoke",
    body: jsonBody(actBody, limits.requestBodyBytes),
    replies: {
      202: {
        description: "Requested; the chain follows. One outcome for each document, in order.",
        content: { "application/json": actReply },
      },
    },
    problems: ["status.reason_does_not_fit", "authority.inactive"],
    handle: async ({ caller, body }) => {
      const { officer, ...act } = body;
      const acts = await statuses.act({
        ...act,
        documents: act.documents as DocumentId[],
        actingAuthority: caller.authority,
        officer: officer === undefined ? toActor(caller) : `${toActor(caller)} ${officer}`,
      });
      return json(actReply, { acts: [...acts] }, { status: 202 });
    },
  });

const toAct = (act: StatusActRecord): z.input<typeof statusAct> => ({
  ...act,
  error: act.error && { ...act.error },
});

const historyRoute = ({ statuses, issuing, registry }: Services) =>
  route({
    method: "get",
    path: "/v1/documents/{id}/status",
    operation: "getStatusHistory",
    tag,
    summary: "The acts on a document, oldest first",
    access: "read",
    params: documentParams,
    replies: {
      200: { description: "The history.", content: { "application/json": statusHistory } },
    },
    problems: ["document.unknown"],
    handle: async ({ caller, params }) => {
      const { id, authority } = await issuing.get(params.id as DocumentId);
      const owner = await registry.bySlug(authority);
      if (!(await isSubordinate(registry, owner.id, caller.authority)))
        throw new NotFound("document.unknown", "There is no such document.");
      return json(statusHistory, { acts: (await statuses.history(id)).map(toAct) });
    },
  });

const reasonList = z
  .object({
    reasons: z.array(
      z.object({ code: z.string(), text: localizedText, actions: z.array(z.enum(statusActions)) }),
    ),
  })
  .meta({ id: "StatusReasons" });

const reasonsRoute = () =>
  route({
    method: "get",
    path: "/v1/status-reasons",
    operation: "listStatusReasons",
    tag,
    summary: "The reasons that can be given, and for which acts",
    access: "public",
    replies: { 200: { description: "All.", content: { "application/json": reasonList } } },
    handle: async () =>
      json(reasonList, {
        reasons: Object.entries(statusReasons).map(([code, { text, actions }]) => ({
          code,
          text,
          actions: [...actions],
        })),
      }),
  });
