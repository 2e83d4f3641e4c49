import { defineConfig } from "hardhat/config";
import { hardhatSettings } from "../hardhatSettings.ts";

/** What slither reads: the contracts alone, without tests and without what earlier builds left behind. */
export const SLITHER_ARTIFACTS = "coverage/slither/artifacts";

export default defineConfig({
  ...hardhatSettings,
  paths: {
    ...hardhatSettings.paths,
    artifacts: SLITHER_ARTIFACTS,
    cache: "coverage/slither/cache",
  },
});
