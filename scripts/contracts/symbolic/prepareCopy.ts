import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plant } from "./plants.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** Where forge and halmos find a project of the shape that they know. */
export const COPY = join(ROOT, "coverage/symbolic");
const OPENZEPPELIN = "node_modules/@openzeppelin/contracts";

/** forge asks a program for the compiler; ours is the one of npm that all else here is compiled with. */
const compiler = `#!${process.execPath}
const { readFileSync } = require("node:fs");
const solc = require(${JSON.stringify(join(ROOT, "node_modules/solc"))});
if (process.argv.includes("--version")) console.log("solc, the solidity compiler\\nVersion: " + solc.version());
else process.stdout.write(solc.compile(readFileSync(0, "utf8")));
`;

const settings = `[profile.default]
src = "contracts"
test = "test/contracts/symbolic"
out = "out"
libs = ["node_modules"]
remappings = ["@openzeppelin/=node_modules/@openzeppelin/"]
solc = "./solc.cjs"
evm_version = "cancun"
optimizer = true
optimizer_runs = 10000
bytecode_hash = "none"
offline = true
ast = true

[lint]
lint_on_build = false
`;

const sha256Call = `            if iszero(staticcall(gas(), 2, input, 65, 0, 32)) {
                revert(0, 0)
            }
`;

/** A copy of contracts, their tests and OpenZeppelin, with one fault if it is asked for. */
export async function prepareCopy(plant: Plant | null): Promise<void> {
  await rm(COPY, { recursive: true, force: true });
  await mkdir(COPY, { recursive: true });
  for (const folder of [
    "contracts",
    "test/contracts/symbolic",
    "test/contracts/solidity/Cheats.sol",
  ]) {
    await cp(join(ROOT, folder), join(COPY, folder), { recursive: true });
  }
  await cp(join(ROOT, OPENZEPPELIN), join(COPY, OPENZEPPELIN), {
    recursive: true,
    filter: (path) => !path.includes("/build/"),
  });
  await writeFile(join(COPY, "foundry.toml"), settings);
  await writeFile(join(COPY, "solc.cjs"), compiler, { mode: 0o755 });
  // halmos 0.3.3 knows SHA-256 but asks it for as many bits as there are bytes. What is proven holds for any hash.
  await replace("contracts/libraries/MerkleFrontier.sol", sha256Call, "");
  await replace(
    "contracts/libraries/MerkleFrontier.sol",
    "node := mload(0)",
    "node := keccak256(input, 65)",
  );
  if (plant) await replace(plant.file, plant.genuine, plant.faulty);
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const path = join(COPY, file);
  const text = await readFile(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no "${from}" any more: mend plants.ts`);
  await writeFile(path, text.replace(from, to));
}
