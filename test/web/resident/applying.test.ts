import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { ask } from "../../program/OfficerClient.ts";
import { until } from "../../support/until.ts";
import { addDevice } from "../office/addDevice.ts";
import { look, picture } from "../office/look.ts";
import { untilKept } from "../untilKept.ts";
import {
  type City,
  type Person,
  signInWithCode,
  signInWithFirstPasskey,
  startCity,
} from "./startCity.ts";

const [adult, , elder, graduate, pensioner] = demoResidents as readonly Person[];

let city: City;
before(async () => {
  city = await startCity();
});
after(() => city.stop());

/** In the app, signed in by a passkey of their own. */
async function open(person: Person | undefined) {
  assert.ok(person);
  const opened = await city.open("");
  await addDevice(opened.page, true);
  await signInWithCode(city, opened.page, person, "id-card");
  await signInWithFirstPasskey(opened.page);
  await opened.page.locator(".card dd").first().waitFor();
  return opened;
}

/** The demo's rules are published, sealed and granted in the background, after the program is ready. */
const untilRulesDecide = (slug: string) =>
  until(async () => {
    const { body } = await ask(city.url, "GET", "/v1/service-items");
    return body.items.some((item: Item) => item.slug === slug && item.isAutomatic);
  });

type Item = { readonly slug: string; readonly isAutomatic: boolean };

async function openItem(page: Page, slug: string, title: string): Promise<void> {
  await untilRulesDecide(slug);
  await page.getByRole("link", { name: "Apply", exact: true }).click();
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
}

async function tickAll(page: Page): Promise<void> {
  const ticks = page.locator(".choose input[type=checkbox]:enabled");
  await ticks.first().waitFor();
  for (const tick of await ticks.all()) await tick.check();
}

const send = (page: Page) => page.getByRole("button", { name: "Send the application" }).click();

test("a graduate asks, is granted by the published rules, and finds the sealed document and its receipt", async () => {
  const { page, faults, close } = await open(graduate);
  await openItem(page, "graduate-settlement", "Settlement of a graduate");
  await page.getByText("The rules, as they decide now").click();
  await page.locator(".rules > li").nth(3).waitFor();
  await look(page, "applying-item");
  await page.getByLabel("District to move to").selectOption({ label: "Nanshan" });
  await send(page);
  // What is missing is said at its place, and nothing is sent.
  await page.getByText("This has to be filled in.").waitFor();
  await page.locator("#address").fill("深圳市南山区示例路8号");
  await tickAll(page);
  await page.getByRole("button", { name: "Send the application" }).dblclick();
  await page.locator(".state.good", { hasText: "Granted" }).waitFor();
  await page.locator(".steps li", { hasText: "Sealed in the log" }).waitFor();
  await look(page, "applying-granted");
  assert.equal(await page.locator(".steps li", { hasText: "You applied" }).count(), 1);
  await page.getByRole("link", { name: "See the document" }).click();
  await page.locator(".card dd").first().waitFor();
  await page.goBack();
  await page.getByText("Receipt", { exact: true }).click();
  await page.getByRole("button", { name: "Run the decision again on this device" }).click();
  await page.getByText("the published rules give the same outcome").waitFor();
  await look(page, "applying-replayed");
  await page.getByRole("link", { name: "See the receipt" }).click();
  await page.locator(".facts").first().waitFor();
  await picture(page, "applying-receipt");
  await page.getByRole("link", { name: "Apply", exact: true }).click();
  await page.getByRole("heading", { name: "Your applications" }).waitFor();
  await look(page, "applying-list");
  assert.deepEqual(faults, []);
  await close();
});

test("a revoked identity card: not granted, why, what to do, and another person is asked to decide", async () => {
  const { page, faults, close } = await open(pensioner);
  await openItem(page, "senior-card", "Senior citizen's card");
  await tickAll(page);
  await send(page);
  await page.locator(".state.bad", { hasText: "Not granted" }).waitFor();
  const main = page.locator("main");
  assert.match(await main.innerText(), /was revoked or replaced/);
  assert.match(await main.innerText(), /What would have to change/);
  await page.locator(".steps li", { hasText: "Sealed in the log" }).waitFor();
  await look(page, "applying-refused");
  await page.getByRole("button", { name: "Have another person decide" }).click();
  await page.getByLabel("Why is the decision wrong?").fill("<b>我的身份证没有注销</b>");
  await page.getByRole("button", { name: "Ask for another decision" }).click();
  await page.getByText("This is about an earlier decision.").waitFor();
  await page.locator(".steps li", { hasText: "Given to a person" }).waitFor();
  assert.equal(await page.locator(".steps blockquote b").count(), 0);
  await look(page, "applying-appeal");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.locator(".confirm .danger").click();
  await page.locator(".told", { hasText: "Withdrawn" }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test("what one began is kept on the device: it survives a reload without network, and goes when it is sent", async () => {
  const { page, context, faults, close } = await open(elder);
  const drafts = page.getByRole("link", { name: /^Continue: Settlement of a graduate/ });
  await openItem(page, "graduate-settlement", "Settlement of a graduate");
  await page.getByText("What you fill in is not kept on this device").waitFor();
  await page.getByRole("link", { name: "Documents", exact: true }).click();
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("It opens without network now").waitFor();

  await openItem(page, "library-card", "Library card");
  await page.getByText("What you fill in is kept on this device, encrypted").waitFor();
  await openItem(page, "graduate-settlement", "Settlement of a graduate");
  await page.getByText("What you fill in is kept on this device, encrypted").waitFor();
  await page.getByLabel("District to move to").selectOption({ label: "Nanshan" });
  await page.locator("#address").fill("示例路8号");
  await page.getByLabel("Identity card").check();
  await page.getByText(/^Kept on this device, /).waitFor();
  await look(page, "applying-draft");
  await untilKept(page);
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Drafts on this device are locked.").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /Settlement|示例路/);
  await picture(page, "applying-draft-locked");
  await page.getByRole("button", { name: "Unlock with fingerprint or face" }).click();
  assert.equal(await page.locator("#address").inputValue(), "示例路8号");
  assert.equal(await page.getByLabel("District to move to").inputValue(), "南山区");
  assert.ok(await page.getByLabel("Identity card").isChecked());
  await page.locator("#address").fill("深圳市南山区示例路9号");
  await page.getByRole("button", { name: "Send the application" }).click();
  await page.getByText("Sending needs the network. What you filled in is kept").waitFor();
  await look(page, "applying-draft-offline");
  await page.getByRole("link", { name: "Back: Apply" }).click();
  await drafts.waitFor();
  await look(page, "applying-drafts-offline");
  // A form that was only opened can be filled in as well.
  await page.getByRole("heading", { name: "Forms that open without network" }).waitFor();
  await page.getByRole("link", { name: /^Library card/ }).click();
  await page.getByRole("heading", { level: 1, name: "Library card" }).waitFor();
  await page.locator(".choose input:enabled").first().waitFor();
  await page.getByRole("link", { name: "Back: Apply" }).click();

  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { name: "What you can apply for" }).waitFor();
  await drafts.waitFor();
  await look(page, "applying-drafts");
  await drafts.click();
  await page.locator("#address").waitFor();
  assert.equal(await page.locator("#address").inputValue(), "深圳市南山区示例路9号");
  await send(page);
  await page.locator(".steps li", { hasText: "You applied" }).waitFor();
  await page.getByRole("link", { name: "Apply", exact: true }).click();
  await page.getByRole("heading", { name: "Your applications" }).waitFor();
  assert.equal(await drafts.count(), 0);

  // What is deleted by its reader is gone, too.
  await openItem(page, "library-card", "Library card");
  await tickAll(page);
  await page.getByText(/^Kept on this device, /).waitFor();
  await page.getByRole("link", { name: "Apply", exact: true }).click();
  await page.getByRole("button", { name: "Delete the draft" }).click();
  await page.locator(".confirm .danger").click();
  await page.getByRole("heading", { name: "Applications you began" }).waitFor({ state: "hidden" });
  assert.deepEqual(faults, []);
  await close();
});

test("the rules are asked on the device; what nobody gave is named, and no refusal; a file is handed in", async () => {
  const { page, faults, close } = await open(adult);
  for (const slug of ["senior-card", "graduate-settlement", "sole-trader-registration"])
    await untilRulesDecide(slug);
  await page.getByRole("link", { name: "Apply", exact: true }).click();
  const asked: string[] = [];
  page.on("request", (request) =>
    asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
  );
  await page.getByRole("button", { name: "What am I entitled to?" }).click();
  await page.getByText("Told by your documents").waitFor();
  const told = (title: string) => page.locator(".menu li", { hasText: title }).first().innerText();
  assert.match(await told("Senior citizen's card"), /would not get it\s+You are not yet 60/);
  assert.match(await told("Settlement of a graduate"), /You lack: /);
  assert.match(await told("Registration of a sole trader"), /depends on what you fill in/);
  assert.ok(
    asked.every((request) => request.startsWith("GET ")),
    asked.join(),
  );
  await look(page, "applying-forecast");
  await openItem(page, "senior-card", "Senior citizen's card");
  await send(page);
  await page.locator(".steps li", { hasText: "Missing: " }).waitFor();
  assert.equal(await page.locator(".state.bad").count(), 0);
  await look(page, "applying-sent-back");
  await handInFile(page);
  assert.deepEqual(faults, []);
  await close();
});

/** What the adult has as a file is handed in instead of the account's: read on the device, and checked by the office. */
async function handInFile(page: Page): Promise<void> {
  const register = await city.officer("population-administration");
  const { documents } = await register.ask(200, "POST", "/v1/document-searches", {
    ...{ by: "person", value: adult?.idNumber, reason: "check", limit: 5 },
    type: "resident-id",
  });
  const saved = await until(async () => {
    const path = `/v1/documents/${documents[0].id}/sello?reason=delivery`;
    const answer = await fetch(`${city.url}${path}`, { headers: register.fields });
    return answer.ok && Buffer.from(await answer.arrayBuffer());
  });
  await openItem(page, "library-card", "Library card");
  const choose = (name: string, buffer: Buffer) =>
    page.locator(".choose input[type=file]").setInputFiles({ name, mimeType: "", buffer });
  await choose("holiday.txt", Buffer.from("Dear all"));
  await page.getByRole("alert").getByText("There is no document in this file").waitFor();
  await choose("card.sello", saved);
  await page.getByText("From the file card.sello").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  await look(page, "applying-file");
  await page.getByRole("button", { name: "Leave it out" }).click();
  await choose("card.sello", saved);
  await page.locator(".apply select").first().selectOption({ index: 1 });
  await send(page);
  await page.locator(".state .mark", { hasText: "Granted" }).waitFor({ timeout: 60_000 });
  await page.getByText("brought by you").waitFor();
}
