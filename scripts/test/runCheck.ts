import { spawn } from "node:child_process";
import type { Check } from "./checks.ts";

export type Outcome = {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly durationMs: number;
};

/** Runs one check's command, shows its output as it comes, and counts the tests that it reports. */
export async function runCheck(check: Check): Promise<Outcome> {
  console.log(`\n── ${check.name}: ${check.summary}`);
  const startedMs = performance.now();
  const { code, output } = await execute(check);
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

function execute(check: Check): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const [program = "", ...args] = check.command;
    const child = spawn(program, args, {
      env: { ...process.env, ...check.environment, FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const chunks: string[] = [];
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (chunk: string) => {
      chunks.push(chunk);
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: chunks.join("") }));
  });
}
