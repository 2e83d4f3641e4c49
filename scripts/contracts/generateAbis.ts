// Writes the typed seam between the contracts and everything off chain: ABIs, EIP-712 types and creation bytecode.
// `--check` writes nothing and exits 1 if what is committed differs from what the contracts compile to.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import hre from "hardhat";
import { formatAbi, formatBytecode, formatRequestTypes } from "./formatAbis.ts";

const OUTPUT_FOLDER = join(import.meta.dirname, "../../services/ledger/evm/abi");

/** File name to TypeScript source, of all generated files. */
async function toFiles(): Promise<Map<string, string>> {
  const registry = await hre.artifacts.readArtifact("AuthorityRegistry");
  const log = await hre.artifacts.readArtifact("DocumentLog");
  const statusLists = await hre.artifacts.readArtifact("StatusLists");
  const artifacts = [registry, log, statusLists];
  const account = await hre.artifacts.readArtifact("OfficerAccount");
  // Whoever founds an account deploys these once, if the chain has none.
  const verifiers = await Promise.all(
    ["ERC7913P256Verifier", "ERC7913WebAuthnVerifier"].map((name) =>
      hre.artifacts.readArtifact(name),
    ),
  );
  return new Map([
    ...[...artifacts, account].map(formatAbi),
    formatRequestTypes(registry),
    formatBytecode("bytecode", artifacts),
    formatBytecode("accountBytecode", [account, ...verifiers]),
  ]);
}

async function isCurrent(path: string, source: string): Promise<boolean> {
  return (await readFile(path, "utf8").catch(() => "")) === source;
}

const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
await mkdir(OUTPUT_FOLDER, { recursive: true });
for (const [name, source] of await toFiles()) {
  const path = join(OUTPUT_FOLDER, name);
  if (await isCurrent(path, source)) continue;
  if (check) {
    console.error(`${name} is out of date: run node scripts/contracts/generateAbis.ts`);
    process.exitCode = 1;
  } else {
    await writeFile(path, source);
    console.log(`wrote ${name}`);
  }
}
