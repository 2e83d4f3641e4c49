import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startPages } from "./startPages.ts";

let pages: Awaited<ReturnType<typeof startPages>>;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

// Run in the page, before its own script.
const refusals = {
  "a full storage": () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("", "QuotaExceededError");
    };
  },
  "a storage that may not be looked at": () => {
    for (const name of ["indexedDB", "localStorage", "caches"])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("", "SecurityError");
        },
      });
  },
  "a storage that does not answer": () => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest;
  },
};

for (const [name, refuse] of Object.entries(refusals))
  test(`W1 ${name}: the verdict is given, and what could not be compared is said`, async () => {
    const { file } = await pages.world.make();
    const opened = await pages.open("/?lang=en");
    await opened.page.addInitScript(refuse);
    await opened.page.reload();
    await opened.page.locator("#verify").waitFor();
    const card = {
      name: "card.sello",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(file),
    };
    await opened.page.locator("#files").setInputFiles([card]);
    const shown = opened.page.locator("#verdict > [data-outcome]");
    await shown.waitFor();
    assert.equal(await shown.getAttribute("data-outcome"), "valid");
    assert.match((await shown.textContent()) ?? "", /cannot remember the trust list/);
    await opened.page.getByText("This browser keeps nothing for this page").waitFor();
    assert.deepEqual(opened.faults, []);
    await opened.close();
  });
