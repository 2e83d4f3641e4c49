import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { OfficerClient } from "../../program/OfficerClient.ts";
import { Program } from "../../program/Program.ts";
import { codeFor, messagesOf } from "../../program/ResidentClient.ts";
import { chromiumPath } from "../../support/chromium.ts";
import { followFaults } from "../followFaults.ts";

/** A resident whom the city's register has, with a phone. */
export type Person = { readonly idNumber: string; readonly phone: string };

/**
 * Chromium reports an answer that is an error as an error of the page, and each request without network; and it would
 * like passkeys with RSA, too.
 */
const isExpected = (text: string): boolean =>
  /status of 4\d\d|ERR_INTERNET_DISCONNECTED|missing at least one of the default algorithm/.test(
    text,
  );

/** The whole demo, and a Chromium in which residents use it. */
export async function startCity() {
  const program = await Program.inNewFolder();
  await program.up({ SELLO_DEMO_PASSKEY_DELAY_SECONDS: "0" });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  // Passkeys and cookies go by the name that the service gives itself.
  const url = `http://localhost:${program.port}`;
  return {
    url,
    async officer(slug: string): Promise<OfficerClient> {
      return OfficerClient.ofDemo(url, slug, "issue");
    },
    /** The code that comes to this phone. @param before ids of the messages that were there before it was asked for */
    codeFor: (phone: string, before: ReadonlySet<string>): Promise<string> =>
      // The page of the browser has the same address, and its own requests are counted with these.
      codeFor(url, phone, before, { waits: 200, stepMs: 300 }),
    messages: () => messagesOf(url),
    async open(path: string, options: BrowserContextOptions = {}) {
      const context = await browser.newContext({ locale: "en-GB", ...options });
      const page = await context.newPage();
      const faults = followFaults(page, isExpected);
      await page.goto(`${url}/resident${path}`);
      return { page, context, faults, close: () => context.close() };
    },
    async stop() {
      await browser.close();
      await program.dispose();
    },
  };
}

export type City = Awaited<ReturnType<typeof startCity>>;

/** Makes the account's first passkey, with the page's device, and signs in with it. */
export async function signInWithFirstPasskey(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Set up fingerprint or face" }).click();
  await page.getByRole("button", { name: "Sign in with fingerprint or face" }).click();
}

/** Gives a number and the code that comes, and waits until one is signed in. @param phone where the code comes */
export async function signInWithCode(
  city: City,
  page: Page,
  { idNumber, phone }: Person,
  way: "phone" | "id-card",
): Promise<void> {
  const before = await city.messages();
  if (way === "id-card") await page.locator(".ways label").nth(1).click();
  await page.locator("#number").fill(way === "phone" ? phone : idNumber);
  const code = page.locator("#code");
  // The demo makes a resident's documents when they first sign in: where that takes too long, one tries again.
  for (let tries = 0; tries < 4 && !(await code.isVisible()); tries += 1) {
    await page.locator("form button[type=submit]").click();
    await code.or(page.getByRole("alert")).first().waitFor();
  }
  await code.fill(await city.codeFor(phone, before));
  await page.locator("nav.sections").waitFor();
}
