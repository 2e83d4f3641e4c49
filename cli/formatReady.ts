import { styleText } from "node:util";
import { readJson } from "./files.ts";
import type { ServiceMessage } from "./ServiceMessage.ts";
import type { DemoAccess } from "./server.ts";

const demoKeyLines = (file: string | null): string[] => {
  const access = file ? readJson<DemoAccess>(file) : null;
  if (!access) return [];
  const shown = access.keys.slice(0, 4).map((key) => `    --as ${key.authority}`);
  const more = access.keys.length - shown.length;
  return [
    "",
    "  Demo officers (their API keys are in data/demo/access.json):",
    ...shown,
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
};

/** What is shown when the service is ready: where to look, as whom, and what to try. */
export function formatReady(ready: ServiceMessage & { kind: "ready" }): string {
  const bold = (text: string) => styleText("bold", text);
  return [
    "",
    bold(`Sello is ready: ${ready.url}`),
    `  ${ready.authorities} authorities, ${ready.documents} documents, ${ready.logSize} log entries`,
    `  API and its description   ${ready.url}/docs`,
    `  Trust list                ${ready.url}/v1/trust-list`,
    ...demoKeyLines(ready.accessFile),
    "",
    "  Try, from another terminal:",
    "    ./sello import examples/resident-id.csv --type resident-id --as public-security",
    "    ./sello documents --as public-security --type resident-id",
    "    ./sello help",
    "",
    "  Ctrl-C stops.",
  ].join("\n");
}
