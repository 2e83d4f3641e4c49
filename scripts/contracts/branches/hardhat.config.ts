import { defineConfig } from "hardhat/config";
import { hardhatSettings } from "../hardhatSettings.ts";

// The copy of the sources in which each branch has a line of its own; see markBranches.ts.
const copy = "coverage/contracts";

export default defineConfig({
  ...hardhatSettings,
  paths: {
    sources: `${copy}/contracts`,
    tests: { mocha: "test/contracts/behaviour", solidity: `${copy}/test/contracts/solidity` },
    artifacts: `${copy}/artifacts`,
    cache: `${copy}/cache`,
  },
  test: {
    ...hardhatSettings.test,
    // Lines and branches are reached within a few runs, and instrumented code is slow.
    solidity: {
      fuzz: { runs: 16, seed: "0x5e110" },
      invariant: { runs: 4, depth: 32, failOnRevert: true },
    },
  },
});
