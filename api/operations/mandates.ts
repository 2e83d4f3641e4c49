import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import {
  mandate,
  mandateList,
  mandateSearch,
  myMandateList,
  newMandate,
} from "../schemas/mandates.ts";
import { uuid } from "../schemas/primitives.ts";

const tag = "mandates";
const byId = z.object({ id: uuid });
const officeProblems = ["authority.inactive", "authority.unaccredited"] as const;

/** Acting for another: offices that say who is who make and end mandates, residents see theirs (docs/decisions/0210). */
export const mandateOperations = {
  makeMandate: operation({
    method: "post",
    path: "/v1/mandates",
    tag,
    summary: "Let somebody hold and show another person's documents",
    description:
      "By an officer of an authority that may issue the city's identity document, who has checked the relation. Ends what there was of the same persons and relation only when that is over.",
    access: "issue",
    body: jsonBody(newMandate, apiLimits.residentBodyBytes),
    answers: { 201: { description: "Made.", content: jsonContent(mandate) } },
    problems: [
      "id_number.malformed",
      "desk.person_unknown",
      "document_type.unknown",
      "mandate.self",
      "mandate.unfit",
      "mandate.end",
      "mandate.exists",
      "mandate.too_many",
      ...officeProblems,
    ],
  }),
  findMandates: operation({
    method: "post",
    path: "/v1/mandate-searches",
    tag,
    summary: "The mandates of a person, as who acts and for whom somebody acts",
    description:
      "For an authority that may issue the city's identity document. Names and numbers are masked. Those that ended 90 days ago are deleted.",
    access: "issue",
    body: jsonBody(mandateSearch, apiLimits.residentBodyBytes),
    answers: { 200: { description: "Them.", content: jsonContent(mandateList) } },
    problems: ["id_number.malformed", ...officeProblems],
  }),
  endMandate: operation({
    method: "delete",
    path: "/v1/mandates/{id}",
    tag,
    summary: "End a mandate, and with it the copies that were made for it",
    access: "issue",
    params: byId,
    answers: { 204: { description: "Ended; the copies are revoked when the chain has it." } },
    problems: ["mandate.unknown", "mandate.ended", ...officeProblems],
  }),
  listMyMandates: operation({
    method: "get",
    path: "/v1/my/mandates",
    tag,
    summary: "For whom the resident acts, and who acts for them",
    access: "resident:code",
    answers: { 200: { description: "Them.", content: jsonContent(myMandateList) } },
  }),
  endMyMandate: operation({
    method: "delete",
    path: "/v1/my/mandates/{id}",
    tag,
    summary: "Give up acting for another, or take back one's own power of attorney",
    access: "resident:passkey",
    params: byId,
    answers: { 204: { description: "Ended; the copies are revoked when the chain has it." } },
    problems: ["mandate.unknown", "mandate.ended", "mandate.office"],
  }),
};
