// The contract of the HTTP API: every operation with the schemas of what it takes and answers, every
// problem by its code, and every limit.
export { type ApiAction, apiActions } from "./apiActions.ts";
export {
  type ErasureReason,
  erasureReasons,
  type ReadingReason,
  readingReasons,
} from "./dataReasons.ts";
export { findJsonFault, type JsonFault } from "./findJsonFault.ts";
export { guessUtf16 } from "./guessUtf16.ts";
export { apiLimits } from "./limits.ts";
export type {
  Access,
  Answer,
  AnswerContent,
  Body,
  BodyContent,
  Operation,
} from "./Operation.ts";
export { type OperationName, type Operations, operations } from "./operations.ts";
export type { ProblemKind } from "./problems/kind.ts";
export { isProblemCode, type ProblemCode, problemCatalogue } from "./problems/problemCatalogue.ts";
export { problemsOf } from "./problems/problemsOf.ts";
export { type DocumentState, documentStates, searchKinds } from "./schemas/documents.ts";
export { type ReadinessPart, readinessParts } from "./schemas/health.ts";
export {
  type FileEncoding,
  fileEncodings,
  type ImportFormat,
  type ImportState,
  importStates,
} from "./schemas/imports.ts";
export { type Problem, problem } from "./schemas/problem.ts";
export type { NewTurnover, TurnoverState } from "./schemas/turnovers.ts";
export { verificationPolicy } from "./schemas/verificationPolicy.ts";
export {
  fitsAction,
  isStatusReason,
  type StatusAction,
  type StatusReason,
  statusActions,
  statusReasons,
} from "./statusReasons.ts";
