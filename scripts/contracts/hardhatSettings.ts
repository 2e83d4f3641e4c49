import { fileURLToPath } from "node:url";
import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import type { HardhatUserConfig } from "hardhat/types/config";

// The compiler comes from npm with everything else: nothing is downloaded when it is needed.
const compiler = {
  version: "0.8.37",
  path: fileURLToPath(import.meta.resolve("solc/soljson.js")),
  settings: {
    optimizer: { enabled: true, runs: 10_000 },
    // The newest rules that both anvil 1.7 and Besu with a QBFT genesis speak.
    evmVersion: "cancun",
    // Bytecode then changes with the code alone, not with comments or paths.
    metadata: { bytecodeHash: "none" },
  },
};

// The registry would be too large (EIP-170) if it were made as fast as the others.
const smaller = {
  ...compiler,
  settings: { ...compiler.settings, optimizer: { enabled: true, runs: 1_000 } },
};
const compilers = {
  compilers: [compiler],
  overrides: { "contracts/AuthorityRegistry.sol": smaller },
};

/** How the contracts are compiled and tested. branches/hardhat.config.ts differs in where the sources are. */
export const hardhatSettings: HardhatUserConfig = {
  plugins: [hardhatToolboxMochaEthers],
  // Tests and gas figures are of the very code that is deployed, so both profiles are one.
  solidity: {
    profiles: { default: compilers, production: compilers },
    // Officers' accounts ask them about P-256 keys and passkeys; they are deployed once for all accounts of a chain.
    npmFilesToBuild: [
      "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol",
      "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol",
    ],
  },
  networks: {
    default: {
      type: "edr-simulated",
      chainType: "l1",
      hardfork: "osaka",
      // A fixed start keeps gas figures equal from run to run.
      initialDate: "2026-01-01T00:00:00Z",
    },
  },
  paths: {
    tests: { mocha: "test/contracts/behaviour", solidity: "test/contracts/solidity" },
  },
  test: {
    mocha: { timeout: 60_000 },
    solidity: {
      fuzz: { runs: 256, seed: "0x5e110" },
      invariant: { runs: 32, depth: 48, failOnRevert: true },
    },
  },
  // ABIs are generated for the whole repository by scripts/contracts/generateAbis.ts.
  typechain: { dontOverrideCompile: true },
};
