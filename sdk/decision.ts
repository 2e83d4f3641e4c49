// Decide again by published rules: tables of the subset of GoRules' JDM that can be replayed, without the engine.
export {
  type Cell,
  type CellTest,
  type Fact,
  type FactKind,
  kindsOf,
  readCell,
  readLiteral,
} from "./decision/cells.ts";
export { DecisionError, type DecisionErrorCode } from "./decision/DecisionError.ts";
export {
  type DecisionRow,
  type DecisionTable,
  type HitPolicy,
  type InputColumn,
  type OutputColumn,
  readDecisionTable,
} from "./decision/DecisionTable.ts";
export {
  type DecidedRow,
  type Decision,
  decide,
  type Facts,
  type NearMiss,
} from "./decision/decide.ts";
export {
  type DecisionReceipt,
  decisionReceiptType,
  type EvidenceCheck,
  type ReceiptInput,
  readReceiptClaims,
  toReceiptClaims,
  toReceiptInputs,
} from "./decision/decisionReceipt.ts";
export {
  deriveFacts,
  type EvidenceVerdict,
  evidenceVerdicts,
  type Given,
  type GivenEvidence,
} from "./decision/deriveFacts.ts";
export { toEvidenceVerdict } from "./decision/evidenceVerdict.ts";
export {
  type FactDerivation,
  type FactRule,
  factRules,
  sourcesOf,
} from "./decision/FactRule.ts";
export { type Forecast, forecast } from "./decision/forecast.ts";
export {
  type RowWords,
  type RuleOutcome,
  type RuleSet,
  readRuleSet,
  ruleOutcomes,
  toRuleText,
} from "./decision/RuleSet.ts";
export {
  type AlteredPart,
  type OpenedReceipt,
  type Parted,
  type Replay,
  replay,
} from "./decision/replay.ts";
export {
  type ReplayedDocument,
  type ReplayedReceipt,
  replayPresentations,
} from "./decision/replayPresentations.ts";
export {
  type Review,
  type ReviewOutcome,
  review,
  reviewFacts,
  reviewOutcomes,
  toReview,
} from "./decision/review.ts";
export {
  type FailedCase,
  findCaseGaps,
  type RuleCase,
  readRuleCases,
  runRuleCases,
} from "./decision/ruleCases.ts";
export {
  findRuleSigners,
  type RuleSignature,
  type RulesToSign,
  type RuleVersion,
  type RuleVersionTypedData,
  readRuleVersion,
  ruleSignaturesNeeded,
  ruleTextSha256,
  ruleVersionType,
  ruleVersionTypedData,
  toRuleVersionClaims,
} from "./decision/ruleVersion.ts";
