import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "./until.ts";

const run = promisify(execFile);

/**
 * What many tests start from and none changes is made by the first that asks, and kept for the whole run of the test
 * command, which names a folder for it.
 * @param make fills a folder; it is given to nobody if this throws
 * @returns the folder; null where a test is run by itself, or where making it failed: then each makes its own
 */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string | null> {
  const kept = process.env.SELLO_TEST_KEPT;
  if (kept === undefined) return null;
  const folder = join(kept, name);
  const [whole, broken] = [`${folder}.whole`, `${folder}.broken`];
  if (isFirst(folder)) {
    const made = await make(folder).then(
      () => whole,
      () => broken,
    );
    writeFileSync(made, "");
  }
  await until(async () => existsSync(whole) || existsSync(broken), { waits: 2_400, stepMs: 50 });
  return existsSync(whole) ? folder : null;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    // Accounts of the system enter it: PostgreSQL's has its files there.
    chmodSync(folder, 0o755);
    return true;
  } catch {
    return false;
  }
}

/** With owners and modes. */
export const copyFolder = (from: string, to: string) => run("cp", ["-a", from, to]);
