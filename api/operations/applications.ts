import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation, selloFile } from "../Operation.ts";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import {
  applicationAnswer,
  applicationDecision,
  applicationFigures,
  applicationPassing,
  applicationProgress,
  applicationQuestion,
  applicationQueue,
  decisionFigures,
  myApplication,
  myApplicationList,
  newAppeal,
  newApplication,
  officeApplication,
  publishedRuleText,
  serviceItemDetail,
  serviceItemList,
  waitingApplication,
} from "../schemas/applications.ts";
import { idempotencyHeaders } from "../schemas/documents.ts";
import { integerText, slug, uuid } from "../schemas/primitives.ts";

const tag = "applications";
const params = z.object({ id: uuid });
const mine = {
  200: { description: "As it is now.", content: jsonContent(myApplication) },
} as const;
const made = {
  200: { description: "The same request came before.", content: jsonContent(myApplication) },
  201: { description: "Received.", content: jsonContent(myApplication) },
} as const;
const ofOffice = {
  200: { description: "As it is now.", content: jsonContent(officeApplication) },
} as const;

const ofHandingIn = [
  "application.form",
  "application.evidence",
  "application.not_joined",
] as const satisfies readonly ProblemCode[];

const ofOfficers = [
  "application.unknown",
  "application.officer",
  "application.state",
  "application.involved",
] as const satisfies readonly ProblemCode[];

const ruleNumber = integerText({
  min: 1,
  max: apiLimits.ruleVersionNumber,
  description: "Number of the version.",
});

/** What residents apply for, and what offices decide (docs/decisions/0221). */
export const applicationOperations = {
  listServiceItems: operation({
    method: "get",
    path: "/v1/service-items",
    tag,
    summary: "What residents can apply for",
    access: "public",
    answers: { 200: { description: "All of it.", content: jsonContent(serviceItemList) } },
  }),
  getServiceItem: operation({
    method: "get",
    path: "/v1/service-items/{item}",
    tag,
    summary: "One service item, with its rules, their cases, and all versions of them",
    access: "public",
    params: z.object({ item: slug }),
    answers: { 200: { description: "It.", content: jsonContent(serviceItemDetail) } },
    problems: ["service_item.unknown"],
  }),
  getPublishedRules: operation({
    method: "get",
    path: "/v1/service-items/{item}/rules/{number}",
    tag,
    summary: "One published version of an item's rules, with its cases",
    access: "public",
    params: z.object({ item: slug, number: ruleNumber }),
    answers: { 200: { description: "It.", content: jsonContent(publishedRuleText) } },
    problems: ["service_item.unknown", "rules.unknown"],
  }),
  getRulesFile: operation({
    method: "get",
    path: "/v1/service-items/{item}/rules/{number}/sello",
    tag,
    summary: "The document that publishes a version, with its proof: all of it, for everybody",
    access: "public",
    params: z.object({ item: slug, number: ruleNumber }),
    answers: {
      200: {
        description:
          "A `.sello` file, with which anybody verifies the rules and runs decisions again.",
        ...selloFile,
      },
    },
    problems: ["service_item.unknown", "rules.unknown", "proof.pending"],
  }),
  getDecisionFigures: operation({
    method: "get",
    path: "/v1/decision-figures",
    tag,
    summary: "How many applications were decided, refused and overturned, by item and office",
    access: "public",
    answers: {
      200: { description: "Of the last twelve months.", content: jsonContent(decisionFigures) },
    },
  }),
  apply: operation({
    method: "post",
    path: "/v1/my/applications",
    tag,
    summary: "Apply for a service item",
    description:
      "Naming a piece of evidence `account` is the consent to look at that document, once, at the claims that the item names. The same `Idempotency-Key` gives the same application.",
    access: "resident:passkey",
    headers: idempotencyHeaders,
    body: jsonBody(newApplication, apiLimits.applicationBodyBytes),
    answers: made,
    problems: [
      "service_item.unknown",
      "service_item.closed",
      ...ofHandingIn,
      "application.open",
      "application.too_many",
      "idempotency.mismatch",
    ],
  }),
  listMyApplications: operation({
    method: "get",
    path: "/v1/my/applications",
    tag,
    summary: "The resident's applications",
    access: "resident:passkey",
    answers: { 200: { description: "The newest.", content: jsonContent(myApplicationList) } },
  }),
  getMyApplication: operation({
    method: "get",
    path: "/v1/my/applications/{id}",
    tag,
    summary: "One application, with each step that it took",
    access: "resident:passkey",
    params,
    answers: mine,
    problems: ["application.unknown"],
  }),
  followMyApplication: operation({
    method: "get",
    path: "/v1/my/applications/{id}/events",
    tag,
    summary: "Its steps, as they are taken",
    description: "Begins with those that it has taken, and ends when it goes on no more by itself.",
    access: "resident:passkey",
    params,
    answers: {
      200: {
        description: "Server-sent events.",
        content: {
          "text/event-stream": {
            as: "events",
            description: "One for each step.",
            events: { progress: applicationProgress },
          },
        },
      },
    },
    problems: ["application.unknown"],
  }),
  withdrawMyApplication: operation({
    method: "post",
    path: "/v1/my/applications/{id}/withdrawal",
    tag,
    summary: "Withdraw an application that is not decided",
    access: "resident:passkey",
    params,
    answers: mine,
    problems: ["application.unknown", "application.state"],
  }),
  answerMyApplication: operation({
    method: "post",
    path: "/v1/my/applications/{id}/answers",
    tag,
    summary: "Complete an application that was sent back, or have a person decide it",
    access: "resident:passkey",
    params,
    body: jsonBody(applicationAnswer, apiLimits.applicationBodyBytes),
    answers: mine,
    problems: ["application.unknown", "application.state", "application.too_many", ...ofHandingIn],
  }),
  appealMyApplication: operation({
    method: "post",
    path: "/v1/my/applications/{id}/appeals",
    tag,
    summary: "Appeal against a refusal: a person decides who had no part in it",
    access: "resident:passkey",
    params,
    headers: idempotencyHeaders,
    body: jsonBody(newAppeal, apiLimits.residentBodyBytes),
    answers: made,
    problems: [
      "application.unknown",
      "application.state",
      "application.appealed",
      "application.appeal_late",
      "application.not_joined",
      "idempotency.mismatch",
    ],
  }),
  listApplications: operation({
    method: "get",
    path: "/v1/applications",
    tag,
    summary: "What waits for a decision by officers of the caller's authority",
    access: "issue",
    answers: { 200: { description: "Oldest first.", content: jsonContent(applicationQueue) } },
    problems: ["application.officer"],
  }),
  getApplicationSummary: operation({
    method: "get",
    path: "/v1/applications/{id}/summary",
    tag,
    summary: "What is known of an application without opening it",
    description: "Nothing of what was handed in. So it is not recorded as a look.",
    access: "issue",
    params,
    answers: { 200: { description: "As it is now.", content: jsonContent(waitingApplication) } },
    problems: ["application.unknown", "application.officer"],
  }),
  getApplicationFigures: operation({
    method: "get",
    path: "/v1/application-figures",
    tag,
    summary: "How many applications wait, and how soon they were decided, by item",
    description: "At the caller's authority, over the last 30 days.",
    access: "issue",
    answers: { 200: { description: "Counts.", content: jsonContent(applicationFigures) } },
    problems: ["application.officer"],
  }),
  getApplication: operation({
    method: "get",
    path: "/v1/applications/{id}",
    tag,
    summary: "One application, with the evidence and what the rules say",
    description: "The look is recorded, and the applicant sees it.",
    access: "issue",
    params,
    answers: ofOffice,
    problems: ["application.unknown", "application.officer"],
  }),
  decideApplication: operation({
    method: "post",
    path: "/v1/applications/{id}/decisions",
    tag,
    summary:
      "Grant or refuse; where the item wants two officers, the second who says the same decides",
    access: "issue",
    params,
    body: jsonBody(applicationDecision, apiLimits.requestBodyBytes),
    answers: ofOffice,
    problems: [...ofOfficers, "application.outputs"],
  }),
  askApplicant: operation({
    method: "post",
    path: "/v1/applications/{id}/questions",
    tag,
    summary: "Send an application back, and say what is to be completed",
    access: "issue",
    params,
    body: jsonBody(applicationQuestion, apiLimits.requestBodyBytes),
    answers: ofOffice,
    problems: ofOfficers,
  }),
  passApplication: operation({
    method: "post",
    path: "/v1/applications/{id}/passing",
    tag,
    summary: "Pass an application on to another authority that may issue what would follow",
    access: "issue",
    params,
    body: jsonBody(applicationPassing, apiLimits.requestBodyBytes),
    answers: { 204: { description: "The other authority has it." } },
    problems: [...ofOfficers, "authority.unknown", "application.passing"],
  }),
};
