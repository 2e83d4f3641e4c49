import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { demoResidents } from "../../dev/demo-residents/residentPeople.ts";
import { until } from "../support/until.ts";
import { ask } from "./OfficerClient.ts";
import { Program } from "./Program.ts";
import { ResidentClient } from "./ResidentClient.ts";

let program: Program;
/** Of the application below. */
let receiptId: string;
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
  receiptId = found.receipt;
  const { documents } = await resident.ask(200, "GET", "/v1/my/documents");
  const own = documents.map((each: { id: string }) => each.id);
  assert.ok(own.includes(found.document) && own.includes(found.receipt));
  const { looks } = await resident.ask(200, "GET", "/v1/my/looks");
  assert.ok(
    looks.some(({ claims }: { claims: string[] | null }) => claims?.includes("birth_date")),
  );
});

/** What the office that answers saves, as the applicant has it: a document with its proof, once witnesses have cosigned. */
async function saved(office: string, id: string, file: string): Promise<string> {
  const path = join(program.folder, file);
  const { code, stderr } = await program.sello("documents", "save", id, "--as", office, "-o", path);
  assert.equal(code, 0, stderr);
  return path;
}

test("with the network cut, the receipt and the rules' document decide it again; what was altered is told", async () => {
  const { body } = await ask(url(), "GET", "/v1/service-items/senior-card");
  const { version } = body as { version: number };
  const path = `${url()}/v1/service-items/senior-card/rules/${version}/sello`;
  const answer = await until(async () => {
    const asked = await fetch(path);
    return asked.ok && asked;
  });
  assert.equal(answer.headers.get("content-type"), "application/vnd.sello+json");
  const rules = join(program.folder, "rules.sello");
  writeFileSync(rules, await answer.text());
  const receipt = await saved("elderly-services", receiptId, "receipt.sello");
  const pinned = await program.sello("trust", "pin");
  assert.equal(pinned.code, 0, pinned.stderr);
  await program.stop();
  const same = await program.sello("replay", receipt, "--rules", rules);
  assert.equal(same.code, 0, same.stderr);
  assert.match(same.stdout, /Same outcome: the published rules give granted/);
  const alone = await program.sello("replay", receipt);
  assert.equal(alone.code, 2);
  for (const [file, args] of [
    [receipt, (altered: string) => [altered, "--rules", rules]],
    [rules, (altered: string) => [receipt, "--rules", altered]],
  ] as const) {
    const altered = `${file}.altered`;
    writeFileSync(altered, alter(readFileSync(file, "utf8")));
    const told = await program.sello("replay", ...args(altered));
    assert.equal(told.code, 1, told.stdout);
  }
});

/** Another character in the document's payload. */
function alter(file: string): string {
  const { document, ...rest } = JSON.parse(file) as { document: string };
  const place = document.indexOf(".") + 40;
  const other = document[place] === "A" ? "B" : "A";
  return JSON.stringify({
    ...rest,
    document: document.slice(0, place) + other + document.slice(place + 1),
  });
}
