import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import { sha256 } from "../schemas/primitives.ts";
import { newReceipt, receiptAnswer, receiptState } from "../schemas/receipts.ts";

const tag = "shares";

export const receiptOperations = {
  noteReceipt: operation({
    method: "post",
    path: "/v1/receipts",
    tag,
    summary: "Have the hash of a consent receipt put into the log",
    description:
      "For what was shown as a file, or as the answer to a request. It is sent without a session: nobody is told whose it is. The same again is the same. Of a share the service notes the receipt itself.",
    access: "public",
    body: jsonBody(newReceipt, apiLimits.requestBodyBytes),
    answers: { 202: { description: "It waits, or is there.", content: jsonContent(receiptState) } },
    problems: ["receipt.many"],
  }),
  getReceiptProof: operation({
    method: "get",
    path: "/v1/receipts/{digest}",
    tag,
    summary: "The proof that the hash of a consent receipt is in the log",
    access: "public",
    params: z.object({ digest: sha256 }),
    answers: { 200: { description: "It.", content: jsonContent(receiptAnswer) } },
    problems: ["receipt.unknown"],
  }),
};
