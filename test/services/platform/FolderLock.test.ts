import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { FolderLock, lockFile } from "../../../services/platform/FolderLock.ts";

const module = fileURLToPath(new URL("../../../services/platform/FolderLock.ts", import.meta.url));
const inUse = { code: "data.in_use" };
let folder = "";
let holder: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sello-lock-"));
});
afterEach(() => {
  holder?.kill("SIGKILL");
  holder = null;
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that holds the folder; `then` is what it does with its lock. */
async function hold(then = ""): Promise<ChildProcess> {
  const script = `
    const { FolderLock } = await import(${JSON.stringify(module)});
    const lock = await FolderLock.take(process.argv[1]);
    console.log("held");
    setInterval(() => {}, 1000);
    ${then}`;
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script, folder],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  holder = child;
  await once(child.stdout, "data");
  return child;
}

test("while one process has the folder another is refused, and told which one", async () => {
  const { pid } = await hold();
  await assert.rejects(FolderLock.take(folder), { ...inUse, data: { folder, pid } });
});

test("a killed process has it no more", async () => {
  const child = await hold();
  child.kill("SIGKILL");
  await once(child, "close");
  const lock = await FolderLock.take(folder);
  lock.release();
  // Nothing but the lock itself is left.
  assert.deepEqual(readdirSync(folder), ["service.lock"]);
});

test("one that is stopping is waited for", async () => {
  await hold("lock.noteStopping(); setTimeout(() => process.exit(), 2500);");
  let waited = 0;
  const lock = await FolderLock.take(folder, () => {
    waited += 1;
  });
  assert.equal(waited, 1);
  lock.release();
});

test("one whose starter is gone is waited for, though it has not noticed yet", async () => {
  const starter = spawn(process.execPath, ["-e", ""]);
  await once(starter, "close");
  const child = await hold("setTimeout(() => process.exit(), 4000);");
  const note = { pid: child.pid, starter: starter.pid, stopping: false };
  writeFileSync(join(folder, "service.json"), JSON.stringify(note));
  (await FolderLock.take(folder)).release();
});

test("a note that was cut off, and a lock file that is gone, keep nobody out", async () => {
  writeFileSync(join(folder, "service.json"), '{"pid": 1');
  const lock = await FolderLock.take(folder);
  unlinkSync(lockFile(folder));
  const next = await FolderLock.take(folder);
  lock.release();
  next.release();
});
