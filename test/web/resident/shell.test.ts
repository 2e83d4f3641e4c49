import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertFits, audit, phone, picture } from "../office/look.ts";
import { untilKept } from "../untilKept.ts";
import { details, hostile, now } from "./sampleAnswers.ts";
import { type Answers, answersFor, goTo, ok, problem, startResident } from "./startResident.ts";

let resident: Awaited<ReturnType<typeof startResident>>;
before(async () => {
  resident = await startResident();
});
after(() => resident.stop());

/** Compressed bytes of script before anything is pressed. */
const scriptBytesMax = 60 * 1024;

test("large type is one tap away, is remembered, leaves out what is seldom needed, and reads aloud", async () => {
  const { page, faults, close } = await resident.open("", answersFor("passkey"), {
    viewport: phone,
    hasTouch: true,
  });
  await page.locator(".item").first().waitFor();
  assert.equal(await page.locator("search").isVisible(), true);
  await page.locator(".simple").tap();
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    speechSynthesis.speak = ({ text, lang }) => void said.push(lang, text);
  });
  await page.locator(".read-aloud").tap();
  const [lang, text] = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  assert.equal(lang, "en");
  assert.match(text ?? "", /My documents\. .*Resident identity card\. .*张秀英.*Valid\. /s);
  await page.reload();
  await page.locator(".read-aloud").waitFor();
  assert.equal(await page.locator("search").isVisible(), false);
  await assertFits(page, "large type");
  assert.deepEqual(await audit(page), []);
  await picture(page, "resident-simple-documents");
  await page.goto(`${resident.url}/resident/documents/${details[0]?.id}`);
  await page.locator(".facts").first().waitFor();
  await assertFits(page, "a document in large type");
  await picture(page, "resident-simple-document");
  assert.deepEqual(faults, []);
  await close();
});

test("the first page takes little script, from this origin alone, under the strictest policy", async () => {
  const { page, faults, close } = await resident.open("");
  const sizes: number[] = [];
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  page.on("requestfinished", async (request) => {
    if (request.url().endsWith(".js")) sizes.push((await request.sizes()).responseBodySize);
  });
  const response = await page.reload({ waitUntil: "networkidle" });
  await page.locator("#number").waitFor();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total > 0 && total <= scriptBytesMax, `${total} bytes`);
  assert.deepEqual([...hosts], [new URL(resident.url).host]);
  const policy = response?.headers()["content-security-policy"] ?? "";
  assert.match(policy, /default-src 'none'; script-src 'self'.*trusted-types sello/);
  assert.doesNotMatch(policy, /unsafe|nonce/);
  assert.deepEqual(faults, []);
  await close();
});

test("each fault of a sign-in is said in plain words, with the next step", async () => {
  const sent = {
    id: "00000000-0000-4000-8000-000000000777",
    endsAt: now + 300,
    resendAt: now - 1,
  };
  const { page, current, close } = await resident.open("", {
    "POST /v1/resident-sign-ins": () => problem(422, "phone.malformed"),
  });
  const give = async (way: number, number: string) => {
    await page.locator(".ways label").nth(way).click();
    await page.locator("#number").fill(number);
    await page.locator("form button[type=submit]").click();
  };
  await give(0, "12");
  await page.getByText("This is not a phone number.").waitFor();
  current.answers = { "POST /v1/resident-sign-ins": () => problem(422, "id_number.malformed") };
  await give(1, "440305195203070029");
  await page.getByText("This is not an ID card number.").waitFor();
  current.answers = { "POST /v1/resident-sign-ins": () => problem(429, "sign_in.codes_used") };
  await give(0, "13800138000");
  await page.getByText("Try again tomorrow, or sign in with fingerprint or face.").waitFor();
  current.answers = {
    "POST /v1/resident-sign-ins": () => ok(sent, 202),
    [`POST /v1/resident-sign-ins/${sent.id}/codes`]: () =>
      problem(403, "sign_in.code", { triesLeft: 1 }),
    [`POST /v1/resident-sign-ins/${sent.id}/resends`]: () =>
      ok({ ...sent, resendAt: now + 60 }, 202),
  };
  await page.locator("form button[type=submit]").click();
  await page.locator("#code").fill("123456");
  await page.getByText("You can try once more.").waitFor();
  await page.getByRole("button", { name: "Send a new code" }).click();
  await page.getByText("A new code is on its way.").waitFor();
  current.answers = {
    [`POST /v1/resident-sign-ins/${sent.id}/codes`]: () => problem(409, "sign_in.ended"),
  };
  await page.locator("#code").fill("123457");
  await page.getByText("The code has ended. Ask for a new one.").waitFor();
  await close();
});

test("a new version waits until it is asked for; where it is no demo, nothing names one", async () => {
  // Without the page's policy, so that the test may register the worker at another address, as a new version of it.
  const { page, close } = await resident.open("", {}, { bypassCSP: true, serviceWorkers: "allow" });
  await untilKept(page);
  const newer = "/resident/sw.js?newer";
  await page.evaluate(
    (path) => navigator.serviceWorker.register(path, { scope: "/resident" }),
    newer,
  );
  const use = page.getByRole("button", { name: "Use it now" });
  await use.waitFor();
  await Promise.all([page.waitForEvent("load"), use.click()]);
  await page.locator("#number").waitFor();
  const active = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/resident");
    return registration?.active?.scriptURL.replace(location.origin, "");
  });
  assert.equal(active, newer);
  assert.doesNotMatch(await (await fetch(`${resident.url}/resident`)).text(), /demo/);
  await close();
});

test("what an earlier version of the app stored on the device is carried over, and drafts have their place", async () => {
  const { page, faults, close } = await resident.open("");
  await page.locator("#number").waitFor();
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("sello-resident", 2);
        opening.onupgradeneeded = () => {
          for (const name of ["locks", "boxes", "receipts"]) opening.result.createObjectStore(name);
          const table = opening.transaction?.objectStore("locks");
          table?.put({ kind: "passkey", account: "somebody", wraps: [] }, "lock");
        };
        opening.onsuccess = () => resolve(opening.result.close());
        opening.onerror = () => reject(opening.error);
      }),
  );
  await goTo(page, "/device");
  await page.getByText("What is kept here is locked.").waitFor();
  const [version, tables] = await page.evaluate(
    () =>
      new Promise<[number, string[]]>((resolve, reject) => {
        const opening = indexedDB.open("sello-resident");
        opening.onsuccess = () =>
          resolve([opening.result.version, [...opening.result.objectStoreNames]]);
        opening.onerror = () => reject(opening.error);
      }),
  );
  assert.deepEqual([version, tables], [3, ["boxes", "drafts", "locks", "receipts"]]);
  assert.deepEqual(faults, []);
  await close();
});

/** Names of members in which a text is shown as somebody wrote it. */
const written = new Set(["zh", "es", "en", "value", "browser", "audience", "purpose", "phone"]);

/** The same answer with a script wherever a text of others is shown. */
function poison(value: unknown, name = ""): unknown {
  if (typeof value === "string") return written.has(name) ? hostile : value;
  if (Array.isArray(value)) return value.map((each) => poison(each, name));
  if (typeof value !== "object" || value === null) return value;
  const isPasskey = "credential" in value || "goodFrom" in value;
  return Object.fromEntries(
    Object.entries(value).map(([member, each]) => [
      member,
      isPasskey && member === "name" && typeof each === "string" ? hostile : poison(each, member),
    ]),
  );
}

test("a script in each text that offices, verifiers and devices wrote stays text, on every page", async () => {
  const share = {
    ...{ id: "00000000-0000-4000-8000-000000000501", digest: "d".repeat(43) },
    ...{ what: { type: hostile, claims: [hostile] }, audience: "x", purpose: "x", once: false },
    ...{
      sealedSha256: "e".repeat(43),
      recordId: "A".repeat(22),
      madeAt: now - 60,
      endsAt: now + 60,
    },
    ...{
      endedAt: null,
      endedBy: null,
      state: "open",
      openings: 1,
      opened: [{ at: now, browser: "x" }],
    },
  };
  const plain: Answers = {
    ...answersFor("passkey"),
    "GET /v1/my/shares": () => ok({ shares: [share], next: null }),
  };
  const answers = Object.fromEntries(
    Object.entries(plain).map(([question, answer]) => {
      const { status, body } = answer();
      return [question, () => ({ status, body: poison(body) })];
    }),
  );
  const { page, faults, close } = await resident.open("", answers);
  await page.locator(".item").first().waitFor();
  const paths = ["", "/device", "/shares", "/account", "/account/passkeys", "/account/sessions"];
  const of = details.flatMap(({ id }) => [`/documents/${id}`, `/documents/${id}/share`]);
  let shown = 0;
  for (const path of [...paths, "/account/looks", "/account/notices", ...of]) {
    await goTo(page, path);
    await page.locator("main h1").waitFor();
    await page.waitForFunction(() => !document.querySelector("main [aria-busy=true]"));
    for (const summary of await page.locator("main details:not([open]) > summary").all())
      await summary.click();
    const made = page.locator("main script, main img[src='x'], main [onerror]");
    assert.equal(await made.count(), 0, path);
    assert.doesNotMatch(await page.title(), /^owned/, path);
    if ((await page.locator("main").innerText()).includes("<script>")) shown += 1;
  }
  // All but this device, which keeps nothing, and the account's own page say texts of others.
  assert.ok(shown >= 12, `${shown} pages`);
  assert.deepEqual(faults, []);
  await close();
});
