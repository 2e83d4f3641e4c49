import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { buildWeb } from "../../scripts/web/buildWeb.ts";
import { WebAssets } from "../../services/pages/WebAssets.ts";
import { NotFound } from "../../services/platform/errors.ts";
import { startTestApp } from "../services/http/startTestApp.ts";
import { fakeTrustLists } from "../support/fakeTrustLists.ts";
import { World, worldTimes } from "../support/world.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The pages of a small genuine city, and a Chromium to open them with. */
export async function startPages() {
  const world = new World({ postQuantumCount: 8 });
  const trust = { note: await world.trustListNote() };
  const asOf = { blockNumber: 7, time: worldTimes.now };
  const app = await startTestApp(
    {
      trustLists: fakeTrustLists(() => trust.note),
      statuses: {
        ownerOf: async () => world.trustListContent().authorities[1]?.id as never,
        act: async () => [],
        history: async () => [],
        aggregation: async () => ({ status_lists: [world.statusUri] }),
        async token(slug, number) {
          if (slug !== "futian-police" || number !== 1)
            throw new NotFound("status_list.unknown", "There is no such status list.");
          const issuedAt = worldTimes.published;
          const jwt = await world.statusToken();
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
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    world,
    trust,
    url: app.server.url,
    browser,
    open: (path: string, options?: BrowserContextOptions) =>
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
    const bytes = (await request.sizes()).responseBodySize;
    loaded.push({ name, isLater: later.has(request), bytes });
  });
  return loaded;
}

/** A page at the world's time, and all that went wrong in it: refused scripts and styles, errors. */
async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  const scripts = followScripts(page);
  await page.clock.setFixedTime(worldTimes.now * 1000);
  await page.goto(url);
  return { page, faults, scripts, close: () => context.close() };
}
