import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { CityClient } from "../../program/CityClient.ts";
import { OfficerClient } from "../../program/OfficerClient.ts";
import { sampleDesign, sampleLicence } from "../../support/sampleDesign.ts";
import { until } from "../../support/until.ts";
import { addClaim, fillTexts } from "./fillDesign.ts";
import { assertFits, audit, desk, look, picture } from "./look.ts";
import { signIn, startOffice } from "./startOffice.ts";

let office: Awaited<ReturnType<typeof startOffice>>;
let author: Awaited<ReturnType<typeof office.open>>;
let city: CityClient;
before(async () => {
  office = await startOffice();
  author = await office.open("/types");
  await signIn(author.page, "nanshan");
  city = await CityClient.signIn(office.url);
});
after(() => office.stop());

/** A wallet of the browser whose key is in this test: it really signs. It is on another chain first. */
async function giveWallet(page: Page): Promise<string> {
  const account = privateKeyToAccount(generatePrivateKey());
  let chain = "0x1";
  await page.exposeFunction("signForTest", async (method: string, params: string[]) => {
    if (method === "eth_chainId") return chain;
    if (method === "wallet_switchEthereumChain") {
      chain = (params[0] as unknown as { chainId: string }).chainId;
      return null;
    }
    if (method === "personal_sign")
      return account.signMessage({ message: { raw: params[0] as `0x${string}` } });
    if (method === "eth_signTypedData_v4") {
      const { types, ...data } = JSON.parse(params[1] as string);
      const { EIP712Domain: _, ...rest } = types;
      return account.signTypedData({ ...data, types: rest });
    }
    return [account.address];
  });
  await page.addInitScript(() => {
    const provider = {
      request: ({ method, params = [] }: { method: string; params?: unknown[] }) =>
        (window as never as { signForTest: (...all: unknown[]) => unknown }).signForTest(
          method,
          params,
        ),
    };
    const info = { uuid: crypto.randomUUID(), name: "Key of the test", icon: "", rdns: "test.key" };
    const announce = () =>
      window.dispatchEvent(
        new CustomEvent("eip6963:announceProvider", {
          detail: Object.freeze({ info: Object.freeze(info), provider }),
        }),
      );
    window.addEventListener("eip6963:requestProvider", announce);
    announce();
  });
  return account.address;
}

const script = "<img src=x onerror=\"document.title='taken'\">";

test("an officer designs a type, and sees the card as they write", async () => {
  const { page } = author;
  await page.getByRole("link", { name: "Design a type" }).click();
  await page.getByRole("heading", { level: 1, name: "A new document type" }).waitFor();
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.getByText("Still missing: ").first().waitFor();
  assert.ok((await page.locator("[aria-invalid=true]").count()) >= 4);
  assert.deepEqual(await audit(page), []);
  await fillTexts(page, "Title", {
    zh: "犬证",
    es: "Licencia de perro",
    en: `Dog licence ${script}`,
  });
  await fillTexts(page, "What it is for, in a sentence", {
    ...{ zh: `证明犬只已登记。${script}`, es: `Perro registrado. ${script}` },
    en: `The dog is registered. ${script}`,
  });
  assert.match(await page.getByLabel("Name in addresses").inputValue(), /^dog-licence-img/);
  await page.getByLabel("Name in addresses").fill("dog-licence");
  await addClaim(page, "Text", {
    zh: `姓名 ${script}`,
    es: `Titular ${script}`,
    en: `Keeper ${script}`,
  });
  assert.match((await page.locator(".card").textContent()) ?? "", /Keeper <img/);
  await addClaim(page, "Number or code", { zh: "犬证号", es: "Número", en: "Licence number" });
  await page.getByLabel("Begins with").fill("DL-");
  await page.getByLabel("At least", { exact: true }).fill("6");
  await page.getByLabel("At most", { exact: true }).fill("8");
  await addClaim(page, "Choice", { zh: "体型", es: "Tamaño", en: "Size" });
  for (const [index, texts] of [
    { zh: `小 ${script}`, es: `pequeño ${script}`, en: `small ${script}` },
    { zh: "大", es: "grande", en: "large" },
  ].entries())
    await fillTexts(page, `Choice ${index + 1}`, texts);
  assert.match((await page.locator(".card").textContent()) ?? "", /small <img/);
  await page.getByLabel("Licence number", { exact: true }).first().check();
  await page.getByLabel("Searched by name in").selectOption({ index: 1 });
  await page.getByText("Nothing is missing.").waitFor();
  await page.getByLabel("Card in").selectOption("zh");
  assert.match((await page.locator(".card").textContent()) ?? "", /犬证号/);
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/\/types\/drafts\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 1, name: /, version 1$/ }).waitFor();
  await page.locator(".claim > summary").first().click();
  await picture(page, "designer");
  assert.notEqual(await page.title(), "taken");
  assert.deepEqual(author.faults, []);
});

let second: Awaited<ReturnType<typeof office.open>>;
let colleague: Page;

test("a second administrator is told when both change the draft, and loses nothing", async () => {
  second = await office.open("/");
  colleague = await second.context.newPage();
  const account = await giveWallet(colleague);
  const authority = (await (await fetch(`${office.url}/v1/authorities/nanshan`)).json()) as {
    id: string;
  };
  await city.govern("SetOfficer", { authority: authority.id, officer: account, roles: 1 });
  await until(
    async () => {
      const now = await (await fetch(`${office.url}/v1/authorities/nanshan`)).text();
      return now.toLowerCase().includes(account.toLowerCase());
    },
    { waits: 450, stepMs: 200 },
  );
  await colleague.goto(`${office.url}/office${new URL(author.page.url()).pathname.slice(7)}`);
  await colleague.getByRole("button", { name: "Key of the test" }).click();
  await colleague.getByLabel("Copies at most").fill("3");
  await colleague.getByRole("button", { name: "Save" }).click();
  await colleague.getByText("Not saved yet").waitFor({ state: "detached" });
  const { page } = author;
  await page.getByLabel("Copies at most").fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else has changed it meanwhile").waitFor();
  const row = page.getByRole("row", { name: /Copies at most/ });
  assert.match((await row.textContent()) ?? "", /3.*7/);
  assert.deepEqual(await audit(page), []);
  await picture(page, "conflict");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.getByText("Somebody else").waitFor({ state: "detached" });
});

test("it is sent back once, with a reason that its author sees", async () => {
  const { page } = author;
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.getByText("Nobody has approved it yet.").waitFor();
  await colleague.reload();
  await colleague.getByRole("button", { name: "Send back" }).click();
  const dialog = colleague.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send back" }).click();
  await dialog.getByText("Say what should be changed.").waitFor();
  await dialog.getByLabel("What should be changed").fill(`Two years are enough ${script}`);
  assert.deepEqual(await audit(colleague), []);
  await dialog.getByRole("button", { name: "Send back" }).click();
  await colleague.getByText("sent back").first().waitFor();
  await page.reload();
  await page.getByText("Two years are enough").first().waitFor();
  await picture(page, "returned");
  await page.getByLabel("How many").fill("2");
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await page.getByText("Nobody has approved it yet.").waitFor();
});

test("two officers approve it with their wallets, and it is published", async () => {
  const { page } = author;
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  // The page was loaded again: the wallet is found again.
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Another officer's approval is still needed.").waitFor();
  await dialog.getByRole("button", { name: "Sign in the wallet" }).click();
  const shown = await page.locator("dialog pre").textContent();
  const hash = await dialog.locator(".content-hash").textContent();
  assert.ok(hash && shown?.includes(hash), "the wallet shows what the page shows");
  await page.locator("dialog button.main").click();
  await page.getByText("The other approval is another officer's.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Approve", exact: true }).count(), 0);

  await colleague.reload();
  await colleague.getByText("Approved by").first().waitFor();
  await picture(colleague, "review");
  assert.deepEqual(await audit(colleague), []);
  await colleague.getByRole("button", { name: "Approve", exact: true }).click();
  await colleague.getByText("With your approval it is published").waitFor();
  await colleague.getByRole("dialog").getByRole("button", { name: "Sign in the wallet" }).click();
  await colleague.getByText("The wallet is on another chain").waitFor();
  await colleague.getByRole("button", { name: "Ask the wallet to switch" }).click();
  const accredit = colleague.getByRole("link", { name: /^Accredit / });
  await accredit.waitFor();
  assert.match(
    (await accredit.getAttribute("href")) ?? "",
    /\/authorities\/shenzhen\/acts\/grant-accreditation\?documentType=0x[0-9a-f]{64}&level=2$/,
  );
  await picture(colleague, "published");
  assert.notEqual(await colleague.title(), "taken");
});

test("once accredited, one is issued from the form", async () => {
  const type = (await (await fetch(`${office.url}/v1/document-types/dog-licence`)).json()) as {
    id: string;
  };
  await city.accredit(type.id, ["shenzhen", "nanshan", "nanshan-housing"]);
  const clerk = await office.open("/issue/dog-licence");
  await signIn(clerk.page, "nanshan-housing");
  const { page } = clerk;
  await page.getByLabel("Keeper").fill(script);
  await page.getByLabel("Licence number").fill(sampleLicence(7).licence_number);
  await page.getByLabel("Size").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Sign and issue" }).click();
  await page.getByText("Issued, signed and in the log.").waitFor();
  await page.goto(`${office.url}/office/types`);
  await page.getByRole("link", { name: /Dog licence/ }).waitFor();
  await page.goto(`${office.url}/office/types/dog-licence`);
  await page.getByRole("heading", { level: 1, name: /Dog licence/ }).waitFor();
  assert.notEqual(await page.title(), "taken");
  // The browser reports the answer that somebody else was first.
  const faults = author.faults.filter((text) => !/status of 409/.test(text));
  assert.deepEqual([...clerk.faults, ...faults, ...second.faults], []);
});

test("on a phone, in the dark and in each language, the designer is whole", async () => {
  const { cookies } = await author.context.storageState();
  const storageState = { cookies, origins: [] };
  const session = await OfficerClient.ofDemo(office.url, "nanshan", "administer");
  const design = sampleDesign({ name: "cat-licence" });
  const { id } = await session.ask(201, "POST", "/v1/document-type-drafts", { design });
  for (const [locale, name] of [
    ["zh-CN", "犬证"],
    ["es-ES", "Licencia de perro"],
    ["en-GB", "Dog licence"],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const) {
      const phone = await office.open(`/types/drafts/${id}`, {
        ...{ locale, colorScheme, storageState, viewport: { width: 360, height: 780 } },
      });
      await phone.page.getByRole("heading", { level: 1, name: new RegExp(name) }).waitFor();
      for (const summary of await phone.page.locator(".claim > summary").all())
        await summary.click();
      await assertFits(phone.page, `the designer in ${locale}, ${colorScheme},`);
      assert.deepEqual(await audit(phone.page), []);
      await picture(phone.page, `phone-${locale}-${colorScheme}`);
      await phone.page.setViewportSize(desk);
      await picture(phone.page, `desk-${locale}-${colorScheme}`);
      assert.deepEqual(phone.faults, []);
      await phone.close();
    }
});

test("a type is tried with a test wallet and a test verifier, and nothing is sent", async () => {
  const { cookies } = await author.context.storageState();
  const storageState = { cookies, origins: [] };
  const opened = await office.open("/types/resident-id/try", { storageState });
  const { page } = opened;
  await page.getByRole("heading", { level: 1, name: /Try it/ }).waitFor();
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(request.url());
  });
  await page.getByRole("button", { name: "Issue the test document" }).click();
  const show = page.getByRole("button", { name: "Show it to the verifier" });
  await show.click();
  const verdict = page.locator(".trial-verdict > [data-outcome]");
  const codes = () =>
    verdict
      .locator(".checks li")
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.code ?? ""));
  await page.locator('.trial-verdict > [data-outcome="valid"]').waitFor();
  assert.match(await verdict.innerText(), /TEST · Nanshan/);
  await look(page, "trial");
  await page.getByLabel("Age over 18").last().uncheck();
  for (const [label, outcome, code] of [
    ["Your office revokes it", "invalid", "status.revoked"],
    ["It is not in the log yet", "unknown", "in-log.no-proof"],
    ["It has expired", "invalid", "validity-period.expired"],
  ] as const) {
    await page.getByLabel(label).check();
    await show.click();
    await until(async () => (await codes()).includes(code), 30, label);
    assert.equal(await verdict.getAttribute("data-outcome"), outcome);
  }
  assert.deepEqual(sent, []);
  assert.deepEqual(opened.faults, []);
  await picture(page, "trial-refused");
  await opened.close();
});
