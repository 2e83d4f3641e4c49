import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { startPages } from "./startPages.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const paths = [
  "/",
  "/docs",
  "/authorities",
  "/authorities/nanshan",
  "/trust",
  "/rules",
  "/rules/senior-card",
  "/check/nanshan/0/12",
  "/problems/document.exists",
];
const looks = [
  { name: "desktop-light", audited: "es", options: { viewport: { width: 1280, height: 900 } } },
  {
    name: "phone-dark",
    audited: "zh",
    options: { viewport: { width: 360, height: 740 }, colorScheme: "dark", isMobile: true },
  },
] as const;

/** Where to leave pictures of the pages for people to look at; none by default. */
const pictures = process.env.SELLO_PICTURES;
const languageTags = { zh: "zh-CN", es: "es", en: "en" } as const;

/** What axe finds wrong. It takes seconds, and languages differ in text only: one a look is enough. */
async function audit(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

for (const { name, audited, options } of looks)
  for (const [language, tag] of Object.entries(languageTags))
    test(`pages are accessible, fit and run clean: ${name}, ${language}`, async () => {
      for (const path of paths) {
        const opened = await pages.open(`${path}?lang=${language}`, options);
        const { page, faults } = opened;
        assert.equal(await page.locator("html").getAttribute("lang"), tag);
        if (language === audited) assert.deepEqual(await audit(page), [], path);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        assert.ok(overflow <= 0, `${path} is ${overflow} px too wide (${name}, ${language})`);
        if (pictures) {
          const file = `${name}-${language}${path.replaceAll("/", "_")}.png`;
          await page.screenshot({ path: join(pictures, file), fullPage: path !== "/docs" });
        }
        assert.deepEqual(faults, []);
        await opened.close();
      }
    });

test("the language is the browser's, and can be changed on the page", async () => {
  const opened = await pages.open("/", { locale: "es-ES" });
  assert.match(await opened.page.locator("h1").innerText(), /auténtico/);
  await opened.page.getByRole("link", { name: "中文" }).click();
  assert.match(await opened.page.locator("h1").innerText(), /真的/);
  await opened.close();
});

test("the documentation opens with the keyboard alone, and without scripts", async () => {
  const opened = await pages.open("/docs?lang=en", { javaScriptEnabled: false });
  const { page } = opened;
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  const operation = page.locator("#issueDocument > summary");
  await operation.focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#issueDocument pre").isVisible());
  assert.match(await page.locator("#issueDocument pre").innerText(), /Idempotency-Key/);
  await opened.close();
});
