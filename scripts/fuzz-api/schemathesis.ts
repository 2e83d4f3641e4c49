import { spawn } from "node:child_process";
import { installPythonTool } from "../python/installPythonTool.ts";

/** @returns the program of schemathesis (PyPI) */
export const installSchemathesis = (): Promise<string> =>
  installPythonTool({ package: "schemathesis", version: "4.32.5", program: "schemathesis" });

export type Run = {
  readonly settings: string;
  readonly report: string;
  readonly url: string;
  /** Handed over in the environment, where other users of the machine cannot read it. */
  readonly apiKey: string;
  readonly examples: string;
  readonly seed: string;
  /** With these, requests are made until they are over; without, as many as `examples` says. */
  readonly seconds: string | undefined;
};

/** Not called: one follows the stream of the log without end, the other revokes the key in use. */
const leftOut = ["followLog", "revokeApiKey"];

/** @returns its exit code: 0 when it found nothing */
export function runSchemathesis(program: string, asked: Run): Promise<number> {
  const args = [
    `--config-file=${asked.settings}`,
    "run",
    `${asked.url}/openapi.json`,
    `--url=${asked.url}`,
    "--checks=all",
    "--phases=examples,coverage,fuzzing",
    "--continue-on-failure",
    "--workers=2",
    `--max-examples=${asked.examples}`,
    `--seed=${asked.seed}`,
    ...(asked.seconds === undefined ? [] : [`--max-time=${asked.seconds}`]),
    "--report=json",
    `--report-dir=${asked.report}`,
    ...leftOut.map((name) => `--exclude-operation-id=${name}`),
  ];
  const child = spawn(program, args, {
    stdio: "inherit",
    cwd: asked.report,
    env: { ...process.env, SELLO_API_KEY: asked.apiKey },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
