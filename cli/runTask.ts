import { spawn } from "node:child_process";
import type { ServiceMessage } from "@sello/api/startup";
import { describeFailure } from "./failures/describeFailure.ts";
import { dataDirectory } from "./files.ts";
import { chosenLanguage } from "./language.ts";
import { StepList } from "./StepList.ts";
import { stepWords } from "./stepWords.ts";

/**
 * Has a program of the service's side do something with its data, and shows the steps.
 * @returns what it says of the kind that is waited for; null when it failed, and said why
 */
export function runTask<K extends ServiceMessage["kind"]>(
  program: string,
  args: readonly string[],
  wanted: K,
): Promise<(ServiceMessage & { readonly kind: K }) | null> {
  const language = chosenLanguage();
  const steps = new StepList(process.stdout);
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, ...args],
    {
      env: { ...process.env, SELLO_DATA_DIR: dataDirectory() },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    },
  );
  let result: (ServiceMessage & { readonly kind: K }) | null = null;
  child.on("message", (message: ServiceMessage) => {
    if (message.kind === wanted) result = message as ServiceMessage & { readonly kind: K };
    else if (message.kind === "failed")
      steps.fail(`${describeFailure(message, language)} (${message.code})`);
    else if (message.kind === "step") {
      const { name, detail } = stepWords(message, language);
      steps.next(name, detail);
    }
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      if (result) steps.done();
      resolve(result);
    });
  });
}
