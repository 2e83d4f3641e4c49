import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { formatSelloFile, packSelloFile, present } from "@sello/sdk";
import { World } from "../support/world.ts";
import { drawCode, type Look, toFilm } from "./codes/drawCode.ts";
import { readVerdict, startPages } from "./startPages.ts";

// One witness and one claim: a document that fits a code which cameras can read.
const world = new World({ witnessCount: 1 });
const made = await world.make({ payload: { cnf: undefined } });
const chosen = await present(made.document, ["age_over_18"]);
const shown = packSelloFile(formatSelloFile({ document: chosen, proof: made.proof }));

/** The page in a browser whose camera sees this code. */
async function startCamera(content: Uint8Array, look: Look) {
  const folder = mkdtempSync(join(tmpdir(), "sello-camera-"));
  const film = join(folder, "camera.y4m");
  writeFileSync(film, toFilm(drawCode(content, look)));
  const pages = await startPages({
    world,
    launchArgs: [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  return {
    pages,
    async stop() {
      await pages.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Of all scripts that a first verdict by camera needs, compressed (78.7 KB when this was written). */
const firstVerdictBytesMax = 80_000;
/** What comes when the page is idle, and no verdict by this code waits for. Held up, it asks for no parts of its own. */
const notNeeded = /\/assets\/(ml-dsa|withBroughtTrust|showKept|followVersions|keepKnowledge)-/;

const looks: Readonly<Record<string, Look>> = {
  "straight on": {},
  "turned and tilted": { turned: 12, tilted: 0.12 },
  blurred: { blurred: 1 },
  "in a dark room": { around: 8 },
  "light on dark": { isInverted: true, around: 20 },
};

test(`a code of ${shown.length} bytes before the camera is judged, however it is held`, async (t) => {
  for (const [name, look] of Object.entries(looks))
    await t.test(name, async () => {
      const { pages, stop } = await startCamera(shown, look);
      try {
        const opened = await pages.open("/?lang=en", { silent: notNeeded });
        const { page } = opened;
        assert.ok(!opened.scripts.some(({ name: script }) => script === "openCamera"));
        await page.getByRole("button", { name: "Scan a code" }).click();
        const { outcome, text } = await readVerdict(page);
        assert.equal(outcome, "valid");
        assert.match(text, /futian-police/);
        assert.ok(await page.locator("#camera").isHidden());
        const reader = (await page.locator("#verify").getAttribute("data-codes")) ?? "";
        const accepted = { "accept-encoding": "gzip, br" };
        const { headers } = await fetch(`${pages.url}${reader}`, { headers: accepted });
        assert.equal(headers.get("content-encoding"), "br");
        const needed = opened.scripts.filter(({ name: script }) => script !== "qr");
        for (const part of ["verifier", "words", "openCamera"])
          assert.ok(
            needed.some(({ name: script }) => script === part),
            part,
          );
        const bytes = needed.reduce(
          (sum, script) => sum + script.bytes,
          Number(headers.get("content-length")),
        );
        assert.ok(bytes <= firstVerdictBytesMax, `${bytes} bytes`);
        t.diagnostic(`${bytes} bytes of script`);
        assert.deepEqual(opened.faults, []);
      } finally {
        await stop();
      }
    });
});

test("a code that leads to another service is not followed, and the camera is off", async () => {
  const link = new TextEncoder().encode("https://evil.example/pay?x=1");
  const { pages, stop } = await startCamera(link, {});
  try {
    const { page, faults } = await pages.open("/?lang=en");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByRole("button", { name: "Scan a code" }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /leads to evil\.example, not to this service/);
    assert.ok(asked.every((url) => url.startsWith(pages.url)));
    assert.deepEqual(faults, []);
  } finally {
    await stop();
  }
});

test("a camera that may not be used is said, and one that sees nothing can be closed", async () => {
  const pages = await startPages({
    world,
    launchArgs: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
  try {
    const { page } = await pages.open("/?lang=en");
    const scan = page.getByRole("button", { name: "Scan a code" });
    await scan.click();
    await page.getByRole("button", { name: "Close the camera" }).waitFor();
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#camera").isHidden());
    assert.ok(await scan.evaluate((button) => button === document.activeElement));
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await scan.click();
    assert.match(await page.getByRole("alert").innerText(), /camera may not be used/);
  } finally {
    await pages.stop();
  }
});
