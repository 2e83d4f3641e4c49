import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openInBrowser } from "../../cli/openInBrowser.ts";

test("a machine without a browser goes on", async () => {
  const path = process.env.PATH;
  process.env.PATH = "/nonexistent";
  try {
    assert.doesNotThrow(() => openInBrowser("http://127.0.0.1:1/"));
    // An error that nobody hears would end the process.
    await delay(200);
  } finally {
    process.env.PATH = path;
  }
});
