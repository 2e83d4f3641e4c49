import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { pageLimit, uuid } from "../schemas/primitives.ts";
import {
  newOpening,
  newShare,
  openedShare,
  share,
  shareLinkId,
  shareList,
  shareNotice,
} from "../schemas/shares.ts";

const tag = "shares";
const own = z.object({ id: uuid });
const byLink = z.object({ id: shareLinkId });

export const shareOperations = {
  makeShare: operation({
    method: "post",
    path: "/v1/my/shares",
    tag,
    summary: "Show a document by a link",
    description:
      "The document is encrypted in the holder's browser. The key is in the link alone, behind `#`, and never comes here. The same bytes and terms again are the same share.",
    access: "resident:passkey",
    body: jsonBody(newShare, apiLimits.shareBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(share) } },
    problems: ["share.term", "share.many", "share.known"],
  }),
  listShares: operation({
    method: "get",
    path: "/v1/my/shares",
    tag,
    summary: "What was shown by links, until when, and when it was opened, newest first",
    access: "resident:passkey",
    query: z.strictObject({
      after: uuid.exactOptional().meta({ description: "`next` of a page." }),
      limit: pageLimit,
    }),
    answers: { 200: { description: "A page.", content: jsonContent(shareList) } },
  }),
  endShare: operation({
    method: "delete",
    path: "/v1/my/shares/{id}",
    tag,
    summary: "End a share: nobody opens it from now on",
    description:
      "What somebody opened before stays with them: `openings` says how often. What was encrypted is deleted.",
    access: "resident:passkey",
    params: own,
    answers: { 200: { description: "It.", content: jsonContent(share) } },
    problems: ["share.unknown"],
  }),
  lookAtShare: operation({
    method: "get",
    path: "/v1/shares/{id}",
    tag,
    summary: "Whether there is a share that can be opened",
    description:
      "Opens and counts nothing, so a preview of a link may ask. The answer is the same for one that is unknown, has ended or was used.",
    access: "public",
    params: byLink,
    answers: { 200: { description: "There is.", content: jsonContent(shareNotice) } },
    problems: ["share.unknown"],
  }),
  openShare: operation({
    method: "post",
    path: "/v1/shares/{id}/openings",
    tag,
    summary: "Open a share",
    description:
      "Gives what is encrypted, and counts. Who has the whole id of a share that does not open is told why.",
    access: "public",
    params: byLink,
    body: jsonBody(newOpening, apiLimits.requestBodyBytes),
    answers: { 201: { description: "Opened.", content: jsonContent(openedShare) } },
    problems: ["share.unknown", "share.ended", "share.used", "share.expired"],
  }),
};
