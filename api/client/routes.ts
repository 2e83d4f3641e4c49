// Made by scripts/api/generateRoutes.ts from the operations, so that a client needs no schemas at run time.
import type { OperationName } from "../operations.ts";

export type AnswerKind = "json" | "text" | "stream" | "events";

export type RouteEntry = {
  readonly method: string;
  readonly path: string;
  /** Whether an API key is sent. */
  readonly isKeyed?: boolean;
  /** Whether the answer takes as long as it takes. */
  readonly isLong?: boolean;
  /** `json`: nothing but JSON; `typed`: the caller says of what type it is. */
  readonly body?: "json" | "typed";
  /** By status and media type; none for an answer without a body. */
  readonly answers: Readonly<Record<number, Readonly<Record<string, AnswerKind>>>>;
};

export const routes: Readonly<Record<OperationName, RouteEntry>> = {
  verifyDocument: {"method":"POST","path":"/v1/verify","body":"typed","answers":{"200":{"application/json":"json"}}},
  issueDocument: {"method":"POST","path":"/v1/documents","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"},"201":{"application/json":"json"}}},
  listDocuments: {"method":"GET","path":"/v1/documents","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  getDocument: {"method":"GET","path":"/v1/documents/{id}","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  getSdJwt: {"method":"GET","path":"/v1/documents/{id}/sd-jwt","isKeyed":true,"answers":{"200":{"application/dc+sd-jwt":"text"}}},
  searchDocuments: {"method":"POST","path":"/v1/document-searches","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"}}},
  exportDocuments: {"method":"POST","path":"/v1/document-exports","isKeyed":true,"isLong":true,"body":"json","answers":{"200":{"application/x-ndjson":"stream"}}},
  eraseDocument: {"method":"POST","path":"/v1/documents/{id}/erasure","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"}}},
  renewDocument: {"method":"POST","path":"/v1/documents/{id}/renewals","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"},"201":{"application/json":"json"}}},
  correctDocument: {"method":"POST","path":"/v1/documents/{id}/corrections","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"},"201":{"application/json":"json"}}},
  replaceDocument: {"method":"POST","path":"/v1/documents/{id}/replacements","isKeyed":true,"body":"json","answers":{"200":{"application/json":"json"},"201":{"application/json":"json"}}},
  addCopies: {"method":"POST","path":"/v1/documents/{id}/copies","isKeyed":true,"body":"json","answers":{"201":{"application/json":"json"}}},
  getProof: {"method":"GET","path":"/v1/documents/{id}/proof","isKeyed":true,"answers":{"200":{"text/plain":"text"}}},
  getAnchoring: {"method":"GET","path":"/v1/documents/{id}/anchoring","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  getSelloFile: {"method":"GET","path":"/v1/documents/{id}/sello","isKeyed":true,"answers":{"200":{"application/vnd.sello+json":"text"}}},
  startImport: {"method":"POST","path":"/v1/imports","isKeyed":true,"body":"typed","answers":{"202":{"application/json":"json"}}},
  listImports: {"method":"GET","path":"/v1/imports","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  getImport: {"method":"GET","path":"/v1/imports/{id}","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  followImport: {"method":"GET","path":"/v1/imports/{id}/events","isKeyed":true,"isLong":true,"answers":{"200":{"text/event-stream":"events"}}},
  getImportResult: {"method":"GET","path":"/v1/imports/{id}/result","isKeyed":true,"isLong":true,"answers":{"200":{"text/csv":"stream","application/x-ndjson":"stream"}}},
  listRejections: {"method":"GET","path":"/v1/imports/{id}/rejections","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  pauseImport: {"method":"POST","path":"/v1/imports/{id}/pause","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  resumeImport: {"method":"POST","path":"/v1/imports/{id}/resume","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  cancelImport: {"method":"POST","path":"/v1/imports/{id}/cancel","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  actOnStatus: {"method":"POST","path":"/v1/status-acts","isKeyed":true,"body":"json","answers":{"202":{"application/json":"json"}}},
  getStatusHistory: {"method":"GET","path":"/v1/documents/{id}/status","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  listStatusReasons: {"method":"GET","path":"/v1/status-reasons","answers":{"200":{"application/json":"json"}}},
  getStatusList: {"method":"GET","path":"/v1/status-lists/{authority}/{number}","answers":{"200":{"application/statuslist+jwt":"text"},"304":{}}},
  getStatusListEntry: {"method":"GET","path":"/v1/status-lists/{authority}/{number}/entries/{index}","answers":{"200":{"application/json":"json"}}},
  listStatusLists: {"method":"GET","path":"/v1/status-lists/{authority}","answers":{"200":{"application/json":"json"}}},
  getTrustList: {"method":"GET","path":"/v1/trust-list","answers":{"200":{"text/plain":"text"},"304":{}}},
  getTrustListVersion: {"method":"GET","path":"/v1/trust-lists/{version}","answers":{"200":{"text/plain":"text"},"304":{}}},
  getTrustPolicy: {"method":"GET","path":"/v1/trust-policy","answers":{"200":{"text/plain":"text"},"304":{}}},
  findTrustListEntries: {"method":"GET","path":"/v1/trust-lists/{version}/entries","answers":{"200":{"application/json":"text"},"304":{}}},
  getTrustListEntries: {"method":"GET","path":"/v1/trust-lists/{version}/all","answers":{"200":{"text/plain":"text"},"304":{}}},
  listAuthorities: {"method":"GET","path":"/v1/authorities","answers":{"200":{"application/json":"json"}}},
  getAuthority: {"method":"GET","path":"/v1/authorities/{slug}","answers":{"200":{"application/json":"json"}}},
  getAuthorityKeys: {"method":"GET","path":"/v1/authorities/{slug}/jwks","answers":{"200":{"application/json":"json"}}},
  getIssuerMetadata: {"method":"GET","path":"/.well-known/jwt-vc-issuer/authorities/{slug}","answers":{"200":{"application/json":"json"}}},
  listDocumentTypes: {"method":"GET","path":"/v1/document-types","answers":{"200":{"application/json":"json"}}},
  getDocumentType: {"method":"GET","path":"/v1/document-types/{name}","answers":{"200":{"application/json":"json"}}},
  getTypeMetadata: {"method":"GET","path":"/types/{name}/{version}","answers":{"200":{"application/json":"text"}}},
  prepareRegistryChange: {"method":"POST","path":"/v1/registry-changes/prepare","body":"json","answers":{"200":{"application/json":"json"}}},
  submitRegistryChange: {"method":"POST","path":"/v1/registry-changes","body":"json","answers":{"202":{"application/json":"json"}}},
  getRegistryChange: {"method":"GET","path":"/v1/registry-changes/{id}","answers":{"200":{"application/json":"json"}}},
  getCheckpoint: {"method":"GET","path":"/v1/log/checkpoint","answers":{"200":{"text/plain":"text"}}},
  getCheckpointOf: {"method":"GET","path":"/v1/log/checkpoints/{size}","answers":{"200":{"text/plain":"text"}}},
  listLogEntries: {"method":"GET","path":"/v1/log/entries","answers":{"200":{"application/json":"json"}}},
  proveInclusion: {"method":"GET","path":"/v1/log/proofs/inclusion","answers":{"200":{"application/json":"json"}}},
  proveConsistency: {"method":"GET","path":"/v1/log/proofs/consistency","answers":{"200":{"application/json":"json"}}},
  followLog: {"method":"GET","path":"/v1/events","isLong":true,"answers":{"200":{"text/event-stream":"events"}}},
  getFigures: {"method":"GET","path":"/v1/figures","answers":{"200":{"application/json":"json"}}},
  createApiKey: {"method":"POST","path":"/v1/api-keys","isKeyed":true,"body":"json","answers":{"201":{"application/json":"json"}}},
  listApiKeys: {"method":"GET","path":"/v1/api-keys","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  revokeApiKey: {"method":"DELETE","path":"/v1/api-keys/{id}","isKeyed":true,"answers":{"204":{}}},
  listIssuedByKey: {"method":"GET","path":"/v1/api-keys/{id}/documents","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  actOnIssuedByKey: {"method":"POST","path":"/v1/api-keys/{id}/status-acts","isKeyed":true,"body":"json","answers":{"202":{"application/json":"json"}}},
  beginTurnover: {"method":"POST","path":"/v1/turnovers","isKeyed":true,"body":"json","answers":{"202":{"application/json":"json"}}},
  listTurnovers: {"method":"GET","path":"/v1/turnovers","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  getTurnover: {"method":"GET","path":"/v1/turnovers/{id}","isKeyed":true,"answers":{"200":{"application/json":"json"}}},
  signTurnover: {"method":"POST","path":"/v1/turnovers/{id}/signatures","isKeyed":true,"body":"json","answers":{"202":{"application/json":"json"}}},
  getAuditPlace: {"method":"GET","path":"/v1/audit/chain","answers":{"200":{"application/json":"json"}}},
  isAlive: {"method":"GET","path":"/healthz","answers":{"200":{"application/json":"json"}}},
  isReady: {"method":"GET","path":"/readyz","answers":{"200":{"application/json":"json"},"503":{"application/json":"json"}}},
};
