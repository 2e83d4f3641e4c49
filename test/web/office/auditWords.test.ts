import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { phoneReasons, statusActions, statusReasons } from "@sello/api";
import { draftSteps } from "../../../api/schemas/typeDrafts.ts";
import { auditActions, auditKinds } from "../../../web/office/audit/actions.ts";
import { filterFields, toQuery } from "../../../web/office/audit/auditFilter.ts";
import { reasonOf } from "../../../web/office/audit/reasonOf.ts";

const nothing = Object.fromEntries(filterFields.map((name) => [name, ""])) as Parameters<
  typeof toQuery
>[0];

/** Verbs as the service's sources write them: those that are made of parts are below. */
const written =
  /(?:action: |toEvent\(|#record\(tx, |#record\(tx, acting, |#note\(tx, caller, |\baction, subject\] = \[|"system", action: )"([a-z_]+\.[a-z_]+)"/g;

test("every act that the service writes a line of has words in the console", () => {
  const sources = globSync("services/**/*.ts").map((path) => readFileSync(path, "utf8"));
  const found = new Set([
    ...sources.flatMap((source) => [...source.matchAll(written)].map(([, action = ""]) => action)),
    ...statusActions.map((action) => `status.${action}`),
    ...["pause", "resume", "cancel"].map((act) => `import.${act}`),
    ...["done", "failed"].map((state) => `turnover.${state}`),
    ...["stop", "resume"].map((act) => `bulk_act.${act}`),
    ...draftSteps.map((step) => `document_type.${step}`),
    ...["change", "discard", "return", "review"].map((act) => `rules.${act}`),
    ...["decided", "proposed", "sent_back", "passed"].map((step) => `application.${step}`),
    "api_key.act_on_issued",
    "officer.act_on_issued",
  ]);
  assert.ok(found.size > 25, `${found.size} acts were found`);
  assert.deepEqual([...found].sort(), [...auditActions].sort());
});

test("each act is of a kind that one can choose", () => {
  const kinds = new Set(auditActions.map((action) => action.split(".")[0]));
  assert.deepEqual([...kinds].sort(), [...auditKinds].sort());
});

test("a number alone is a document's, and a day is the reader's, to its end", () => {
  const id = "0198f3a0-1111-7abc-8def-0123456789AB";
  assert.deepEqual(toQuery({ ...nothing, subject: ` ${id} ` }), {
    subject: `document:${id.toLowerCase()}`,
  });
  const account = `0x${"Ab".repeat(20)}`;
  assert.deepEqual(toQuery({ ...nothing, actor: account }), {
    actor: `officer:${account.toLowerCase()}`,
  });
  const { from = 0, to = 0 } = toQuery({ ...nothing, from: "2026-11-30", to: "2026-11-30" });
  assert.equal(to - from, 86_400);
  assert.deepEqual(toQuery({ ...nothing, from: "soon" }), {});
});

test("a reason is told as one of its act: a lost document is no lost phone", () => {
  assert.deepEqual(reasonOf("status.revoke", "lost"), statusReasons.lost.text);
  assert.deepEqual(reasonOf("registered_phones.change", "lost"), phoneReasons.lost);
  assert.equal(reasonOf("status.revoke", "toString"), undefined);
});
