import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  type Check,
  type CheckCode,
  type CheckId,
  checkIds,
  type Policy,
  parsePresentation,
  type StatusList,
  type TrustList,
  type Verdict,
  verify,
} from "@sello/sdk";
import { makeEcKey } from "../../support/keys.ts";
import {
  type AnchoredDocument,
  issOf,
  residentClaims,
  World,
  worldTimes,
  worldTypes,
} from "../../support/world.ts";

const world = new World();
const { now } = worldTimes;
let shown: AnchoredDocument;
let trustList: TrustList;
let statusList: StatusList;

before(async () => {
  [shown, trustList, statusList] = await Promise.all([
    world.make(),
    world.trustList(),
    world.statusList(),
  ]);
});

interface Situation {
  readonly file?: string | Uint8Array;
  readonly trustList?: TrustList | null;
  readonly statusLists?: readonly StatusList[];
  readonly policy?: Policy;
  readonly now?: number;
}
const judge = (situation: Situation = {}) =>
  verify(
    situation.file ?? shown.file,
    situation.trustList === undefined ? trustList : situation.trustList,
    situation.statusLists ?? [statusList],
    situation.policy ?? {},
    situation.now ?? now,
  );
const checkOf = (verdict: Verdict, id: CheckId) =>
  verdict.checks.find((check) => check.id === id) as Check;

function assertOnly(verdict: Verdict, outcome: "failed" | "unknown", codes: CheckCode[]) {
  const others = verdict.checks.filter((check) => check.outcome === outcome);
  assert.deepEqual(
    others.map(({ code }) => code),
    codes,
  );
  assert.equal(verdict.outcome, outcome === "failed" ? "invalid" : "unknown");
}

test("a genuine document is valid, check by check", async () => {
  const verdict = await judge();
  assert.equal(verdict.outcome, "valid");
  assert.deepEqual(
    verdict.checks.map(({ id }) => id),
    [...checkIds],
  );
  assert.deepEqual(
    verdict.checks.map(({ outcome }) => outcome),
    checkIds.map((id) =>
      ["key-binding", "audience", "nonce"].includes(id) ? "skipped" : "passed",
    ),
  );
  assert.deepEqual(verdict.allowedUnknown, []);
  assert.deepEqual(verdict.asOf, {
    verifiedAt: now,
    trustListIssuedAt: worldTimes.published,
    statusIssuedAt: worldTimes.published,
    anchoredAt: worldTimes.anchored,
    witnessedAt: worldTimes.published,
  });
  assert.deepEqual(verdict.document?.claims, residentClaims);
  assert.equal(verdict.document?.issuer.slug, "futian-police");
  assert.equal(verdict.document?.type.name?.en, "Resident identity card");
  assert.deepEqual(checkOf(verdict, "checkpoint").data, { count: 8, quorum: 8 });
});

test("texts are there in three languages, with their values in place", async () => {
  const verdict = await judge();
  for (const { text } of [...verdict.checks, verdict]) {
    for (const words of Object.values(text)) assert.match(words, /^[^{}]+$/);
  }
  assert.match(checkOf(verdict, "status").text.en, /2027-01-15 07:43 UTC/);
  assert.match(checkOf(verdict, "issuer-known").text.zh, /futian-police（中）/);
});

test("bytes, text and a parsed presentation are judged alike", async () => {
  const fromText = await judge();
  const bytes = new TextEncoder().encode(shown.file);
  assert.deepEqual(await judge({ file: bytes }), fromText);
  const parsed = parsePresentation(bytes);
  assert.deepEqual(await verify(parsed, trustList, [statusList], {}, now), fromText);
});

test("a bare document without proof leaves the log and all that needs it unknown", async () => {
  const verdict = await judge({ file: shown.document });
  const unknown: CheckCode[] = [
    "in-log.no-proof",
    "checkpoint.no-proof",
    "key-current.no-anchoring",
    "authority-active.no-anchoring",
    "accredited.no-anchoring",
  ];
  assertOnly(verdict, "unknown", unknown);
  assert.equal(verdict.asOf.anchoredAt, undefined);
  const given = parsePresentation(`${shown.document}\n`, { proof: shown.proof });
  assert.equal((await verify(given, trustList, [statusList], {}, now)).outcome, "valid");
});

test("what the policy allows to be unknown is said in the verdict", async () => {
  const policy: Policy = {
    mayBeUnknown: ["in-log", "checkpoint", "key-current", "authority-active", "accredited"],
  };
  const verdict = await judge({ file: shown.document, policy });
  assert.equal(verdict.outcome, "valid");
  assert.deepEqual(verdict.allowedUnknown, policy.mayBeUnknown);
  assert.match(verdict.text.en, /5 checks were not possible/);
  const partly = await judge({ file: shown.document, policy: { mayBeUnknown: ["in-log"] } });
  assert.equal(partly.outcome, "unknown");
  const failed = await judge({ policy: { mayBeUnknown: [...checkIds] }, now: now * 2 });
  assert.equal(failed.outcome, "invalid");
});

test("without a trust list nothing can be known", async () => {
  const verdict = await judge({ trustList: null });
  assertOnly(verdict, "unknown", [
    "trust-list.missing",
    "issuer-known.no-trust-list",
    "signature.no-issuer",
    "checkpoint.no-trust-list",
    "key-current.no-issuer",
    "authority-active.no-issuer",
    "accredited.no-issuer",
    "status.no-issuer",
    "claims.no-trust-list",
  ]);
  assert.equal(verdict.document, undefined);
});

test("a trust list that is not verified, too old or from the future leaves it unknown", async () => {
  const unverified = { ...trustList, signedBy: null };
  assertOnly(await judge({ trustList: unverified }), "unknown", ["trust-list.not-verified"]);
  const content = world.trustListContent();
  const old = await world.trustList({ ...content, validUntil: now });
  assertOnly(await judge({ trustList: old }), "unknown", ["trust-list.expired"]);
  const future = await world.trustList({ ...content, issuedAt: now + 121 });
  assertOnly(await judge({ trustList: future }), "unknown", ["trust-list.not-yet"]);
});

test("an authority that is not listed did not issue anything", async () => {
  const content = world.trustListContent();
  const authorities = content.authorities.slice(0, 2);
  const verdict = await judge({ trustList: await world.trustList({ ...content, authorities }) });
  assert.equal(verdict.outcome, "invalid");
  assert.equal(checkOf(verdict, "issuer-known").code, "issuer-known.unknown-authority");
  assert.equal(verdict.document, undefined);
});

test("a key of another department, and a stranger's, are refused", async () => {
  const other = await world.make({ key: world.keys.futian });
  assert.equal(
    checkOf(await judge({ file: other.file }), "signature").code,
    "signature.unknown-key",
  );
  const claimed = { kid: world.keys["futian-police"].kid };
  const forged = await world.make({ key: makeEcKey(), header: claimed });
  const verdict = await judge({ file: forged.file });
  assertOnly(verdict, "failed", ["signature.wrong"]);
  assert.equal(verdict.document, undefined);
});

test("the key has to be current when the document was anchored, not now", async () => {
  const content = world.trustListContent();
  const withKey = (from: number, until: number | null) =>
    world.trustList({
      ...content,
      authorities: content.authorities.map((authority) => ({
        ...authority,
        keys: authority.keys.map((key) => ({ ...key, from, until })),
      })),
    });
  const { begin, anchored } = worldTimes;
  const statusFromOldKey = await world.statusList(anchored);
  const retired = await withKey(begin, anchored + 1);
  assert.equal(
    (await judge({ trustList: retired, statusLists: [statusFromOldKey] })).outcome,
    "valid",
  );
  const before = await judge({ trustList: await withKey(begin, anchored) });
  assert.equal(checkOf(before, "key-current").code, "key-current.not-current");
  const after = await judge({ trustList: await withKey(anchored + 1, null) });
  assertOnly(after, "failed", ["key-current.not-current"]);
});

for (const [depth, slug] of ["shenzhen", "futian", "futian-police"].entries()) {
  test(`a document anchored while ${slug} was suspended is refused, by its name`, async () => {
    const content = world.trustListContent();
    const { begin, anchored } = worldTimes;
    const suspended = [
      { state: "active", from: begin, until: anchored },
      { state: "suspended", from: anchored, until: anchored + 1 },
      { state: "active", from: anchored + 1, until: null },
    ] as const;
    const authorities = content.authorities.map((authority, i) =>
      i === depth ? { ...authority, states: suspended } : authority,
    );
    const list = await world.trustList({ ...content, authorities });
    const verdict = await judge({ trustList: list });
    assertOnly(verdict, "failed", ["authority-active.not-active"]);
    assert.match(checkOf(verdict, "authority-active").text.en, new RegExp(`^${slug} was not`));
  });

  test(`a document anchored after ${slug} lost the right is refused, by its name`, async () => {
    const content = world.trustListContent();
    const authorities = content.authorities.map((authority, i) => ({
      ...authority,
      accreditations: authority.accreditations.map((grant) => ({
        ...grant,
        until: i === depth ? worldTimes.anchored : null,
      })),
    }));
    const verdict = await judge({ trustList: await world.trustList({ ...content, authorities }) });
    assertOnly(verdict, "failed", ["accredited.not-accredited"]);
    assert.match(checkOf(verdict, "accredited").text.en, new RegExp(`: ${slug} lacked`));
  });
}

test("a parent that may issue but not delegate gives nothing to its children", async () => {
  const content = world.trustListContent();
  const authorities = content.authorities.map((authority) => ({
    ...authority,
    accreditations: authority.accreditations.map((grant) => ({ ...grant, delegate: false })),
  }));
  const verdict = await judge({ trustList: await world.trustList({ ...content, authorities }) });
  assertOnly(verdict, "failed", ["accredited.not-accredited"]);
});

test("dates are kept to the second, with one tolerance for all of them", async () => {
  const { validUntil } = worldTimes;
  const policy = { statusAgeSecondsMax: 1e9, mayBeUnknown: ["status", "trust-list"] } as const;
  assert.equal((await judge({ policy, now: validUntil + 119 })).outcome, "valid");
  assertOnly(await judge({ policy, now: validUntil + 120 }), "failed", ["validity-period.expired"]);
  const later = await world.make({ payload: { nbf: now + 121 } });
  assertOnly(await judge({ file: later.file }), "failed", ["validity-period.not-yet"]);
  assert.equal((await judge({ file: later.file, now: now + 1 })).outcome, "valid");
  const tomorrow = await world.make({ payload: { iat: now + 121 } });
  assertOnly(await judge({ file: tomorrow.file }), "unknown", ["validity-period.clock-behind"]);
  const endless = await world.make({ payload: { exp: undefined } });
  assert.equal((await judge({ file: endless.file })).outcome, "valid");
});

test("claims have to fit the type; what a holder may withhold may be missing", async () => {
  const wrong = await world.make({ claims: { ...residentClaims, age_over_18: "yes" } });
  assertOnly(await judge({ file: wrong.file }), "failed", ["claims.do-not-fit"]);
  const more = await world.make({ claims: { ...residentClaims, shoe_size: 43 } });
  assertOnly(await judge({ file: more.file }), "failed", ["claims.do-not-fit"]);
  const type = worldTypes.sealedFile;
  const incomplete = await world.make({ type, claims: { sha256: "00".repeat(32) } });
  assertOnly(await judge({ file: incomplete.file }), "failed", ["claims.do-not-fit"]);
  const policy = { documentTypes: [type.vct] };
  assertOnly(await judge({ policy }), "failed", ["claims.other-type"]);
});

test("an older typ is accepted if the policy says so", async () => {
  const old = await world.make({ header: { typ: "vc+sd-jwt" } });
  assertOnly(await judge({ file: old.file }), "failed", ["well-formed.old-type"]);
  const policy = { acceptVcSdJwtTyp: true };
  assert.equal((await judge({ file: old.file, policy })).outcome, "valid");
});

test("an authority cannot speak for another: iss decides whose entry is looked for", async () => {
  const stolen = await world.make({ payload: { iss: issOf("futian") }, key: world.keys.futian });
  const verdict = await judge({ file: stolen.file });
  assert.equal(checkOf(verdict, "in-log").code, "in-log.wrong");
  assert.equal(checkOf(verdict, "signature").outcome, "passed");
  assert.equal(verdict.outcome, "invalid");
});
