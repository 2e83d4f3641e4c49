import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { drawCode, toFilm } from "../codes/drawCode.ts";
import { assertFits, audit, phone, picture } from "../office/look.ts";
import { answersFor, ok, startResident } from "./startResident.ts";

const id = "R".repeat(22);
const hash = `${"h".repeat(42)}A`;
/** Of whichever address: the app asks its own service for the request. */
const link = `https://sello.example/r/${id}#${hash}`;

let folder: string;
let resident: Awaited<ReturnType<typeof startResident>>;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "sello-camera-"));
  const film = join(folder, "camera.y4m");
  writeFileSync(film, toFilm(drawCode(new TextEncoder().encode(link))));
  resident = await startResident([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${film}`,
  ]);
});
after(async () => {
  await resident.stop();
  rmSync(folder, { recursive: true });
});

const answers = {
  ...answersFor("passkey"),
  "GET /v1/my/shares": () => ok({ shares: [], next: null }),
};

test("a request's code before the phone's camera leads to what is asked", async () => {
  const options = { viewport: phone, hasTouch: true };
  const { page, faults, close } = await resident.open("/shares", answers, options);
  const scan = page.getByRole("button", { name: "Scan their code" });
  await scan.waitFor();
  await assertFits(page, "the way to scan");
  assert.deepEqual(await audit(page), []);
  await picture(page, "resident-scan");
  await scan.tap();
  await page.waitForURL(`**/resident/requests/${id}*`);
  assert.equal(new URL(page.url()).hash, `#${hash}`);
  await page.getByRole("heading", { name: "Somebody asks you to show something" }).waitFor();
  assert.equal(await page.locator("video").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("a camera that may not be used is said, with the other way", async () => {
  const { page, faults, close } = await resident.open("/shares", answers);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("no", "NotAllowedError");
    };
  });
  await page.getByRole("button", { name: "Scan their code" }).click();
  await page.getByRole("alert").getByText("or paste their link").waitFor();
  assert.deepEqual(faults, []);
  await close();
});
