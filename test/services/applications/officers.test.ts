import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, beforeEach, test } from "node:test";
import type { DocumentId } from "@sello/sdk";
import { readReceiptClaims, readRuleVersion } from "@sello/sdk/decision";
import type { Database } from "../../../services/platform/database/Database.ts";
import { startPostgres } from "../../support/postgres.ts";
import { emptyResidents } from "../accounts/residents/ResidentScene.ts";
import { makePerson } from "../issuing/people.ts";
import {
  applicationScene,
  clerks,
  type Officer,
  office,
  otherOffice,
  stranger,
} from "./ApplicationScene.ts";

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;
let people = 5_000;

before(async () => {
  postgres = await startPostgres();
  ({ database } = await postgres.database());
});
after(() => postgres.stop());
beforeEach(async () => {
  await emptyResidents(database);
  await database.query("truncate rule_versions, applications, streams cascade");
});

async function cityWith(item: string, isGranted = true) {
  const city = applicationScene(database);
  const version = await city.publish(item, isGranted);
  const person = makePerson(++people);
  const identity = await city.issueIdentity(person);
  const session = await city.resident(person.id_number ?? "");
  return { ...city, version, person, identity, session };
}

const [one, two, three] = clerks;

test("an officer asks for more, the applicant answers, and the same people decide", async () => {
  const city = await cityWith("senior-card", false);
  const { officerQueue, applications, applicationViews } = city.services;
  const id = await city.apply(city.session);
  await city.work();
  await officerQueue.ask(one.caller, id, "Which name is on the card?");
  const asked = await applicationViews.mine(await applications.get(city.session, id));
  assert.deepEqual(
    [asked.state, asked.steps.at(-1)?.words, asked.steps.at(-1)?.by],
    ["sent_back", "Which name is on the card?", "officer"],
  );
  const answer = {
    form: {},
    evidence: { identity: { from: "account" as const } },
    words: "The old one.",
  };
  await applications.answer(city.session, id, answer);
  await city.work();
  const seen = await applicationViews.office(two.caller, await officerQueue.get(two.caller, id));
  assert.deepEqual(
    [seen.state, seen.review?.outcome, seen.wantsOutputs],
    ["person", "granted", {}],
  );
  assert.ok(seen.journal.some(({ words }) => words === "The old one."));
  await officerQueue.decide(one.caller, id, { outcome: "refused", reason: "Not the same person." });
  await city.work();
  const found = await applications.get(city.session, id);
  assert.deepEqual([found.state, found.outcome, found.document], ["sealed", "refused", null]);
  await assert.rejects(officerQueue.decide(two.caller, id, { outcome: "granted", reason: "x" }), {
    code: "application.state",
  });
});

test("another office, and an API key, decide nothing; what a row would say has to be said", async () => {
  const city = await cityWith("senior-card");
  const { officerQueue } = city.services;
  await city.scene.statuses.act({
    documents: [city.identity],
    ...{ action: "suspend", reason: "under_review", actingAuthority: office, officer: "officer:x" },
  });
  const id = await city.apply(city.session);
  await city.work();
  const granted = { outcome: "granted" as const, reason: "Seen at the desk." };
  await assert.rejects(officerQueue.get(stranger.caller, id), { code: "application.unknown" });
  await assert.rejects(officerQueue.summary(stranger.caller, id), { code: "application.unknown" });
  const [summary] = await city.services.applicationViews.waiting([
    await officerQueue.summary(one.caller, id),
  ]);
  assert.ok(summary);
  assert.deepEqual([summary.why, summary.proposals, summary.officersNeeded], ["rules", 0, 1]);
  assert.ok(!("form" in summary) && !("evidence" in summary));
  const opened = await city.services.applicationViews.office(
    one.caller,
    await officerQueue.get(one.caller, id),
  );
  assert.equal(summary.steps, opened.journal.at(-1)?.number);
  assert.ok(opened.wantsOutputs.benefits?.includes("free"));
  assert.ok(opened.review?.titles.age);
  const key = { kind: "api-key" as const, apiKeyId: randomUUID(), authority: office, actions: [] };
  await assert.rejects(officerQueue.decide(key, id, granted), { code: "application.officer" });
  await assert.rejects(officerQueue.decide(one.caller, id, granted), {
    code: "application.outputs",
  });
  await assert.rejects(
    officerQueue.decide(one.caller, id, { ...granted, outputs: { benefits: "gold" } }),
    { code: "application.outputs" },
  );
  await officerQueue.decide(one.caller, id, { ...granted, outputs: { benefits: "free" } });
  await city.work();
  const { document } = await city.services.applications.get(city.session, id);
  assert.equal((await city.claimsOf(document as DocumentId)).benefits, "free");
});

test("figures count what waits and what is late, and nothing that is older than their days", async () => {
  const city = await cityWith("senior-card", false);
  const { applicationFigures } = city.services;
  const id = await city.apply(city.session);
  await city.work();
  const { receivedAt } = await city.services.applications.get(city.session, id);
  const waiting = await applicationFigures.view(one.caller);
  assert.deepEqual(
    [waiting.waiting, waiting.overdue, waiting.oldestAt, waiting.items[0]?.medianSeconds],
    [1, 0, receivedAt, null],
  );
  await database.query("update applications set due_at = received_at - interval '1 second'");
  assert.equal((await applicationFigures.view(one.caller)).overdue, 1);
  await database.query("update applications set received_at = received_at - interval '31 days'");
  assert.deepEqual((await applicationFigures.view(one.caller)).items, []);
  const key = { kind: "api-key" as const, apiKeyId: randomUUID(), authority: office, actions: [] };
  await assert.rejects(applicationFigures.view(key), { code: "application.officer" });
});

test("passed on, the other office has it, and the first has it no more", async () => {
  const city = await cityWith("senior-card", false);
  const { officerQueue, applications } = city.services;
  const id = await city.apply(city.session);
  await city.work();
  await officerQueue.pass(one.caller, id, "futian-health", "They live there.");
  await assert.rejects(officerQueue.get(one.caller, id), { code: "application.unknown" });
  const reason = { outcome: "granted" as const, reason: "Fits." };
  await officerQueue.decide(stranger.caller, id, reason);
  await city.work();
  const found = await applications.get(city.session, id);
  assert.deepEqual([found.authority, found.state], [otherOffice, "sealed"]);
});

test("four eyes: nobody is both, and both have to say the same", async () => {
  const city = await cityWith("public-space-use");
  const { officerQueue, applications, items } = city.services;
  const { item } = items.require("public-space-use");
  const form = sampleForm(item.form.schema);
  const asked = { item: item.slug, form, evidence: { identity: { from: "account" as const } } };
  const { id } = await applications.apply(city.session, "k", asked);
  await city.work();
  const seen = await officerQueue.get(one.caller, id);
  const { wantsOutputs } = await city.services.applicationViews.office(one.caller, seen);
  const outputs = Object.fromEntries(
    Object.entries(wantsOutputs).map(([name, [first = ""]]) => [name, first]),
  );
  const granted = { outcome: "granted" as const, reason: "Fits.", outputs };
  await officerQueue.decide(one.caller, id, granted);
  assert.equal((await applications.get(city.session, id)).state, "person");
  await assert.rejects(officerQueue.decide(one.caller, id, granted), {
    code: "application.involved",
  });
  const said = await city.services.applicationViews.office(
    two.caller,
    await officerQueue.get(two.caller, id),
  );
  assert.deepEqual(
    said.proposals.map(({ actor, outcome }) => [actor, outcome]),
    [[`officer:${one.caller.account}`, "granted"]],
  );
  await officerQueue.decide(two.caller, id, { outcome: "refused", reason: "No." });
  assert.equal((await applications.get(city.session, id)).state, "person");
  await officerQueue.decide(three.caller, id, granted);
  await city.work();
  const found = await applications.get(city.session, id);
  assert.deepEqual([found.state, found.outcome], ["sealed", "granted"]);
});

test("an appeal goes to who had no part in the refusal, nor granted its rules, and names it", async () => {
  const city = await cityWith("senior-card");
  const { officerQueue, applications } = city.services;
  await city.scene.statuses.act({
    documents: [city.identity],
    ...{ action: "revoke", reason: "lost", actingAuthority: office, officer: "officer:x" },
  });
  const id = await city.apply(city.session);
  await assert.rejects(applications.appeal(city.session, id, "a0", "x"), {
    code: "application.state",
  });
  await city.work();
  const appeal = await applications.appeal(city.session, id, "a1", "It was found again.");
  assert.deepEqual(await applications.appeal(city.session, id, "a1", "It was found again."), {
    id: appeal.id,
    isReplay: true,
  });
  await assert.rejects(applications.appeal(city.session, id, "a2", "x"), {
    code: "application.appealed",
  });
  await city.work();
  const granted = { outcome: "granted" as const, reason: "Seen.", outputs: { benefits: "free" } };
  // The first clerk granted the rules that refused.
  await assert.rejects(officerQueue.decide(one.caller, appeal.id, granted), {
    code: "application.involved",
  });
  await officerQueue.decide(two.caller, appeal.id, granted);
  await city.work();
  const later = await applications.get(city.session, appeal.id);
  assert.deepEqual([later.state, later.outcome], ["sealed", "granted"]);
  const receipt = readReceiptClaims((await city.claimsOf(later.receipt as DocumentId)) as never);
  assert.deepEqual([receipt.appeals, receipt.decidedBy], [id, "person"]);
  const { applicationFigures } = city.services;
  const { items, ...now } = await applicationFigures.view(one.caller);
  const { title: _title, medianSeconds, ...counted } = items[0] ?? {};
  assert.deepEqual(counted, {
    ...{ item: "senior-card", received: 2, byRules: 1, byOfficers: 1 },
    ...{ refused: 1, appeals: 1, overturned: 1, p95Seconds: 0 },
  });
  assert.equal(medianSeconds, 0);
  assert.deepEqual([now.waiting, now.oldestAt, now.atLeast], [0, null, false]);
  assert.deepEqual((await applicationFigures.view(stranger.caller)).items, []);
});

test("erased with the account: nothing of it stays, and what was under way issues nothing", async () => {
  const city = await cityWith("senior-card");
  const id = await city.apply(city.session);
  const [taken] = await city.parts.store.takeDue(city.scene.nowMs / 1_000, 1);
  assert.ok(taken);
  await city.residents.services.residentErasure.erase(city.session);
  await city.runner.run(taken);
  const { rowCount } = await database.query("select 1 from applications where id = $1", [id]);
  assert.equal(rowCount, 0);
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from documents d join streams s on s.id = d.stream_id
     where s.document_type in ('senior-card', 'decision-receipt')`,
  );
  assert.equal(rows[0]?.count, 0);
});

test("rules: two sign what both have looked at, and the document holds both", async () => {
  const city = applicationScene(database);
  const { ruleVersions } = city.services;
  const term = { from: 0, until: null };
  await assert.rejects(ruleVersions.begin(stranger.caller, "senior-card", term), {
    code: "rules.officer",
  });
  const draft = await ruleVersions.begin(one.caller, "senior-card", term);
  const content = { rules: JSON.parse(draft.rules), cases: JSON.parse(draft.cases), ...term };
  const broken = { ...content, cases: { ...content.cases, cases: content.cases.cases.slice(2) } };
  const worse = await ruleVersions.change(one.caller, draft.id, 0, broken);
  await assert.rejects(ruleVersions.review(one.caller, draft.id, worse.revision), {
    code: "rules.faults",
  });
  await assert.rejects(ruleVersions.change(one.caller, draft.id, 0, content), {
    code: "rules.changed",
  });
  const better = await ruleVersions.change(two.caller, draft.id, worse.revision, content);
  const ready = await ruleVersions.review(one.caller, draft.id, better.revision);
  const signing = async ({ caller, sign }: Officer, by = { caller }) =>
    ruleVersions.sign(
      by.caller,
      draft.id,
      ready.revision,
      await sign(await ruleVersions.toSign(caller, draft.id)),
    );
  await assert.rejects(signing(two, one), { code: "rules.signature" });
  assert.equal((await signing(one)).state, "signing");
  await assert.rejects(signing(one), { code: "rules.signed" });
  await assert.rejects(ruleVersions.toGrant(one.caller, draft.id), { code: "rules.state" });
  const published = await signing(two);
  assert.deepEqual([published.state, published.number], ["published", 1]);
  const claims = await city.claimsOf(published.document as DocumentId);
  const read = readRuleVersion(claims as never);
  assert.deepEqual(
    read.signatures.map(({ account }) => account).sort(),
    [one.caller.account, two.caller.account].sort(),
  );
  await assert.rejects(ruleVersions.change(one.caller, draft.id, ready.revision, content), {
    code: "rules.state",
  });
});

test("a simulation says which row fires by both evaluators, and which nearly did", async () => {
  const city = applicationScene(database);
  const { rules } = await city.services.ruleVersions
    .begin(one.caller, "senior-card", { from: 0, until: null })
    .then(({ rules }) => ({ rules: JSON.parse(rules) }));
  const said = await city.services.simulation.run(rules, { identity: "valid", age: 59 });
  assert.deepEqual([said.same, said.engine?.row, said.replay.row], [true, "under-60", "under-60"]);
  const missing = await city.services.simulation.run(rules, { age: 70 });
  assert.deepEqual([missing.same, missing.replay.outcome], [true, "cannot-tell"]);
});

test("a draft is tried on last month's applications: who would be decided differently", async () => {
  const city = await cityWith("senior-card");
  const { ruleVersions, ruleTrial } = city.services;
  const granted = await city.apply(city.session);
  await city.work();
  const term = { from: 0, until: null };
  const draft = await ruleVersions.begin(one.caller, "senior-card", term);
  assert.deepEqual(await trialOf(city, one, draft.id), {
    ...{ tried: 1, differ: 0, disagreed: 0, isComplete: true },
    ...{ outcomes: [{ before: "granted", after: "granted", count: 1 }], differing: [] },
  });
  const [rules, cases] = [draft.rules, draft.cases].map((text) => JSON.parse(text));
  const { content } = rules.table.nodes.find((node: { content?: object }) => node.content);
  for (const row of content.rules) if (row.o0 === '"granted"') row.o0 = '"refused"';
  await ruleVersions.change(one.caller, draft.id, 0, { rules, cases, ...term });
  const { differing, ...numbers } = await trialOf(city, one, draft.id);
  assert.deepEqual(numbers, {
    ...{ tried: 1, differ: 1, disagreed: 0, isComplete: true },
    outcomes: [{ before: "granted", after: "refused", count: 1 }],
  });
  assert.deepEqual(
    differing?.map(({ application, before, after }) => [application, before, after]),
    [[granted, { outcome: "granted", row: "from-65" }, { outcome: "refused", row: "from-65" }]],
  );
  // Who may not open applications sees how many, and not which; who is of another office sees nothing.
  city.dismissed.add(one.caller.account);
  const seen = await ruleTrial.run(one.caller, draft.id);
  assert.deepEqual([seen.differ, seen.differing], [1, null]);
  await assert.rejects(ruleTrial.run(stranger.caller, draft.id), { code: "rules.unknown" });
  const key = { kind: "api-key" as const, apiKeyId: randomUUID(), authority: office, actions: [] };
  assert.throws(() => ruleTrial.run(key, draft.id), { code: "rules.officer" });
  const { rows } = await database.query<{ count: number }>(
    "select count(*)::int as count from audit_events where action = 'rules.trial'",
  );
  assert.equal(rows[0]?.count, 3);
});

test("everybody reads each published version, and figures that tell of nobody", async () => {
  const city = await cityWith("senior-card");
  const { serviceItems, decisionFigures } = city.services;
  const published = await serviceItems.version("senior-card", 1);
  const { rules, version } = await serviceItems.get("senior-card");
  assert.deepEqual([published.rules, published.signedBy.length, version], [rules, 2, 1]);
  await assert.rejects(serviceItems.version("senior-card", 2), { code: "rules.unknown" });
  await assert.rejects(serviceItems.version("nothing", 1), { code: "service_item.unknown" });
  const decideOne = async () => {
    const person = makePerson(++people);
    await city.issueIdentity(person);
    await city.apply(await city.resident(person.id_number ?? ""));
  };
  for (let count = 1; count < 10; count += 1) await decideOne();
  await city.work();
  const counted = async () => (await decisionFigures.count(city.scene.nowMs)).figures;
  const of = { item: "senior-card", decided: null, byRules: null, refused: null };
  assert.deepEqual(
    (await counted()).map(({ item, decided, byRules, refused }) => ({
      ...{ item, decided, byRules, refused },
    })),
    [of],
  );
  await decideOne();
  await city.work();
  const [figure] = await counted();
  assert.deepEqual([figure?.decided, figure?.byRules, figure?.refused], [10, 10, null]);
});

async function trialOf(city: ReturnType<typeof applicationScene>, by: Officer, id: string) {
  const { since, until, ...said } = await city.services.ruleTrial.run(by.caller, id);
  assert.ok(until > since);
  return said;
}

type Schema = { readonly properties: Readonly<Record<string, unknown>> };

/** A form that its schema takes. */
function sampleForm({ properties }: Schema): Record<string, never> {
  const sample = (property: Record<string, unknown>): unknown => {
    if (Array.isArray(property.enum)) return property.enum[0];
    if (property.type === "boolean") return false;
    if (property.type === "integer") return property.minimum;
    return property.format === "date" ? "2027-01-10" : "示例路1号";
  };
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      sample(property as never) as never,
    ]),
  );
}
