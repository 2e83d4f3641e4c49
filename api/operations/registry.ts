import { z } from "zod";
import { apiLimits } from "../limits.ts";
import { jsonBody, jsonContent, operation, textContent } from "../Operation.ts";
import {
  authority,
  authorityEventList,
  authorityList,
  issuerMetadata,
  jwks,
} from "../schemas/authorities.ts";
import { documentType, documentTypeList, typeVersion } from "../schemas/documentTypes.ts";
import {
  authorityId,
  documentTypeId,
  integerText,
  jsonObject,
  pageAfter,
  pageLimit,
  slug,
  typeName,
} from "../schemas/primitives.ts";
import {
  registryChange,
  registryChangeDraft,
  registryChangeList,
  registryChangeParams,
  registryChangeTrial,
  registryChangeTried,
  serviceAccounts,
  signedRegistryChanges,
  submittedRegistryChange,
  typedData,
} from "../schemas/registryChanges.ts";
import { foundEntries } from "../schemas/trustLists.ts";

const trustListContent = textContent(
  "C2SP signed note: `sello-trust-list/2` and a line of JSON. Versions of before have `sello-trust-list/1`, and all entries in that line.",
);
const cachedHeaders = {
  ETag: "Changes with the text.",
  "Cache-Control": "How long it may be kept.",
};
const versionParams = z.object({
  version: integerText({ min: 1, max: 2 ** 31 - 1, description: "Counted from 1." }),
});
const authorityParams = z.object({ slug });

export const trustListOperations = {
  getTrustList: operation({
    method: "get",
    path: "/v1/trust-list",
    tag: "trust list",
    summary: "What a verifier pins: the newest trust list",
    access: "public",
    answers: {
      200: {
        description: "A signed note.",
        content: trustListContent,
        headers: cachedHeaders,
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["trust_list.not_ready", "trust_list.no_signers", "trust_list.too_large"],
  }),
  getTrustListVersion: operation({
    method: "get",
    path: "/v1/trust-lists/{version}",
    tag: "trust list",
    summary: "The trust list of one version",
    access: "public",
    params: versionParams,
    answers: {
      200: {
        description: "A signed note.",
        content: trustListContent,
        headers: cachedHeaders,
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["trust_list.unknown"],
  }),
  getTrustPolicy: operation({
    method: "get",
    path: "/v1/trust-policy",
    tag: "trust list",
    summary: "The logs, witnesses and quorum of the newest trust list, for tools of C2SP",
    description: "Not signed: who relies on it compares it with a trust list.",
    access: "public",
    answers: {
      200: {
        description: "A policy.",
        content: textContent("C2SP tlog-policy: keys of logs and witnesses, and the quorum."),
        headers: cachedHeaders,
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["trust_list.not_ready", "trust_list.no_signers", "trust_list.too_large"],
  }),
  findTrustListEntries: operation({
    method: "get",
    path: "/v1/trust-lists/{version}/entries",
    tag: "trust list",
    summary: "Some entries of a trust list, each with its path in the tree that the head signs",
    description:
      "An authority comes with all above it. Of what is not in the list come the two entries between which it would be.",
    access: "public",
    params: versionParams,
    query: z.strictObject({
      authority: z
        .array(authorityId)
        .max(apiLimits.trustEntriesAsked)
        .exactOptional()
        .meta({ description: "Authorities' ids, each given by itself." }),
      documentType: z
        .array(documentTypeId)
        .max(apiLimits.trustEntriesAsked)
        .exactOptional()
        .meta({ description: "Document types' ids, each given by itself." }),
    }),
    answers: {
      200: {
        description: "The entries.",
        content: {
          "application/json": {
            as: "text",
            description: "Entries with their paths.",
            schema: foundEntries,
          },
        },
        headers: cachedHeaders,
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["trust_list.unknown", "trust_list.no_entries"],
  }),
  getTrustListEntries: operation({
    method: "get",
    path: "/v1/trust-lists/{version}/all",
    tag: "trust list",
    summary: "All entries of a trust list",
    access: "public",
    params: versionParams,
    answers: {
      200: {
        description: "The entries.",
        content: textContent(
          "`sello-trust-entries/2`, a line for each authority, an empty line, a line for each document type.",
        ),
        headers: cachedHeaders,
      },
      304: { description: "Not changed since the `ETag` in `If-None-Match`." },
    },
    problems: ["trust_list.unknown", "trust_list.no_entries"],
  }),
};

export const authorityOperations = {
  listAuthorities: operation({
    method: "get",
    path: "/v1/authorities",
    tag: "authorities",
    summary:
      "The tree of authorities, with its history, in the order in which they were registered",
    access: "public",
    query: z.strictObject({
      after: pageAfter,
      limit: pageLimit,
    }),
    answers: { 200: { description: "A page.", content: jsonContent(authorityList) } },
    problems: ["page.cursor"],
  }),
  getAuthority: operation({
    method: "get",
    path: "/v1/authorities/{slug}",
    tag: "authorities",
    summary: "One authority",
    access: "public",
    params: authorityParams,
    answers: { 200: { description: "It.", content: jsonContent(authority) } },
    problems: ["authority.unknown"],
  }),
  getAuthorityKeys: operation({
    method: "get",
    path: "/v1/authorities/{slug}/jwks",
    tag: "authorities",
    summary: "Every signing key that the authority has or had (RFC 7517)",
    access: "public",
    params: authorityParams,
    answers: { 200: { description: "The keys.", content: jsonContent(jwks) } },
    problems: ["authority.unknown"],
  }),
  listAuthorityEvents: operation({
    method: "get",
    path: "/v1/authorities/{slug}/events",
    tag: "authorities",
    summary:
      "What changed in an authority's record, by whom and by which transaction, newest first",
    access: "public",
    params: authorityParams,
    query: z.strictObject({ after: pageAfter, limit: pageLimit }),
    answers: { 200: { description: "A page.", content: jsonContent(authorityEventList) } },
    problems: ["authority.unknown", "page.cursor"],
  }),
  getIssuerMetadata: operation({
    method: "get",
    path: "/.well-known/jwt-vc-issuer/authorities/{slug}",
    tag: "authorities",
    summary: "Issuer metadata, where SD-JWT VC looks for it",
    access: "public",
    params: authorityParams,
    answers: { 200: { description: "It.", content: jsonContent(issuerMetadata) } },
    problems: ["authority.unknown"],
  }),
};

export const documentTypeOperations = {
  listDocumentTypes: operation({
    method: "get",
    path: "/v1/document-types",
    tag: "document types",
    summary: "Every version of every document type",
    access: "public",
    answers: { 200: { description: "All.", content: jsonContent(documentTypeList) } },
  }),
  getDocumentType: operation({
    method: "get",
    path: "/v1/document-types/{name}",
    tag: "document types",
    summary: "One document type",
    access: "public",
    params: z.object({ name: typeName }),
    query: z.strictObject({ version: typeVersion.exactOptional() }),
    answers: {
      200: {
        description: "The newest version, or the one asked for.",
        content: jsonContent(documentType),
      },
    },
    problems: ["document_type.unknown", "document_type.not_ready"],
  }),
  getTypeMetadata: operation({
    method: "get",
    path: "/types/{name}/{version}",
    tag: "document types",
    summary: "SD-JWT VC type metadata, at the type's `vct`",
    access: "public",
    params: z.object({ name: typeName, version: typeVersion }),
    answers: {
      200: {
        description: "The bytes that `vct#integrity` is of.",
        content: {
          "application/json": {
            as: "text",
            description: "SD-JWT VC type metadata.",
            schema: jsonObject,
          },
        },
      },
    },
    problems: ["document_type.unknown", "document_type.not_ready"],
  }),
};

const changeBody = <Schema extends z.ZodType>(schema: Schema) =>
  jsonBody(schema, apiLimits.requestBodyBytes);

/**
 * Open to anyone, like the contract itself: what counts is the officer's signature, and a request that
 * the contract would refuse is not sent.
 */
export const registryChangeOperations = {
  prepareRegistryChange: operation({
    method: "post",
    path: "/v1/registry-changes/prepare",
    tag: "registry changes",
    summary: "What an officer's wallet is to sign for a change",
    access: "public",
    body: changeBody(registryChangeDraft),
    answers: { 200: { description: "Typed data.", content: jsonContent(typedData) } },
    problems: ["registry_change.malformed", "chain.closing", "chain.unavailable"],
  }),
  submitRegistryChange: operation({
    method: "post",
    path: "/v1/registry-changes",
    tag: "registry changes",
    summary:
      "Relay a change that an officer has signed, or several of which all or none take effect",
    access: "public",
    body: changeBody(signedRegistryChanges),
    answers: {
      202: {
        description: "Stored, signed and on its way to a block.",
        content: jsonContent(submittedRegistryChange),
        headers: { Location: "Where its state is." },
      },
    },
    problems: [
      "registry_change.malformed",
      "registry_change.too_many",
      "registry_change.expired",
      "registry_change.signature",
      "registry_change.refused",
      "chain.closing",
      "chain.unavailable",
    ],
  }),
  tryRegistryChange: operation({
    method: "post",
    path: "/v1/registry-changes/try",
    tag: "registry changes",
    summary: "Whether the registry would take these changes now, if this account asked for them",
    access: "public",
    body: changeBody(registryChangeTrial),
    answers: {
      200: { description: "What it would say.", content: jsonContent(registryChangeTried) },
    },
    problems: ["registry_change.malformed", "registry_change.too_many", "chain.unavailable"],
  }),
  getClearSigning: operation({
    method: "get",
    path: "/v1/erc7730/authority-registry",
    tag: "registry changes",
    summary: "What lets wallets show the registry's requests in words (ERC-7730)",
    access: "public",
    answers: { 200: { description: "A descriptor.", content: jsonContent(jsonObject) } },
  }),
  getServiceAccounts: operation({
    method: "get",
    path: "/v1/service-accounts",
    tag: "registry changes",
    summary: "The service's own accounts, which an authority that issues appoints",
    access: "public",
    answers: { 200: { description: "Them.", content: jsonContent(serviceAccounts) } },
  }),
  listRegistryChanges: operation({
    method: "get",
    path: "/v1/registry-changes",
    tag: "registry changes",
    summary: "Changes under way, and those of the last hour, newest first",
    access: "session",
    answers: { 200: { description: "The newest.", content: jsonContent(registryChangeList) } },
  }),
  getRegistryChange: operation({
    method: "get",
    path: "/v1/registry-changes/{id}",
    tag: "registry changes",
    summary: "What became of a change",
    access: "public",
    params: registryChangeParams,
    answers: { 200: { description: "Its state.", content: jsonContent(registryChange) } },
    problems: ["registry_change.unknown"],
  }),
};
