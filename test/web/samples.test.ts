import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startOffice } from "./office/startOffice.ts";
import { readVerdict } from "./startPages.ts";

let demo: Awaited<ReturnType<typeof startOffice>>;
before(async () => {
  demo = await startOffice();
});
after(() => demo.stop());

test("a demo has three samples: one valid, one revoked, one altered", async () => {
  const opened = await demo.open("");
  const { page } = opened;
  // Each is issued when it is asked for, and has to be in the log; see `limits.demoSampleMs`.
  page.setDefaultTimeout(90_000);
  // The first one is clicked before the page has its words.
  const { promise: isClicked, resolve: clicked } = Promise.withResolvers<void>();
  await page.route(/\/en-[^/]+\.js$/, async (route) => {
    await isClicked;
    await route.continue();
  });
  await page.goto(`${demo.url}/?lang=en`);
  for (const [name, wanted, words] of [
    ["A valid one", "valid", /深圳图书馆/],
    ["A revoked one", "invalid", /Revoked by /],
    ["An altered one", "invalid", /forged or changed/],
  ] as const) {
    await page.locator("#verdict").evaluate((element) => element.replaceChildren());
    await page.getByRole("link", { name }).click();
    clicked();
    const { outcome, text } = await readVerdict(page);
    assert.equal(outcome, wanted, text);
    assert.match(text, words);
  }
  assert.deepEqual(opened.faults, []);
  await opened.close();
});
