import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { fillLibraryCard } from "./fillLibraryCard.ts";
import {
  assertFits,
  audit,
  desk,
  languages,
  phone,
  picture,
  pictures,
  settled,
  speak,
} from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;
before(async () => {
  office = await startOffice();
  opened = await office.open("/");
  page = opened.page;
});
after(() => office.stop());

const library = "shenzhen-library";
/** Of all scripts that arrive until a first page is there, compressed. */
const firstLoadBytesMax = 230 * 1024;

const main = () => page.locator("main");
const heading = () => page.locator("h1");

test("who asks by this machine's number is led to its name, where one can sign in", async () => {
  const numbered = office.url.replace("localhost", "127.0.0.1");
  const response = await fetch(`${numbered}/office/log?x=1`, { redirect: "manual" });
  assert.equal(response.status, 307);
  assert.equal(response.headers.get("location"), `${office.url}/office/log?x=1`);
});

test("an officer who refuses in the wallet is told so, and signs in the second time", async () => {
  await heading().waitFor();
  assert.equal(await heading().innerText(), "Sign in to the office");
  assert.deepEqual(await audit(page), []);
  await page.locator(".wallets button").click();
  await page.locator(`[data-slug="${library}"]`).first().click();
  assert.match(await page.locator("dialog pre").innerText(), /wants you to sign in/);
  await page.getByRole("button", { name: "Refuse" }).click();
  await page.getByText("You refused in the wallet").waitFor();
  await signIn(page, library);
  await page.getByRole("heading", { level: 1, name: "Shenzhen Library" }).waitFor();
  assert.equal(await page.title(), "Shenzhen Library · Sello");
});

test("a document is issued once by two clicks, and is followed into the log", async () => {
  await page.getByRole("link", { name: "Issue", exact: true }).click();
  await page.getByRole("link", { name: "Library card" }).click();
  await page.getByRole("button", { name: "Sign and issue" }).click();
  assert.equal(await page.locator("[aria-invalid=true]").count(), 6);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "name");
  await fillLibraryCard(page, { number: "0440888888888", home: "深圳图书馆" });
  assert.match(await page.locator(".card").innerText(), /王芳/);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/documents"))
      asked.push(request.headers()["idempotency-key"] ?? "");
  });
  await page.getByRole("button", { name: "Sign and issue" }).dblclick();
  await page.getByText("Issued, signed and in the log.").waitFor();
  assert.ok(asked.length > 0 && new Set(asked).size === 1, asked.join());
  await page.locator(".story", { hasText: /Entry \d/ }).waitFor();
});

test("what it says is shown for a reason; revoking takes a reason and the number typed", async () => {
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByText("Choose a reason first.").first().waitFor();
  await page.getByLabel("Reason").selectOption("check");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator("main .card").waitFor();
  assert.match(await main().innerText(), /王芳/);
  assert.match(await main().innerText(), /Age over 14\s+yes/);
  await picture(page, "document");
  await page.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  await dialog.getByLabel("Reason").selectOption("lost");
  await dialog.getByRole("button", { name: "Revoke" }).click();
  const number = /documents\/[0-9a-f-]{28}([0-9a-f]{8})/.exec(page.url())?.[1] ?? "";
  await dialog.getByText(`Type ${number} exactly.`).waitFor();
  await dialog.getByLabel(/Type .* to confirm/).fill(number);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("It is revoked. That is final.").waitFor();
  await page.locator('.story [data-state="done"]', { hasText: "Revoked: Lost" }).waitFor();
  assert.match(await page.locator(".page-head").innerText(), /Revoked/);
});

const paths = () => [
  "/",
  "/issue",
  "/issue/library-card",
  "/documents",
  "/documents/search",
  new URL(page.url()).pathname.replace("/office", ""),
  "/types",
  "/types/resident-id",
  "/authorities",
  `/authorities/${library}`,
  "/log",
  "/keys",
  "/sessions",
  "/no-such-page",
];

test("every page is accessible in light and dark, and fits a phone in each language", async () => {
  for (const path of paths()) {
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${office.url}/office${path}`);
    await heading().waitFor();
    await settled(page);
    assert.deepEqual(await audit(page), [], path);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await audit(page, ["color-contrast"]), [], `${path} in the dark`);
    await page.setViewportSize(phone);
    for (const language of languages) {
      await speak(page, language);
      await assertFits(page, `${path} in ${language}`);
      await picture(page, `phone-${language}${path.replaceAll("/", "_")}`, false);
    }
  }
  await page.setViewportSize(desk);
  assert.deepEqual(opened.faults, []);
});

test("the menu of a phone is a dialog that goes away when one has gone somewhere", async () => {
  await page.setViewportSize(phone);
  await page.goto(`${office.url}/office/`);
  await page.getByRole("button", { name: "Menu" }).click();
  const menu = page.getByRole("dialog");
  await menu.getByRole("link", { name: "Authorities" }).click();
  await page.getByRole("heading", { level: 1, name: "Authorities" }).waitFor();
  await menu.waitFor({ state: "detached" });
  await page.getByLabel("Search").fill("biblioteca de nanshan");
  await page.getByRole("link", { name: "Nanshan Library" }).waitFor();
  assert.equal(await page.locator("main table tbody tr").count(), 1);
  await page.setViewportSize(desk);
});

test("a session that has ended leads to the sign-in, and from there back", async () => {
  await page.goto(`${office.url}/office/log`);
  await page.getByRole("heading", { level: 1, name: "Anchoring" }).waitFor();
  await opened.context.clearCookies();
  await page.getByRole("link", { name: "Documents", exact: true }).click();
  await page.getByText("Your session has ended.").waitFor();
  await signIn(page, library);
  await page.getByRole("heading", { level: 1, name: "Documents" }).waitFor();
});

/** A page is called good up to 0.1 (web.dev, "Cumulative Layout Shift"). */
const shiftMax = 0.1;

test("nothing moves on the page of the log while its parts arrive", async () => {
  for (const size of [{ width: 1350, height: 940 }, phone]) {
    const cold = await opened.context.newPage();
    await cold.setViewportSize(size);
    await cold.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { readonly value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await cold.goto(`${office.url}/office/log`);
    await cold.locator("main table tbody tr").first().waitFor();
    await cold.locator("main .centres li").first().waitFor();
    await settled(cold);
    const shifts = await cold.evaluate(
      () => (window as unknown as { readonly shifts: readonly number[] }).shifts,
    );
    const sum = shifts.reduce((all, shift) => all + shift, 0);
    assert.ok(sum < shiftMax, `${size.width} px wide: ${sum}`);
    await cold.close();
  }
});

test("when the wallet goes to another account, nothing is done in the old name", async () => {
  await page.evaluate(() => {
    window.addEventListener(
      "eip6963:announceProvider",
      (event) => {
        const { provider } = (event as CustomEvent).detail;
        void provider.request({ method: "eth_requestAccounts" });
      },
      { once: true },
    );
    window.dispatchEvent(new Event("eip6963:requestProvider"));
  });
  await page.locator('[data-slug="nanshan-housing"]').first().click();
  await page.getByText("Your wallet has changed to another account").waitFor();
  assert.equal(await page.locator("main table").count(), 0);
  await page.getByRole("button", { name: "Sign in again" }).click();
  await page.getByText("so you were signed out").waitFor();
});

test("an administrator makes a key for a system, sees its secret once, and ends it", async () => {
  await signIn(page, "futian");
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("heading", { level: 1, name: "API keys" }).waitFor();
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await dialog.getByText("Give it a name.").waitFor();
  await dialog.getByLabel("Name").fill("counter 7");
  await dialog.getByLabel("Read", { exact: true }).check();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: "Make the key" }).click();
  assert.match(await dialog.locator(".secret").innerText(), /^sello_/);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  assert.equal(await page.locator(".secret").count(), 0);
  const row = page.getByRole("row", { name: /counter 7/ });
  await row.getByRole("button", { name: /End/ }).click();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: "End it" }).click();
  await row.getByText("ended").waitFor();
  assert.deepEqual(opened.faults, []);
});

test("the sign-in and the home page are there after few bytes of script", async () => {
  const fresh = await office.open("/");
  await fresh.page.locator(".wallets button").waitFor();
  const signInBytes = await fresh.scriptBytes();
  await signIn(fresh.page, library);
  const storageState = await fresh.context.storageState();
  const home = await office.open("/", { storageState });
  await home.page.getByRole("heading", { level: 1, name: "Shenzhen Library" }).waitFor();
  await home.page.waitForLoadState("networkidle");
  const homeBytes = await home.scriptBytes();
  for (const bytes of [signInBytes, homeBytes])
    assert.ok(bytes > 0 && bytes <= firstLoadBytesMax, `${signInBytes}, ${homeBytes} bytes`);
  if (pictures) console.log(`scripts: ${signInBytes} to sign in, ${homeBytes} for the home page`);
  assert.deepEqual([...fresh.faults, ...home.faults], []);
  await fresh.close();
  await home.close();
});
