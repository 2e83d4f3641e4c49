import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import {
  assertFits,
  audit,
  languages,
  look,
  phone,
  pictures,
  settled,
  speak,
} from "../office/look.ts";
import { details, now, sessionOf, wallets } from "./sampleAnswers.ts";
import { answersFor, goTo, ok, startResident } from "./startResident.ts";

let resident: Awaited<ReturnType<typeof startResident>>;
before(async () => {
  resident = await startResident();
});
after(() => resident.stop());

/** On a phone, where things are tight: it fits in each language, and is accessible. For people to look at: all of it. */
async function lookAt(page: Page, name: string, colorScheme: "light" | "dark"): Promise<void> {
  await settled(page);
  if (pictures) return look(page, `resident-${name}`);
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme });
  for (const language of languages) {
    await speak(page, language);
    await assertFits(page, `${name} in ${language}`);
  }
  assert.deepEqual(await audit(page), [], name);
}

/** Opens pages one after the other, as a reader does. */
async function walk(page: Page, pages: readonly (readonly [string, string])[]): Promise<void> {
  for (const [nth, [name, path]] of pages.entries()) {
    await goTo(page, path);
    await page.locator("main h1").waitFor();
    await lookAt(page, name, nth % 2 === 0 ? "dark" : "light");
  }
}

test("before one is signed in: the three ways, the code, the privacy notice", async () => {
  const sent = {
    id: "00000000-0000-4000-8000-000000000777",
    endsAt: now + 300,
    resendAt: now + 60,
  };
  const { page, faults, close } = await resident.open("", {
    "POST /v1/resident-sign-ins": () => ok(sent, 202),
  });
  await page.locator("#number").waitFor();
  await lookAt(page, "sign-in", "dark");
  await page.locator("#number").fill("138 0013 8000");
  await page.locator("form button[type=submit]").click();
  await page.locator("#code").waitFor();
  await lookAt(page, "code", "light");
  await walk(page, [["privacy", "/privacy"]]);
  assert.deepEqual(faults, []);
  await close();
});

test("signed in with fingerprint or face: documents in each state, one of them, the account, this device", async () => {
  const { page, faults, close } = await resident.open("", answersFor("passkey"));
  await page.locator(".item").first().waitFor();
  await walk(page, [
    ["documents", ""],
    ["document", `/documents/${details[0]?.id}`],
    ["document-revoked", `/documents/${details[4]?.id}`],
    ["device", "/device"],
    ["account", "/account"],
    ["passkeys", "/account/passkeys"],
    ["wallets", "/account/wallets"],
    ["sessions", "/account/sessions"],
    ["looks", "/account/looks"],
    ["notices", "/account/notices"],
    ["data", "/account/data"],
  ]);
  assert.deepEqual(faults, []);
  await close();
});

test("signed in with a code: what stays hidden, and the way to see it", async () => {
  const { page, faults, close } = await resident.open("", answersFor("code"));
  await page.locator(".item").first().waitFor();
  assert.equal(await page.locator(".card-hidden").count(), details.length);
  await walk(page, [
    ["documents-code", ""],
    ["document-code", `/documents/${details[0]?.id}`],
    ["share-code", `/documents/${details[0]?.id}/share`],
    ["shares-code", "/shares"],
  ]);
  assert.deepEqual(faults, []);
  await close();
});

test("not joined: the ID card number, or a code for the desk", async () => {
  const { page, faults, close } = await resident.open("", {
    ...answersFor("code"),
    "GET /v1/my/session": () => ok(sessionOf("code", { joined: false })),
    "POST /v1/my/desk-codes": () => ok({ code: "12345678", endsAt: now + 600 }, 201),
  });
  await page.locator(".desk button").click();
  await page.locator(".desk-code").waitFor();
  await lookAt(page, "join", "light");
  assert.deepEqual(faults, []);
  await close();
});

/** A wallet that announces itself (EIP-6963), and signs or refuses. */
const announceWallet = (refuses: boolean) => {
  const provider = {
    request: async ({ method }: { method: string }) => {
      if (method === "eth_requestAccounts") return [`0x${"52".repeat(20)}`];
      if (refuses) throw new Error("no");
      return `0x${"11".repeat(65)}`;
    },
  };
  const info = { uuid: "w", name: "Pocket", icon: "data:,", rdns: "test.pocket" };
  const detail = Object.freeze({ info, provider });
  const announce = () =>
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
};

test("a wallet that announces itself is linked, and one that refuses changes nothing", async () => {
  const request = { id: "00000000-0000-4000-8000-000000000051", endsAt: now + 300, message: "m" };
  const { page, faults, close } = await resident.open("", {
    ...answersFor("passkey"),
    "GET /v1/my/wallets": () => ok({ wallets: [] }),
    "POST /v1/my/wallet-links": () => ok(request, 201),
    [`POST /v1/my/wallet-links/${request.id}/signatures`]: () => ok(wallets.wallets[0], 201),
  });
  await page.evaluate(announceWallet, true);
  await goTo(page, "/account/wallets");
  await page.getByRole("button", { name: "Link Pocket" }).click();
  await page.getByText("the wallet did not sign").waitFor();
  await lookAt(page, "wallets-refused", "light");
  await page.reload();
  await page.evaluate(announceWallet, false);
  await page.locator("main h1").waitFor();
  const again = page.getByRole("button", { name: "Look again" });
  if (await again.isVisible()) await again.click();
  const linked = page.waitForRequest((each) => each.url().endsWith("/signatures"));
  await page.getByRole("button", { name: "Link Pocket" }).click();
  assert.equal((await linked).postDataJSON().signature, `0x${"11".repeat(65)}`);
  assert.deepEqual(faults, []);
  await close();
});
