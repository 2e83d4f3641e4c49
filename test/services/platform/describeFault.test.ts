import assert from "node:assert/strict";
import { test } from "node:test";
import { describeFault } from "../../../services/platform/describeFault.ts";

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
};

test("what parsers and the database quote of an input is not written down", () => {
  const parsing = thrownBy(() => JSON.parse('{"name": 王小明}'));
  const database = Object.assign(new Error('Key (name)=("王小明") exists'), { code: "23505" });
  const wrapped = new Error("saving 王小明", { cause: database });
  for (const error of [parsing, database, wrapped]) {
    const text = JSON.stringify(describeFault(error));
    assert.doesNotMatch(text, /王小明/);
    assert.match(text, /describeFault\.test\.ts/);
  }
  assert.equal(describeFault(wrapped).cause?.code, "23505");
});

test("what the engine says of our own code is", () => {
  const fault = thrownBy(() => (undefined as unknown as { x: { y: 1 } }).x.y);
  assert.equal(describeFault(fault).name, "TypeError");
  assert.match(describeFault(fault).message ?? "", /undefined/);
});

test("things thrown that are no errors, and causes without end, are bounded", () => {
  assert.deepEqual(describeFault("王小明"), { name: "string", frames: [] });
  const loop = new Error("a");
  loop.cause = loop;
  assert.ok(JSON.stringify(describeFault(loop)).length < 20_000);
});
