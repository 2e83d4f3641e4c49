import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  governingAct,
  governingActList,
  governingSignature,
  newGoverningAct,
  newSigningKey,
  preparedSigningKey,
} from "../schemas/governingActs.ts";
import { slug, uuid } from "../schemas/primitives.ts";

const tag = "governing acts";
const params = z.object({ id: uuid });
const answer = { description: "As it is now.", content: jsonContent(governingAct) };
const body = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.requestBodyBytes);

/** Of accounts that take m of n people. Each of the people is signed in as themselves. */
export const governingActOperations = {
  listGoverningActs: operation({
    method: "get",
    path: "/v1/governing-acts",
    tag,
    summary: "Acts of the accounts that one signs for: what waits first, then the newest",
    access: "session",
    answers: { 200: { description: "Them.", content: jsonContent(governingActList) } },
    problems: ["chain.unavailable"],
  }),
  proposeGoverningAct: operation({
    method: "post",
    path: "/v1/governing-acts",
    tag,
    summary: "Begin an act that m of n people sign",
    access: "session",
    body: body(newGoverningAct),
    answers: { 201: { description: "Begun.", content: jsonContent(governingAct) } },
    problems: [
      "governing_act.unknown",
      "governing_act.not_signer",
      "governing_act.over",
      "governing_act.too_many",
      "registry_change.malformed",
      "registry_change.too_many",
      "registry_change.refused",
      "officer_account.signers",
      "officer_account.threshold",
      "officer_account.safe",
      "type_draft.unknown",
      "type_draft.state",
      "type_draft.changed",
      "type_draft.approved",
      "chain.closing",
      "chain.unavailable",
    ],
  }),
  getGoverningAct: operation({
    method: "get",
    path: "/v1/governing-acts/{id}",
    tag,
    summary: "One act: who has signed it, and what each signs",
    access: "session",
    params,
    answers: { 200: answer },
    problems: ["governing_act.unknown", "chain.unavailable"],
  }),
  signGoverningAct: operation({
    method: "post",
    path: "/v1/governing-acts/{id}/signatures",
    tag,
    summary: "Give a signer's signatures; with enough of them the act is sent",
    access: "session",
    params,
    body: body(governingSignature),
    answers: { 200: answer },
    problems: [
      "governing_act.unknown",
      "governing_act.not_signer",
      "governing_act.over",
      "governing_act.signatures",
      "registry_change.signature",
      "registry_change.expired",
      "chain.closing",
      "chain.unavailable",
    ],
  }),
  declineGoverningAct: operation({
    method: "post",
    path: "/v1/governing-acts/{id}/decline",
    tag,
    summary: "Say that one will not sign; a signature of one's own is taken back",
    access: "session",
    params,
    answers: { 200: answer },
    problems: ["governing_act.unknown", "governing_act.over", "chain.unavailable"],
  }),
  sendGoverningAct: operation({
    method: "post",
    path: "/v1/governing-acts/{id}/send",
    tag,
    summary: "Send an act once more that has its signatures",
    access: "session",
    params,
    answers: { 200: answer },
    problems: [
      "governing_act.unknown",
      "governing_act.over",
      "governing_act.incomplete",
      "registry_change.expired",
      "chain.closing",
      "chain.unavailable",
    ],
  }),
  endGoverningAct: operation({
    method: "post",
    path: "/v1/governing-acts/{id}/end",
    tag,
    summary: "Give an act up",
    access: "session",
    params,
    answers: { 200: answer },
    problems: ["governing_act.unknown", "governing_act.over", "chain.unavailable"],
  }),
  prepareSigningKey: operation({
    method: "post",
    path: "/v1/authorities/{slug}/signing-keys",
    tag,
    summary: "Make an authority's next signing key, and say what officers sign to register it",
    access: "session",
    params: z.object({ slug }),
    body: body(newSigningKey),
    answers: { 200: { description: "It.", content: jsonContent(preparedSigningKey) } },
    problems: ["authority.unknown", "governing_act.rights", "chain.unavailable"],
  }),
};
