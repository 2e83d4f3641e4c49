import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { sampleCsv } from "../../dev/demo-city/samples/sampleCsv.ts";
import { sampleRecord } from "../../dev/demo-city/samples/sampleRecords.ts";
import {
  hostileRequests,
  type KnownValues,
  type OpenApi,
} from "../services/http/hostileRequests.ts";
import { Program } from "./Program.ts";

// The same hostile requests as in test/services/http, here to the whole program: what its database and
// its chain say to them must not be a fault either. SELLO_FUZZ and SELLO_FUZZ_SEED as there.
const perOperation = Number(process.env.SELLO_FUZZ ?? 15);
const seed = Number(process.env.SELLO_FUZZ_SEED ?? 1);
const office = "population-administration";
const memoryMbMax = 700;
/** They never end by themselves, and take no input that matters. */
const endless = new Set(["followLog", "followImport"]);

let program: Program;
before(async () => {
  program = await Program.inNewFolder();
  await program.up({ SELLO_RATE_PER_ADDRESS: "0", SELLO_RATE_PER_KEY: "0" });
});
after(() => program.dispose());

function keyOf(slug: string): string {
  const access = readFileSync(join(program.data, "demo", "access.json"), "utf8");
  const { keys } = JSON.parse(access) as { keys: { authority: string; secret: string }[] };
  return keys.find(({ authority }) => authority === slug)?.secret ?? "";
}

const strange = ["\u0000", "a\u0000b", "\ud800", "\u202e", "a".repeat(4_000), "', --", "\n"];

/** What is there to be named: documents, an import, an officer, claims with one thing wrong. */
async function knownValues(headers: HeadersInit): Promise<KnownValues> {
  const post = (path: string, type: string, body: string) =>
    fetch(`${program.url}${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": type, "idempotency-key": "first" },
      body,
    });
  const good = sampleRecord["resident-id"](0) ?? {};
  const issue = JSON.stringify({ type: "resident-id", claims: good });
  const document = (await (await post("/v1/documents", "application/json", issue)).json()) as {
    id: string;
  };
  const csv = [...sampleCsv("resident-id", 20, 100)].join("");
  const path = "/v1/imports?type=resident-id&dryRun=true";
  const upload = (await (await post(path, "text/csv", csv)).json()) as { id: string };
  const claims = strange.flatMap((text) =>
    Object.keys(good).map((name) => ({ ...good, [name]: text })),
  );
  return {
    id: [document.id, document.id, upload.id],
    documents: [[document.id], [document.id, document.id], strange],
    claims: [good, ...claims],
    type: ["resident-id"],
    name: ["resident-id"],
    version: [1],
    authority: [office],
    slug: [office],
    number: [0, 1],
    index: [0, 131_071, 131_072],
    reason: ["lost", "fraud", "requested", ...strange],
    label: strange,
    fileName: strange,
    after: [document.id, upload.id, ...strange],
    action: ["suspend", "reinstate"],
    "idempotency-key": ["first", "second"],
  };
}

test("no request to any route makes a fault of the whole program", async () => {
  const headers = { authorization: `Bearer ${keyOf(office)}` };
  const known = await knownValues(headers);
  const openApi = (await (await fetch(`${program.url}/openapi.json`)).json()) as OpenApi;
  const faults: string[] = [];
  let [answered, done] = [0, 0];
  for (const { path, init, operation } of hostileRequests(openApi, { perOperation, seed, known })) {
    if (endless.has(operation)) continue;
    const given = new Headers(init.headers);
    if (!given.has("authorization")) given.set("authorization", headers.authorization);
    const response = await fetch(`${program.url}${path}`, { ...init, headers: given });
    const text = await response.text();
    answered += 1;
    if (response.ok) done += 1;
    const about = `${init.method} ${path.slice(0, 300)} ${String(init.body ?? "").slice(0, 600)}`;
    if (response.status >= 500 && response.status !== 501 && path !== "/readyz")
      faults.push(`${response.status} ${text.slice(0, 300)} ← ${about}`);
    if (faults.length >= 10) break;
  }
  assert.deepEqual(faults, []);
  assert.ok(answered > 30 * perOperation);
  // Were all refused at the door, nothing behind it would have been tried.
  assert.ok(done > answered / 10, `${done} of ${answered} were done`);
  console.log(`${answered} requests, of which ${done} were done`);
});

test("and it is well afterwards, in no more memory than before", async () => {
  const ready = await fetch(`${program.url}/readyz`);
  assert.equal(ready.status, 200, await ready.text());
  const figures = await (await fetch(`${program.url}/metrics`)).text();
  const bytes = Number(/^process_resident_memory_bytes (\S+)$/m.exec(figures)?.[1]);
  console.log(`${Math.round(bytes / 1e6)} MB`);
  assert.ok(bytes > 0 && bytes / 1e6 < memoryMbMax);
  const log = readFileSync(join(program.data, "sello.log"), "utf8");
  assert.doesNotMatch(log, /unhandled|uncaught/i);
});
