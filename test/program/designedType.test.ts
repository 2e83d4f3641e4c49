import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Hex } from "@sello/sdk";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { sampleDesign, sampleLicence } from "../support/sampleDesign.ts";
import { until } from "../support/until.ts";
import { CityClient } from "./CityClient.ts";
import { ask, OfficerClient, type Signing } from "./OfficerClient.ts";
import { Program } from "./Program.ts";

const district = "nanshan";
const office = "nanshan-housing";
let program: Program;
/** As the program's pages see it. */
let url: string;
let author: OfficerClient;
let second: OfficerClient;
let city: CityClient;

before(async () => {
  program = await Program.inNewFolder();
  await program.up();
  url = `http://localhost:${program.port}`;
  author = await OfficerClient.ofDemo(url, district, "administer");
  city = await CityClient.signIn(url);
});
after(() => program.dispose());

function ownWallet(): Signing {
  const account = privateKeyToAccount(generatePrivateKey());
  return {
    account: account.address,
    message: (message) => account.signMessage({ message }),
    typedData: (data) => account.signTypedData(data as never),
  };
}

const authorityId = async (slug: string): Promise<string> =>
  (await ask(url, "GET", `/v1/authorities/${slug}`)).body.id;

const drafts = "/v1/document-type-drafts";

async function approve(officer: OfficerClient, id: string) {
  const asked = await officer.ask(200, "GET", `${drafts}/${id}/approval`);
  const signature = await officer.wallet.typedData(asked);
  const approval = { content: asked.message.content as Hex, signature };
  return officer.ask(200, "POST", `${drafts}/${id}/approvals`, approval);
}

async function publish(design: ReturnType<typeof sampleDesign>) {
  const { id } = await author.ask(201, "POST", drafts, { design });
  await author.ask(200, "POST", `${drafts}/${id}/review`, { revision: 1 });
  assert.equal((await approve(author, id)).state, "review");
  const published = await approve(second, id);
  assert.equal(published.state, "published");
  return published.documentType;
}

const tenSeconds = { waits: 100, stepMs: 100 };

/** What is on chain is read a moment later. */
const toSay = (slug: string, words: string) =>
  until(async () => {
    const { body } = await ask(url, "GET", `/v1/authorities/${slug}`);
    return JSON.stringify(body).toLowerCase().includes(words);
  }, tenSeconds);

test("a second administrator of the district is appointed, and signs in", async () => {
  const wallet = ownWallet();
  const authority = await authorityId(district);
  await city.govern("SetOfficer", { authority, officer: wallet.account, roles: 1 });
  await toSay(district, wallet.account.toLowerCase());
  second = await OfficerClient.signIn(url, wallet, district);
});

test("a type is designed and approved, and strangers' process knows it at once", async () => {
  const type = await publish(sampleDesign());
  // By the process that strangers reach, which was told nothing.
  const { status, body } = await ask(url, "GET", "/v1/document-types/dog-licence");
  assert.deepEqual([status, body.id], [200, type.id]);
  const metadata = await ask(url, "GET", "/types/dog-licence/1");
  assert.equal(metadata.body.vct, type.vct);
  assert.equal(metadata.headers.get("access-control-allow-origin"), "*");
  assert.equal((await ask(url, "GET", "/v1/document-types/cat-licence")).status, 404);
});

test("once accredited, its documents are issued one by one and from a file, and verify", async () => {
  const { body: type } = await ask(url, "GET", "/v1/document-types/dog-licence");
  await city.accredit(type.id, ["shenzhen", district, office]);
  await toSay(office, type.id);
  const clerk = await OfficerClient.ofDemo(url, office, "issue");
  const claims = sampleLicence(1);
  const key = { "idempotency-key": "dog-1" };
  const request = { type: "dog-licence", claims };
  const { id } = await clerk.ask(201, "POST", "/v1/documents", request, key);
  const wrong = { type: "dog-licence", claims: { ...claims, licence_number: "X" } };
  const refused = await clerk.ask(422, "POST", "/v1/documents", wrong, {
    "idempotency-key": "dog-2",
  });
  assert.equal(refused.violations[0].rule.en, "DL- and 6–8 digits.");

  const rows = [2, 3, 4].map((number) => Object.values(sampleLicence(number)).join(","));
  const csv = [Object.keys(claims).join(","), ...rows].join("\n");
  const response = await fetch(`${url}/v1/imports?type=dog-licence`, {
    method: "POST",
    headers: { ...clerk.fields, "content-type": "text/csv" },
    body: csv,
  });
  const started = (await response.json()) as { id: string };
  assert.equal(response.status, 202, JSON.stringify(started));
  const done = await until(async () => {
    const now = await clerk.ask(200, "GET", `/v1/imports/${started.id}`);
    return now.state === "done" ? now : null;
  }, tenSeconds);
  assert.equal(done.rows.issued, 3);

  const as = ["--as", office];
  const saved = await program.sello("documents", "save", id, ...as, "-o", "dog.sello");
  assert.equal(saved.code, 0, saved.stderr);
  // By the sdk: trust list, entry of the type, proof and status.
  const verdict = await program.sello("verify", "dog.sello", "--json");
  assert.equal(verdict.code, 0, verdict.stdout + verdict.stderr);
  assert.equal(JSON.parse(verdict.stdout).outcome, "valid");
  await program.sello("present", "dog.sello", "--claims", "age_over_18", "-o", "age.sello");
  const shown = await program.sello("verify", "age.sello", "--json");
  assert.equal(JSON.parse(shown.stdout).outcome, "valid", shown.stdout);
  assert.match(shown.stdout, /DL-100001/, "what cannot be hidden is there");
  assert.doesNotMatch(shown.stdout, /王芳/);
  await clerk.ask(202, "POST", "/v1/status-acts", {
    ...{ documents: [id], action: "revoke", reason: "lost" },
  });
  await until(async () => (await program.sello("verify", "dog.sello")).code === 1, tenSeconds);
});

const acceptedBy = ({ data }: Program): number[] => {
  const offices = join(data, "trust-signers");
  return readdirSync(offices).map(
    (name) => readdirSync(join(offices, name)).filter((file) => file.startsWith("type.")).length,
  );
};

test("the offices that sign trust lists have checked it by themselves, and go on", async () => {
  await until(async () => acceptedBy(program).join() === "1,1,1", tenSeconds);
  const ready = await ask(program.url, "GET", "/readyz");
  assert.equal(ready.status, 200, JSON.stringify(ready.body));
});

test("from a backup in an empty folder it is there, with what the offices have accepted", async () => {
  const backedUp = await program.sello("backup", "types.backup");
  assert.equal(backedUp.code, 0, backedUp.stderr + backedUp.stdout);
  const elsewhere = await Program.inNewFolder();
  try {
    const key = join(program.data, "keys", "sealing-key");
    const file = join(program.folder, "types.backup");
    const restored = await elsewhere.sello("restore", file, "--sealing-key", key);
    assert.equal(restored.code, 0, restored.stderr);
    assert.deepEqual(acceptedBy(elsewhere), [1, 1, 1]);
    await elsewhere.up();
    const { body } = await ask(elsewhere.url, "GET", "/v1/document-types/dog-licence");
    assert.equal(body.version, 1);
  } finally {
    await elsewhere.dispose();
  }
});

test("after a restart it is there, and so is its next version", async () => {
  await program.stop();
  await program.up();
  const { body } = await ask(url, "GET", "/v1/document-types/dog-licence");
  assert.equal(body.version, 1);
  const next = await publish(sampleDesign({ version: 2, copiesMax: 1 }));
  assert.equal(next.version, 2);
  const named = await ask(url, "GET", "/v1/document-types/dog-licence?version=2");
  assert.equal(named.body.id, next.id);
  await until(async () => {
    const newest = await ask(url, "GET", "/v1/document-types/dog-licence");
    return newest.body.version === 2;
  }, tenSeconds);
  const { stdout } = await program.sello("verify", "age.sello", "--json");
  assert.match(stdout, /revoked/);
});
