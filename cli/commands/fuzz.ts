import type { Command } from "../Command.ts";
import { runScript } from "../runScript.ts";

export const fuzz: Command = {
  name: "fuzz",
  usage:
    "[--parser NAME] [--runs N] [--seed N] [--out FOLDER] | time | api [--examples N] [--seed N]",
  summary: "Feeds changed samples to every reader of what strangers write, or to the API.",
  details: [
    "  --parser NAME   one of them; all by default",
    "  --runs N        inputs for each (100000; ten minutes for all)",
    "  --out FOLDER    where each finding is written, below this project's folder (fuzz-findings)",
    "docs/decisions/0096 says what is looked for.",
    "  time            looks for inputs of the allowed size that take a reader more than 50 ms; --runs 2000",
    "  api             holds the running program against its OpenAPI document with schemathesis, which",
    "                  needs Python 3.10 or newer: starts a city of its own, and asks every operation",
    "  --examples N    requests for each operation and kind (40)",
    "  --seconds N     asks on until these are over",
    "Exit code 1 on any finding.",
  ].join("\n"),
  options: {
    parser: { type: "string" },
    runs: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
    examples: { type: "string" },
    seconds: { type: "string" },
    report: { type: "string" },
  },
  run([what, ...words], options) {
    if (what === "api") return runScript("scripts/fuzz-api/main.ts", words, options);
    if (what === "time") return runScript("scripts/fuzz/time/main.ts", words, options);
    return runScript("scripts/fuzz/main.ts", what === undefined ? [] : [what, ...words], options);
  },
};
