import { isSignedRequest, requestObjectType } from "@sello/sdk/request";
import { json, text } from "../../http/routes/Reply.ts";
import { type Route, route } from "../../http/routes/Route.ts";
import { InvalidInput } from "../../platform/errors.ts";
import type { OpeningLimits } from "../shares/OpeningLimits.ts";
import type { ProofRequests } from "./ProofRequests.ts";

export type ProofRequestRouteParts = {
  readonly proofRequests: Pick<ProofRequests, "make" | "get" | "answer" | "answerOf">;
  readonly asking: Pick<OpeningLimits, "count">;
};

export const proofRequestRoutes = ({ proofRequests, asking }: ProofRequestRouteParts): Route[] => [
  route("makeProofRequest", {
    handle: async ({ body, client }) => {
      asking.count(client.address);
      return json(await proofRequests.make(body), { status: 201 });
    },
  }),
  route("getProofRequest", {
    handle: async ({ params: { id } }) => {
      const request = await proofRequests.get(id);
      const isSigned = isSignedRequest(request);
      return text(isSigned ? `application/${requestObjectType}` : "application/json", request);
    },
  }),
  route("answerProofRequest", {
    handle: async ({ params: { id }, body, client }) => {
      asking.count(client.address);
      await proofRequests.answer(id, readAnswer(body.content));
      return json({});
    },
  }),
  route("getProofAnswer", {
    handle: async ({ params: { id }, headers }) =>
      json(await proofRequests.answerOf(id, headers["sello-request-secret"])),
  }),
];

const jwePattern = /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;

/** OpenID4VP 1.0 §8.3.1: the form's field `response` is the encrypted answer. */
function readAnswer(content: Buffer): string {
  const answers = new URLSearchParams(content.toString("latin1")).getAll("response");
  const [answer = ""] = answers;
  if (answers.length === 1 && jwePattern.test(answer)) return answer;
  const message = "The form has one field response, with a JWE in direct key agreement.";
  const violation = { pointer: "/body/response", code: "proof_request.answer", message };
  throw new InvalidInput("proof_request.answer", message, [violation]);
}
