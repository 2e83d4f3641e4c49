import assert from "node:assert/strict";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Where to leave pictures of the pages for people to look at; none by default. */
export const pictures = process.env.SELLO_PICTURES;
export const languages = ["zh", "es", "en"] as const;
export const desk = { width: 1280, height: 900 } as const;
export const phone = { width: 360, height: 740 } as const;

/** What is not accessible, with the elements. @param rules these alone; by default all */
export async function audit(page: Page, rules?: readonly string[]): Promise<unknown[]> {
  const builder = new AxeBuilder({ page: page as never }).options({
    resultTypes: ["violations"],
    preload: false,
  });
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Chooses the language, and waits until the page has it. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.locator(".language select").selectOption(language);
  await page.waitForFunction((tag) => document.documentElement.lang.startsWith(tag), language);
}

/** Nothing goes over the side. */
export async function assertFits(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
}

/** Until nothing is loaded any more. */
export const settled = (page: Page) =>
  page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));

/** A picture for people to look at, where they want some. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

/** The page in each language, on a desk in light and on a phone in the dark: accessible, and it fits. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(await audit(page), [], name);
  for (const language of languages) {
    await speak(page, language);
    await settled(page);
    for (const [size, colorScheme] of [
      [desk, "light"],
      [phone, "dark"],
    ] as const) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await assertFits(page, `${name} in ${language} at ${size.width}`);
      await picture(page, `${name}-${language}-${size.width}`);
    }
  }
  assert.deepEqual(await audit(page), [], `${name} on a phone, in the dark`);
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: "light" });
}
