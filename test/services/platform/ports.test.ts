import assert from "node:assert/strict";
import { createConnection } from "node:net";
import { test } from "node:test";
import { freePort } from "../../../services/platform/freePort.ts";
import { holdPort, isPortFree } from "../../../services/platform/ports.ts";

test("a held port is nobody else's until it is released, and answers nobody", async () => {
  const port = await freePort();
  const release = await holdPort("127.0.0.1", port);
  assert.equal(await isPortFree(port), false);
  await assert.rejects(holdPort("127.0.0.1", port), { code: "port.taken" });
  const caller = createConnection(port, "127.0.0.1");
  await new Promise((resolve) => caller.once("close", resolve).once("error", resolve));
  await release();
  assert.equal(await isPortFree(port), true);
});

test("an address that is not this machine's is named", async () => {
  const port = await freePort();
  await assert.rejects(holdPort("203.0.113.1", port), { code: "host.unknown" });
  await assert.rejects(holdPort("no-such-host.invalid", port), { code: "host.unknown" });
});

test("a free port is outside those that the system gives to outgoing connections", async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
  for (const port of ports) assert.ok(port < 32_768, `${port}`);
});
