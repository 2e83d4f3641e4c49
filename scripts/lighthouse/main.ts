// node scripts/lighthouse/main.ts [--pages N] [--untimed]
import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeProofRequest } from "@sello/sdk/request";
import { chromium, type Page } from "playwright-core";
import { demoResidents } from "../../dev/demo-residents/residentPeople.ts";
import { freePort } from "../../services/platform/freePort.ts";
import { Program } from "../../test/program/Program.ts";
import { codeFor, messagesOf } from "../../test/program/ResidentClient.ts";
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
/** What a page is looked at with. */
type Device = {
  readonly formFactor: "desktop" | "mobile";
  readonly throttling: Readonly<Record<string, number>>;
  /** Milliseconds until it can be used, at most. */
  readonly interactiveMs?: number;
};

/** A desk's connection and processor, as Lighthouse's own settings for desktops have them. */
const desktop: Device = {
  formFactor: "desktop",
  throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
};
/** A cheap phone in a good network: a processor that takes four times as long. */
const phone: Device = {
  formFactor: "mobile",
  throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 4 },
  interactiveMs: 1_500,
};

/** What anybody opens: the page that verifies and asks, and the app before one is signed in. */
const publicPages = ["/?lang=en", "/resident", "/resident/privacy"];
const residentPages = ["/resident", "/resident/shares", "/resident/device", "/resident/account"];

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
    for (const path of publicPages) failed += await look(debugging, `${url}${path}`, phone);
    failed += await lookAsResident(debugging, page, url);
    failed += await look(debugging, `${url}/office/sign-in`, desktop);
    await page.goto(`${url}/office`);
    await signIn(page, officer);
    for (const path of paths) failed += await look(debugging, `${url}${path}`, desktop);
    return failed > 0 ? 1 : 0;
  } finally {
    await context.close();
  }
}

/** Signs in with the code that the demo's outbox shows, and opens the app's pages, and a request's. */
async function lookAsResident(debugging: number, page: Page, url: string): Promise<number> {
  const [resident] = demoResidents;
  if (resident === undefined) throw new Error("the demo has no residents");
  const before = await messagesOf(url);
  await page.goto(`${url}/resident`);
  await page.locator(".ways label").nth(1).click();
  await page.locator("#number").fill(resident.idNumber);
  await page.locator("form button[type=submit]").click();
  await page.locator("#code").fill(await codeFor(url, resident.phone, before));
  await page.locator(".cards .item").first().waitFor();
  let failed = 0;
  for (const path of residentPages) failed += await look(debugging, `${url}${path}`, phone);
  const { link, text, secret } = await makeProofRequest(url, "Bar", {
    types: [`${url}/types/resident-id/1`],
    claims: [{ path: ["age_over_18"], values: [true] }],
  });
  const secretDigest = createHash("sha256").update(secret).digest("base64url");
  const asked = await fetch(`${url}/v1/requests`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: link.id, request: text, secretDigest }),
  });
  if (!asked.ok) throw new Error(`the request was not taken: ${await asked.text()}`);
  const request = `${url}/resident/requests/${link.id}#${link.hash}`;
  return failed + (await look(debugging, request, phone));
}

/** Lighthouse asks to be run again where Chromium's record of the load has a gap. */
const tries = 3;

async function report(port: number, url: string, device: Device): Promise<Report> {
  for (let left = tries; ; left -= 1) {
    const { lhr } = await lighthouse(url, {
      port,
      onlyCategories: categories,
      disableStorageReset: true,
      formFactor: device.formFactor,
      screenEmulation: { disabled: true },
      throttling: device.throttling,
      logLevel: "error",
    });
    if (!lhr.runtimeError) return lhr;
    if (left === 1) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  }
}

async function look(port: number, url: string, device: Device): Promise<number> {
  const lhr = await report(port, url, device);
  const scores = categories.map((name) => [name, toScore(lhr, name)] as const);
  const low = scores.filter(([name, score]) => score < wanted[name]);
  const { interactiveMs } = device;
  const usable = lhr.audits.interactive?.numericValue ?? 0;
  const isLate = interactiveMs !== undefined && usable > interactiveMs;
  const words = [
    ...scores.map(([name, score]) => `${name} ${score}`),
    ...(usable === 0 ? [] : [`usable after ${Math.round(usable)} ms`]),
  ].join(", ");
  console.log(`${low.length > 0 || isLate ? "FAIL" : "ok  "} ${new URL(url).pathname}  ${words}`);
  for (const [name] of low)
    for (const title of faultsOf(lhr, name)) console.log(`       ${name}: ${title}`);
  return low.length + Number(isLate);
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
