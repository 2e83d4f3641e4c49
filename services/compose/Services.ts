import type { AuthorityId, DocumentId, Hex } from "@sello/sdk";
import type { ApiKey, Caller } from "../accounts/ApiKey.ts";
import type { NewApiKey } from "../accounts/ApiKeys.ts";
import type { AnchoringState, CosignatureKind } from "../anchoring/DocumentLog.ts";
import type { AnchoredEntry } from "../anchoring/LogStore.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import type { DocumentPage, DocumentQuery } from "../issuing/DocumentReader.ts";
import type {
  Actor,
  HolderKey,
  Issued,
  IssuedDocument,
  IssueOptions,
  IssueRequest,
} from "../issuing/Issuing.ts";
import type {
  Import,
  ImportProgress,
  ImportRequest,
  Rejection,
} from "../issuing/imports/Import.ts";
import type { ResultFormat } from "../issuing/imports/resultLines.ts";
import type { PublicFigures } from "../operations/PublicFigures.ts";
import type { ReadinessReport } from "../operations/Readiness.ts";
import type { Clock } from "../platform/Clock.ts";
import type { Logger } from "../platform/Logger.ts";
import type { ChangeState } from "../registry/changes/ChangeStates.ts";
import type { RegistryTypedData } from "../registry/changes/registryTypedData.ts";
import type { Registry } from "../registry/Registry.ts";
import type { Claims, DocumentTypes } from "../registry/types/DocumentTypes.ts";
import type { Signer } from "../signing/Signer.ts";
import type { PlaceStatus, PublishedList } from "../status/PublishedLists.ts";
import type { StatusActOutcome, StatusActRecord, StatusActRequest } from "../status/StatusAct.ts";
import type { Verification } from "../verifying/Verification.ts";

/** What the HTTP API calls of `ApiKeys`. */
export interface ApiKeysService {
  create(request: NewApiKey, actor: string): Promise<{ key: ApiKey; secret: string }>;
  authenticate(secret: string): Promise<Caller>;
  list(authorities: readonly AuthorityId[]): Promise<readonly ApiKey[]>;
  get(id: string): Promise<ApiKey>;
  revoke(id: string, actor: string): Promise<void>;
}

/** What the HTTP API calls of `Issuing`. */
export interface IssuingService {
  issue(request: IssueRequest, options: IssueOptions): Promise<Issued>;
  renew(id: DocumentId, actor: Actor, claims?: Claims, options?: IssueOptions): Promise<Issued>;
  correct(id: DocumentId, actor: Actor, claims: Claims, options?: IssueOptions): Promise<Issued>;
  replace(
    id: DocumentId,
    actor: Actor,
    holderKey?: HolderKey,
    options?: IssueOptions,
  ): Promise<Issued>;
  addCopies(id: DocumentId, holderKeys: readonly HolderKey[]): Promise<readonly number[]>;
  get(id: DocumentId): Promise<IssuedDocument>;
  list(query: DocumentQuery): Promise<DocumentPage>;
  document(id: DocumentId, copyNumber?: number): Promise<string>;
}

/** What the HTTP API calls of `Imports`. */
export interface ImportsService {
  receive(request: ImportRequest, content: AsyncIterable<Uint8Array>): Promise<Import>;
  get(id: string): Promise<Import>;
  list(query: {
    readonly authority: AuthorityId;
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly Import[]>;
  pause(id: string): Promise<Import>;
  resume(id: string): Promise<Import>;
  cancel(id: string): Promise<Import>;
  watch(id: string, signal?: AbortSignal): AsyncIterable<ImportProgress>;
  /** Lines of the result file, with their ends. */
  result(id: string, format: ResultFormat): AsyncIterable<string>;
  rejections(
    id: string,
    page: { afterLine?: number; limit?: number },
  ): Promise<readonly Rejection[]>;
}

/** What the HTTP API calls of `DocumentLog`. */
export interface DocumentLogService {
  checkpoint(): Promise<string | null>;
  checkpointOf(size: number): Promise<string | null>;
  entries(start: number, limit: number): Promise<readonly AnchoredEntry[]>;
  inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
  consistencyProof(size1: number, size2: number): Promise<readonly Uint8Array[]>;
  proofForDocument(
    document: DocumentId,
    copyNumber?: number,
    cosignatures?: CosignatureKind,
    owner?: AuthorityId,
  ): Promise<string>;
  pendingState(document: DocumentId, copyNumber?: number): Promise<AnchoringState>;
}

/** What the HTTP API calls of `Statuses`. */
export interface StatusesService {
  act(request: StatusActRequest): Promise<readonly StatusActOutcome[]>;
  history(document: DocumentId): Promise<readonly StatusActRecord[]>;
  token(slug: string, number: number): Promise<PublishedList>;
  ofPlace(slug: string, number: number, index: number): Promise<PlaceStatus>;
  aggregation(slug: string): Promise<{ readonly status_lists: readonly string[] }>;
}

/** What the HTTP API calls of `TrustLists`. */
export interface TrustListsService {
  /** The newest signed note. */
  current(): Promise<string>;
  /** Unknown: `NotFound` `trust_list.unknown`. */
  byVersion(version: number): Promise<string>;
}

/** What the HTTP API calls of `RegistryChanges`. Both check what they are given. */
export interface RegistryChangesService {
  prepare(signer: Hex, operation: unknown): Promise<RegistryTypedData>;
  submit(input: unknown): Promise<{ readonly id: string; readonly transactionHash: Hex }>;
  state(id: string): Promise<ChangeState>;
}

/** All that the HTTP API stands on. */
export type Services = {
  /** First part of every `iss`, `vct` and problem type; no slash at the end. */
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly apiKeys: ApiKeysService;
  readonly audit: AuditLog;
  readonly readiness: { check(): Promise<ReadinessReport> };
  readonly registry: Registry;
  readonly registryChanges: RegistryChangesService;
  readonly documentTypes: DocumentTypes;
  readonly signer: Signer;
  readonly trustLists: TrustListsService;
  readonly issuing: IssuingService;
  readonly imports: ImportsService;
  readonly statuses: StatusesService;
  readonly log: DocumentLogService;
  readonly verification: Pick<Verification, "verify">;
  readonly figures: PublicFigures;
};
