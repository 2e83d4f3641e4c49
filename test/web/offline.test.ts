import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { buildWeb } from "../../scripts/web/buildWeb.ts";
import { WebAssets } from "../../services/pages/WebAssets.ts";
import { startTestApp } from "../services/http/startTestApp.ts";
import { worldTimes } from "../support/world.ts";
import { judge, type Opened, startPages, toFile } from "./startPages.ts";
import { untilKept } from "./untilKept.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

const pictures = process.env.SELLO_PICTURES;

const clockTo = ({ page }: Opened, seconds: number) => page.clock.setFixedTime(seconds * 1000);

test("the page opens without network, in each language, and judges by what is kept, with its age", async () => {
  const { file } = await pages.world.make({ statusIndex: 31 });
  const opened = await pages.open("/?lang=en");
  const { page, context } = opened;
  assert.equal((await judge(opened, [toFile("card.sello", file)])).outcome, "valid");
  await untilKept(opened.page);
  await context.setOffline(true);
  for (const language of ["es", "zh", "en"]) {
    await page.goto(`${pages.url}/?lang=${language}`);
    await page.locator("#verify").waitFor();
    assert.equal((await page.locator("html").getAttribute("lang"))?.slice(0, 2), language);
  }
  await page.locator(".network.gone").waitFor();
  const { outcome, text } = await judge(opened, [toFile("card.sello", file)]);
  assert.equal(outcome, "valid");
  assert.match(text, /^Valid as of 20\d\d-/);
  assert.match(text, /Without network: judged by what this device has kept/);
  assert.match(text, /Revocations\s+20\d\d-.*ago\)/);
  assert.deepEqual((await new AxeBuilder({ page: page as never }).analyze()).violations, []);
  if (pictures)
    await page.screenshot({ path: join(pictures, "offline-valid.png"), fullPage: true });
  await opened.close();
});

test("revoked while offline: valid as of then; online again, not valid; and that is never forgotten", async () => {
  const { file } = await pages.world.make({ statusIndex: 32 });
  const opened = await pages.open("/?lang=en");
  const { page, context } = opened;
  const card = [toFile("card.sello", file)];
  assert.equal((await judge(opened, card)).outcome, "valid");
  await context.setOffline(true);
  pages.world.statuses[32] = 1;
  try {
    pages.published.at = worldTimes.now;
    await clockTo(opened, worldTimes.now + 3_600);
    const offline = await judge(opened, card);
    assert.equal(offline.outcome, "valid");
    assert.match(offline.text, /^Valid as of/);
    assert.match(offline.text, /Without network/);
    await context.setOffline(false);
    await page.getByText("The network is back").waitFor();
    await page.getByRole("button", { name: "Check again" }).click();
    await page.locator('#verdict > [data-outcome="invalid"]').waitFor();
    assert.match(await page.locator(".verdict").innerText(), /Revoked by futian-police/);
    assert.match(await page.locator(".verdict").innerText(), /network was asked just now/);
    await context.setOffline(true);
    const again = await judge(opened, card);
    assert.equal(again.outcome, "invalid");
    assert.match(again.text, /Without network/);
  } finally {
    pages.published.at = worldTimes.published;
    await opened.close();
  }
});

test("past the limit nobody can tell, and the page says what to do", async () => {
  const { file } = await pages.world.make({ statusIndex: 33 });
  const opened = await pages.open("/?lang=en");
  const card = [toFile("card.sello", file)];
  await judge(opened, card);
  await opened.context.setOffline(true);
  await clockTo(opened, worldTimes.published + 86_400 + 60);
  const { outcome, codes, text } = await judge(opened, card);
  assert.equal(outcome, "unknown");
  assert.ok(codes.includes("status.too-old"));
  assert.match(text, /Next, for you who check: Go online/);
  await opened.close();
});

test("one button keeps lists, statuses and the log; a document that was never seen can then be judged offline", async () => {
  const { file } = await pages.world.make({ statusIndex: 34 });
  const opened = await pages.open("/?lang=en");
  const { page, context } = opened;
  await page.getByRole("button", { name: "Keep all" }).click();
  await page.getByText("ready for use without network").waitFor();
  const kept = await page.locator("#offline .facts").innerText();
  assert.match(kept, /version 1, 20\d\d-/);
  assert.match(kept, /lists: 1, the oldest 20\d\d-/);
  assert.match(kept, /entries: 9, confirmed 20\d\d-/);
  await context.setOffline(true);
  assert.equal((await judge(opened, [toFile("card.sello", file)])).outcome, "valid");
  if (pictures) await page.locator("#offline").screenshot({ path: join(pictures, "kept.png") });
  await opened.close();
});

test("a log that shows another past is not kept, and the page says so", async () => {
  const opened = await pages.open("/?lang=en");
  const { page } = opened;
  const keep = page.getByRole("button", { name: "Keep all" });
  await keep.click();
  await page.getByText("ready for use without network").waitFor();
  const genuine = pages.log.checkpoint;
  pages.log.checkpoint = await pages.world.checkpointNote(9, new Uint8Array(32).fill(8));
  try {
    await keep.click();
    await page.getByText("does not continue what this device has seen").waitFor();
  } finally {
    pages.log.checkpoint = genuine;
    await opened.close();
  }
});

test("a new version waits until it is asked for", async () => {
  // Without the page's policy, so that the test may register the worker at another address, as a new version of it.
  const opened = await pages.open("/?lang=en", { bypassCSP: true });
  const { page } = opened;
  await untilKept(opened.page);
  const inForce = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.scriptURL.replace(location.origin, "");
    });
  const newer = "/sw.js?newer";
  await page.evaluate((path) => navigator.serviceWorker.register(path), newer);
  const use = page.getByRole("button", { name: "Use it now" });
  await use.waitFor();
  assert.equal(await inForce(), "/sw.js");
  await Promise.all([page.waitForEvent("load"), use.click()]);
  await page.locator("#verify").waitFor();
  assert.equal(await inForce(), newer);
  await opened.close();
});

test("any change to what is kept is a new version", async () => {
  const versionOf = async (url: string) =>
    /"version":"([^"]{16})"/.exec(await (await fetch(`${url}/sw.js`)).text())?.[1];
  const version = await versionOf(pages.url);
  assert.ok(version);
  const built = await buildWeb();
  const changed = built.map((each) =>
    each.name === "site.css" ? { ...each, file: "ui-CHANGED.css" } : each,
  );
  for (const [files, isSame] of [
    [built, true],
    [changed, false],
  ] as const) {
    const app = await startTestApp({}, { assets: new WebAssets(files) });
    assert.equal((await versionOf(app.server.url)) === version, isSame);
    await app.server.stop();
  }
});

test("the manifest names what an installed page needs, and the policy has no exception", async () => {
  const manifest = await (await fetch(`${pages.url}/manifest.webmanifest?lang=zh`)).json();
  assert.equal(manifest.lang, "zh");
  assert.equal(manifest.display, "standalone");
  for (const { src, sizes } of manifest.icons) {
    const icon = Buffer.from(await (await fetch(`${pages.url}${src}`)).arrayBuffer());
    assert.equal(icon.subarray(1, 4).toString(), "PNG");
    assert.equal(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`, sizes);
  }
  const policy = (await fetch(`${pages.url}/`)).headers.get("content-security-policy") ?? "";
  assert.doesNotMatch(policy, /unsafe|nonce|https?:|blob:/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types sello$/);
});
