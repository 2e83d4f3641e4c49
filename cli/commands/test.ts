import type { Command } from "../Command.ts";
import { run } from "../run.ts";

export const test: Command = {
  name: "test",
  usage: "[CHECK …]",
  summary: "Runs every check of the project and counts them.",
  details:
    "Named checks only: types style unused architecture solidity generated contracts coverage sdk services program web.\n" +
    "The checks of the pages need a Chromium (CHROMIUM=/path, or chromium on the PATH).",
  run: (words) => run(process.execPath, ["scripts/test/main.ts", ...words]),
};
