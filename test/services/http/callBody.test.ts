import assert from "node:assert/strict";
import { test } from "node:test";
import {
  jsonType,
  partsType,
  readCallBody,
  toCallBody,
} from "../../../services/http/calls/callBody.ts";

test("a call comes as it was sent, with bytes and without", () => {
  const parts = [Buffer.from("a"), Buffer.alloc(0), Buffer.from([0, 255])];
  const calls = [{ import: "x", parts }, { parts: [] }, { a: [1, null, "张"] }, null, "text", 7];
  for (const call of calls) assert.deepEqual(readCallBody(toCallBody(call)), call);
  assert.equal(toCallBody({ a: 1 }).type, jsonType);
  assert.equal(toCallBody({ parts: [] }).type, partsType);
});

test("what was cut short or is no call is refused, wherever it ends", () => {
  const { type, bytes } = toCallBody({ import: "x", parts: [Buffer.from("abc"), Buffer.alloc(9)] });
  const ends = new Set([0, bytes.length]);
  for (let length = 0; length < bytes.length; length += 1) {
    const read = () => readCallBody({ type, bytes: bytes.subarray(0, length) });
    // Between two parts nothing shows that one is missing: the call's own shape does.
    try {
      const { parts } = read() as { parts: Buffer[] };
      ends.add(length);
      assert.ok(parts.length < 2);
    } catch (error) {
      assert.ok(error instanceof RangeError || error instanceof SyntaxError);
    }
  }
  assert.equal(ends.size, 4);
  assert.throws(() => readCallBody({ type, bytes: Buffer.alloc(4, 255) }), RangeError);
});
