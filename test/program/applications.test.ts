import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { demoResidents } from "../../dev/demo-residents/residentPeople.ts";
import { until } from "../support/until.ts";
import { Program } from "./Program.ts";
import { ResidentClient } from "./ResidentClient.ts";

let program: Program;
/** As passkeys know it. */
const url = () => `http://localhost:${program.port}`;

before(async () => {
  program = await Program.inNewFolder();
  await program.up();
});
after(() => program.dispose());

async function signedIn(idNumber: string): Promise<ResidentClient> {
  const resident = demoResidents.find((each) => each.idNumber === idNumber);
  assert.ok(resident);
  const way = { way: "id-card" as const, idNumber };
  const first = await ResidentClient.withCode(url(), way, resident.phone);
  return ResidentClient.withPasskey(url(), await first.addPasskey());
}

/** Once its rules are in the log. */
const offered = (item: string) =>
  until(
    async () => {
      const answer = await fetch(`${url()}/v1/service-items/${item}`);
      const { version } = (await answer.json()) as { version: number | null };
      return version;
    },
    undefined,
    `${item} is not offered`,
  );

/** Each step as it is told, with the time since the request. */
async function follow(resident: ResidentClient, id: string, begunAt: number) {
  const seen: { step: string; ms: number }[] = [];
  for await (const { step } of resident.follow(id))
    seen.push({ step: step.step, ms: Math.round(performance.now() - begunAt) });
  return seen;
}

test("a resident applies, is granted, and has the document and its receipt in their account", async (t) => {
  const elder = demoResidents.find(({ name }) => name === "林国栋");
  const resident = await signedIn(elder?.idNumber ?? "");
  await offered("senior-card");
  // What was issued a moment ago is not in the log yet, and would be asked again.
  await until(
    async () => {
      const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
      return documents.every(({ state }: { state: string }) => state !== "sealing") || null;
    },
    undefined,
    "the resident's documents are not sealed",
  );
  const begunAt = performance.now();
  const body = { item: "senior-card", form: {}, evidence: { identity: { from: "account" } } };
  const key = { "idempotency-key": randomUUID() };
  const { id } = await resident.ask(201, "POST", "/v1/my/applications", body, key);
  const seen = await follow(resident, id, begunAt);
  t.diagnostic(seen.map(({ step, ms }) => `${step} ${ms} ms`).join(", "));
  assert.deepEqual(
    seen.map(({ step }) => step),
    ["received", "evidence", "decided", "document", "receipt", "sealed"],
  );
  const found = await resident.ask(200, "GET", `/v1/my/applications/${id}`);
  assert.deepEqual([found.state, found.outcome], ["sealed", "granted"]);
  const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
  const own = documents.map((each: { id: string }) => each.id);
  assert.ok(own.includes(found.document) && own.includes(found.receipt));
  const { looks } = await resident.ask(200, "GET", "/v1/my/looks");
  assert.ok(
    looks.some(({ claims }: { claims: string[] | null }) => claims?.includes("birth_date")),
  );
});
