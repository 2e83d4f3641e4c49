import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, mock, test } from "node:test";
import { formatSelloFile, parseSelloFile, present } from "@sello/sdk";
import { replayCommand } from "../../cli/commands/replay.ts";
import { makeSealed } from "../sdk/decision/receiptScene.ts";
import { worldTimes } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "sello-replay-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
let sealed: Awaited<ReturnType<typeof makeSealed>>;
let trust: string;
let rules: string;
before(async () => {
  sealed = await makeSealed();
  trust = file("trust.note", sealed.trustNote);
  rules = file("rules.sello", sealed.versionFile);
  process.env.SELLO_VERIFIER_DIR = join(folder, "verifier");
  mock.timers.enable({ apis: ["Date"], now: worldTimes.now * 1000 });
});
after(() => {
  mock.timers.reset();
  rmSync(folder, { recursive: true, force: true });
});

/** The exit code, and what was said. */
async function run(text: string, options: Record<string, string>) {
  const said: string[] = [];
  const hear = (line: string) => void said.push(line);
  const out = mock.method(console, "log", hear);
  const error = mock.method(console, "error", hear);
  try {
    const code = await replayCommand.run([file("receipt.sello", text)], options);
    return { code, said: said.join("\n") };
  } finally {
    out.mock.restore();
    error.mock.restore();
  }
}

test("a receipt replays without network: the same, whole or partly opened, or what is missing", async () => {
  const whole = await run(sealed.receiptFile, { rules, trust });
  assert.equal(whole.code, 0, whole.said);
  assert.match(whole.said, /Same outcome: .* granted, row from-65/);
  const parts = parseSelloFile(sealed.receiptFile);
  const shown = async (...names: string[]) => {
    const chosen = names.map((name) => ["inputs", name]);
    return formatSelloFile({ ...parts, document: await present(parts.document, chosen) });
  };
  assert.equal((await run(await shown("fact.age", "fact.identity"), { rules, trust })).code, 0);
  const partly = await run(await shown("fact.age"), { rules, trust });
  assert.equal(partly.code, 2);
  assert.match(partly.said, /not opened: fact\.identity/);
  assert.equal((await run(sealed.receiptFile, { trust })).code, 2);
});

test("without a trust list nobody can tell whether it is genuine; what was altered is told", async () => {
  assert.equal((await run(sealed.receiptFile, { rules })).code, 2);
  const parts = parseSelloFile(sealed.receiptFile);
  const [header, payload = "", ...rest] = parts.document.split(".");
  const changed = Buffer.from(payload, "base64url").toString().replaceAll('"granted"', '"refused"');
  const document = [header, Buffer.from(changed).toString("base64url"), ...rest].join(".");
  const altered = await run(formatSelloFile({ ...parts, document }), { rules, trust });
  assert.equal(altered.code, 1);
  assert.match(altered.said, /Altered/);
  await assert.rejects(run(sealed.versionFile, { rules, trust }), { exitCode: 1 });
});
