import type { Command } from "../Command.ts";
import { runScript } from "../runScript.ts";

export const bench: Command = {
  name: "bench",
  usage: "[SUITE …] [--json] [--quick | --large]",
  summary: "Measures speed and size beside what this machine allows.",
  details: [
    "Suites: sdk-verify sdk-issue merkle sizes post-quantum authorities search gas import http latency growth",
    "residents applications; and when named: take-over token expiring office peers.",
    "  --json    the figures as JSON",
    "  --large   a million rows and documents where it is otherwise a hundred thousand",
    "  --quick   a glance at whether the suites work; the figures mean little",
    "bench/README.md says what each figure means. It starts programs of its own, in temporary folders.",
  ].join("\n"),
  options: {
    json: { type: "boolean" },
    quick: { type: "boolean" },
    large: { type: "boolean" },
  },
  run: (words, options) => runScript("bench/main.ts", words, options),
};
