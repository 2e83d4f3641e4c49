import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { parseSelloFile, toPresentedText } from "@sello/sdk";
import { readReceiptFile, readShareLink } from "@sello/sdk/share";
import type { Page } from "playwright-core";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { until } from "../../support/until.ts";
import { addDevice } from "../office/addDevice.ts";
import {
  assertFits,
  audit,
  desk,
  languages,
  look,
  phone,
  picture,
  pictures,
  settled,
  speak,
} from "../office/look.ts";
import { signIn } from "../office/startOffice.ts";
import { readVerdict } from "../startPages.ts";
import { type City, signInWithCode, signInWithFirstPasskey, startCity } from "./startCity.ts";

const [adult] = demoResidents;
const birthday = /1990|林|晓南/;

let city: City;
let resident: Awaited<ReturnType<City["open"]>>;
/** All that the resident's browser sent. */
const sent: string[] = [];
/** Private keys of this device, as the page made them. */
const keys: string[] = [];

before(async () => {
  assert.ok(adult);
  city = await startCity();
  resident = await city.open("");
  const { page, context } = resident;
  context.on("request", (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`),
  );
  await context.exposeFunction("noteKey", (key: string) => keys.push(key));
  await context.addInitScript(() => {
    // An empty page has none.
    if (typeof SubtleCrypto === "undefined") return;
    const { exportKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.exportKey = async function (this: SubtleCrypto, format, key) {
      const made = await exportKey.call(this, format as "jwk", key);
      const { d } = made as JsonWebKey;
      if (d) (window as unknown as { noteKey: (d: string) => void }).noteKey(d);
      return made;
    } as typeof exportKey;
  });
  await page.reload();
  await addDevice(page, true);
  await signInWithCode(city, page, adult, "id-card");
  await signInWithFirstPasskey(page);
  await page.locator(".card dd").first().waitFor();
});
after(async () => {
  await city?.stop();
});

/** It fits on a phone in the dark, and is accessible; for people to look at: all of it. */
async function lookAt(page: Page, name: string): Promise<void> {
  if (pictures) await look(page, `sharing-${name}`);
  await settled(page);
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: "dark" });
  await assertFits(page, name);
  assert.deepEqual(await audit(page), [], name);
  await page.locator(".simple").click();
  await assertFits(page, `${name} in large type`);
  for (const language of languages) {
    await speak(page, language);
    const cut = await page.locator("nav.sections a").evaluateAll((links) =>
      links
        .filter((link) => {
          const { left, right } = link.getBoundingClientRect();
          return left < 0 || right > window.innerWidth || link.scrollWidth > link.clientWidth;
        })
        .map(({ textContent }) => textContent),
    );
    assert.deepEqual(cut, [], `sections in large type in ${language}`);
    await picture(page, `sharing-${name}-simple-${language}`, false);
  }
  await speak(page, "en");
  await picture(page, `sharing-${name}-simple`);
  await page.locator(".simple").click();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(desk);
}

/** Somebody else, in a browser of their own. */
async function openStranger(path: string) {
  const stranger = await city.open("/privacy");
  await stranger.page.goto(path.startsWith("http") ? path : `${city.url}${path}`);
  return stranger;
}

/** From the form to the link. */
async function makeLink(page: Page, audience: string): Promise<string> {
  await page.getByLabel("I am over 18").check();
  await page.getByLabel("For whom?").fill(audience);
  await page.getByLabel("What for?").fill("to prove my age");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = page.locator("#link");
  await link.waitFor({ timeout: 120_000 });
  return link.inputValue();
}

test("over 18 by a link: a stranger sees it and nothing else; the resident sees that, and ends another", async () => {
  const { page } = resident;
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  const share = page.getByRole("link", { name: "Show it to somebody" });
  await until(async () => {
    await page.locator(".facts").first().waitFor();
    if (await share.isVisible()) return true;
    await page.reload();
    return false;
  });
  await share.click();
  await page.getByText("First, this device needs copies").waitFor();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByLabel("I am over 18").check();
  const preview = page.locator(".preview");
  await preview.getByText("Age over 18").first().waitFor();
  const seen = await preview.locator(".facts").innerText();
  assert.match(seen, /Population Administration/);
  assert.doesNotMatch(seen, birthday);
  await lookAt(page, "form");
  const link = await makeLink(page, "Sol Bank, to open an account");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByText("Copied.").waitFor();
  await lookAt(page, "link");

  const stranger = await openStranger(link);
  await stranger.page.locator("#share button").click();
  const { outcome, text } = await readVerdict(stranger.page);
  assert.equal(outcome, "valid", text);
  assert.match(text, /Age over 18/);
  assert.doesNotMatch(text, birthday);
  assert.match(await stranger.page.locator(".terms").innerText(), /Sol Bank/);

  await page.getByRole("link", { name: "See when it was opened, or end it" }).click();
  await page.getByText("Times opened: 1").waitFor();
  const [receipt] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the receipt" }).click(),
  ]);
  const { consent } = readReceiptFile(readFileSync(await receipt.path(), "utf8"));
  assert.deepEqual(
    [consent.what.claims, consent.recipient, consent.purpose, consent.method],
    [["age_over_18"], "Sol Bank, to open an account", "to prove my age", "link"],
  );
  await page.getByText(/^The receipt is saved/).waitFor();
  await page.getByText("Ask them to delete it").first().click();
  await page.locator("textarea").waitFor();
  assert.match(await page.locator("textarea").inputValue(), /Age over 18/);
  await lookAt(page, "list");

  await page.goto(`${city.url}/resident`);
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await share.click();
  await page.getByRole("button", { name: "Unlock with fingerprint or face" }).click();
  // A file brings along what a verifier without network needs.
  await page.getByLabel("I am over 18").check();
  const [file] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  const { status, trust } = parseSelloFile(toPresentedText(readFileSync(await file.path())));
  assert.ok(status !== undefined && trust !== undefined);

  await page.getByLabel("It opens one time only").check();
  const other = await makeLink(page, "");
  await page.locator("nav.sections a").nth(2).click();
  await page.getByRole("button", { name: "End it" }).first().click();
  await page.locator(".confirm .danger").click();
  await page.locator(".tag", { hasText: "Ended by you" }).waitFor();
  await stranger.page.goto(other);
  await stranger.page.locator('[data-refusal="ended"]').waitFor();

  // What opens the links, and the keys of the copies, never left the browser.
  const secrets = [link, other].map((each) => readShareLink(new URL(each))?.key ?? "");
  assert.ok(keys.length >= 5 && secrets.every((secret) => secret.length === 43));
  for (const secret of [...keys, ...secrets])
    assert.ok(!sent.some((each) => each.includes(secret)), "a key was sent");
  assert.deepEqual([...resident.faults, ...stranger.faults], []);
  await stranger.close();
});

test("a registered verifier is named, what goes beyond is marked, and a forged request is not shown", async () => {
  const { page } = resident;
  // The demo's shop signs, and asks on its second button for more than it registered.
  const shop = await openStranger("/demo/shop");
  const asking = shop.page.locator("sello-request").last();
  await asking.getByRole("button").click();
  const opener = asking.getByRole("link");
  await opener.waitFor();
  await picture(shop.page, "sharing-shop");
  const href = (await opener.getAttribute("href")) ?? "";
  await page.goto(href);
  await page.getByText("Nanshan Bookshop").waitFor();
  await page.getByText("Registered with the city", { exact: true }).waitFor();
  const marked = await page
    .locator("[data-beyond]")
    .evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset.beyond));
  assert.deepEqual(marked, ["name"]);
  await lookAt(page, "registered");
  // What the service says of the key is not what signed it.
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  const pretended = other.export({ format: "jwk" });
  for (const [refusal, more] of [
    ["forged", { key: { kty: "EC", crv: "P-256", x: pretended.x, y: pretended.y } }],
    ["ended", { state: "ended" }],
  ] as const) {
    await page.route("**/v1/verifiers/*", async (route) => {
      const json = { ...(await (await route.fetch()).json()), ...more };
      await route.fulfill({ json });
    });
    await page.goto("about:blank");
    await page.goto(href);
    await page.locator(`[data-refusal="${refusal}"]`).waitFor();
    assert.equal(await page.getByText("Nanshan Bookshop").count(), 0);
    await page.unroute("**/v1/verifiers/*");
  }
  assert.deepEqual(shop.faults, []);
  await shop.close();
});

test("who asks gets an answer made for them; each way in which it fails has its own words", async () => {
  const { page } = resident;
  const asker = await openStranger("/?lang=en");
  const ask = asker.page;
  await ask.locator("#ask-open button").click();
  await ask.locator("#asker").fill("Bar Luna <b>");
  await ask.getByLabel("Age over 18", { exact: true }).check();
  await ask.getByRole("button", { name: "Make the code" }).click();
  const link = (await ask.locator(".request-link a").getAttribute("href")) ?? "";

  const refusalAt = async (path: string): Promise<string | null> => {
    await page.goto("about:blank");
    await page.goto(path);
    const refused = page.locator("[data-refusal]");
    await refused.waitFor();
    return refused.getAttribute("data-refusal");
  };
  const [path = "", hash = ""] = link.split("#");
  assert.equal(await refusalAt(path), "cut");
  assert.equal(await refusalAt(`${path}#${"A".repeat(43)}`), "altered");
  assert.equal(await refusalAt(`${city.url}/r/${"A".repeat(22)}#${hash}`), "unknown");

  await page.goto(`${city.url}/resident/shares`);
  await page.getByLabel("Their link").fill(link.slice(0, -3));
  await page.getByRole("button", { name: "See what they ask" }).click();
  await page.getByText("This is not the link of a request").waitFor();
  await page.getByLabel("Their link").fill(link);
  await page.getByRole("button", { name: "See what they ask" }).click();
  await page.getByText("Bar Luna <b>").waitFor();
  await page.getByRole("button", { name: "Unlock with fingerprint or face" }).click();
  await page.locator(".preview .facts").waitFor();
  assert.doesNotMatch(await page.locator(".preview .facts").innerText(), birthday);
  await lookAt(page, "request");
  const answers = "**/v1/requests/*/answers";
  const over = { type: "/problems/x", title: "x", status: 404, code: "proof_request.unknown" };
  await page.route(answers, (route) =>
    route.fulfill({ status: 404, json: over, contentType: "application/problem+json" }),
  );
  const show = page.getByRole("button", { name: "Show it", exact: true });
  await show.click();
  await page.locator('[data-refusal="over"]').waitFor();
  await page.unroute(answers);
  await show.click();
  await page.getByText("They see it on their screen now").waitFor({ timeout: 120_000 });

  // The device alone knows of it, and of the file.
  await page.locator("nav.sections a").nth(2).click();
  const handed = page.locator("section", { hasText: "Only this device knows of these" }).last();
  await handed.getByText("As an answer").waitFor();
  await handed.getByText("As a file").waitFor();
  await handed.getByText("For: Bar Luna <b>").waitFor();
  const [receipt] = await Promise.all([
    page.waitForEvent("download"),
    handed.getByRole("button", { name: "Save the receipt" }).first().click(),
  ]);
  const { consent } = readReceiptFile(readFileSync(await receipt.path(), "utf8"));
  assert.deepEqual(
    [consent.method, consent.recipient, consent.what.claims],
    ["answer", "Bar Luna <b>", ["age_over_18"]],
  );
  const noted = sent.filter((each) => each.includes("/v1/receipts"));
  assert.ok(noted.length >= 2);
  for (const each of noted) assert.doesNotMatch(each, /sello_resident|csrf/i);

  const { outcome, text } = await readVerdict(ask);
  assert.equal(outcome, "valid", text);
  assert.match(text, /Age over 18/);
  assert.doesNotMatch(text, birthday);

  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("button", { name: "Unlock with fingerprint or face" }).click();
  await page.getByRole("button", { name: "Show it", exact: true }).click();
  await page.locator('[data-refusal="taken"]').waitFor({ timeout: 120_000 });

  // Four copies are used: two links, a file, an answer. The fifth is the last: as many as the type
  // allows beside it and the first one of all, which nobody shows, take its place.
  await page.locator("nav.sections a").first().click();
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.getByRole("link", { name: "Show it to somebody" }).click();
  await makeLink(page, "");
  await page.locator("nav.sections a").nth(3).click();
  await page.getByText("4 copies unused").waitFor();
  for (const key of keys) assert.ok(!sent.some((each) => each.includes(key)), "a key was sent");
  assert.deepEqual([...resident.faults, ...asker.faults], []);
  await asker.close();
});

test("a parent keeps a child's card and shows it; whoever gets it reads who acts for whom, until it ends", async () => {
  const { page } = resident;
  await page.goto(`${city.url}/resident`);
  const ofChild = page.getByRole("region", { name: /^For 林小禾/ });
  await until(async () => {
    await ofChild.locator(".item").first().waitFor();
    if ((await ofChild.getByText("Valid", { exact: true }).count()) === 2) return true;
    await page.reload();
    return false;
  });
  await lookAt(page, "for-child");
  await ofChild.getByRole("link", { name: /Open Library card/ }).click();
  await page.getByText("This is the document of 林小禾").waitFor();
  if (pictures) await look(page, "sharing-document-of-child");
  await page.getByRole("link", { name: "Show it to somebody" }).click();
  const unlock = page.getByRole("button", { name: "Unlock with fingerprint or face" });
  const keep = page.getByRole("button", { name: "Keep on this device" });
  await unlock.or(keep).waitFor();
  if (await unlock.isVisible()) await unlock.click();
  await keep.click();
  await page.getByLabel(/^Name/).check();
  // What is so is so of the child: it is not said as of who shows it.
  assert.equal(await page.getByLabel(/^I am over|^I live/).count(), 0);
  const preview = page.locator(".preview");
  await preview
    .getByText(/^Shown by 林晓南 for 林小禾 \(parent, until \d{4}-\d\d-\d\d\)$/)
    .waitFor();
  assert.doesNotMatch(await preview.innerText(), /2016|2034/);
  await lookAt(page, "form-for-child");
  await page.getByRole("button", { name: "Make a link" }).click();
  const made = page.locator("#link");
  await made.waitFor({ timeout: 120_000 });
  const link = await made.inputValue();

  const stranger = await openStranger(link);
  await stranger.page.locator("#share button").click();
  const { outcome, text } = await readVerdict(stranger.page);
  assert.equal(outcome, "valid", text);
  const shown = stranger.page.locator(".mandate");
  assert.match(await shown.innerText(), /^Shown by 林晓南 for 林小禾 \(parent, until /);
  await picture(stranger.page, "sharing-stranger-for-child");

  await page.goto(`${city.url}/resident/account/mandates`);
  await page.getByText("You act for 林小禾").waitFor();
  await lookAt(page, "mandates");
  await page.getByRole("button", { name: "Give this up" }).click();
  await page.locator(".confirm .danger").click();
  await page.getByText(/^Ended on/).waitFor();
  // Once the chain has it, the copy is dead, and says why it may be.
  await until(async () => {
    await stranger.page.goto("about:blank");
    await stranger.page.goto(link);
    await stranger.page.locator("#share button").click();
    return (await readVerdict(stranger.page)).outcome === "invalid";
  });
  assert.match(await shown.innerText(), /does not act for 林小禾 any more/);
  await picture(stranger.page, "sharing-stranger-ended");
  await page.locator("nav.sections a").first().click();
  await page.getByRole("link", { name: /^Open Library card/ }).waitFor();
  assert.equal(await ofChild.count(), 0);
  // The device drops what its owner may not show any more.
  await page.locator("nav.sections a").nth(3).click();
  await unlock.click();
  await page.getByText("For 林小禾").waitFor({ state: "detached" });
  assert.deepEqual([...resident.faults, ...stranger.faults], []);
  await stranger.close();
});

test("an officer who saw both cards writes down who acts for whom, finds it, and ends it", async () => {
  const [parent, child] = demoResidents;
  assert.ok(parent && child);
  const officer = await openStranger("/office/mandates");
  const { page } = officer;
  await signIn(page, "population-administration");
  await page.getByRole("heading", { name: "Acting for others" }).waitFor();
  const write = page.getByRole("button", { name: "Write it down" });
  await write.click();
  await page.getByText("See both cards and the evidence first.").waitFor();
  await page.getByLabel("ID number of the person whose documents they are").fill(child.idNumber);
  await page.getByLabel("ID number of the person who acts").fill(parent.idNumber);
  await page.getByLabel("I have seen the cards of both").check();
  await write.click();
  await page.getByText(/^林\* acts for 林\* until .*2034/).waitFor();
  await page.getByLabel("ID number", { exact: true }).fill(child.idNumber);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText(/^until .*2034$/).waitFor();
  const found = await page.locator("table.data").innerText();
  assert.ok(!found.includes(parent.idNumber) && !found.includes("林晓南"), found);
  await look(page, "mandates");
  await page.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
  await page.getByText(/^until .*2034$/).waitFor({ state: "detached" });
  assert.deepEqual(officer.faults, []);
  await officer.close();
});
