// Decide again by published rules: tables of the subset of GoRules' JDM that can be replayed, without the engine.
export type { Cell, CellTest, Fact, FactKind } from "./decision/cells.ts";
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
