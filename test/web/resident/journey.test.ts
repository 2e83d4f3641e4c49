import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { addDevice } from "../office/addDevice.ts";
import { languages, phone, picture, pictures, speak } from "../office/look.ts";
import { signIn as signInAsOfficer } from "../office/startOffice.ts";
import { readVerdict } from "../startPages.ts";
import { untilKept } from "../untilKept.ts";
import { type City, signInWithCode, startCity } from "./startCity.ts";

const [adult] = demoResidents;
const longMs = 120_000;

let city: City;
let resident: Awaited<ReturnType<City["open"]>>;
let childLink = "";
/** Pages of strangers, each in a browser of its own; they stay open. */
const strangers: Record<string, Awaited<ReturnType<City["open"]>>> = {};

/** A browser of somebody's own. Steps that issue and seal take long where the machine has other work. */
async function open(path: string, viewport?: typeof phone) {
  const opened = await city.open(path, viewport ? { viewport } : {});
  opened.page.setDefaultTimeout(longMs);
  return opened;
}

before(async () => {
  assert.ok(adult);
  city = await startCity();
  resident = await open("", phone);
  await addDevice(resident.page, true);
});
after(() => city?.stop());

/** For people to look at: as somebody holds it, in each language, light and dark. */
async function show(page: Page, name: string, inLanguages = false): Promise<void> {
  if (!pictures) return;
  await picture(page, `journey-${name}`);
  await page.emulateMedia({ colorScheme: "dark" });
  if (!inLanguages) await picture(page, `journey-${name}-dark`);
  else
    for (const language of languages) {
      await speak(page, language);
      await picture(page, `journey-${name}-${language}-dark`);
    }
  await page.emulateMedia({ colorScheme: "light" });
}

async function openStranger(path: string, name: string) {
  const stranger = await open("/privacy", phone);
  await stranger.page.goto(path.startsWith("http") ? path : `${city.url}${path}`);
  strangers[name] = stranger;
  return stranger.page;
}

/** What the code on the screen says, as a second library reads it. */
async function readCode(page: Page): Promise<string> {
  const code = page.locator(".qr svg");
  await code.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const shot = (await code.screenshot()).toString("base64");
  const pixels = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d");
    context?.drawImage(picture, 0, 0);
    const { data } = context?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] };
    return { width: picture.width, height: picture.height, data: [...data] };
  }, shot);
  return decodeQR({ ...pixels, data: Uint8ClampedArray.from(pixels.data) });
}

/** The form by which a document is shown, with copies of it on this device. */
async function openForm(page: Page, title: RegExp): Promise<void> {
  await page.locator("nav.sections a").first().click();
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("link", { name: "Show it to somebody" }).click();
  const keep = page.getByRole("button", { name: "Keep on this device" });
  const claims = page.locator("form input[type=checkbox]").first();
  await keep.or(claims).first().waitFor();
  if (await keep.isVisible()) await keep.click();
  await claims.waitFor();
}

async function makeLink(page: Page, audience: string): Promise<string> {
  await page.getByLabel("I am over 18").check();
  await page.getByLabel("For whom?").fill(audience);
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = page.locator("#link");
  await link.waitFor();
  return link.inputValue();
}

async function openOffice(slug: string, path: string): Promise<Page> {
  const { page } = await open("");
  await page.goto(`${city.url}/office${path}`);
  await signInAsOfficer(page, slug);
  return page;
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator("#number").waitFor();
}

test("the demo resident signs in each of the three ways", async () => {
  assert.ok(adult);
  const { page } = resident;
  await show(page, "sign-in", true);
  await speak(page, "en");
  // The registered phone opens the account once its code was given with the ID number.
  await signInWithCode(city, page, adult, "id-card");
  await page.locator(".card-hidden").first().waitFor();
  await signOut(page);
  await signInWithCode(city, page, adult, "phone");
  await page.locator(".card-hidden").first().waitFor();
  await show(page, "by-phone");
  await page.getByRole("button", { name: "Set up fingerprint or face" }).click();
  await page.getByRole("button", { name: "Sign in with fingerprint or face" }).waitFor();
  await signOut(page);
  await page.getByRole("button", { name: "Fingerprint or face" }).click();
  await page.locator(".card dd").first().waitFor();
  assert.match(await page.locator("main").innerText(), /林晓南/);
  await show(page, "documents", true);
  await speak(page, "en");
});

test("a parent shows her child's library card", async () => {
  const { page } = resident;
  await page.locator("nav.sections a").first().click();
  const ofChild = page.getByRole("region", { name: /^For 林小禾/ });
  await ofChild.getByRole("link", { name: /Open Library card/ }).click();
  await page.getByRole("link", { name: "Show it to somebody" }).click();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByLabel(/^Name/).check();
  await page.getByRole("button", { name: "Make a link" }).click();
  const made = page.locator("#link");
  await made.waitFor();
  childLink = await made.inputValue();
  const stranger = await openStranger(childLink, "child");
  await stranger.locator("#share button").click();
  const { outcome, text } = await readVerdict(stranger);
  assert.equal(outcome, "valid", text);
  assert.match(text, /Shown by 林晓南 for 林小禾 \(parent, until /);
  await show(stranger, "stranger-child");
});

test("a new phone: at the desk, and the old phone's sign-in, copies and links end", async () => {
  assert.ok(adult);
  const former = resident;
  resident = await open("", phone);
  const { page } = resident;
  await addDevice(page, true);
  // A number of their own that the register does not know yet.
  const own = { ...adult, phone: "+8613800138044" };
  await signInWithCode(city, page, own, "phone");
  await page.getByRole("button", { name: "Show a code for the desk" }).click();
  const digits = await page.locator(".desk-code").innerText();
  await show(page, "desk-code");
  const clerk = await openOffice("population-administration", "/desk");
  const joining = clerk.getByRole("region", { name: "Join an account to the register" });
  await joining.getByLabel("Digits in the app").fill(digits);
  await joining.getByLabel("ID number").fill(adult.idNumber);
  await joining.getByRole("button", { name: "Join" }).click();
  await joining.getByText(/Joined/).waitFor();
  await page.getByRole("button", { name: "I have been to the desk" }).click();
  await page.locator(".cards .item").first().waitFor();
  await show(page, "new-phone");
  await page.locator("nav.sections a").last().click();
  await page.getByRole("link", { name: /^My devices/ }).click();
  await page.getByLabel("What do you call it?").fill("New phone");
  await page.getByRole("button", { name: "Add this device" }).click();
  const old = page.locator(".entries li", { hasText: /^Linux/ });
  await page.locator(".entries li", { hasText: "New phone" }).waitFor();
  await page.locator("nav.sections a").first().click();
  await page.getByRole("link", { name: /^Open Driving licence/ }).click();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("It opens without network now").waitFor();

  await page.locator("nav.sections a").last().click();
  await page.getByRole("link", { name: /^My devices/ }).click();
  await old.getByRole("button", { name: "Remove" }).click();
  await page.getByText("links shared from it stop opening").waitFor();
  await show(page, "remove-old");
  await page.locator(".confirm .danger").click();
  await old.waitFor({ state: "detached" });
  // The old phone and the page of a stranger say so by themselves.
  await former.page.getByText("You were signed out").waitFor();
  await show(former.page, "old-phone");
  const shown = strangers.child?.page;
  assert.ok(shown);
  await shown.locator('#verdict > [data-outcome="invalid"]').waitFor();
  await show(shown, "stranger-child-ended");
  await shown.goto("about:blank");
  await shown.goto(childLink);
  await shown.locator('[data-refusal="ended"]').waitFor();

  await page.locator("nav.sections a").nth(2).click();
  await page.getByText("Ended with the device it came from").first().waitFor();
  await show(page, "shared", true);
  await speak(page, "en");
  await page.locator("nav.sections a").last().click();
  await page.getByRole("link", { name: /^Notices/ }).click();
  await page.getByText("Links that were shared from a device").waitFor();
  await show(page, "notices", true);
  assert.deepEqual(former.faults, []);
  await former.close();
});

test("over 18 by a link and by its code: two strangers open it, each in a browser of their own", async () => {
  const { page } = resident;
  await openForm(page, /^Open Resident identity card/);
  await show(page, "share-form");
  const link = await makeLink(page, "Nanshan Bookshop");
  await show(page, "share-link");
  const scanned = await readCode(page);
  assert.equal(scanned, link);
  for (const [name, address] of Object.entries({ link, code: scanned })) {
    const stranger = await openStranger(address, name);
    await show(stranger, `stranger-${name}-offered`);
    await stranger.locator("#share button").click();
    const { outcome, text } = await readVerdict(stranger);
    assert.equal(outcome, "valid", text);
    assert.match(text, /Age over 18/);
    assert.doesNotMatch(text, /1990|林|晓南/);
    await show(stranger, `stranger-${name}`);
  }
});

test("a file is shown to a stranger whose network is cut: the page answers, and says how old its knowledge is", async () => {
  const { page } = resident;
  const stranger = await openStranger("/?lang=en", "file");
  await untilKept(stranger);
  // Nothing was verified here before: all that the page has is what it got when it was opened.
  await stranger.locator("#offline .facts", { hasText: /version \d/ }).waitFor();
  await openForm(page, /^Open Resident identity card/);
  await page.getByLabel("I am over 18").check();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  await strangers.file?.context.setOffline(true);
  await stranger.reload();
  await stranger.locator(".network.gone").waitFor();
  const input = stranger.locator("input[type=file]").first();
  await input.setInputFiles(await file.path());
  const { outcome, text } = await readVerdict(stranger);
  assert.equal(outcome, "valid", text);
  assert.match(text, /Without network: judged by what this device has kept/);
  assert.doesNotMatch(text, /1990|林|晓南/);
  assert.match(text, /Revocations[\s\S]*\d{4}-\d\d-\d\d \d\d:\d\d \+08:00 \(/);
  await show(stranger, "offline");
  await strangers.file?.context.setOffline(false);
});

test("revoked at the officers' console: the strangers' pages and the resident's app, which are open, say so", async () => {
  assert.ok(adult);
  const { page } = resident;
  await page.locator("nav.sections a").first().click();
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.locator(".state", { hasText: "Valid" }).waitFor();
  const clerk = await openOffice("population-administration", "/documents/search");
  await clerk.getByLabel("Search by").selectOption("person");
  await clerk.getByLabel("Person's ID number").fill(adult.idNumber);
  await clerk.getByLabel("Reason").selectOption("check");
  await clerk.getByRole("button", { name: "Search" }).last().click();
  await clerk.locator("table.data a").first().click();
  await clerk.getByRole("button", { name: "Revoke", exact: true }).click();
  const dialog = clerk.getByRole("dialog");
  await dialog.getByLabel("Reason").selectOption("issued_in_error");
  const id = new URL(clerk.url()).pathname.split("/").at(-1) ?? "";
  await dialog.getByLabel(/Type .* to confirm/).fill(id.slice(-8));
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await clerk.getByText("It is revoked. That is final.").waitFor();
  // Nobody touches any of these pages.
  for (const name of ["link", "code", "file"]) {
    const stranger = strangers[name]?.page;
    assert.ok(stranger);
    const told = stranger.locator('#verdict > [data-outcome="invalid"]');
    await told.waitFor();
    assert.match(
      await told.innerText(),
      /This answer changed while the page was open[\s\S]*revoked/i,
    );
    await show(stranger, `revoked-${name}`);
  }
  await page.locator(".state", { hasText: "Revoked" }).waitFor();
  await show(page, "revoked-app");
  await page.locator("nav.sections a").first().click();
  await page.locator(".news", { hasText: "Revoked: Resident identity card" }).waitFor();
  await show(page, "revoked-news", true);
  await speak(page, "en");
  const faults = [resident, ...Object.values(strangers)].flatMap((each) => each.faults);
  assert.deepEqual(faults, []);
});
