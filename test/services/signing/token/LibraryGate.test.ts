import assert from "node:assert/strict";
import { test } from "node:test";
import { LibraryGate } from "../../../../services/signing/token/LibraryGate.ts";

test("who wants to be alone is not, while another is in the library or alone with it", () => {
  const gate = new LibraryGate();
  const elsewhere = new LibraryGate(gate.shared);
  let done = 0;
  const act = () => {
    done += 1;
  };
  assert.equal(
    gate.pass(() => elsewhere.alone(act)),
    false,
  );
  gate.alone(() => {
    assert.equal(elsewhere.alone(act), false);
    assert.throws(() => elsewhere.pass(act), { code: "token.unavailable" });
  });
  assert.equal(done, 0);
  // Whoever fails inside comes out all the same.
  assert.throws(() => gate.pass(() => assert.fail("inside")));
  assert.ok(elsewhere.alone(act));
  elsewhere.pass(act);
  assert.equal(done, 2);
});
