import { spawn } from "node:child_process";
import type { Check } from "./checks.ts";

export type Outcome = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
};

/**
 * Runs one check's command, and counts the tests that it reports.
 * @param live shows its output as it comes; else all of it when it has ended
 */
export async function runCheck(check: Check, live: boolean): Promise<Outcome> {
  const title = `\n── ${check.name}: ${check.summary}\n`;
  if (live) process.stdout.write(title);
  const startedMs = performance.now();
  const { code, output, shown } = await execute(check, live);
  if (!live) process.stdout.write(title + shown);
  const counted = check.count(output);
  // A runner that fails without naming a test (a crash, a lint finding) is one failure.
  const failed = code === 0 ? counted.failed : Math.max(counted.failed, 1);
  return {
    name: check.name,
    passed: counted.passed,
    failed,
    durationMs: performance.now() - startedMs,
  };
}

/** @returns `output`: what it wrote to stdout; `shown`: that and stderr, as they came */
function execute(check: Check, live: boolean) {
  type Ended = { readonly code: number; readonly output: string; readonly shown: string };
  return new Promise<Ended>((resolve, reject) => {
    const [program = "", ...args] = check.command;
    const child = spawn(program, args, {
      env: { ...process.env, ...check.environment, FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", live ? "inherit" : "pipe"],
    });
    const output: string[] = [];
    const shown: string[] = [];
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output.push(chunk);
      shown.push(chunk);
      if (live) process.stdout.write(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => shown.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? 1, output: output.join(""), shown: shown.join("") }),
    );
  });
}
