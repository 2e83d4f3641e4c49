import assert from "node:assert/strict";

/** That all of `wanted` were found; there may be more, as one wrong thing often shows in several places. */
export function assertIncludes(codes: readonly string[], ...wanted: readonly string[]): void {
  for (const code of wanted) assert.ok(codes.includes(code), `${code} in ${codes.join(", ")}`);
}
