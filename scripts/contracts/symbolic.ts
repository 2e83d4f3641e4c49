// Proves properties of the contracts for all inputs (test/contracts/symbolic) with halmos (PyPI) and forge (npm).
// `--plant` puts each fault of symbolic/plants.ts into a copy and expects that its property fails.
import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { parseArgs, promisify, stripVTControlCharacters } from "node:util";
import { installPythonTool } from "../python/installPythonTool.ts";
import { type Plant, plants } from "./symbolic/plants.ts";
import { COPY, prepareCopy } from "./symbolic/prepareCopy.ts";

const FORGE = "1.7.1";
const run = promisify(execFile);

/** @returns the folder of forge's program */
async function installForge(): Promise<string> {
  const folder = join(import.meta.dirname, `../../.toolchain/forge-${FORGE}`);
  const bin = join(folder, "node_modules/.bin");
  if (existsSync(join(bin, "forge"))) return bin;
  console.log(`Bringing forge ${FORGE} into .toolchain (once)…`);
  await mkdir(folder, { recursive: true });
  await run("npm", ["install", "--no-save", "--prefix", folder, `@foundry-rs/forge@${FORGE}`]);
  return bin;
}

type Outcome = { readonly text: string; readonly passed: boolean };

async function prove(halmos: string, forge: string, plant: Plant | null): Promise<Outcome> {
  await prepareCopy(plant);
  const path = [forge, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const property = plant === null ? [] : ["--function", plant.property];
  const { status, stdout, stderr } = spawnSync(halmos, ["--loop", "20", ...property], {
    cwd: COPY,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
  });
  const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
  const from = text.indexOf("Running ");
  if (from < 0) throw new Error(`halmos ran nothing: ${text.slice(-2_000)}`);
  return { text: text.slice(from).trim(), passed: status === 0 };
}

const isPlanting = parseArgs({ options: { plant: { type: "boolean", default: false } } }).values;
const halmos = await installPythonTool({ package: "halmos", version: "0.3.3", program: "halmos" });
const forge = await installForge();
if (isPlanting.plant) {
  for (const plant of plants) {
    const { text, passed } = await prove(halmos, forge, plant);
    const isFound = !passed && text.includes("Counterexample");
    console.log(`${isFound ? "found " : "MISSED"} ${plant.name}: ${plant.property}`);
    if (!isFound) {
      console.error(text);
      process.exitCode = 1;
    }
  }
} else {
  const { text, passed } = await prove(halmos, forge, null);
  console.log(text);
  if (!passed) process.exitCode = 1;
}
