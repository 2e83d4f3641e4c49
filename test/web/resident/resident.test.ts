import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { toGb11643CheckCharacter } from "../../../services/registry/claims/gb11643.ts";
import { addDevice } from "../office/addDevice.ts";
import { look, picture } from "../office/look.ts";
import { signIn as signInAsOfficer } from "../office/startOffice.ts";
import { hostile } from "./sampleAnswers.ts";
import {
  type City,
  type Person,
  signInWithCode,
  signInWithFirstPasskey,
  startCity,
} from "./startCity.ts";

const [adult, , elder] = demoResidents as readonly Person[];
/** Somebody in whose documents a stranger wrote scripts. */
const target: Person = { idNumber: "99030119920707000X", phone: "+8613800138002" };

function toIdNumber(digits: string): string {
  return digits + toGb11643CheckCharacter(digits);
}

let city: City;
before(async () => {
  city = await startCity();
});
after(() => city.stop());

/** Somebody who joins at a desk, and whose phone is stolen after that. */
const visitor: Person = { idNumber: toIdNumber("99030119920707002"), phone: "+8613800138005" };

/** Somebody with a phone that the register does not know. */
const guest: Person = { idNumber: toIdNumber("99030119920808002"), phone: "+8613800138077" };

/** In the register with a phone, and a library card. */
async function register({ idNumber, phone }: Person): Promise<void> {
  const population = await city.officer("population-administration");
  const identity = {
    name: hostile.slice(0, 50),
    sex: "female",
    ethnicity: "<b>汉</b>",
    birth_date: `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
    district: "南山区",
    address: hostile,
    id_number: idNumber,
  };
  const given = { type: "resident-id", claims: identity };
  const key = { "idempotency-key": `resident-${idNumber}` };
  await population.ask(201, "POST", "/v1/documents", given, key);
  await population.ask(200, "POST", "/v1/registered-phones", { phones: [{ idNumber, phone }] });
}

test("by phone: a wrong code, then the right one; joined by the ID card number; what documents say stays hidden", async () => {
  assert.ok(adult);
  const { page, faults, close } = await city.open("");
  const own = "+8613800138099";
  const first = await city.messages();
  await page.getByRole("button", { name: adult.phone }).click();
  assert.equal(await page.locator("#number").inputValue(), adult.phone);
  await picture(page, "resident-demo");
  await page.locator("#number").fill("138 0013 8099");
  await page.locator("form button[type=submit]").click();
  const code = await city.codeFor(own, first);
  await page.locator("#code").fill(code === "000000" ? "000001" : "000000");
  await page.getByText("You can try 4 more times.").waitFor();
  await page.locator("#code").fill(code);
  await page.getByRole("heading", { name: "Find my documents" }).waitFor();
  const second = await city.messages();
  await page.locator("#id-number").fill(adult.idNumber);
  await page.locator("form button[type=submit]").click();
  await page.locator("#code").fill(await city.codeFor(adult.phone, second));
  await page.locator(".cards .item").nth(6).waitFor();
  assert.equal(await page.locator(".card-hidden").count(), 7);
  assert.doesNotMatch(await page.locator("main").innerText(), /晓南|小禾/);
  assert.deepEqual(faults, []);
  await close();
});

test("by ID card number; a passkey is made and signs in; a document is kept, and opens without network", async () => {
  assert.ok(elder);
  const { page, context, faults, close } = await city.open("");
  const device = await addDevice(page, true);
  await signInWithCode(city, page, elder, "id-card");
  await signInWithFirstPasskey(page);
  await page.locator(".card dd").first().waitFor();
  assert.equal((await device.credentials()).length, 1);
  await page.locator(".mark", { hasText: "Revoked" }).waitFor();

  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("It opens without network now").waitFor();

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.goto(`${city.url}/resident`);
  await page.getByText("What is kept here is locked.").waitFor();
  assert.doesNotMatch(await page.locator("main").innerText(), /国栋/);
  await page.getByRole("button", { name: "Unlock with fingerprint or face" }).click();
  await page.locator(".item .card").waitFor();
  await picture(page, "resident-kept");
  assert.match(await page.locator("main").innerText(), /林国栋[\s\S]*5 copies unused/);
  await page.getByText("No network.").waitFor();
  await context.setOffline(false);
  assert.deepEqual(faults, []);
  await close();
});

test("who is not verified by the device is told what to do; the account ends sign-ins and devices; scripts stay text", async () => {
  await register(target);
  const { page, faults, close } = await city.open("");
  const device = await addDevice(page);
  await signInWithCode(city, page, target, "id-card");
  await page.getByRole("button", { name: "Set up fingerprint or face" }).click();
  await page.getByRole("button", { name: "Sign in with fingerprint or face" }).waitFor();
  await device.verify(false);
  await page.getByRole("button", { name: "Sign out" }).click();
  // The page before it has a button of nearly the same name.
  await page.locator("#number").waitFor();
  await page.getByRole("button", { name: "Fingerprint or face" }).click();
  await page.getByRole("alert").getByText("Nothing was done").waitFor();
  assert.equal(await page.locator("nav.sections").count(), 0);
  await device.verify(true);
  await page.getByRole("button", { name: "Fingerprint or face" }).click();

  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.locator(".facts").first().waitFor();
  assert.ok((await page.locator("main").innerText()).includes(hostile));
  assert.equal(await page.locator("main img, main script, main b").count(), 0);
  assert.doesNotMatch(await page.title(), /owned/);

  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("cannot lock it with your fingerprint").waitFor();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("It opens without network now").waitFor();

  await page.locator("nav.sections a").last().click();
  await page.getByRole("link", { name: /^Where I am signed in/ }).click();
  await page.locator(".entries li .tag").waitFor();
  await page.getByRole("link", { name: "Back: Account" }).click();
  await page.getByRole("link", { name: /^My devices/ }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.locator(".confirm .danger").click();
  await page.getByText("You were signed out").waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/** The console, where an officer of this authority is signed in. */
async function openOffice(slug: string, path: string) {
  const opened = await city.open("");
  await opened.page.goto(`${city.url}/office${path}`);
  await signInAsOfficer(opened.page, slug);
  return opened;
}

test("at a desk an account is joined through both pages, and a stolen phone is ended by two officers", async () => {
  await register(visitor);
  const { page, faults, close } = await city.open("");
  await signInWithCode(city, page, { ...visitor, phone: "+8613800138066" }, "phone");
  await page.getByRole("button", { name: "Show a code for the desk" }).click();
  const digits = await page.locator(".desk-code").innerText();

  const office = await openOffice("population-administration", "/desk");
  const clerk = office.page;
  const joining = clerk.getByRole("region", { name: "Join an account to the register" });
  await clerk.getByRole("link", { name: "Desk", exact: true }).waitFor();
  await joining.getByLabel("Digits in the app").fill(digits);
  await joining.getByLabel("ID number").fill("990301");
  await joining.getByRole("button", { name: "Join" }).click();
  await joining.getByText("Enter all 18 characters.").waitFor();
  await joining.getByLabel("ID number").fill(visitor.idNumber);
  await joining.getByRole("button", { name: "Join" }).click();
  await joining.getByText("Joined. The person sees").waitFor();
  await picture(clerk, "desk-joined");

  await page.getByRole("button", { name: "I have been to the desk" }).click();
  await page.locator(".cards .item").first().waitFor();
  assert.equal(await page.locator(".cards .item").count(), 1);

  const persons = clerk.getByRole("region", { name: "Phone and devices of a person" });
  await persons.getByLabel("ID number").fill(visitor.idNumber);
  await persons.getByRole("button", { name: "Look" }).click();
  await persons.getByText("+86 138…05").waitFor();
  await look(clerk, "desk-person");
  await persons.getByRole("button", { name: "Ask a second officer" }).click();
  await persons.getByText("Asked. Another officer").waitFor();
  const waiting = clerk.getByRole("region", { name: "Waiting for a second officer" });
  await waiting.getByText("another officer has to confirm it").waitFor();
  assert.equal(await waiting.getByRole("button", { name: "Confirm" }).count(), 0);

  const above = await openOffice("public-security", "/");
  const superior = above.page;
  assert.equal(await superior.getByRole("link", { name: "Desk", exact: true }).count(), 0);
  await superior.getByRole("link", { name: "Stolen phones to confirm" }).click();
  await superior.getByText("9903…").first().waitFor();
  await look(superior, "desk-confirm");
  await superior.getByRole("button", { name: "Confirm" }).click();
  await superior.locator("dialog").getByRole("button", { name: "Confirm" }).click();
  await superior.getByText("Nothing waits.").waitFor();

  await page.locator("nav.sections a").last().click();
  await page.getByText("You were signed out").waitFor();
  assert.deepEqual([faults, office.faults, above.faults], [[], [], []]);
  for (const each of [above, office]) await each.close();
  await close();
});

test("joined at a desk; all data as a file; signed out everywhere; the account erased, and what the device kept", async () => {
  // The registered phone opens the account once its code was given with the ID number.
  const known: Person = { ...guest, phone: "+8613800138003" };
  await register(known);
  const { page, faults, close } = await city.open("");
  await addDevice(page, true);
  await signInWithCode(city, page, guest, "phone");
  await page.getByRole("button", { name: "Show a code for the desk" }).click();
  const code = (await page.locator(".desk-code").innerText()).replace(" ", "");
  const check = page.getByRole("button", { name: "I have been to the desk" });
  await check.click();
  await page.getByRole("heading", { name: "Find my documents" }).waitFor();
  const population = await city.officer("population-administration");
  await population.ask(200, "POST", "/v1/desk/joins", { code, idNumber: guest.idNumber });
  await check.click();
  await page.locator(".card dd").first().waitFor();

  const account = page.locator("nav.sections a").last();
  await account.click();
  await page.getByRole("link", { name: /^My data/ }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save all my data" }).click(),
  ]);
  const all = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.deepEqual(
    all.documents.map(({ type }: { type: { name: string } }) => type.name),
    ["resident-id"],
  );
  assert.deepEqual([all.shares, all.receipts, all.receiptsOfThisDevice], [[], [], []]);
  assert.ok(JSON.stringify(all.documents).includes("1992-08-08"));

  const elsewhere = await city.open("");
  await signInWithCode(city, elsewhere.page, known, "id-card");
  await account.click();
  await page.getByRole("link", { name: /^Where I am signed in/ }).click();
  await page.locator(".entries li").nth(1).waitFor();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.locator(".confirm .danger").click();
  await page.locator("#number").waitFor();
  await elsewhere.page.reload();
  await elsewhere.page.locator("#number").waitFor();
  await elsewhere.close();

  await page.reload();
  await signInWithCode(city, page, known, "id-card");
  await page.locator("nav.sections a").first().click();
  await signInWithFirstPasskey(page);
  await page.getByRole("link", { name: /^Open Resident identity card/ }).click();
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("It opens without network now").waitFor();
  await account.click();
  await page.getByRole("link", { name: /^My data/ }).click();
  await page.getByRole("button", { name: "Erase my account" }).click();
  await page.locator(".confirm .danger").click();
  await page.getByText("Your account is erased").waitFor();
  await page.goto(`${city.url}/resident/device`);
  await page.getByText("Nothing is kept on this device yet").waitFor();
  assert.deepEqual([...faults, ...elsewhere.faults], []);
  await close();
});

test("an officer of the register notes another name, then a death; what follows is said first and done", async () => {
  const person: Person = { idNumber: toIdNumber("99030119700303004"), phone: "+8613800138007" };
  await register(person);
  const office = await openOffice("population-administration", "/life");
  const clerk = office.page;
  await clerk.getByRole("heading", { name: "Changes in people’s lives" }).waitFor();
  const note = clerk.locator("form").getByRole("button", { name: "Note it" });
  await note.click();
  await clerk.getByText("Enter the new name.").waitFor();
  await clerk.getByLabel("ID number").fill(person.idNumber);
  await clerk.getByLabel("New name", { exact: true }).fill("林新名");
  await clerk.getByLabel("I have seen the card and the decision").check();
  await note.click();
  const sure = clerk.getByRole("dialog");
  await sure.getByText("are replaced by new ones").waitFor();
  await sure.getByRole("button", { name: "Note it" }).click();
  await clerk.getByText("replaced: 1").waitFor();
  await look(clerk, "life");
  const found = await clerk.locator("table.data").innerText();
  assert.ok(!found.includes(person.idNumber) && !found.includes("林新名"), found);

  const { page, faults, close } = await city.open("");
  await addDevice(page, true);
  await signInWithCode(city, page, person, "id-card");
  await signInWithFirstPasskey(page);
  await page.locator(".cards .card", { hasText: "林新名" }).waitFor();

  await clerk.getByRole("radio", { name: "Has died" }).check();
  await clerk.getByLabel("ID number").fill(person.idNumber);
  await clerk.getByLabel("I have seen the death certificate").check();
  await note.click();
  await sure.getByText("has died?").waitFor();
  await picture(clerk, "life-death");
  await sure.getByRole("button", { name: "Note it" }).click();
  await clerk.getByText("revoked: 1").waitFor();
  await page.reload();
  await page.locator("#number").waitFor();
  assert.deepEqual([faults, office.faults], [[], []]);
  await office.close();
  await close();
});
