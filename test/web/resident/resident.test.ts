import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { addDevice } from "../office/addDevice.ts";
import { picture } from "../office/look.ts";
import { hostile } from "./sampleAnswers.ts";
import { type City, type Person, signInWithCode, startCity } from "./startCity.ts";

const [adult, , elder] = demoResidents as readonly Person[];
/** Somebody in whose documents a stranger wrote scripts. */
const target: Person = { idNumber: "99030119920707000X", phone: "+8613800138002" };

let city: City;
before(async () => {
  city = await startCity();
});
after(() => city.stop());

/** In the register with a phone, and a library card. */
async function register({ idNumber, phone }: Person): Promise<void> {
  const population = await city.officer("population-administration");
  const identity = {
    name: hostile.slice(0, 50),
    sex: "female",
    ethnicity: "<b>汉</b>",
    birth_date: "1992-07-07",
    district: "南山区",
    address: hostile,
    id_number: idNumber,
  };
  const given = { type: "resident-id", claims: identity };
  await population.ask(201, "POST", "/v1/documents", given, { "idempotency-key": "resident-1" });
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
  await page.getByRole("button", { name: "Set up fingerprint or face" }).click();
  await page.getByRole("button", { name: "Sign in with fingerprint or face" }).click();
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
