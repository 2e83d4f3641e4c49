// The contract of the HTTP API: every operation with the schemas of what it takes and answers, every
// problem by its code, and every limit.

export { type ApiAction, apiActions } from "./apiActions.ts";
export {
  type ErasureReason,
  erasureReasons,
  type ReadingReason,
  readingReasons,
} from "./dataReasons.ts";
export { type DesignFault, type DesignFaultCode, designFaults } from "./designs/designFaults.ts";
export { findDesignFaults } from "./designs/findDesignFaults.ts";
export { claimNameForm, reservedClaims, typeNameForm } from "./designs/nameForms.ts";
export {
  claimKinds,
  type DesignClaim,
  type DesignText,
  isGiven,
  type TypeDesign,
} from "./designs/TypeDesign.ts";
export { toTypeFile } from "./designs/toTypeFile.ts";
export {
  type DeviceReason,
  deviceReasons,
  type PhoneReason,
  phoneReasons,
} from "./deskReasons.ts";
export { findJsonFault, type JsonFault } from "./findJsonFault.ts";
export { guessUtf16 } from "./guessUtf16.ts";
export {
  fitsStatus,
  type HolderMessage,
  holderMessages,
  isHolderMessage,
} from "./holderMessages.ts";
export { apiLimits } from "./limits.ts";
export {
  type Access,
  type Answer,
  type AnswerContent,
  type Body,
  type BodyContent,
  isAction,
  isResidents,
  type Operation,
  type ResidentAccess,
  type Standing,
} from "./Operation.ts";
export { type OperationName, type Operations, operations } from "./operations.ts";
export type { ProblemKind } from "./problems/kind.ts";
export { isProblemCode, type ProblemCode, problemCatalogue } from "./problems/problemCatalogue.ts";
export { problemsOf } from "./problems/problemsOf.ts";
export { cellWords, conditionWords, factWords, outputWords } from "./rules/cellWords.ts";
export {
  type FactShape,
  type FactShapes,
  toFactShapes,
  toOutputShapes,
} from "./rules/factShapes.ts";
export { verdictWords } from "./rules/verdictWords.ts";
export {
  type ApplicationOutcome,
  type ApplicationState,
  type ApplicationStep,
  applicationOutcomes,
  applicationStates,
  applicationSteps,
  type NewApplicationRequest,
  type PersonReason,
  personReasons,
} from "./schemas/applications.ts";
export { historyLine } from "./schemas/authorities.ts";
export type { BulkAction, BulkActState, BulkReason } from "./schemas/bulkActs.ts";
export {
  type DocumentListStatus,
  type DocumentState,
  documentListStatuses,
  documentStates,
  searchKinds,
} from "./schemas/documents.ts";
export { type ReadinessPart, readinessParts } from "./schemas/health.ts";
export { type HomeTaskKind, homeTaskKinds } from "./schemas/home.ts";
export {
  type FileEncoding,
  fileEncodings,
  type ImportFormat,
  type ImportState,
  importStates,
} from "./schemas/imports.ts";
export type { LifeEventKind, NewLifeEvent } from "./schemas/lifeEvents.ts";
export { type MandateRelation, mandateRelations } from "./schemas/mandates.ts";
export { type Problem, problem } from "./schemas/problem.ts";
export type { ReachKind } from "./schemas/reaches.ts";
export { type MyDocumentState, type NoticeKind, noticeKinds } from "./schemas/residentDocuments.ts";
export {
  type ResidentLevel,
  residentActs,
  residentLanguages,
  residentLevels,
} from "./schemas/residents.ts";
export { type RuleVersionState, ruleVersionStates } from "./schemas/ruleVersions.ts";
export {
  type ClaimOrigin,
  type ItemForm,
  ruleCases,
  ruleSet,
  type ServiceItem,
  serviceItem,
} from "./schemas/serviceItems.ts";
export { type OfficerRole, officerRoles } from "./schemas/sessions.ts";
export type { NewTurnover, TurnoverState } from "./schemas/turnovers.ts";
export type { DraftState } from "./schemas/typeDrafts.ts";
export { verificationPolicy } from "./schemas/verificationPolicy.ts";
export { verifierEvent, webhookEvents } from "./schemas/webhooks.ts";
export {
  fitsAction,
  isStatusReason,
  type StatusAction,
  type StatusReason,
  statusActions,
  statusReasons,
} from "./statusReasons.ts";
