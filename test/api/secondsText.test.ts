import assert from "node:assert/strict";
import { test } from "node:test";
import { secondsText } from "../../api/schemas/primitives.ts";

test("a time in a query ends with the year 9999, the last that RFC 3339 can write", () => {
  const seconds = secondsText(".");
  assert.equal(seconds.parse("0"), 0);
  assert.equal(seconds.parse("253402300799"), 253_402_300_799);
  for (const bad of ["253402300800", "534708091820597", "-1", "1.5", "1e3", ""])
    assert.equal(seconds.safeParse(bad).success, false, bad);
});
