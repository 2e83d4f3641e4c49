import { defineConfig } from "hardhat/config";
import { hardhatSettings } from "./scripts/contracts/hardhatSettings.ts";

export default defineConfig(hardhatSettings);
