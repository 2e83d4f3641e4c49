import { spawn } from "node:child_process";
import { exitCodes } from "./exitCodes.ts";

/** Runs a program of the project with the user's terminal and gives its exit code. */
export function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit" });
    // Ctrl-C reaches the child too (same terminal); it decides when it is done.
    const wait = () => {};
    process.on("SIGINT", wait);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", wait);
      resolve(code ?? (signal === "SIGINT" ? exitCodes.interrupted : exitCodes.failed));
    });
  });
}
