import type { Command } from "../Command.ts";
import { runScript } from "../runScript.ts";

export const lighthouse: Command = {
  name: "lighthouse",
  usage: "[--pages N] [--untimed]",
  summary: "Looks at the pages of offices, residents and verifiers with Lighthouse.",
  details: [
    "Starts a city of its own and signs in as a resident and as an officer of the demo. Accessibility and best",
    "practices have to be 100, performance at least 90; pages of residents and verifiers can be used within 1.5 seconds",
    "on a processor that takes four times as long. Needs Chromium; brings Lighthouse into .toolchain at its first run.",
    "  --pages N   only the first N of the office's pages, after the one to sign in",
    "  --untimed   without performance, which says nothing on a busy machine",
    "Exit code 1 when a page has less.",
  ].join("\n"),
  options: { pages: { type: "string" }, untimed: { type: "boolean" } },
  run: (words, options) => runScript("scripts/lighthouse/main.ts", words, options),
};
