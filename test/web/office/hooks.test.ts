import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { audit, look } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };
const got: Got[] = [];
let status = 200;
let receiver: Server;
let url: string;
let office: Awaited<ReturnType<typeof startOffice>>;
let opened: Awaited<ReturnType<typeof office.open>>;
let page: Page;

before(async () => {
  receiver = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  office = await startOffice();
  opened = await office.open("/");
  page = opened.page;
});
after(async () => {
  await office.stop();
  receiver.close();
});

let secret = "";
const row = () => page.getByRole("row", { name: /ledger 7/ });

function assertSigned({ headers, body }: Got): void {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = createHmac("sha256", key).update(signed).digest("base64");
  assert.equal(headers["webhook-signature"], `v1,${expected}`);
}

test("a webhook is made, its secret is seen once, and a test arrives signed", async () => {
  await page.locator("h1").waitFor();
  await signIn(page, "futian");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByText("No system is told anything yet.").waitFor();
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make the webhook" }).click();
  await dialog.getByText("Give it a name.").waitFor();
  await dialog.getByLabel("Name").fill("ledger 7");
  await dialog.getByRole("textbox", { name: "Address" }).fill("http://192.168.0.1/in");
  await dialog.getByLabel("Documents issued").check();
  await dialog.getByLabel("File ended").check();
  await dialog.getByRole("button", { name: "Make the webhook" }).click();
  await dialog.getByText("The address is not one that messages can be sent to").waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("textbox", { name: "Address" }).fill(url);
  await dialog.getByRole("button", { name: "Make the webhook" }).click();
  secret = await dialog.locator(".secret").innerText();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await row()
    .getByRole("button", { name: /Send a test/ })
    .click();
  await page.getByText("answer 200").waitFor();
  assert.equal(got.length, 1);
  assertSigned(got[0] as Got);
  assert.equal(JSON.parse(got[0]?.body ?? "").type, "test");
});

test("what does not arrive is shown with its next try, and is sent again by hand", async () => {
  status = 500;
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText(/answer 500.*next try/).waitFor();
  assert.equal(got[1]?.headers["webhook-id"], got[0]?.headers["webhook-id"]);
  assert.equal(got[1]?.body, got[0]?.body);
  await look(page, "hooks");
  status = 204;
  await row()
    .getByRole("button", { name: /Switch off/ })
    .click();
  await row().getByText("Switched off").waitFor();
  await row()
    .getByRole("button", { name: /Switch on/ })
    .click();
  await page.getByText("answer 204").waitFor();
  assertSigned(got.at(-1) as Got);
});

test("a webhook is deleted, and the audit tells the whole story", async () => {
  await row()
    .getByRole("button", { name: /Delete/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByText("No system is told anything yet.").waitFor();
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await page.locator(".audit > li").first().waitFor();
  const told = await page.locator(".audit").innerText();
  for (const part of [/You made webhook/, /You sent a test to/, /You sent a message to .* again/])
    assert.match(told, part);
  assert.match(told, /You deleted webhook/);
  // The browser reports the address that was refused.
  assert.deepEqual(
    opened.faults.filter((fault) => !/status of 422/.test(fault)),
    [],
  );
});
