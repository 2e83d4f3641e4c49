import assert from "node:assert/strict";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Start } from "../Start.ts";
import type { Trial } from "../Trial.ts";
import { within } from "../within.ts";

const chunk = Buffer.alloc(65_536, 1);
const filler = (disk: string): string => join(disk, "filler");

/** Writes until nothing goes any more. */
function fill(disk: string): void {
  const file = openSync(filler(disk), "a");
  try {
    for (let size = chunk.length; size > 0; size = Math.floor(size / 2)) {
      try {
        for (;;) writeSync(file, chunk, 0, size);
      } catch {
        // Full for this size; a smaller one may still go.
      }
    }
  } finally {
    closeSync(file);
  }
}

const free = (disk: string): void => rmSync(filler(disk), { force: true });

export const smallDisk: Trial = {
  name: "small-disk",
  title: "a disk with too little space for a first start is named before anything is made",
  needsRoot: true,
  needsMounts: true,
  async run(world) {
    const disk = world.mountMemory("disk", 64);
    const data = join(disk, "data");
    const start = await world.begin({ data });
    assert.equal(await start.refused(), 78);
    assert.equal(start.code, "disk.full", start.output);
    assert.ok(start.output.includes(data), start.output);
    assert.ok(!existsSync(join(data, "postgres")) && !existsSync(join(data, "postgres.part")));
  },
};

export const fullAtStart: Trial = {
  name: "full-at-start",
  title: "a disk that is full in the middle of a first start is named, and with space it goes on",
  needsRoot: true,
  needsMounts: true,
  isLong: true,
  async run(world) {
    for (const sign of ["postgres.part", "postgres", "chain", "witnesses"]) {
      const disk = world.mountMemory(`disk-${sign}`, 320);
      const data = join(disk, "data");
      const start = await world.begin({ data });
      while (!existsSync(join(data, sign)) && !start.ended) await delay(2);
      fill(disk);
      await start.settled();
      if (start.isReady) throw new Error(`${sign}: it started on a full disk:\n${start.output}`);
      assert.equal(start.code, "disk.full", `${sign}: ${start.output}`);
      assert.ok(start.output.includes(disk), start.output);
      free(disk);
      await (await (await world.begin({ data })).ready()).stop();
    }
  },
};

type Issued = { readonly acknowledged: string[]; failures: number; stopped: boolean };

const office = "shenzhen-library";

function authorize(data: string): Record<string, string> {
  const access = JSON.parse(readFileSync(join(data, "demo", "access.json"), "utf8")) as {
    keys: { authority: string; secret: string }[];
  };
  const key = access.keys.find(({ authority }) => authority === office);
  return { authorization: `Bearer ${key?.secret}` };
}

/** Issues one document after the other, each of another person, and notes what was acknowledged. */
async function issueUntilStopped(url: string, data: string, issued: Issued): Promise<void> {
  const headers = { ...authorize(data), "content-type": "application/json" };
  const sample = JSON.parse(readFileSync("examples/library-card.json", "utf8"));
  for (let n = 0; !issued.stopped; n += 1) {
    const claims = { ...sample.claims, card_number: `0440${String(n).padStart(9, "0")}` };
    const response = await fetch(`${url}/v1/documents`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": `document-${n}` },
      body: JSON.stringify({ ...sample, claims }),
      signal: AbortSignal.timeout(15_000),
    }).catch(() => null);
    const body = (await response?.json().catch(() => null)) as { id?: string } | null;
    if (response?.ok && body?.id) issued.acknowledged.push(body.id);
    else {
      issued.failures += 1;
      await delay(100);
    }
  }
}

/** What is acknowledged and not there. */
async function lostOf(url: string, data: string, ids: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  for (const id of ids) {
    const response = await fetch(`${url}/v1/documents/${id}`, { headers: authorize(data) });
    await response.arrayBuffer();
    if (response.status !== 200) lost.push(`${id}: ${response.status}`);
  }
  return lost;
}

export const fullWhileRunning: Trial = {
  name: "full-while-running",
  title:
    "a disk that is full while it runs is reported; nothing acknowledged is lost; with space it works again",
  needsRoot: true,
  needsMounts: true,
  isLong: true,
  async run(world) {
    const disk = world.mountMemory("disk", 320);
    const data = join(disk, "data");
    const port = await world.port();
    const url = `http://127.0.0.1:${port}`;
    const start = await (await world.begin({ data, port })).ready();
    const issued: Issued = { acknowledged: [], failures: 0, stopped: false };
    const issuing = issueUntilStopped(url, data, issued);
    world.atEnd(() => {
      issued.stopped = true;
    });
    await within(30, "a hundred documents", () => issued.acknowledged.length > 100);
    fill(disk);
    const refill = setInterval(() => fill(disk), 500);
    world.atEnd(() => clearInterval(refill));
    await within(120, "issuing fails on a full disk", () => issued.failures > 5);
    await within(20, "the disk is reported", () => start.output.includes(disk) && reported(start));
    await delay(5_000);
    clearInterval(refill);
    const before = issued.acknowledged.length;
    free(disk);
    await within(
      90,
      "issuing goes on",
      () => issued.acknowledged.length > before + 20 || start.ended,
    );
    issued.stopped = true;
    await issuing;
    assert.equal(start.ended, false, `it ended:\n${start.output}`);
    assert.deepEqual(await lostOf(url, data, issued.acknowledged), []);
    await start.stop();
    const again = await (await world.begin({ data, port })).ready();
    assert.deepEqual(await lostOf(url, data, issued.acknowledged), []);
    await again.stop();
    console.log(
      `     ${issued.acknowledged.length} acknowledged, ${issued.failures} refused, 0 lost`,
    );
    assert.ok(readdirSync(data).length > 0);
  },
};

const reported = ({ output }: Start): boolean => / MiB left|is full/.test(output);
