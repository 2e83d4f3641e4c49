import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  documentStatuses,
  formatSelloFile,
  type HeldStatusList,
  parseStatusListToken,
  type TrustList,
  verify,
} from "@sello/sdk";
import { encodeStatusListToken, packStatuses } from "@sello/sdk/issue";
import { verdictExitCode } from "../../cli/verdictExitCode.ts";
import { Random } from "../../scripts/fuzz/Random.ts";
import { makeEcKey, type TestEcKey } from "../support/keys.ts";
import { type AnchoredDocument, World, worldTimes } from "../support/world.ts";

// What the status lists at hand say together, no matter who brought them.

const world = new World({ witnessCount: 2 });
const { now } = worldTimes;
const index = 4711;
const issuer = world.keys["futian-police"];
const seed = Number(process.env.SELLO_TEST_SEED ?? 8);
let shown: AnchoredDocument;
let trustList: TrustList;

before(async () => {
  shown = await world.make({ statusIndex: index });
  trustList = await world.trustList();
});

async function token(value: number, issuedAt: number, key: TestEcKey = issuer): Promise<string> {
  world.statuses[index] = value;
  try {
    return await world.statusToken(issuedAt, key);
  } finally {
    world.statuses[index] = documentStatuses.valid;
  }
}
const list = async (value: number, issuedAt: number, key?: TestEcKey): Promise<HeldStatusList> =>
  parseStatusListToken(await token(value, issuedAt, key));
const bringing = (status: string) => formatSelloFile({ ...shown, status });

async function judge(
  lists: readonly HeldStatusList[],
  { file = shown.file, trust = trustList, policy = {}, at = now } = {},
) {
  const verdict = await verify(file, trust, lists, policy, at);
  const code = verdict.checks.find(({ id }) => id === "status")?.code;
  return { outcome: verdict.outcome, code, verdict };
}

/** The trust list, with the issuer's key ended at a time. */
async function trustWithEndedKey(until: number): Promise<TrustList> {
  const content = world.trustListContent();
  const authorities = content.authorities.map((each) =>
    each.slug === "futian-police"
      ? { ...each, keys: each.keys.map((key) => ({ ...key, until })) }
      : each,
  );
  return world.trustList({ ...content, authorities });
}

test("T1 a genuine list that says revoked is final, whatever a newer one says, in either order", async () => {
  const revoked = await list(documentStatuses.revoked, now - 90_000);
  const valid = await list(documentStatuses.valid, now - 60);
  for (const lists of [
    [revoked, valid],
    [valid, revoked],
  ]) {
    const { outcome, code } = await judge(lists);
    assert.deepEqual([outcome, code], ["invalid", "status.revoked"]);
  }
});

test("A3 a token that was brought along does not overrule one that was fetched", async () => {
  const brought = bringing(await token(documentStatuses.valid, now - 1));
  const revoked = await list(documentStatuses.revoked, now - 60);
  assert.equal((await judge([revoked], { file: brought })).code, "status.revoked");
  const suspended = await list(documentStatuses.suspended, now - 60);
  assert.equal((await judge([suspended], { file: brought })).code, "status.suspended");
});

test("A3 what was brought along may add that the document is revoked", async () => {
  const brought = bringing(await token(documentStatuses.revoked, now - 600));
  const valid = await list(documentStatuses.valid, now - 60);
  assert.equal((await judge([valid], { file: brought })).code, "status.revoked");
});

test("A3 a token brought along serves where nothing else is at hand", async () => {
  const brought = bringing(await token(documentStatuses.valid, now - 60));
  assert.deepEqual((await judge([], { file: brought })).code, "status.ok");
  const old = await list(documentStatuses.valid, now - 200_000);
  assert.equal((await judge([old], { file: brought })).code, "status.ok");
});

test("A3 a brought token under an ended key, or from the future, is passed over and not called forged", async () => {
  const held = await list(documentStatuses.valid, now - 60);
  const ended = await trustWithEndedKey(now - 30);
  const backdated = bringing(await token(documentStatuses.revoked, now - 40));
  assert.equal((await judge([held], { file: backdated, trust: ended })).code, "status.ok");
  assert.equal((await judge([], { file: backdated, trust: ended })).code, "status.not-trusted");
  const tomorrow = bringing(await token(documentStatuses.valid, now + 1));
  assert.equal((await judge([held], { file: tomorrow })).code, "status.ok");
  assert.equal((await judge([], { file: tomorrow })).code, "status.not-trusted");
  const stranger = bringing(await token(documentStatuses.valid, now - 60, makeEcKey()));
  assert.equal((await judge([held], { file: stranger })).code, "status.ok");
});

test("A3 a brought token that claims the issuer's key and is not signed with it is forged", async () => {
  const forged = bringing(
    await token(documentStatuses.valid, now - 60, { ...makeEcKey(), kid: issuer.kid }),
  );
  const held = await list(documentStatuses.valid, now - 60);
  assert.deepEqual((await judge([held], { file: forged })).code, "status.forged");
});

test("A3 a revocation under a key that ended later stays final", async () => {
  const revoked = await list(documentStatuses.revoked, now - 5_000);
  const trust = await trustWithEndedKey(now - 1_000);
  const newer = await list(documentStatuses.valid, now - 2_000);
  assert.equal((await judge([newer, revoked], { trust })).code, "status.revoked");
});

test("T2 past its ttl a kept list is shown with its age; a policy may say how old is too old", async () => {
  for (const [age, code] of [
    [300, "status.ok"],
    [301, "status.not-refreshed"],
    [86_401, "status.too-old"],
  ] as const) {
    const found = await judge([await list(documentStatuses.valid, now - age)]);
    assert.equal(found.code, code, `${age} s`);
    if (code !== "status.not-refreshed") continue;
    assert.equal(found.outcome, "valid");
    assert.match(found.verdict.text.en, /was valid as of/);
    assert.equal(found.verdict.asOf.statusIssuedAt, now - age);
  }
  const hourOld = await list(documentStatuses.valid, now - 3_600);
  const strict = { policy: { statusAgeSecondsMax: 3_599 } };
  assert.deepEqual((await judge([hourOld], strict)).code, "status.too-old");
});

test("T2 exit code 0 says valid now, or as old as the user said is good enough", async () => {
  const fresh = await judge([await list(documentStatuses.valid, now - 60)]);
  const old = await judge([await list(documentStatuses.valid, now - 600)]);
  const revoked = await judge([await list(documentStatuses.revoked, now - 600)]);
  const codes = [fresh, old, revoked].map(({ verdict }) => verdictExitCode(verdict, false));
  assert.deepEqual(codes, [0, 2, 1]);
  assert.equal(verdictExitCode(old.verdict, true), 0);
});

test("T2 an age of 0 means fetched for this verdict", async () => {
  const policy = { statusAgeSecondsMax: 0 };
  const kept = await list(documentStatuses.valid, now - 1);
  assert.equal((await judge([kept], { policy })).outcome, "unknown");
  assert.equal((await judge([{ ...kept, fetchedAt: now }], { policy })).code, "status.ok");
  const brought = bringing(await token(documentStatuses.valid, now - 1));
  assert.equal((await judge([], { policy, file: brought })).outcome, "unknown");
});

const encode = (parts: { ttl?: number; bits?: 1 | 2 | 4 | 8; size?: number }) => {
  const { ttl = 300, bits = 2, size = 64 } = parts;
  return encodeStatusListToken({
    uri: world.statusUri,
    kid: issuer.kid,
    issuedAt: now - 60,
    expiresAt: now + 86_400,
    ttl,
    bits,
    entries: packStatuses(new Uint8Array(size), bits),
    sign: issuer.sign,
  });
};

test("H2 a ttl of 0 is malformed; the draft's 8-bit list of 2^20 entries is read", async () => {
  await assert.rejects(encode({ ttl: 0 }).then(parseStatusListToken), {
    code: "encoding.json-member",
  });
  const large = await encode({ bits: 8, size: 1_048_576 });
  assert.equal((await parseStatusListToken(large)).entries.length, 1_048_576);
  assert.equal((await judge([], { file: bringing(large) })).code, "status.ok");
});

test("H2 nbf and aud of a status list token are looked at", async () => {
  const { header, payload } = (await list(documentStatuses.valid, now - 60)).token;
  const make = async (more: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const input = `${part(header)}.${part({ ...payload, ...more })}`;
    return `${input}.${Buffer.from(issuer.sign(Buffer.from(input))).toString("base64url")}`;
  };
  assert.equal(
    (await judge([], { file: bringing(await make({ nbf: now + 60 })) })).outcome,
    "unknown",
  );
  assert.equal((await judge([], { file: bringing(await make({ nbf: now })) })).code, "status.ok");
  await assert.rejects(make({ aud: "https://other.example" }).then(parseStatusListToken), {
    code: "status-list.audience",
  });
});

test(`T1 once revoked, never valid: random sets of genuine and foreign lists (seed ${seed})`, async () => {
  const random = new Random(seed);
  const keys = [issuer, makeEcKey(), { ...makeEcKey(), kid: issuer.kid }, world.keys.futian];
  const values = [0, 0, 0, 1, 2, 3];
  for (let round = 0; round < 150; round += 1) {
    const make = async () => {
      const value = random.pick(values);
      const key = random.pick(keys);
      const issuedAt = now + random.pick([-90_000, -3_600, -400, -60, -1, 0, 100, 5_000]);
      return { value, key, issuedAt, text: await token(value, issuedAt, key) };
    };
    const made = await Promise.all(Array.from({ length: random.below(5) }, make));
    const brought = random.chance(0.5) ? await make() : null;
    const lists = await Promise.all(
      made.map(async ({ text }, at) => {
        const parsed = await parseStatusListToken(text);
        return at === 0 && random.chance(0.5) ? { ...parsed, fetchedAt: now } : parsed;
      }),
    );
    const isGenuine = ({ key, issuedAt }: { key: TestEcKey; issuedAt: number }) =>
      key === issuer && issuedAt <= now + 120;
    const all = brought === null ? made : [...made, brought];
    const saysRevoked = all.some(
      (each) => isGenuine(each) && each.value === documentStatuses.revoked,
    );
    const file = brought === null ? shown.file : bringing(brought.text);
    const { outcome, code } = await judge(lists, { file });
    const what = `round ${round}: ${JSON.stringify(all.map(({ value, issuedAt }) => [value, issuedAt - now]))}`;
    if (saysRevoked) assert.deepEqual([outcome, code], ["invalid", "status.revoked"], what);
    else if (outcome === "valid") {
      const good = all.filter((each) => isGenuine(each) && each.value === documentStatuses.valid);
      assert.ok(good.length > 0, what);
    }
    if (code === "status.forged") assert.equal(brought?.key, keys[2], what);
  }
});
