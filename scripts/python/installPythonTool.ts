import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export type PythonTool = {
  /** On PyPI. */
  readonly package: string;
  readonly version: string;
  readonly program: string;
};

/** Brings a tool of PyPI into a Python of its own below `.toolchain`, once. @returns its program */
export async function installPythonTool(tool: PythonTool): Promise<string> {
  const { package: name, version } = tool;
  const folder = fileURLToPath(new URL(`../../.toolchain/${name}-${version}`, import.meta.url));
  const program = join(folder, "bin", tool.program);
  if (existsSync(program)) return program;
  console.log(`Bringing ${name} ${version} into .toolchain (once)…`);
  try {
    await run("python3", ["-m", "venv", folder]);
    await run(join(folder, "bin", "pip"), ["install", "--quiet", `${name}==${version}`]);
  } catch (error) {
    throw new Error(
      `${name} ${version} could not be installed: it needs Python 3.10 or newer with venv (Debian: python3-venv), and PyPI.`,
      { cause: error },
    );
  }
  return program;
}
