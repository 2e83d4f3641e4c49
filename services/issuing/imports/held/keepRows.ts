import type { SegmentJob, SegmentResult } from "../Segment.ts";
import { packRows, type StoredRow, unpackRows } from "../segmentRows.ts";
import { sealRows } from "./sealRows.ts";

type Outcomes = SegmentResult["outcomes"];

/**
 * What is kept of a segment that was worked on: each rejected row, so that it can be corrected, and of a check the others,
 * so that they can be issued. Nothing of a file whose rows are not sealed.
 * @param stored the segment's rows as they are stored: sealed with the key
 */
export function keepRows(
  key: Buffer | null,
  job: SegmentJob,
  outcomes: Outcomes,
  stored: Buffer,
): Pick<SegmentResult, "rows" | "kept"> {
  const { importId, dryRun, segment } = job;
  const rejected = new Set(
    outcomes.filter(({ outcome }) => outcome === "rejected").map(({ line }) => line),
  );
  if (key === null) return { rows: new Map(), kept: null };
  // Most segments are not unpacked a second time: nothing of them is kept, or all as it is stored.
  if (rejected.size === 0) return { rows: new Map(), kept: dryRun ? stored : null };
  const readable = unpackRows(job).filter((row): row is StoredRow => !("refused" in row));
  const good = readable.filter(({ line }) => !rejected.has(line));
  const place = { import: importId, segment: segment.number };
  return {
    rows: new Map(
      readable
        .filter(({ line }) => rejected.has(line))
        .map((row) => {
          const { line } = row;
          return [line, sealRows(key, { import: importId, line }, packRows([row]))];
        }),
    ),
    kept: dryRun && good.length > 0 ? sealRows(key, place, packRows(good)) : null,
  };
}
