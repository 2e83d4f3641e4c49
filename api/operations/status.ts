import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { documentParams } from "../schemas/documents.ts";
import { indexText, line, slug } from "../schemas/primitives.ts";
import {
  holderMessageList,
  listParams,
  placeStatus,
  statusActRequest,
  statusActs,
  statusHistory,
  statusListAggregation,
  statusReasonList,
} from "../schemas/status.ts";

const tag = "status";

export const statusOperations = {
  actOnStatus: operation({
    method: "post",
    path: "/v1/status-acts",
    tag,
    summary: "Suspend, reinstate or revoke documents, one or many",
    description:
      "Of the key's authority or one below it. Each is judged for itself; revoking is final. One act covers all copies.",
    access: "revoke",
    body: jsonBody(statusActRequest, apiLimits.requestBodyBytes),
    answers: {
      202: {
        description: "Requested; the chain follows. One outcome for each document, in order.",
        content: jsonContent(statusActs),
      },
    },
    problems: [
      "status.reason_does_not_fit",
      "status.unknown_reason",
      "status.no_documents",
      "status.too_many_documents",
      "status.officer",
      "authority.inactive",
    ],
  }),
  getStatusHistory: operation({
    method: "get",
    path: "/v1/documents/{id}/status",
    tag,
    summary: "The acts on a document, oldest first",
    access: "read",
    alsoFor: ["auditor"],
    params: documentParams,
    answers: { 200: { description: "The history.", content: jsonContent(statusHistory) } },
    problems: ["document.unknown"],
  }),
  listStatusReasons: operation({
    method: "get",
    path: "/v1/status-reasons",
    tag,
    summary: "The reasons that can be given, and for which acts",
    access: "public",
    answers: { 200: { description: "All.", content: jsonContent(statusReasonList) } },
  }),
  listHolderMessages: operation({
    method: "get",
    path: "/v1/holder-messages",
    tag,
    summary: "What an office can tell the holders of documents, by a bulk act",
    access: "public",
    answers: { 200: { description: "All.", content: jsonContent(holderMessageList) } },
  }),
  getStatusList: operation({
    method: "get",
    path: "/v1/status-lists/{authority}/{number}",
    tag,
    summary: "A status list, signed (IETF Token Status List)",
    access: "public",
    params: listParams,
    query: z.strictObject({
      time: line(20).exactOptional().meta({ description: "Not offered (Token Status List §8.4)." }),
    }),
    answers: {
      200: {
        description: "The list as the chain has it, 2 bits an entry.",
        content: {
          "application/statuslist+jwt": {
            as: "text",
            description: "Compact JWT, typ `statuslist+jwt`.",
          },
        },
        headers: { ETag: "Changes with the list.", "Cache-Control": "How long it may be kept." },
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: [
      "authority.unknown",
      "status_list.unknown",
      "status_list.no_past",
      "signing_key.none_current",
    ],
  }),
  getStatusListEntry: operation({
    method: "get",
    path: "/v1/status-lists/{authority}/{number}/entries/{index}",
    tag,
    summary: "One entry of a status list: its status, who set it, and since when",
    access: "public",
    params: listParams.extend({ index: indexText("Index within the list.") }),
    answers: { 200: { description: "The entry.", content: jsonContent(placeStatus) } },
    problems: ["authority.unknown", "status_list.unknown", "status_list.unknown_place"],
  }),
  listStatusLists: operation({
    method: "get",
    path: "/v1/status-lists/{authority}",
    tag,
    summary: "Where the status lists of an authority are",
    access: "public",
    params: z.object({ authority: slug }),
    answers: { 200: { description: "Their URIs.", content: jsonContent(statusListAggregation) } },
    problems: ["authority.unknown"],
  }),
};
