import { spawn } from "node:child_process";
import type { ServiceMessage } from "@sello/api/startup";
import { dataDirectory } from "./files.ts";
import { StepList } from "./StepList.ts";

/** Facts about a backup that was written or restored. */
export type Copied = ServiceMessage & { readonly kind: "copied" };

/** Has the service copy its data, and shows the steps. @returns null when it failed, and said why */
export function runCopy(args: readonly string[]): Promise<Copied | null> {
  const steps = new StepList(process.stdout);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "services/compose/backupMain.ts", ...args],
    {
      env: { ...process.env, SELLO_DATA_DIR: dataDirectory() },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    },
  );
  let copied: Copied | null = null;
  child.on("message", (message: ServiceMessage) => {
    if (message.kind === "step") steps.next(message.name, message.detail);
    else if (message.kind === "failed") steps.fail(`${message.message} (${message.code})`);
    else if (message.kind === "copied") copied = message;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      if (copied) steps.done();
      resolve(copied);
    });
  });
}
