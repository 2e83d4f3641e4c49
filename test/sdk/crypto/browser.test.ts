import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

// With the condition "browser" the whole sdk runs on WebCrypto and portable code, as it does on a
// page: package.json maps #sdk/crypto to web.ts.
const script = fileURLToPath(new URL("./verifyInBrowserMode.ts", import.meta.url));

test("the sdk verifies, and refuses, without anything of Node's", async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--conditions=browser", script]);
  assert.deepEqual(JSON.parse(stdout), {
    crypto: "web",
    genuine: "valid",
    postQuantum: "valid",
    bound: "valid",
    forged: "invalid",
    revoked: "invalid",
  });
});
