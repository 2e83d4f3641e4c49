import assert from "node:assert/strict";
import { createHash, createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { formatSelloFile } from "@sello/sdk";
import {
  encryptAnswer,
  makeProofRequest,
  openAnswer,
  signProofRequest,
  withSignature,
} from "@sello/sdk/request";
import type { Page } from "playwright-core";
import { until } from "../../support/until.ts";
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

/** What the service cannot read: whether it is a document is not its business. */
const answerFile = formatSelloFile({ document: "a.b.c~", proof: "p" });

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

test("a district registers a shop, whose server is told once when a resident answered", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  await page.getByRole("link", { name: "Verifiers" }).click();
  await page.getByText("Nobody is registered yet.").waitFor();
  await page.getByRole("button", { name: "Register a verifier" }).click();
  const dialog = page.getByRole("dialog");
  const register = dialog.getByRole("button", { name: "Register", exact: true });
  await register.click();
  await dialog.getByText("Choose at least one claim.").waitFor();
  await dialog.getByLabel("Name in Spanish").fill("Librería Nanshan");
  await dialog.getByLabel("Website").fill("https://libros.example");
  await dialog.getByText("Resident identity card", { exact: true }).click();
  await dialog.getByRole("checkbox", { name: "Age over 18", exact: true }).check();
  await dialog.getByLabel("Public key").fill(JSON.stringify({ kty: "EC", crv: "P-256", x, y }));
  const day = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel("Last day").fill(day);
  await dialog.getByRole("textbox", { name: "Webhook" }).fill(url);
  await look(page, "verifier-form");
  await register.click();
  secret = await dialog.locator(".secret").innerText();
  const id = /[0-9a-f-]{36}/.exec(await dialog.innerText())?.[0] ?? "";
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await page.getByText("Librería Nanshan").waitFor();
  await look(page, "verifiers");
  const proof = {
    types: [`${office.url}/types/resident-id/2`],
    claims: [{ path: ["age_over_18"], values: [true] }],
  };
  const made = await makeProofRequest(office.url, "Libros", proof);
  const sign = async (bytes: Uint8Array) =>
    createSign("sha256").update(bytes).sign({ key: privateKey, dsaEncoding: "ieee-p1363" });
  const signer = { verifier: id, sign, now: Date.now() / 1_000 };
  const signed = withSignature(made, await signProofRequest(made.request, signer));
  const post = (path: string, init: RequestInit) =>
    fetch(`${office.url}${path}`, { method: "POST", ...init });
  const asked = await post("/v1/requests", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      id: signed.link.id,
      request: signed.text,
      secretDigest: createHash("sha256").update(signed.secret).digest("base64url"),
    }),
  });
  assert.equal(asked.status, 201, await asked.text());
  const before = got.length;
  const response = await encryptAnswer(signed.request, answerFile);
  const path = `/v1/requests/${signed.link.id}/answers`;
  assert.equal((await post(path, { body: new URLSearchParams({ response }) })).status, 200);
  await until(async () => got.length > before, { waits: 100, stepMs: 200 }, "nothing was told");
  const told = got.at(-1) ?? assert.fail("something was told");
  assertSigned(told);
  const { type, data } = JSON.parse(told.body);
  assert.deepEqual([type, data.verifier, data.request], ["request.answered", id, signed.link.id]);
  const answered = await fetch(`${office.url}${path}`, {
    headers: { "sello-request-secret": signed.secret },
  });
  const { answer } = (await answered.json()) as { answer: string };
  assert.equal(await openAnswer(signed.privateKey, answer), answerFile);
  await page.getByRole("button", { name: /End the registration of Librería/ }).click();
  await dialog.getByRole("button", { name: "End", exact: true }).click();
  await page.getByText("ended", { exact: true }).waitFor();
  assert.equal(got.length, before + 1);
  await page.getByRole("link", { name: "Webhooks" }).click();
  await row().waitFor();
  assert.equal(await page.getByRole("row", { name: /Librería/ }).count(), 0);
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
  assert.match(told, /You registered verifier/);
  assert.match(told, /You ended verifier/);
  // The browser reports the address that was refused.
  assert.deepEqual(
    opened.faults.filter((fault) => !/status of 422/.test(fault)),
    [],
  );
});
