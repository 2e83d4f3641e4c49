import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation, selloFile, textContent } from "../Operation.ts";
import type { ProblemCode } from "../problems/problemCatalogue.ts";
import {
  anchoringState,
  claims,
  copyNumbers,
  copyQuery,
  document,
  documentFilter,
  documentPage,
  documentParams,
  erasure,
  erasureRequest,
  exportRequest,
  foundDocuments,
  holderKey,
  idempotencyHeaders,
  issueRequest,
  proofQuery,
  sdJwtQuery,
  searchRequest,
  selloFileQuery,
} from "../schemas/documents.ts";
import { pageAfter, pageLimit } from "../schemas/primitives.ts";

const tag = "documents";
const body = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.requestBodyBytes);

const issuedAnswers = {
  201: {
    description: "Stored and signed. It is in the log a moment later: `state` says when.",
    content: jsonContent(document),
    headers: { Location: "Where the document is." },
  },
  200: {
    description: "The same request was answered before.",
    content: jsonContent(document),
    headers: { "Idempotent-Replayed": "`true`." },
  },
} as const;

/** Why an authority cannot issue a type now. */
export const issuingProblems = [
  "authority.inactive",
  "authority.unaccredited",
  "authority.left_out",
  "signing_key.none_current",
  "document_type.unknown",
  "document_type.not_ready",
] as const satisfies readonly ProblemCode[];

/** What can be wrong with claims or with a holder's key. */
const inputProblems = [
  "claims.invalid",
  "claims.too_large",
  "person.invalid",
  "holder_key.invalid",
] as const satisfies readonly ProblemCode[];

const revision = {
  method: "post",
  tag,
  description: "The old document is marked as superseded and revoked, in the same transaction.",
  access: "issue",
  params: documentParams,
  headers: idempotencyHeaders,
  answers: issuedAnswers,
  problems: [
    "document.unknown",
    "document.superseded",
    "document.suspended",
    "document.revoked",
    "document.exists",
    "document.erased",
    "idempotency.mismatch",
    "digests.stale",
    ...inputProblems,
    "api_key.day_used",
    ...issuingProblems,
  ],
} as const;

export const documentOperations = {
  issueDocument: operation({
    method: "post",
    path: "/v1/documents",
    tag,
    summary: "Issue a document",
    access: "issue",
    headers: idempotencyHeaders,
    body: body(issueRequest),
    answers: issuedAnswers,
    problems: [
      "api_key.authority",
      "document.exists",
      "document.differs",
      "document.revoked",
      "document.expired",
      "document.suspended",
      "document.superseded",
      "document.unknown",
      "document.other_record",
      "idempotency.mismatch",
      "digests.stale",
      ...inputProblems,
      "api_key.day_used",
      ...issuingProblems,
    ],
  }),
  listDocuments: operation({
    method: "get",
    path: "/v1/documents",
    tag,
    summary: "The documents of the key's authority, newest first within a type",
    access: "read",
    alsoFor: ["auditor"],
    query: z.strictObject({ ...documentFilter, after: pageAfter, limit: pageLimit }),
    answers: { 200: { description: "A page.", content: jsonContent(documentPage) } },
    problems: ["page.cursor", "document_type.unknown", "document_type.not_ready"],
  }),
  getDocument: operation({
    method: "get",
    path: "/v1/documents/{id}",
    tag,
    summary: "What is known of a document",
    access: "read",
    alsoFor: ["auditor"],
    params: documentParams,
    answers: { 200: { description: "The document.", content: jsonContent(document) } },
    problems: ["document.unknown"],
  }),
  getSdJwt: operation({
    method: "get",
    path: "/v1/documents/{id}/sd-jwt",
    tag,
    summary: "The document itself, with all its disclosures",
    access: "read",
    params: documentParams,
    query: sdJwtQuery,
    answers: {
      200: {
        description: "SD-JWT VC (RFC 9901).",
        content: {
          "application/dc+sd-jwt": {
            as: "text",
            description: "Compact serialization with every disclosure.",
          },
        },
      },
    },
    problems: ["document.unknown", "document.erased", "readings.many"],
  }),
  searchDocuments: operation({
    method: "post",
    path: "/v1/document-searches",
    tag,
    summary: "Documents of the key's authority, by number, person or name",
    description:
      "What documents say is sealed, so only whole values are found, by keyed digests. Nothing that is looked for is kept.",
    access: "read",
    body: body(searchRequest),
    answers: { 200: { description: "Those found.", content: jsonContent(foundDocuments) } },
    problems: ["readings.many", "document_type.unknown", "document_type.not_ready"],
  }),
  exportDocuments: operation({
    method: "post",
    path: "/v1/document-exports",
    tag,
    summary: "What all documents of the key's authority say",
    description:
      "An act of its own, which needs the right `export`: the first copy of each document, newest first within a type. An object a line: `id`, `type`, and `sdJwt`, which is null where the document was erased.",
    access: "export",
    body: body(exportRequest),
    answers: {
      200: {
        description: "The documents.",
        content: { "application/x-ndjson": { as: "stream", description: "An object a line." } },
        headers: { "Content-Disposition": "A name for the file." },
      },
    },
    problems: ["readings.many", "document_type.unknown", "document_type.not_ready"],
  }),
  eraseDocument: operation({
    method: "post",
    path: "/v1/documents/{id}/erasure",
    tag,
    summary: "Erase what a document says",
    description:
      "Its key and all digests that name it are destroyed, with those of the documents whose place it took. It must have ended: revoked, expired or superseded. The log keeps its place, which says nothing.",
    access: "revoke",
    params: documentParams,
    body: body(erasureRequest),
    answers: { 200: { description: "Erased.", content: jsonContent(erasure) } },
    problems: ["document.unknown", "document.in_force", "document.pending"],
  }),
  renewDocument: operation({
    ...revision,
    path: "/v1/documents/{id}/renewals",
    summary: "Issue it again for a new term",
    body: body(z.strictObject({ claims: claims.exactOptional() })),
  }),
  correctDocument: operation({
    ...revision,
    path: "/v1/documents/{id}/corrections",
    summary: "Issue it again with other claims, for the rest of its term",
    body: body(z.strictObject({ claims })),
  }),
  replaceDocument: operation({
    ...revision,
    path: "/v1/documents/{id}/replacements",
    summary: "Issue it again saying the same: it was lost, or the holder has a new device",
    body: body(z.strictObject({ holderKey: holderKey.exactOptional() })),
  }),
  addCopies: operation({
    method: "post",
    path: "/v1/documents/{id}/copies",
    tag,
    summary: "More copies, one for each holder key",
    description:
      "Each has salts, a status place and a leaf of its own, so that they cannot be linked; one status act covers all.",
    access: "issue",
    params: documentParams,
    body: body(
      z.strictObject({ holderKeys: z.array(holderKey).min(1).max(apiLimits.copiesPerRequest) }),
    ),
    answers: { 201: { description: "Made.", content: jsonContent(copyNumbers) } },
    problems: [
      "document.unknown",
      "document.revoked",
      "document.suspended",
      "document.superseded",
      "document.erased",
      "holder_key.invalid",
      "copies.count",
      "copies.many",
      "api_key.day_used",
      ...issuingProblems,
    ],
  }),
  getProof: operation({
    method: "get",
    path: "/v1/documents/{id}/proof",
    tag: "proofs",
    summary: "The proof that the document is in the log",
    description: "It holds no personal data. 404 `proof.pending` until the log has it.",
    access: "read",
    params: documentParams,
    query: proofQuery,
    answers: {
      200: { description: "C2SP tlog-proof.", content: textContent("tlog-proof text.") },
    },
    problems: ["document.unknown", "proof.pending", "proof.no_post_quantum"],
  }),
  getAnchoring: operation({
    method: "get",
    path: "/v1/documents/{id}/anchoring",
    tag: "proofs",
    summary: "How far a copy is on its way to the log, and what holds it back",
    access: "read",
    alsoFor: ["auditor"],
    params: documentParams,
    query: copyQuery,
    answers: { 200: { description: "The state.", content: jsonContent(anchoringState) } },
    problems: ["document.unknown"],
  }),
  getSelloFile: operation({
    method: "get",
    path: "/v1/documents/{id}/sello",
    tag: "proofs",
    summary: "One file for offline use: the document with its proof",
    access: "read",
    params: documentParams,
    query: selloFileQuery,
    answers: {
      200: {
        description: "A `.sello` file with every disclosure, for the holder.",
        ...selloFile,
      },
    },
    problems: [
      "document.unknown",
      "document.erased",
      "readings.many",
      "proof.pending",
      "proof.no_post_quantum",
    ],
  }),
};
