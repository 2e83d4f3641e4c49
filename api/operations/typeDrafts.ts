import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation } from "../Operation.ts";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import { uuid } from "../schemas/primitives.ts";
import {
  draftStates,
  newTypeDraft,
  typeApproval,
  typeApprovalRequest,
  typeDraft,
  typeDraftChange,
  typeDraftList,
  typeDraftReturn,
  typeDraftRevision,
} from "../schemas/typeDrafts.ts";

const tag = "document types";
const params = z.object({ id: uuid });
const ok = { 200: { description: "As it is now.", content: jsonContent(typeDraft) } } as const;

const ofChanges = [
  "type_draft.unknown",
  "type_draft.officer",
  "type_draft.changed",
  "type_draft.state",
] as const satisfies readonly ProblemCode[];

const ofNames = [
  "type_draft.name_taken",
  "type_draft.version",
  "type_draft.too_large",
  "type_draft.too_many",
] as const satisfies readonly ProblemCode[];

export const typeDraftOperations = {
  listTypeDrafts: operation({
    method: "get",
    path: "/v1/document-type-drafts",
    tag,
    summary: "Drafts of document types, of the caller's authority and those below it",
    description: "Those that were changed last come first.",
    access: "administer",
    alsoFor: ["signer", "auditor"],
    query: z.strictObject({ state: z.enum(draftStates).exactOptional() }),
    answers: { 200: { description: "The newest.", content: jsonContent(typeDraftList) } },
  }),
  createTypeDraft: operation({
    method: "post",
    path: "/v1/document-type-drafts",
    tag,
    summary: "Begin a document type, or another version of one, for the caller's authority",
    access: "administer",
    body: jsonBody(newTypeDraft, apiLimits.typeDesignBytes),
    answers: { 201: { description: "Begun.", content: jsonContent(typeDraft) } },
    problems: ["type_draft.officer", ...ofNames],
  }),
  getTypeDraft: operation({
    method: "get",
    path: "/v1/document-type-drafts/{id}",
    tag,
    summary: "One draft, with what is still wrong and what happened to it",
    access: "administer",
    alsoFor: ["signer", "auditor"],
    params,
    answers: ok,
    problems: ["type_draft.unknown"],
  }),
  changeTypeDraft: operation({
    method: "post",
    path: "/v1/document-type-drafts/{id}/changes",
    tag,
    summary: "Change a draft of the caller's authority",
    description:
      "Names the revision that was changed: if it is not the newest, nothing is changed.",
    access: "administer",
    params,
    body: jsonBody(typeDraftChange, apiLimits.typeDesignBytes),
    answers: ok,
    problems: [...ofChanges, ...ofNames],
  }),
  discardTypeDraft: operation({
    method: "post",
    path: "/v1/document-type-drafts/{id}/discard",
    tag,
    summary: "Give up a draft of the caller's authority",
    access: "administer",
    params,
    body: jsonBody(typeDraftRevision, apiLimits.requestBodyBytes),
    answers: ok,
    problems: ofChanges,
  }),
  askForTypeApproval: operation({
    method: "post",
    path: "/v1/document-type-drafts/{id}/review",
    tag,
    summary: "Ask two officers to approve a draft; it cannot be changed meanwhile",
    access: "administer",
    params,
    body: jsonBody(typeDraftRevision, apiLimits.requestBodyBytes),
    answers: ok,
    problems: [...ofChanges, ...ofNames, "type_draft.incomplete"],
  }),
  returnTypeDraft: operation({
    method: "post",
    path: "/v1/document-type-drafts/{id}/return",
    tag,
    summary: "Send a draft back to be changed, with a reason; approvals that it has are void",
    description: "For the authority that owns it and those above.",
    access: "administer",
    params,
    body: jsonBody(typeDraftReturn, apiLimits.requestBodyBytes),
    answers: ok,
    problems: ofChanges,
  }),
  prepareTypeApproval: operation({
    method: "get",
    path: "/v1/document-type-drafts/{id}/approval",
    tag,
    summary: "What the officer's wallet signs to approve a draft",
    access: "administer",
    params,
    answers: { 200: { description: "To sign.", content: jsonContent(typeApprovalRequest) } },
    problems: ["type_draft.unknown", "type_draft.officer", "type_draft.state"],
  }),
  approveTypeDraft: operation({
    method: "post",
    path: "/v1/document-type-drafts/{id}/approvals",
    tag,
    summary: "Approve a draft; with the second officer's approval it is published",
    description:
      "By administrators of the authority that owns it, or of one above. What is published does not change any more.",
    access: "administer",
    params,
    body: jsonBody(typeApproval, apiLimits.requestBodyBytes),
    answers: ok,
    problems: [
      ...ofChanges,
      ...ofNames,
      "type_draft.signature",
      "type_draft.approved",
      "type_draft.same_person",
    ],
  }),
};
