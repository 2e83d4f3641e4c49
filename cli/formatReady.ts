import { styleText } from "node:util";
import type { ServiceMessage } from "@sello/api/startup";
import { readJson } from "./files.ts";
import type { DemoAccess } from "./server.ts";

/** Offices whose sample files are in `examples/`. */
const shownOffices = ["population-administration", "vehicle-administration", "shenzhen-library"];

const demoKeyLines = (file: string | null): string[] => {
  const access = file ? readJson<DemoAccess>(file) : null;
  if (!access) return [];
  const names = access.keys.map((key) => key.authority);
  const shown = shownOffices.filter((name) => names.includes(name));
  const more = names.length - shown.length;
  return [
    "",
    `  Demo officers (their API keys: ${file}):`,
    ...shown.map((name) => `    --as ${name}`),
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
    "    ./sello import examples/resident-id.csv --type resident-id --as population-administration",
    "    ./sello documents --as population-administration --type resident-id",
    "    ./sello help",
    "",
    "  Ctrl-C stops.",
  ].join("\n");
}
