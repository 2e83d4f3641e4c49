import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { isServiceAlive } from "../../cli/isServiceAlive.ts";

test("another program under the number of a killed service is no service", {
  skip: process.platform !== "linux",
}, async () => {
  assert.equal(isServiceAlive(process.pid), false);
  // Its command line is that of a service, as far as one can tell from outside.
  const child = spawn(process.execPath, [
    ...["-e", "setInterval(() => {}, 1000)", "--", "services/main.ts"],
  ]);
  await once(child, "spawn");
  const { pid = 0 } = child;
  assert.equal(isServiceAlive(pid), true);
  child.kill("SIGKILL");
  await once(child, "close");
  assert.equal(isServiceAlive(pid), false);
});
