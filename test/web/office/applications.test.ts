import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { JsonObject } from "@sello/sdk";
import type { Page } from "playwright-core";
import { demoResidents } from "../../../dev/demo-residents/residentPeople.ts";
import { ask } from "../../program/OfficerClient.ts";
import { ResidentClient } from "../../program/ResidentClient.ts";
import { until } from "../../support/until.ts";
import { look } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

// What rules do not settle: a resident applies, officers look, ask, decide, and one who refused does not decide the appeal.

let office: Awaited<ReturnType<typeof startOffice>>;
let resident: ResidentClient;
/** Of every browser that was opened. */
let faults: readonly (readonly string[])[] = [];
const often = { waits: 400, stepMs: 100 };
const identity = { identity: { from: "account" } };
const works = {
  ...{ site: "深圳市南山区示例路8号", works: "interior", area_m2: 80, cost_yuan: 90_000 },
  ...{ load_bearing: false, starts: "2027-03-01" },
};
const event = {
  ...{ place: "莲花山公园", purpose: "event", area_m2: 40, starts: "2027-04-01", days: 2 },
  blocks_road: false,
};

before(async () => {
  office = await startOffice({ SELLO_DEMO_PASSKEY_DELAY_SECONDS: "0" });
  const person = demoResidents.find(({ name }) => name === "林国栋") ?? demoResidents[0];
  assert.ok(person);
  const way = { way: "id-card" as const, idNumber: person.idNumber };
  const first = await ResidentClient.withCode(office.url, way, person.phone);
  resident = await ResidentClient.withPasskey(office.url, await first.addPasskey());
  await until(async () => {
    const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
    return documents.every(({ state }: { state: string }) => state !== "sealing");
  }, often);
});
after(() => office.stop());

/** Once its rules are in force; waits until an officer has it. */
async function apply(item: string, form: JsonObject): Promise<string> {
  await until(async () => {
    const { body } = await ask(office.url, "GET", `/v1/service-items/${item}`);
    return body.version !== null;
  }, often);
  const key = { "idempotency-key": randomUUID() };
  const body = { item, form, evidence: identity };
  const { id } = await resident.ask(201, "POST", "/v1/my/applications", body, key);
  await untilState(id, "person");
  return id;
}

const mine = (id: string) => resident.ask(200, "GET", `/v1/my/applications/${id}`);
const untilState = (id: string, state: string) =>
  until(async () => (await mine(id)).state === state, often, `${id} is not ${state}`);

/** A browser in which one of an office's two clerks is signed in. */
async function openAs(slug: string, clerk: 0 | 1): Promise<Page> {
  const { page, faults: own } = await office.open("/");
  faults = [...faults, own];
  await page.locator(".wallets button").click();
  await page.locator(`[data-slug="${slug}"]`).nth(clerk).click();
  await page.locator("dialog button.main").click();
  await page.locator("nav.side").waitFor({ state: "attached" });
  return page;
}

const toQueue = (page: Page) =>
  page.locator("nav.side").getByRole("link", { name: "Applications", exact: true });

async function openApplication(page: Page, id: string): Promise<void> {
  await page.goto(`${office.url}/office/applications/${id}`);
  await page.getByRole("button", { name: "Open the application" }).click();
  await page.getByText("Your look was recorded. The applicant sees it.").waitFor();
}

/** Chooses what the document is to say, writes why, and does it. */
async function decide(page: Page, act: "Grant" | "Refuse", reason: string): Promise<void> {
  await page.getByRole("button", { name: act, exact: true }).click();
  const dialog = page.getByRole("dialog");
  for (const choice of await dialog.getByRole("combobox").all()) await choice.selectOption("0");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

test("an officer finds it at home and in the queue, opens it, asks; the applicant answers, and is granted", async () => {
  const id = await apply("minor-building-works", works);
  const page = await openAs("construction-permits", 0);
  await page.locator(".queue > li", { hasText: "Applications that wait" }).waitFor();
  await look(page, "applications-home");
  await toQueue(page).click();
  const row = page.getByRole("row", { name: /Minor building works/ }).first();
  await row.getByText("Officers have to agree to this item.").waitFor();
  await look(page, "applications");
  await row.getByRole("link").click();
  await page.getByRole("button", { name: "Open the application" }).waitFor();
  assert.equal((await mine(id)).looks.length, 0);
  await look(page, "applications-closed");
  await page.getByRole("button", { name: "Open the application" }).click();
  const main = page.locator("main");
  await page.getByRole("heading", { name: "What the rules say" }).waitFor();
  assert.match(await main.innerText(), /深圳市南山区示例路8号/);
  assert.match(await main.innerText(), /interior works/);
  assert.match(await main.innerText(), /Mar 1, 2027|1 Mar 2027/);
  assert.match(await main.innerText(), /Rests on: /);
  assert.equal((await mine(id)).looks.length, 1);
  await look(page, "applications-open");
  await page.getByRole("button", { name: "Ask for more" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Ask for more" }).click();
  await page.getByText("Write something for the applicant.").first().waitFor();
  await page.getByLabel("What is to be completed?").fill("Which floor is it?\nAnd which flat?");
  await look(page, "applications-asking");
  await page.getByRole("dialog").getByRole("button", { name: "Ask for more" }).click();
  await page.getByRole("status").getByText("Waits for the applicant").waitFor();
  const asked = await mine(id);
  assert.equal(asked.state, "sent_back");
  assert.equal(asked.steps.at(-1).words, "Which floor is it? And which flat?");
  const answer = { form: works, evidence: identity, words: "<b>Third floor</b>" };
  await resident.ask(200, "POST", `/v1/my/applications/${id}/answers`, answer);
  await untilState(id, "person");
  await openApplication(page, id);
  await page.locator(".said", { hasText: "<b>Third floor</b>" }).waitFor();
  assert.equal(await page.locator(".said b").count(), 0);
  await decide(page, "Grant", "It fits the list of minor works.");
  await untilState(id, "sealed");
  const { document, outcome } = await mine(id);
  assert.equal(outcome, "granted");
  await page.getByRole("link", { name: document }).waitFor();
  await look(page, "applications-granted");
  const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
  assert.ok(documents.some((each: { id: string }) => each.id === document));
  await page.getByRole("link", { name: document }).click();
  await page.waitForURL(/\/documents\//);
  await page.getByRole("heading", { name: "What it says" }).waitFor();
  await toQueue(page).click();
  await page.getByText("Nothing waits for an officer").waitFor();
  const figures = page.getByRole("region", { name: "How soon it is answered" });
  await figures.getByRole("row", { name: /Minor building works/ }).waitFor();
  await look(page, "applications-empty");
});

test("four eyes: one says what they would decide, the other has to say the same", async () => {
  const id = await apply("public-space-use", event);
  const first = await openAs("transport-permits", 0);
  await openApplication(first, id);
  await first.getByText("Nobody has said anything yet.").waitFor();
  await decide(first, "Grant", "The park is free on these days.");
  await first.getByText("Your say is recorded. Another officer").first().waitFor();
  assert.equal(await first.getByRole("button", { name: "Grant", exact: true }).count(), 0);
  await look(first, "applications-proposed");
  assert.equal((await mine(id)).state, "person");
  const second = await openAs("transport-permits", 1);
  await toQueue(second).click();
  await second.getByText("2 have to say the same; said so far: 1").waitFor();
  await openApplication(second, id);
  await second.getByText("would grant", { exact: true }).waitFor();
  await decide(second, "Grant", "I agree.");
  await untilState(id, "sealed");
  assert.equal((await mine(id)).outcome, "granted");
});

test("an open page follows its applicant: an answer and a withdrawal are said, and what is being written stays", async () => {
  const id = await apply("minor-building-works", works);
  const page = await openAs("construction-permits", 0);
  await openApplication(page, id);
  await page.getByRole("button", { name: "Ask for more" }).click();
  await page.getByLabel("What is to be completed?").fill("Which floor is it?");
  await page.getByRole("dialog").getByRole("button", { name: "Ask for more" }).click();
  await page.getByRole("status").getByText("Waits for the applicant").waitFor();
  const answer = { form: { ...works, area_m2: 81 }, evidence: identity, words: "Third floor" };
  await resident.ask(200, "POST", `/v1/my/applications/${id}/answers`, answer);
  const main = page.locator("main");
  await main.getByText("The applicant has answered since you opened this.").waitFor();
  await main.locator(".said", { hasText: "Third floor" }).waitFor();
  assert.match(await main.innerText(), /\b81\b/);
  // It was shown to the officer once more, and the applicant sees that.
  assert.equal((await mine(id)).looks.length, 2);
  await look(page, "applications-answered");
  await page.getByRole("button", { name: "Grant", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("It fits the list");
  await resident.ask(200, "POST", `/v1/my/applications/${id}/withdrawal`, {});
  await dialog.getByText("The applicant has withdrawn it since you opened this.").waitFor();
  assert.equal(await dialog.getByLabel("Reason").inputValue(), "It fits the list");
  await look(page, "applications-withdrawn");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  await main.getByRole("status").getByText("Withdrawn", { exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Grant", exact: true }).count(), 0);
});

test("a refusal and its appeal: who refused is told why they cannot decide it, and another officer can", async () => {
  const id = await apply("minor-building-works", { ...works, works: "facade" });
  const first = await openAs("construction-permits", 0);
  await openApplication(first, id);
  await first.getByRole("button", { name: "Refuse", exact: true }).click();
  await look(first, "applications-refusing");
  await first.keyboard.press("Escape");
  await decide(first, "Refuse", "The façade is listed.");
  await untilState(id, "sealed");
  assert.equal((await mine(id)).outcome, "refused");
  const key = { "idempotency-key": randomUUID() };
  const reason = { reason: "It is not listed any more." };
  const path = `/v1/my/applications/${id}/appeals`;
  const appeal = await resident.ask(201, "POST", path, reason, key);
  await openApplication(first, appeal.id);
  await first.getByText("You cannot decide this appeal").waitFor();
  for (const name of ["Grant", "Refuse", "Ask for more"])
    assert.equal(await first.getByRole("button", { name, exact: true }).count(), 0);
  await first.getByRole("region", { name: "Why the applicant appeals" }).waitFor();
  await first.getByText(/Decided on .*: Refused\./).waitFor();
  await look(first, "applications-appeal");
  const second = await openAs("construction-permits", 1);
  await openApplication(second, appeal.id);
  await decide(second, "Grant", "The list was changed in May.");
  await untilState(appeal.id, "sealed");
  assert.equal((await mine(appeal.id)).outcome, "granted");
  await second.goto(`${office.url}/office/applications`);
  const figures = second.getByRole("table", { name: "How soon it is answered" });
  await figures.locator('[data-title="Overturned"]', { hasText: "1" }).waitFor();
});

test("what another authority has is not there, and what is passed on is gone; nothing broke on the way", async () => {
  const id = await apply("public-space-use", { ...event, days: 3 });
  const other = await openAs("construction-permits", 0);
  await other.goto(`${office.url}/office/applications/${id}`);
  await other.getByRole("alert").waitFor();
  assert.equal(await other.getByRole("button", { name: "Open the application" }).count(), 0);
  const own = await openAs("transport-permits", 0);
  await openApplication(own, id);
  await own.getByRole("button", { name: "Pass on" }).click();
  await own.getByRole("dialog").getByLabel("Authority").selectOption({ index: 1 });
  await own.getByLabel("Why is it passed on?").fill("It is on their land.");
  await own.getByRole("dialog").getByRole("button", { name: "Pass on" }).click();
  await own.getByText("Nothing waits for an officer").waitFor();
  assert.notEqual((await mine(id)).answers.slug, "transport-permits");
  const { page } = await office.open("/");
  await signIn(page, "libraries");
  assert.equal(await toQueue(page).count(), 0);
  assert.deepEqual(
    faults.flat().filter((text) => !/status of 4\d\d/.test(text)),
    [],
  );
});
