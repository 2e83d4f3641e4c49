import type { Command } from "../Command.ts";
import { runScript } from "../runScript.ts";

export const fuzz: Command = {
  name: "fuzz",
  usage: "[--parser NAME] [--runs N] [--seed N] [--out FOLDER]",
  summary: "Feeds changed samples to every reader of what strangers write.",
  details: [
    "  --parser NAME   one of them; all by default",
    "  --runs N        inputs for each (100000; ten minutes for all)",
    "  --out FOLDER    where each finding is written, below this project's folder (fuzz-findings)",
    "docs/decisions/0096 says what is looked for. Exit code 1 on any finding.",
  ].join("\n"),
  options: {
    parser: { type: "string" },
    runs: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
  },
  run: (words, options) => runScript("scripts/fuzz/main.ts", words, options),
};
