import { type BrowserContextOptions, chromium, type Page, type Request } from "playwright-core";
import { Program } from "../../program/Program.ts";
import { chromiumPath } from "../../support/chromium.ts";
import { followFaults } from "../followFaults.ts";

/** Before anybody is signed in, the page asks who is: the browser reports the answer as an error. */
const isExpected = (text: string): boolean => /status of 401/.test(text);

/** Compressed; 0 of what had not arrived when the page was closed. */
const toBytes = (request: Request): Promise<number> =>
  request.sizes().then(
    ({ responseBodySize }) => responseBodySize,
    () => 0,
  );

const isScript = (url: string): boolean => /\/assets\/(?!demo-wallet).*\.js$/.test(url);

/**
 * The whole demo, and a Chromium in which officers use it.
 * @param settings of the program, by the names of its environment
 */
export async function startOffice(settings: Readonly<Record<string, string>> = {}) {
  const program = await Program.inNewFolder();
  try {
    await program.up(settings);
  } catch (error) {
    // What did start would go on for as long as the tests' process does, and keep that alive.
    await program.dispose();
    throw error;
  }
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  // Cookies and the message that is signed go by the name that the service gives itself.
  const url = `http://localhost:${program.port}`;
  return {
    url,
    async open(path: string, options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ locale: "en-GB", ...options });
      const page = await context.newPage();
      const faults = followFaults(page, isExpected);
      const sizes: Promise<number>[] = [];
      page.on("requestfinished", (request) => {
        if (isScript(request.url())) sizes.push(toBytes(request));
      });
      await page.goto(`${url}/office${path}`);
      /** Of all scripts that have arrived, compressed; the demo's wallet apart. */
      const scriptBytes = async () =>
        (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      return { page, faults, scriptBytes, context, close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await program.dispose();
    },
  };
}

/** Signs in with the demo's wallet, as an officer of this authority; of several who sign together, as one of them. */
export async function signIn(page: Page, slug: string, seat?: number): Promise<void> {
  await page.locator(".wallets button").click();
  const who = seat === undefined ? "" : `[data-seat="${seat}"]`;
  await page.locator(`[data-slug="${slug}"]${who}`).first().click();
  await page.locator("dialog button.main").click();
  await page.locator("nav.side, .top .menu:visible").first().waitFor({ state: "attached" });
}
