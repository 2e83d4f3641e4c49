// Runs slither (PyPI) over contracts/ and holds what it finds against the answers in slither/answers.ts.
// Exits 1 at a finding without an answer, and at an answer without a finding. Needs Python 3.10 and, once, PyPI.
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { installPythonTool } from "../python/installPythonTool.ts";
import { hardhatArguments, hardhatEnvironment } from "./hardhatProcess.ts";
import { answerTo, type Finding, idleAnswers } from "./slither/answers.ts";
import { SLITHER_ARTIFACTS } from "./slither/hardhat.config.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "coverage/slither");
const REPORT = join(FOLDER, "report.json");

function compile(): void {
  const config = join(import.meta.dirname, "slither/hardhat.config.ts");
  const args = hardhatArguments("--config", config, "build", "--no-tests", "--force");
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: hardhatEnvironment(),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the contracts do not compile: ${stderr.slice(-2_000)}`);
}

type Report = {
  readonly success: boolean;
  readonly error: string | null;
  readonly results: {
    readonly detectors?: readonly {
      readonly check: string;
      readonly impact: string;
      readonly elements: readonly {
        readonly name: string;
        readonly source_mapping: { readonly filename_relative: string };
      }[];
    }[];
  };
};

async function analyse(program: string): Promise<Finding[]> {
  const args = [
    ".",
    "--compile-force-framework=hardhat",
    "--hardhat-ignore-compile",
    `--hardhat-artifacts-directory=${SLITHER_ARTIFACTS}`,
    "--npx-disable",
    // Ours alone: OpenZeppelin's are their authors' to answer for.
    "--filter-paths=node_modules|npm/|@openzeppelin",
    `--json=${REPORT}`,
  ];
  const path = [join(ROOT, "node_modules/.bin"), process.env.PATH ?? ""].join(delimiter);
  const { stderr } = spawnSync(program, args, {
    cwd: ROOT,
    env: { ...hardhatEnvironment(), PATH: path },
    encoding: "utf8",
  });
  const text = await readFile(REPORT, "utf8").catch(() => null);
  if (text === null) throw new Error(`slither made no report: ${stderr.slice(-2_000)}`);
  const report = JSON.parse(text) as Report;
  if (!report.success) throw new Error(`slither failed: ${report.error}`);
  return (report.results.detectors ?? []).map(({ check, impact, elements: [first] }) => ({
    check,
    impact,
    file: first?.source_mapping.filename_relative ?? "",
    name: first?.name ?? "",
  }));
}

const program = await installPythonTool({
  package: "slither-analyzer",
  version: "0.11.6",
  program: "slither",
});
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
compile();
const findings = await analyse(program);
console.table(
  findings.map((finding) => ({ ...finding, answer: answerTo(finding)?.answer ?? "NONE" })),
);
const open = findings.filter((finding) => answerTo(finding) === undefined);
for (const { check, file, name } of open) console.error(`no answer: ${check} at ${name}, ${file}`);
const idle = idleAnswers(findings);
for (const { check, name } of idle) console.error(`not found any more: ${check} ${name ?? ""}`);
console.log(`${findings.length} findings, ${open.length} without an answer`);
if (open.length > 0 || idle.length > 0) process.exitCode = 1;
