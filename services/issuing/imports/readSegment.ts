import type { Violation } from "../../platform/errors.ts";
import { limits } from "../../platform/limits.ts";
import type { RecordDigest } from "../DocumentDraft.ts";
import type { DocumentDrafter, Sealing } from "../DocumentDrafter.ts";
import { splitPerson } from "../readPerson.ts";
import type { Rejection, RowOutcome, RowViolation } from "./Import.ts";
import { type ParsedRow, parseSegment } from "./parseRows.ts";
import { toRowViolation } from "./rejectionWords.ts";
import type { SegmentJob } from "./Segment.ts";

/** A row whose claims fit its type. */
export type GoodRow = {
  readonly line: number;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly record: RecordDigest;
  /** The natural key in hex. */
  readonly key: string;
  /** Texts that are issued otherwise than they were given. */
  readonly cleaned: number;
};

type ReadSegment = {
  readonly good: readonly GoodRow[];
  readonly rejected: readonly RowOutcome[];
};

/** The rows of a segment, those whose claims fit and those that are rejected. */
export async function readSegment(
  drafter: DocumentDrafter,
  job: SegmentJob,
  sealing: Sealing,
): Promise<ReadSegment> {
  const { fit, rejected } = checkRows(drafter, job, sealing);
  const records = await drafter.digests(sealing.type, fit);
  const good = fit.map(({ row: { line }, claims, cleaned }, index): GoodRow => {
    const record = records[index];
    if (record === undefined) throw new Error("fewer records were named than asked for");
    return { line, claims, record, key: record.naturalKey.toString("hex"), cleaned };
  });
  return { good, rejected };
}

/** A row whose claims fit, before its record is named. */
type FitRow = {
  readonly row: ParsedRow;
  readonly claims: GoodRow["claims"];
  readonly person: string | null;
  readonly cleaned: number;
};

function checkRows(drafter: DocumentDrafter, job: SegmentJob, sealing: Sealing) {
  const fit: FitRow[] = [];
  const rejected: RowOutcome[] = [];
  const roundedColumns = new Set<string>();
  for (const row of parseSegment(job, sealing.type)) {
    if (row.violations.length > 0) {
      rejected.push(toRejected(row.line, limited(row.violations)));
      continue;
    }
    const { claims, person, violations, changed } = drafter.read(
      sealing,
      splitPerson(sealing.type, row.claims),
    );
    if (violations.length > 0) {
      const explained = distinct(limited(violations).map(row.explain));
      for (const { field, code } of explained)
        if (code === "number.changed" && row.rounded.includes(field)) roundedColumns.add(field);
      rejected.push(toRejected(row.line, explained));
      continue;
    }
    fit.push({ row, claims, person, cleaned: changed.length });
  }
  if (roundedColumns.size === 0) return { fit, rejected };
  return withoutRounded(fit, rejected, roundedColumns);
}

/** Where a column holds rounded numbers, one that happens to have a right check digit is not right either. */
function withoutRounded(
  fit: readonly FitRow[],
  rejected: readonly RowOutcome[],
  columns: ReadonlySet<string>,
) {
  const fieldOf = ({ row }: FitRow) => row.rounded.find((name) => columns.has(name));
  const ruined = fit.filter((each) => fieldOf(each) !== undefined);
  const refusals = ruined.map((each) => {
    const field = fieldOf(each) ?? "";
    return toRejected(each.row.line, [toRowViolation({ code: "number.changed", field })]);
  });
  return {
    fit: fit.filter((each) => !ruined.includes(each)),
    rejected: [...rejected, ...refusals],
  };
}

/** A number that was changed breaks several rules; its cell is named once. */
const distinct = (violations: readonly RowViolation[]): RowViolation[] =>
  violations.filter(
    ({ code, field }, index) =>
      violations.findIndex((other) => other.code === code && other.field === field) === index,
  );

const limited = <Item extends Violation | RowViolation>(violations: readonly Item[]): Item[] =>
  violations.slice(0, limits.importRowViolations);

export const toRejected = (
  line: number,
  violations: readonly RowViolation[],
  document: string | null = null,
): RowOutcome & Rejection => ({ line, outcome: "rejected", document, violations });
