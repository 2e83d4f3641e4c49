import type { Command } from "../Command.ts";
import { runScript } from "../runScript.ts";

export const kills: Command = {
  name: "kills",
  usage:
    "[--kills N] [--seed N] [--rows N] [--applicants N] [--migrate [--same-chain]] [--promote] [--keep] [--json]",
  summary: "Kills every part of a program of its own under load, and counts what is lost.",
  details: [
    "  --kills N   how many (200; ten minutes, and as long again to examine what is left)",
    "  --seed N    which parts, and when (1)",
    "  --rows N    rows of the largest file that is imported meanwhile (1500)",
    "  --applicants N   residents who apply meanwhile (20)",
    "  --migrate   moves the network to new contracts meanwhile, on another chain or --same-chain",
    "  --promote   a database with a standby, which is promoted meanwhile",
    "  --keep      leaves its folder for a look at it",
    "docs/kill-harness.md says what is killed and what is examined. Exit code 1 on any violation.",
  ].join("\n"),
  options: {
    seed: { type: "string" },
    kills: { type: "string" },
    rows: { type: "string" },
    applicants: { type: "string" },
    migrate: { type: "boolean" },
    "same-chain": { type: "boolean" },
    promote: { type: "boolean" },
    keep: { type: "boolean" },
    json: { type: "boolean" },
  },
  run: (words, options) => runScript("scripts/kill-harness/main.ts", words, options),
};
