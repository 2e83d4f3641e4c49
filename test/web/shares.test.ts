import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { formatSelloFile, packSelloFile, parseSelloFile, present } from "@sello/sdk";
import { makeShare, toShareLink } from "@sello/sdk/share";
import type { Page } from "playwright-core";
import type { Database } from "../../services/platform/database/Database.ts";
import { PgReceipts } from "../../services/wallet/receipts/PgReceipts.ts";
import { OpeningLimits } from "../../services/wallet/shares/OpeningLimits.ts";
import { PgShares } from "../../services/wallet/shares/PgShares.ts";
import { ResidentShares } from "../../services/wallet/shares/ResidentShares.ts";
import { addAccount } from "../services/wallet/addAccount.ts";
import { startPostgres } from "../support/postgres.ts";
import { worldTimes } from "../support/world.ts";
import { assertFits, audit, desk, languages, phone, picture } from "./office/look.ts";
import { readVerdict, startPages } from "./startPages.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let shares: ResidentShares;
let owner: string;
let pages: Awaited<ReturnType<typeof startPages>>;
let now: number = worldTimes.now;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
  shares = new ResidentShares({
    store: new PgShares(database),
    receipts: new PgReceipts(database),
    clock: { nowMs: () => now * 1_000 },
  });
  owner = await addAccount(database);
  pages = await startPages({ parts: { shares, openings: new OpeningLimits() } });
});
after(async () => {
  await pages?.stop();
  await postgres.stop();
});

/** As the resident's app makes one: of one document, with one claim shown. */
async function share({ once = false, audience = "Banco Sol" as string | null } = {}) {
  const { file } = await pages.world.make();
  const { document, ...rest } = parseSelloFile(file);
  const shown = formatSelloFile({ ...rest, document: await present(document, ["age_over_18"]) });
  const terms = { endsAt: now + 3_600, once, audience };
  const { secret, digest, sealed } = await makeShare(packSelloFile(shown), terms);
  const what = { type: "https://sello.example/types/resident-id/1", claims: ["age_over_18"] };
  const made = await shares.make(
    { account: owner, passkey: null },
    { ...terms, digest, sealed, what },
  );
  const path = toShareLink("", secret);
  return { made, secret, sealed, shown, path: (language: string) => withLanguage(path, language) };
}

const withLanguage = (path: string, language: string) => path.replace("#", `?lang=${language}#`);
const openingsOf = async ({ id }: { readonly id: string }) =>
  (await shares.list(owner, null, 100)).find((each) => each.id === id)?.openings;
const opener = (page: Page) => page.locator("#share button");

/** Why the page says that it does not open. */
async function refusalOf(page: Page): Promise<string | null> {
  const refused = page.locator("[data-refusal]");
  await refused.waitFor();
  assert.equal(await page.locator("#verdict").innerText(), "");
  return refused.getAttribute("data-refusal");
}

test("a stranger opens a share by a click, and sees a verdict and for whom it is", async () => {
  const { path, secret, shown, made } = await share();
  const opened = await pages.open("/?lang=en");
  const { page, context, faults } = opened;
  await page.evaluate(() => navigator.serviceWorker.ready);
  const sent: string[] = [];
  const seen = (text: string | null) => sent.push(text ?? "");
  context.on("request", (request) => {
    seen(`${request.method()} ${request.url()}`);
    seen(JSON.stringify(request.headers()));
    seen(request.postData());
  });
  // The page itself opens nothing, however often it is asked for.
  await page.goto(`${pages.url}${path("en")}`);
  await opener(page).waitFor();
  await page.reload();
  await opener(page).waitFor();
  assert.equal(await openingsOf(made), 0);
  await opener(page).click();
  const { outcome, text } = await readVerdict(page);
  assert.equal(outcome, "valid");
  assert.match(text, /futian-police/);
  assert.ok(!text.includes("王小明"), "what was not shown is not there");
  const said = await page.locator(".terms").innerText();
  assert.match(said, /Banco Sol/);
  assert.match(said, /a promise, no proof/);
  assert.equal(await openingsOf(made), 1);
  // Neither the key nor what was shown left the browser, nor does the address keep the key.
  for (const text of sent) {
    assert.ok(!text.includes(secret.key), text);
    assert.ok(!text.includes(shown.slice(60, 120)), text);
    assert.ok(!/"referer"/i.test(text) || !text.includes(secret.id), text);
  }
  assert.equal(page.url(), `${pages.url}/s/${secret.id}?lang=en`);
  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(url);
    return found;
  });
  assert.ok(kept.length > 0);
  assert.deepEqual(
    kept.filter((url) => /\/s\/|\/shares\//.test(url)),
    [],
  );
  // Another language shows what was opened, and opens nothing again.
  await page.getByRole("link", { name: "Español" }).click();
  assert.match((await readVerdict(page)).text, /Válido/);
  assert.equal(await openingsOf(made), 1);
  assert.deepEqual(faults, []);
  await opened.close();
});

test("programs that preview links open nothing", async () => {
  const { path, secret, made } = await share({ once: true });
  for (const method of ["GET", "HEAD"])
    for (const asked of [path("en").split("#")[0], `/v1/shares/${secret.id}`]) {
      const response = await fetch(`${pages.url}${asked}`, { method });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("cache-control"), "no-store");
      assert.equal(response.headers.get("referrer-policy"), "no-referrer");
    }
  assert.equal(await openingsOf(made), 0);
});

test("one that opens once says so before, and opens nothing for the next stranger", async () => {
  const { path } = await share({ once: true, audience: null });
  const first = await pages.open(path("en"));
  await opener(first.page).waitFor();
  assert.match(await first.page.locator("#share").innerText(), /one time only/);
  const second = await pages.open(path("zh"));
  await opener(second.page).waitFor();
  await opener(first.page).click();
  assert.equal((await readVerdict(first.page)).outcome, "valid");
  assert.match(await first.page.locator(".terms").innerText(), /everybody who has the link/);
  await opener(second.page).click();
  assert.equal(await refusalOf(second.page), "used");
  assert.match(await second.page.locator("[data-refusal]").innerText(), /如果不是您打开的/);
  await first.close();
  await second.close();
});

test("each way in which a link fails has its own words", async () => {
  const said = new Map<string, string>();
  const see = async (path: string, expected: string, click = false) => {
    const { page, close } = await pages.open(path);
    if (click) await opener(page).click();
    assert.equal(await refusalOf(page), expected);
    said.set(expected, await page.locator("[data-refusal]").innerText());
    await close();
  };
  const ended = await share();
  await shares.end(owner, ended.made.id);
  await see(ended.path("en"), "ended");
  const expired = await share();
  now += 3_600;
  await see(expired.path("en"), "expired");
  now -= 3_600;
  const whole = await share();
  await see(whole.path("en").split("#")[0] ?? "", "cut");
  await see(whole.path("en").slice(0, -1), "cut");
  const other = await share();
  await see(
    whole.path("en").replace(whole.secret.key, other.secret.key),
    ...(["otherKey", true] as const),
  );
  await see(whole.path("en").replace(whole.secret.id, "A".repeat(22)), "unknown");
  const altered = Buffer.from(other.sealed);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  await database.query("update shares set sealed = $2 where id = $1", [other.made.id, altered]);
  await see(other.path("en"), "altered", true);
  const promised = await share();
  await database.query("update shares set audience = 'somebody else' where id = $1", [
    promised.made.id,
  ]);
  await see(promised.path("en"), "altered", true);
  assert.equal(new Set(said.values()).size, 6);
  const { page, context, close } = await pages.open(whole.path("en"));
  await opener(page).waitFor();
  await context.setOffline(true);
  await opener(page).click();
  assert.equal(await refusalOf(page), "unreachable");
  await context.setOffline(false);
  await opener(page).click();
  assert.equal((await readVerdict(page)).outcome, "valid");
  await close();
});

test("a share that is pasted on the page that verifies leads to its own page", async () => {
  const { path } = await share();
  const { page, close } = await pages.open("/?lang=en");
  await page.locator("#document").fill(`${pages.url}${path("en")}`);
  await page.getByRole("button", { name: "Verify" }).click();
  await page.waitForURL(/\/s\//);
  await opener(page).click();
  assert.equal((await readVerdict(page)).outcome, "valid");
  await close();
});

test("the page of a share is accessible, fits and loads little, in each language", async () => {
  const { path } = await share({ once: false, audience: "南山图书馆 <b>" });
  for (const language of languages) {
    const { page, close, scripts, faults } = await pages.open(path(language));
    await opener(page).waitFor();
    const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    assert.ok(bytes > 0 && bytes <= 60 * 1024, `${bytes} bytes`);
    for (const when of ["before", "after"]) {
      for (const [size, colorScheme] of [
        [desk, "light"],
        [phone, "dark"],
      ] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await assertFits(page, `${when} in ${language}`);
        await picture(page, `share-${when}-${language}-${size.width}`);
      }
      if (when === "before" && language === "es") assert.deepEqual(await audit(page), []);
      if (when === "before") {
        await opener(page).click();
        await readVerdict(page);
      }
    }
    // Languages differ in text only.
    if (language === "zh") assert.deepEqual(await audit(page), []);
    assert.deepEqual(faults, []);
    await close();
  }
});
