// node scripts/lighthouse/main.ts [--pages N] [--untimed]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { freePort } from "../../services/platform/freePort.ts";
import { Program } from "../../test/program/Program.ts";
import { chromiumPath } from "../../test/support/chromium.ts";
import { signIn } from "../../test/web/office/startOffice.ts";
import { installLighthouse, type Lighthouse } from "./installLighthouse.ts";

const { values } = parseArgs({
  options: { pages: { type: "string", default: "100" }, untimed: { type: "boolean" } },
});

/** The least that a page may have, of 100. */
const wanted = { accessibility: 100, "best-practices": 100, performance: 90 } as const;
const untimed = ["accessibility", "best-practices"] as const;
const categories: readonly (keyof typeof wanted)[] = values.untimed
  ? untimed
  : [...untimed, "performance"];
/** A desk's connection and processor, as Lighthouse's own settings for desktops have them. */
const desktop = { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 } as const;

/** Whose session opens the pages: may issue, revoke and read. */
const officer = "shenzhen-library";
const pages = [
  "/office/",
  "/office/issue/library-card",
  "/office/documents",
  "/office/log",
  "/office/authorities",
  "/office/types",
  "/office/sessions",
];

/** Opens the pages in the session of an officer. @returns 1 when one has less than it should */
async function audit({ folder, port }: Program, paths: readonly string[]): Promise<number> {
  const url = `http://localhost:${port}`;
  const debugging = await freePort();
  const context = await chromium.launchPersistentContext(join(folder, "chromium"), {
    executablePath: chromiumPath,
    locale: "en-GB",
    args: ["--no-sandbox", `--remote-debugging-port=${debugging}`],
  });
  try {
    const page = await context.newPage();
    let failed = 0;
    failed += await look(debugging, `${url}/office/sign-in`);
    await page.goto(`${url}/office`);
    await signIn(page, officer);
    for (const path of paths) failed += await look(debugging, `${url}${path}`);
    return failed > 0 ? 1 : 0;
  } finally {
    await context.close();
  }
}

async function look(port: number, url: string): Promise<number> {
  const { lhr } = await lighthouse(url, {
    port,
    onlyCategories: categories,
    disableStorageReset: true,
    formFactor: "desktop",
    screenEmulation: { disabled: true },
    throttling: desktop,
    logLevel: "error",
  });
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const scores = categories.map((name) => [name, toScore(lhr, name)] as const);
  const low = scores.filter(([name, score]) => score < wanted[name]);
  const words = scores.map(([name, score]) => `${name} ${score}`).join(", ");
  console.log(`${low.length > 0 ? "FAIL" : "ok  "} ${new URL(url).pathname}  ${words}`);
  for (const [name] of low)
    for (const title of faultsOf(lhr, name)) console.log(`       ${name}: ${title}`);
  return low.length;
}

type Report = Awaited<ReturnType<Lighthouse>>["lhr"];

const toScore = (report: Report, category: string): number =>
  Math.round((report.categories[category]?.score ?? 0) * 100);

const faultsOf = (report: Report, category: string): readonly string[] =>
  (report.categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (report.audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => report.audits[id]?.title ?? id);

const lighthouse = await installLighthouse();
const program = await Program.inNewFolder();
try {
  await program.up();
  process.exitCode = await audit(program, pages.slice(0, Number(values.pages)));
} finally {
  await program.dispose();
}
