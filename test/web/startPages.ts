import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { buildWeb } from "../../scripts/web/buildWeb.ts";
import type { Services } from "../../services/compose/Services.ts";
import { WebAssets } from "../../services/pages/WebAssets.ts";
import { NotFound } from "../../services/platform/errors.ts";
import { startTestApp } from "../services/http/startTestApp.ts";
import { chromiumPath } from "../support/chromium.ts";
import { fakeTrustLists } from "../support/fakeTrustLists.ts";
import { World, worldTimes } from "../support/world.ts";
import { followFaults } from "./followFaults.ts";

export type PagesOptions = {
  readonly world?: World;
  /** Of the browser, beside those that it always has. */
  readonly launchArgs?: readonly string[];
  /** Services in the place of fakes. */
  readonly parts?: Partial<Services>;
};

/** The pages of a small genuine city, and a Chromium to open them with. */
export async function startPages({
  world = new World({ postQuantumCount: 8 }),
  launchArgs = [],
  parts = {},
}: PagesOptions = {}) {
  const trust = { note: await world.trustListNote() };
  /** When the status list says that it was made. Unix seconds. */
  const published = { at: worldTimes.published as number };
  const log = { checkpoint: await world.checkpointNote(9, new Uint8Array(32).fill(9)) };
  const asOf = { blockNumber: 7, time: worldTimes.now };
  const app = await startTestApp(
    {
      ...parts,
      trustLists: fakeTrustLists(() => trust.note),
      logs: { of: () => ({ checkpoint: async () => log.checkpoint }) as never },
      statuses: {
        ownerOf: async () => world.trustListContent().authorities[1]?.id as never,
        act: async () => [],
        history: async () => [],
        aggregation: async () => ({ status_lists: [world.statusUri] }),
        async token(slug, number) {
          if (slug !== "futian-police" || number !== 1)
            throw new NotFound("status_list.unknown", "There is no such status list.");
          const issuedAt = published.at;
          const jwt = await world.statusToken(issuedAt);
          return { jwt, etag: '"1"', ttlSeconds: 0, issuedAt, expiresAt: issuedAt, asOf };
        },
        ofPlace: async () => ({
          status: "revoked",
          since: worldTimes.published,
          replaced: false,
          by: {
            id: world.trustListContent().authorities[1]?.id as never,
            slug: "futian",
            name: { zh: "福田区", es: "Distrito de Futian", en: "Futian District" },
          },
          asOf,
        }),
      },
    },
    { assets: new WebAssets(await buildWeb()) },
  );
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", ...launchArgs],
  });
  return {
    world,
    trust,
    published,
    log,
    url: app.server.url,
    browser,
    open: (path: string, options?: OpenOptions) =>
      openPage(browser, `${app.server.url}${path}`, options),
    async stop() {
      await browser.close();
      await app.server.stop();
    },
  };
}

export type LoadedScript = {
  /** What its build calls it: `words` for `words-ABC.js`. */
  readonly name: string;
  /** Asked for after the page's `load` event. */
  readonly isLater: boolean;
  /** Over the network, compressed. */
  readonly bytes: number;
};

/** The scripts that have arrived, as they do. Resource timing is of no use here: the fixed clock takes its place. */
function followScripts(page: Page): LoadedScript[] {
  const loaded: LoadedScript[] = [];
  const later = new Set<object>();
  let isShown = false;
  page.on("load", () => {
    isShown = true;
  });
  page.on("request", (request) => {
    if (isShown) later.add(request);
  });
  page.on("requestfinished", async (request) => {
    const name = /\/assets\/([A-Za-z0-9-]+)-[A-Z0-9]+\.js$/.exec(request.url())?.[1];
    if (name === undefined) return;
    // What had not arrived when the page was closed has no size.
    const bytes = (await request.sizes().catch(() => null))?.responseBodySize;
    if (bytes === undefined) return;
    loaded.push({ name, isLater: later.has(request), bytes });
  });
  return loaded;
}

/** A page at the world's time, and all that went wrong in it: refused scripts and styles, errors. */
type OpenOptions = BrowserContextOptions & {
  /** Addresses that the page does not reach. */
  readonly blocked?: string;
  /** Addresses that never answer. */
  readonly silent?: RegExp;
};

async function openPage(browser: Browser, url: string, given: OpenOptions = {}) {
  const { blocked, silent, ...options } = given;
  const context = await browser.newContext(options);
  if (silent !== undefined) await context.route(silent, () => {});
  if (blocked !== undefined) await context.route(blocked, (route) => route.abort());
  const page = await context.newPage();
  const faults = followFaults(page);
  const scripts = followScripts(page);
  await page.clock.setFixedTime(worldTimes.now * 1000);
  await page.goto(url);
  return { page, context, faults, scripts, close: () => context.close() };
}

export type Opened = Awaited<ReturnType<typeof openPage>>;

export const toFile = (name: string, content: string | Uint8Array, mimeType?: string) => ({
  name,
  mimeType: mimeType ?? "application/octet-stream",
  buffer: Buffer.from(content),
});

/** The answer that the page shows. */
export async function readVerdict(page: Page) {
  const shown = page.locator("#verdict > [data-outcome]");
  await shown.waitFor();
  return {
    outcome: await shown.getAttribute("data-outcome"),
    text: await shown.innerText(),
    codes: await page
      .locator(".checks li")
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.code ?? "")),
  };
}

/** Takes away the answer that is there, so that the next one can be waited for. */
export const clearVerdict = (page: Page): Promise<void> =>
  page.locator("#verdict").evaluate((element) => element.replaceChildren());

/** Chooses files on the page and reads the verdict. */
export async function judge({ page }: Opened, files: ReturnType<typeof toFile>[]) {
  await clearVerdict(page);
  await page.locator("#files").setInputFiles(files);
  return readVerdict(page);
}
