// Writes the typed seam between the contracts and everything off chain: limits, ABIs, EIP-712 types and creation
// bytecode.
// `--check` writes nothing and exits 1 if what is committed differs from what the contracts compile to.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { formatAbi, formatBytecode, formatRequestTypes } from "./formatAbis.ts";
import {
  type ContractLimits,
  formatSolidityLimits,
  formatTypeScriptLimits,
} from "./formatLimits.ts";

const ROOT = join(import.meta.dirname, "../..");
const ABI_FOLDER = "services/ledger/evm/abi";

type Files = readonly (readonly [path: string, source: string])[];

/** What the contracts are compiled with, and everybody else reads. */
async function toLimits(): Promise<Files> {
  const text = await readFile(join(ROOT, "contracts/limits.json"), "utf8");
  const limits = JSON.parse(text) as ContractLimits;
  return [
    ["contracts/libraries/Limits.sol", formatSolidityLimits(limits)],
    ["sdk/contractLimits.ts", formatTypeScriptLimits(limits)],
  ];
}

async function toAbis(): Promise<Files> {
  const read = (name: string) => hre.artifacts.readArtifact(name);
  const registry = await read("AuthorityRegistry");
  const contracts = [registry, await read("DocumentLog"), await read("StatusLists")];
  const libraries = await Promise.all(["RegistryTexts", "SigningKeys", "TakeOvers"].map(read));
  const account = await read("OfficerAccount");
  // Founding the first account on a chain deploys these.
  const verifiers = await Promise.all(["ERC7913P256Verifier", "ERC7913WebAuthnVerifier"].map(read));
  return [
    ...[...contracts, account].map(formatAbi),
    formatRequestTypes(registry),
    formatBytecode("bytecode", [...contracts, ...libraries]),
    formatBytecode("accountBytecode", [account, ...verifiers]),
  ].map(([name, source]) => [join(ABI_FOLDER, name), source]);
}

async function isCurrent(path: string, source: string): Promise<boolean> {
  return (await readFile(path, "utf8").catch(() => "")) === source;
}

async function write(files: Files): Promise<void> {
  for (const [name, source] of files) {
    const path = join(ROOT, name);
    if (await isCurrent(path, source)) continue;
    if (check) {
      console.error(`${name} is out of date: run node scripts/contracts/generateAbis.ts`);
      process.exitCode = 1;
    } else {
      await writeFile(path, source);
      console.log(`wrote ${name}`);
    }
  }
}

const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
await write(await toLimits());
await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
await mkdir(join(ROOT, ABI_FOLDER), { recursive: true });
await write(await toAbis());
