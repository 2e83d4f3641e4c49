import assert from "node:assert/strict";
import { before, test } from "node:test";
import { formatSelloFile, present, type TrustList, verify } from "@sello/sdk";
import { Random } from "../../scripts/fuzz/Random.ts";
import { type AnchoredDocument, World, worldTimes } from "../support/world.ts";

// Clocks that are wrong, and times that somebody chose.

const world = new World({ witnessCount: 2 });
const { now, published } = worldTimes;
const seed = Number(process.env.SELLO_TEST_SEED ?? 8);
let shown: AnchoredDocument;
let trustList: TrustList;

before(async () => {
  shown = await world.make();
  trustList = await world.trustList();
});

async function judge(at: number, { file = shown.file, listAt = published as number } = {}) {
  const verdict = await verify(file, trustList, [await world.statusList(listAt)], {}, at);
  const codes = verdict.checks
    .filter(({ outcome }) => outcome !== "passed")
    .map(({ code }) => code);
  return { outcome: verdict.outcome, codes, verdict };
}

test("K2 a clock that is behind is named, and never makes a document invalid", async () => {
  for (const behind of [130, 3_600, 864_000]) {
    const { outcome, codes, verdict } = await judge(published - behind);
    assert.equal(outcome, "unknown");
    assert.ok(codes.includes("checkpoint.clock-behind"), codes.join());
    const check = verdict.checks.find(({ code }) => code === "checkpoint.clock-behind");
    assert.match(check?.text.en ?? "", /clock seems to be behind \(the log was confirmed at/);
  }
  assert.equal((await judge(published - 120)).outcome, "valid");
});

test("K2 a clock turned back does not make a lapsed document valid", async () => {
  const exp = published - 3_600;
  const lapsed = await world.make({ payload: { exp } });
  for (const at of [exp - 10, exp - 100, now]) {
    const { codes } = await judge(at, { file: lapsed.file });
    assert.ok(codes.includes("validity-period.expired"), codes.join());
  }
});

test(`K2 of generated clocks, none makes a good document invalid before its end (seed ${seed})`, async () => {
  const random = new Random(seed);
  for (let round = 0; round < 60; round += 1) {
    const at = now - random.below(2 ** random.below(27));
    const { outcome, codes } = await judge(at);
    assert.notEqual(outcome, "invalid", `${at - now}: ${codes.join()}`);
  }
});

test("K2 a clock that is ahead is named, where a list that was just fetched shows it", async () => {
  const exp = worldTimes.validUntil;
  const fetched = { ...(await world.statusList(now)), fetchedAt: exp + 500 };
  const codesWith = async (lists: Parameters<typeof verify>[2]) => {
    const { outcome, checks } = await verify(shown.file, trustList, lists, {}, exp + 500);
    return [outcome, checks.find(({ id }) => id === "validity-period")?.code];
  };
  assert.deepEqual(await codesWith([fetched]), ["unknown", "validity-period.clock-ahead"]);
  const recent = { ...(await world.statusList(exp + 400)), fetchedAt: exp + 500 };
  assert.deepEqual(await codesWith([recent]), ["invalid", "validity-period.expired"]);
  assert.deepEqual(await codesWith([]), ["invalid", "validity-period.expired"]);
});

test("A5 an entry from the future fails, unless others have signed that it is that late", async () => {
  const [future] = await world.anchor([await world.issue()], now + 950_400);
  const { outcome, codes } = await judge(now, { file: future?.file ?? "" });
  assert.deepEqual([outcome, codes[0]], ["invalid", "in-log.in-the-future"]);
  const [close] = await world.anchor([await world.issue()], now + 119);
  assert.equal((await judge(now, { file: close?.file ?? "" })).outcome, "valid");
  // The list is from then, so it is our clock that is behind.
  const [late] = await world.anchor([await world.issue()], now + 3_600);
  const behind = await judge(now, { file: late?.file ?? "", listAt: now + 3_600 });
  assert.equal(behind.outcome, "unknown");
  assert.ok(behind.codes.includes("in-log.clock-behind"), behind.codes.join());
});

test("times: a value that cannot be seconds is malformed, and says why", async () => {
  for (const payload of [
    { exp: Date.now() },
    { nbf: "2026-01-01" },
    { iat: -1 },
    { iat: null },
    { exp: 1e300 },
  ]) {
    const { file } = await world.make({ payload });
    const { outcome, verdict } = await judge(now, { file });
    const name = Object.keys(payload)[0];
    assert.equal(outcome, "invalid");
    assert.equal(verdict.checks[0]?.data?.path, `/${name}`, name);
    assert.equal(verdict.checks[0]?.data?.expected, "a time in seconds since 1970");
  }
  const { file } = await world.make({ payload: { iat: worldTimes.issued + 0.5 } });
  assert.equal((await judge(now, { file })).outcome, "valid");
});

test("times: one tolerance for iat, nbf and exp", async () => {
  for (const [payload, outcome] of [
    [{ iat: now + 120 }, "valid"],
    [{ nbf: now + 120 }, "valid"],
    [{ exp: now - 119 }, "valid"],
    [{ iat: now + 121 }, "unknown"],
    [{ nbf: now + 121 }, "invalid"],
    [{ exp: now - 120 }, "invalid"],
  ] as const) {
    const { file } = await world.make({ payload });
    assert.equal((await judge(now, { file })).outcome, outcome, JSON.stringify(payload));
  }
});

const audience = "https://kiosk.example";
const nonce = "n-1";

async function bound(claims: object = {}): Promise<string> {
  const { sign } = world.holder;
  const keyBinding = { sign, audience, nonce, iat: now - 5 };
  const document = await present(shown.document, ["age_over_18"], { keyBinding });
  const [head = "", body = ""] = (document.split("~").at(-1) ?? "").split(".");
  const payload = { ...JSON.parse(Buffer.from(body, "base64url").toString()), ...claims };
  const input = `${head}.${Buffer.from(JSON.stringify(payload)).toString("base64url")}`;
  const signature = Buffer.from(sign(Buffer.from(input))).toString("base64url");
  const parts = [...document.split("~").slice(0, -1), `${input}.${signature}`];
  return formatSelloFile({ ...shown, document: parts.join("~") });
}

async function judgeBound(file: string, keyBinding: { audience?: string; nonce?: string }) {
  const lists = [await world.statusList(now - 60)];
  const verdict = await verify(file, trustList, lists, { keyBinding }, now);
  return { outcome: verdict.outcome, codes: verdict.checks.map(({ code }) => code) };
}

test("S4 audience and nonce count to the letter, as often as they are asked", async () => {
  const file = await bound();
  for (let time = 0; time < 2; time += 1)
    assert.equal((await judgeBound(file, { audience, nonce })).outcome, "valid");
  for (const wrong of [
    { audience: `${audience}/`, nonce },
    { audience: audience.toUpperCase(), nonce },
    { audience, nonce: "N-1" },
  ])
    assert.equal((await judgeBound(file, wrong)).outcome, "invalid");
  const several = await judgeBound(await bound({ aud: [audience] }), { audience, nonce });
  assert.equal(several.outcome, "invalid");
});

test("S4 where neither is asked for, the verdict does not say that the bearer was checked", async () => {
  const { outcome, codes } = await judgeBound(await bound(), {});
  assert.equal(outcome, "valid");
  assert.ok(codes.includes("key-binding.ok-for-anybody"));
  assert.ok(!codes.includes("key-binding.ok"));
});

test("A6 a key binding counts from iat to exp, within a limit, and for ten minutes without exp", async () => {
  for (const [claims, code] of [
    [{ iat: now - 720 }, "key-binding.ok"],
    [{ iat: now - 721 }, "key-binding.too-old"],
    [{ iat: now - 7_200, exp: now }, "key-binding.ok"],
    [{ iat: now - 7_200, exp: now - 121 }, "key-binding.too-old"],
    [{ iat: now - 31_536_000, exp: now + 31_536_000 }, "key-binding.too-old"],
    [{ nbf: now + 121 }, "key-binding.in-the-future"],
    [{ iat: now + 121 }, "key-binding.in-the-future"],
  ] as const) {
    const { codes } = await judgeBound(await bound(claims), { audience });
    assert.ok(codes.includes(code), `${JSON.stringify(claims)}: ${codes.join()}`);
  }
});
