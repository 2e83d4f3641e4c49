import assert from "node:assert/strict";
import { test } from "node:test";
import { compileSchema } from "../../../sdk/verify/compileSchema.ts";

test("a name with half of a surrogate pair does not fit, and stops nothing", () => {
  const inputs = { type: "object", additionalProperties: { type: "string" } };
  const fits = compileSchema({ type: "object", properties: { inputs } });
  assert.equal(fits({ inputs: { "\ud800": "a" } }), "#");
  assert.equal(fits({ inputs: { "\u{1f600}": "a" } }), null);
});
