import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { OfficerClient } from "../../program/OfficerClient.ts";
import { until } from "../../support/until.ts";
import { look } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

// What an officer finds when they come: what waits, and what happened while they were away.

let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;
/** The same officer in another browser, and the one who appoints them. */
let colleague: OfficerClient;
let administrator: OfficerClient;

const library = "shenzhen-library";
const cards = readFileSync("examples/library-card.csv", "utf8").split("\n");
const often = { waits: 400, stepMs: 50 };

before(async () => {
  office = await startOffice();
  opened = await office.open("/");
  page = opened.page;
  await signIn(page, library);
});
after(() => office.stop());

/** A file of some cards, the last of which is wrong. */
const sendFile = async (name: string, from: number, dryRun: boolean): Promise<string> => {
  const rows = [cards[0], ...cards.slice(from, from + 3), cards[from]?.replace(/,\d{13},/, ",x,")];
  const query = new URLSearchParams({ type: "library-card", fileName: name, dryRun: `${dryRun}` });
  const response = await fetch(`${office.url}/v1/imports?${query}`, {
    method: "POST",
    headers: { ...colleague.fields, "content-type": "text/csv" },
    body: rows.join("\n"),
  });
  assert.equal(response.status, 202, await response.clone().text());
  const { id } = (await response.json()) as { id: string };
  await until(
    async () => (await colleague.ask(200, "GET", `/v1/imports/${id}`)).state === "done",
    often,
  );
  return id;
};

const region = (name: string) => page.getByRole("region", { name });

test("who comes for the first time is told where to begin", async () => {
  await region("Since you were last here").getByText("for the first time").waitFor();
  await region("Waiting for you").getByText("Nothing waits for you now.").waitFor();
  await region("Waiting for you").getByRole("link", { name: "Issue many from a file" }).waitFor();
  await look(page, "home-empty");
});

test("who comes again finds what waits, and what happened in between; a reload changes nothing", async () => {
  colleague = await OfficerClient.ofDemo(office.url, library, "issue");
  administrator = await OfficerClient.ofDemo(office.url, "libraries", "administer");
  await sendFile("members-spring.csv", 1, false);
  await sendFile("members-summer.csv", 11, true);
  const { documents } = await colleague.ask(200, "GET", "/v1/documents");
  await colleague.ask(202, "POST", "/v1/status-acts", {
    action: "revoke",
    reason: "lost",
    documents: [documents[0].id],
  });
  const { id } = await colleague.ask(200, "GET", `/v1/authorities/${library}`);
  const officer = `0x${"12".repeat(20)}`;
  await administrator.govern("SetOfficer", { authority: id, officer, roles: 6 });
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await signIn(page, library);
  const since = region("Since you were last here");
  await since.getByRole("link", { name: "Documents issued: 3" }).waitFor();
  const wrong = page.locator(".queue > li", { hasText: "Files with rows to correct" });
  await wrong.getByRole("link", { name: "members-spring.csv" }).waitFor();
  assert.match(await since.innerText(), /Documents revoked: 1/);
  assert.match(await since.innerText(), /members-spring.csv: Done/);
  assert.match(await since.innerText(), /0x1212…1212 was appointed: Issue · Revoke/);
  const before = await since.innerText();
  await page.reload();
  await since.getByRole("link", { name: "Documents issued: 3" }).waitFor();
  assert.equal(await since.innerText(), before);
  await look(page, "home");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/v1/")) asked.push(new URL(request.url()).pathname);
  });
  await page.goto(`${office.url}/office/`);
  await since.waitFor();
  assert.deepEqual([...new Set(asked)].sort(), ["/v1/home", "/v1/session"]);
  await since.getByRole("link", { name: "Documents revoked: 1" }).click();
  await page.locator(".documents tbody tr", { hasText: "Revoked" }).waitFor();
  assert.equal(await page.locator(".documents tbody tr").count(), 1);
  await page.getByLabel("Status").selectOption("valid");
  await page.locator(".documents tbody tr", { hasText: "Valid" }).first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".documents tbody tr").length === 2);
  assert.match(page.url(), /status=valid/);
  await look(page, "documents-status");
});

/** A file that goes on coming in, so that there is something to follow. */
async function beginUpload() {
  const query = new URLSearchParams({ type: "library-card", fileName: "members-autumn.csv" });
  const sending = request(`${office.url}/v1/imports?${query}`, {
    method: "POST",
    headers: { ...colleague.fields, "content-type": "text/csv" },
  });
  sending.on("error", () => {});
  sending.write(cards.slice(0, 5).join("\n"));
  let id = "";
  await until(async () => {
    const { imports } = await colleague.ask(200, "GET", "/v1/imports");
    const [newest] = imports;
    id = newest.fileName === "members-autumn.csv" ? newest.id : "";
    return id !== "";
  }, often);
  return { id, stop: () => sending.destroy() };
}

test("an officer whose role is withdrawn meanwhile is told so; nothing more is done or followed", async () => {
  const upload = await beginUpload();
  const isStream = (url: string) => url.endsWith(`/v1/imports/${upload.id}/events`);
  const begun = page.waitForResponse((response) => isStream(response.url()));
  await page.goto(`${office.url}/office/imports/${upload.id}`);
  await begun;
  const closed = Promise.race([
    page.waitForEvent("requestfinished", (each) => isStream(each.url())),
    page.waitForEvent("requestfailed", (each) => isStream(each.url())),
  ]);
  const { id } = await colleague.ask(200, "GET", `/v1/authorities/${library}`);
  const { account } = colleague.wallet;
  await administrator.govern("SetOfficer", { authority: id, officer: account, roles: 0 });
  await closed;
  await page.getByText("Your account has no role for any authority now.").waitFor();
  const refused = await colleague.ask(403, "POST", "/v1/documents", {});
  assert.equal(refused.code, "session.rights");
  assert.equal(await page.getByRole("link", { name: "Issue", exact: true }).count(), 0);
  await page.getByRole("link", { name: "Go to the home page" }).click();
  await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  await look(page, "home-none");
  upload.stop();
});
