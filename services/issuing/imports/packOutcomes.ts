import type { RowOutcome } from "./Import.ts";

// A row of a segment's results: 4 bytes line (big-endian), 1 byte outcome, 16 bytes document id. A
// million rows are then a thousand values, with no index to keep.
const rowBytes = 21;
const codes = { issued: 1, existing: 2, valid: 3 } as const;

type Accepted = Exclude<RowOutcome, { outcome: "rejected" }>;

export function packOutcomes(outcomes: readonly Accepted[]): Buffer {
  const packed = Buffer.alloc(outcomes.length * rowBytes);
  outcomes.forEach((outcome, index) => {
    const offset = index * rowBytes;
    packed.writeUInt32BE(outcome.line, offset);
    packed.writeUInt8(codes[outcome.outcome], offset + 4);
    if ("document" in outcome)
      packed.write(outcome.document.replaceAll("-", ""), offset + 5, "hex");
  });
  return packed;
}

export function unpackOutcomes(packed: Buffer): Accepted[] {
  const outcomes: Accepted[] = [];
  for (let offset = 0; offset < packed.length; offset += rowBytes) {
    const line = packed.readUInt32BE(offset);
    const code = packed.readUInt8(offset + 4);
    if (code === codes.valid) outcomes.push({ line, outcome: "valid" });
    else {
      const outcome = code === codes.issued ? "issued" : "existing";
      outcomes.push({ line, outcome, document: toUuid(packed, offset + 5) });
    }
  }
  return outcomes;
}

function toUuid(bytes: Buffer, offset: number): string {
  const hex = bytes.toString("hex", offset, offset + 16);
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(index === 0 ? 0 : ends[index - 1], end))
    .join("-");
}
