import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CheckCode,
  formatSelloFile,
  parsePresentation,
  type VerdictOutcome,
  verify,
} from "@sello/sdk";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";
import type { DocumentType } from "../../../web/office/api/requests/useTypes.ts";
import { checkClaims } from "../../../web/office/issue/checkClaims.ts";
import {
  type Happening,
  happenings,
  judgeTrial,
} from "../../../web/office/types/trial/judgeTrial.ts";
import { TrialCity } from "../../../web/office/types/trial/TrialCity.ts";
import { toTestClaims, toTrialType } from "../../../web/office/types/trial/toTestClaims.ts";
import { sampleClaims } from "../../services/registry/sampleClaims.ts";
import { World, worldTimes } from "../../support/world.ts";

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const all = types.all().map((type) => toTrialType(type as unknown as DocumentType));
const programMade: ReadonlySet<string> = new Set(["decision-receipt", "rule-version"]);
const name = { zh: "测试", es: "PRUEBA", en: "TEST" };
const now = 1_800_000_000;

/** What decides, as it does in production. */
const expected: Readonly<Record<Happening, readonly [outcome: VerdictOutcome, code: CheckCode]>> = {
  none: ["valid", "nonce.ok"],
  changed: ["invalid", "well-formed.malformed"],
  forged: ["invalid", "signature.unknown-key"],
  expired: ["invalid", "validity-period.expired"],
  suspended: ["invalid", "status.suspended"],
  revoked: ["invalid", "status.revoked"],
  unsealed: ["unknown", "in-log.no-proof"],
  copied: ["invalid", "nonce.other"],
};

test("a document of each type is accepted in its trial, with values that fit its rules", async () => {
  assert.ok(all.length > 3);
  for (const type of all) {
    const guessed = toTestClaims(type);
    // What the program alone issues has texts that nobody guesses.
    const claims = programMade.has(type.name) ? sampleClaims[type.name] : guessed;
    assert.ok(claims, type.name);
    assert.deepEqual([...checkClaims(type, claims)], [], type.name);
    const city = await TrialCity.open(type, name, now);
    const { verdict } = await judgeTrial(city, claims, type.disclosable, "none");
    assert.equal(verdict.outcome, "valid", `${type.name}: ${JSON.stringify(verdict.checks)}`);
    assert.equal(verdict.document?.issuer.name.en, "TEST");
  }
});

test("what happens to a document gives the causes of production, and the real list knows no such issuer", async () => {
  const type = all.find((each) => each.name === "resident-id");
  assert.ok(type);
  const city = await TrialCity.open(type, name, now);
  const claims = toTestClaims(type);
  for (const happening of happenings) {
    const { verdict } = await judgeTrial(city, claims, type.disclosable, happening);
    const [outcome, code] = expected[happening];
    assert.equal(verdict.outcome, outcome, happening);
    assert.ok(
      verdict.checks.some((check) => check.code === code),
      happening,
    );
    if (outcome !== "valid") assert.equal(verdict.cause?.code, code, happening);
  }
  const { document, proof } = await city.issue(claims);
  const file = parsePresentation(formatSelloFile({ document, proof }));
  const world = new World();
  const real = await world.trustList();
  const verdict = await verify(file, real, [await world.statusList()], {}, worldTimes.now);
  assert.equal(verdict.outcome, "invalid");
  assert.equal(verdict.document, undefined);
});

test("a type of which nothing may be withheld is changed where it is signed", async () => {
  const type = { ...(all[0] ?? assert.fail("there are types")), disclosable: [] };
  const city = await TrialCity.open(type, name, now);
  const { verdict } = await judgeTrial(city, toTestClaims(type), [], "changed");
  assert.equal(verdict.outcome, "invalid");
});
