import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseCheckpoint, parseNote, parseTlogProof } from "@sello/sdk/log";
import { Program } from "./Program.ts";

const backup = fileURLToPath(new URL("../vectors/a54aefb-data/city.backup", import.meta.url));
const office = "shenzhen-library";
const settings = { SELLO_WITNESS_QUORUM: "0" };

let program: Program;

before(async () => {
  program = await Program.inNewFolder();
  const restored = await program.sello("restore", backup);
  assert.equal(restored.code, 0, restored.stdout + restored.stderr);
  await program.up(settings);
});
after(() => program.dispose());

function keyOf(authority: string): string {
  const file = readFileSync(join(program.data, "demo", "access.json"), "utf8");
  const { keys } = JSON.parse(file) as { keys: { authority: string; secret: string }[] };
  return keys.find((key) => key.authority === authority)?.secret ?? "";
}

async function ask(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${keyOf(office)}` };
  const answer = await fetch(`${program.url}${path}`, { headers });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return text;
}

const checkpointOf = (note: string) => parseCheckpoint(parseNote(note).text);

test("data of the first edition's contracts goes on in today's, and its documents keep their proofs", async () => {
  const open = checkpointOf(await ask("/v1/log/checkpoint"));
  assert.ok(open.origin.endsWith("/log/2"));
  const former = open.origin.slice(0, -"/2".length);
  const ended = checkpointOf(await ask(`/v1/log/checkpoint?log=${former}`));
  assert.equal(ended.size, 1);
  const [first] = (
    JSON.parse(await ask("/v1/log/entries")) as { entries: { batchRoot: string; count: number }[] }
  ).entries;
  assert.equal(first?.batchRoot, `0x${Buffer.from(ended.root).toString("hex")}`);
  assert.equal(first?.count, ended.size);
  const { documents } = JSON.parse(await ask("/v1/documents")) as { documents: { id: string }[] };
  assert.equal(documents.length, 3);
  for (const { id } of documents) {
    const { checkpointNote } = parseTlogProof(await ask(`/v1/documents/${id}/proof`));
    assert.equal(checkpointOf(checkpointNote).origin, former);
  }
});

test("a second start finds it carried over, and issues for the new log", async () => {
  await program.stop();
  await program.up(settings);
  const file = fileURLToPath(new URL("../../examples/library-card.csv", import.meta.url));
  const imported = await program.sello("import", file, "--type", "library-card", "--as", office);
  assert.equal(imported.code, 0, imported.stdout + imported.stderr);
});

test("a monitor that sees the chain finds one history over both editions", async () => {
  await untilProven();
  const watched = await program.sello("monitor");
  assert.equal(watched.code, 0, watched.stdout + watched.stderr);
});

/** Until the newest checkpoint has what the second start issued, behind the entry that a successor begins with. */
async function untilProven(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    if (checkpointOf(await ask("/v1/log/checkpoint")).size > 1) return;
    await delay(500);
  }
  throw new Error("what was issued is not in the log");
}
