import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toAuthorityId } from "@sello/sdk";
import { authorityKinds } from "@sello/sdk/trust";
import type { Page } from "playwright-core";
import { CityClient } from "../../program/CityClient.ts";
import { until } from "../../support/until.ts";
import { addDevice } from "./addDevice.ts";
import { fillLibraryCard } from "./fillLibraryCard.ts";
import { signIn, startOffice } from "./startOffice.ts";

// From nothing to its first document: every step but the city's signatures in the browser.

let office: Awaited<ReturnType<typeof startOffice>>;
let city: CityClient;
let administrator: Awaited<ReturnType<typeof office.open>>;
let account = "";

const centre = "libraries";
const slug = "port-library";

before(async () => {
  office = await startOffice();
  city = await CityClient.signIn(office.url);
  administrator = await office.open("/");
  await signIn(administrator.page, centre);
});
after(() => office.stop());

const get = async (path: string) => (await fetch(`${office.url}${path}`)).json();

/** What is on chain is read a moment later. */
const tenSeconds = { waits: 200, stepMs: 50 };

/** What it lacks, as the page says it. */
async function lacking(page: Page): Promise<readonly string[]> {
  await page.goto(`${office.url}/office/authorities/${slug}`);
  const panel = page.getByRole("region", { name: "What it lacks to issue" });
  await page.getByRole("heading", { level: 1, name: "Port Library" }).waitFor();
  await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
  if ((await panel.count()) === 0) return [];
  return panel.locator('[data-state="waiting"] a').allInnerTexts();
}

test("the city adds a department, whose page says what it lacks to issue", async () => {
  const parent = (await get(`/v1/authorities/${centre}`)).id;
  const issuer = `${office.url}/authorities/${slug}`;
  const names = { zh: "港区图书馆", es: "Biblioteca del puerto", en: "Port Library" };
  await city.govern("RegisterAuthority", {
    authority: toAuthorityId(issuer),
    parent,
    kind: authorityKinds.indexOf("department") + 1,
    issuer,
    names: JSON.stringify(names),
  });
  await until(async () => (await fetch(`${office.url}/v1/authorities/${slug}`)).ok, tenSeconds);
  // The service's accounts are appointed at the centre above.
  assert.deepEqual(await lacking(administrator.page), [
    "A signing key",
    "An accreditation for a document type",
    "An officer who issues",
  ]);
});

test("each step is done, and the page says so", async () => {
  const { page } = administrator;
  const documentType = (await get("/v1/document-types/library-card")).id;
  for (const { operation, values } of await city.signingKey(slug))
    await city.govern(operation, values);
  await city.accredit(documentType, [slug]);
  assert.deepEqual(await lacking(page), ["An officer who issues"]);
});

test("its officer is invited, makes a passkey, and is appointed", async () => {
  const { page } = administrator;
  await page.goto(`${office.url}/office/invitations`);
  await page.getByRole("button", { name: "Invite a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Ana López");
  await dialog.getByLabel("For which authority").selectOption(slug);
  await dialog.getByLabel("Issue", { exact: true }).check();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.locator(".secret").innerText();
  const invited = await office.open("/sign-in");
  await addDevice(invited.page);
  await invited.page.goto("about:blank");
  await invited.page.goto(link);
  await invited.page.getByRole("button", { name: "Make my passkey" }).click();
  await invited.page.getByRole("heading", { name: "Your account is made" }).waitFor();
  account = await invited.page.locator("code.long").innerText();
  const authority = (await get(`/v1/authorities/${slug}`)).id;
  await city.govern("SetOfficer", { authority, officer: account, roles: 2 });
  await until(
    async () =>
      JSON.stringify(await get(`/v1/authorities/${slug}`))
        .toLowerCase()
        .includes(account.toLowerCase()),
    tenSeconds,
  );
  assert.deepEqual(await lacking(page), []);
  await invited.page.goto(`${office.url}/office/sign-in`);
  await invited.page.getByRole("button", { name: /Sign in with a passkey/ }).click();
  await invited.page.getByRole("heading", { level: 1, name: "Port Library" }).waitFor();
  await issue(invited.page);
});

/** From the form, until it is in the log. */
async function issue(page: Page): Promise<void> {
  await page.goto(`${office.url}/office/issue/library-card`);
  await fillLibraryCard(page, { number: "0440666666666", home: "港区图书馆" });
  await page.getByRole("button", { name: "Sign and issue" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  await page.locator(".story", { hasText: /Entry \d/ }).waitFor();
}
