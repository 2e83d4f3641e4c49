import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  describeMandate,
  formatSelloFile,
  languages,
  parsePresentation,
  parseSelloFile,
  present,
  type TrustList,
  toSeenRevocation,
  verify,
} from "@sello/sdk";
import { formatVerdict } from "../../../cli/formatVerdict.ts";
import { summarize } from "../../../services/verifying/summarize.ts";
import { World, worldTimes } from "../../support/world.ts";

const world = new World();
const { now } = worldTimes;
const mandate = {
  delegate: "Lin Xiaonan",
  principal: "Lin Xiaohe",
  relation: "parent",
  // The end of 31 August 2027 in the city.
  until: Date.parse("2027-09-01T00:00:00+08:00") / 1_000,
};
let trustList: TrustList;

before(async () => {
  trustList = await world.trustList();
});

const make = (said: object = mandate, payload: object = {}) =>
  world.make({ payload: { mandate: said, ...payload } });

test("who acts for whom is a fact of the answer, in three languages, and no claim", async () => {
  const { file } = await make();
  const lists = [await world.statusList()];
  const verdict = await verify(file, trustList, lists, {}, now);
  assert.equal(verdict.outcome, "valid");
  assert.deepEqual(verdict.document?.mandate, { ...mandate, purpose: null });
  assert.ok(!("mandate" in (verdict.document?.claims ?? {})));
  assert.equal(
    describeMandate({ ...mandate, purpose: null }, "en", "Asia/Shanghai"),
    "Shown by Lin Xiaonan for Lin Xiaohe (parent, until 2027-08-31)",
  );
  const facts = { proof: "presented", statusChange: null, file: null } as const;
  const summary = summarize(verdict, facts);
  for (const language of languages) {
    assert.match(formatVerdict(verdict, language), /Lin Xiaonan.*Lin Xiaohe/);
    assert.match(summary[language], /Lin Xiaonan.*Lin Xiaohe/);
  }
});

test("without a mandate there is none", async () => {
  const { file } = await world.make();
  const verdict = await verify(file, trustList, [await world.statusList()], {}, now);
  assert.ok(verdict.document && !("mandate" in verdict.document));
});

test("whatever is withheld, who acts for whom is shown; the delegate's key signs for one asker", async () => {
  const { file } = await make({ ...mandate, purpose: "to collect books" });
  const keyBinding = {
    ...{ sign: world.holder.sign, iat: now - 5, audience: "desk 4", nonce: "n-1" },
  };
  const { document, proof } = parseSelloFile(file);
  const shown = await present(document, ["age_over_18"], { keyBinding });
  const policy = { keyBinding: { audience: "desk 4", nonce: "n-1" } };
  const whole = formatSelloFile({ document: shown, proof });
  const verdict = await verify(whole, trustList, [await world.statusList()], policy, now);
  assert.equal(verdict.outcome, "valid", JSON.stringify(verdict.checks));
  assert.deepEqual(Object.keys(verdict.document?.claims ?? {}), ["age_over_18"]);
  assert.equal(verdict.document?.mandate?.purpose, "to collect books");
});

test("a copy ends with its mandate, whatever its own end says", async () => {
  const over = { ...mandate, until: now - 3_600 };
  const { file } = await make(over, { exp: now + 86_400 });
  const verdict = await verify(file, trustList, [await world.statusList()], {}, now);
  assert.equal(verdict.cause?.code, "validity-period.expired");
  assert.equal(verdict.document?.expiresAt, over.until);
});

test("a copy whose mandate was ended is revoked, and still says whose it was", async () => {
  const other = new World();
  const list = await other.trustList();
  const { file } = await other.make({ payload: { mandate } });
  const before = await other.statusList();
  other.statuses[4711] = 1;
  const verdict = await verify(file, list, [await other.statusList()], {}, now);
  assert.equal(verdict.cause?.code, "status.revoked");
  assert.equal(verdict.document?.mandate?.principal, mandate.principal);
  const seen = [toSeenRevocation(await other.statusList(), 4711, now)];
  assert.equal((await verify(file, list, [before], {}, now, seen)).outcome, "invalid");
});

test("a mandate that is not of the form is no document, and none can be disclosed", async () => {
  const wrong: readonly object[] = [
    { ...mandate, until: undefined },
    { ...mandate, delegate: "" },
    { ...mandate, relation: "Parent <b>" },
    { ...mandate, principal: "x".repeat(600) },
  ];
  for (const said of wrong) {
    const { file } = await make(JSON.parse(JSON.stringify(said)));
    assert.equal(parsePresentation(file).wellFormed, false, JSON.stringify(said));
  }
  const unbound = await make(mandate, { cnf: undefined });
  assert.equal(parsePresentation(unbound.file).wellFormed, false);
  const newer = await make({ ...mandate, relation: "executor" });
  const verdict = await verify(newer.file, trustList, [await world.statusList()], {}, now);
  assert.match(describeMandate(verdict.document?.mandate as never, "es", null), /executor/);
});

test("nothing in a name is unseen or turns what is around it", () => {
  const said = { ...mandate, delegate: "A\u202eB", principal: "C\nD", purpose: null };
  const text = describeMandate(said, "en", null);
  assert.ok(!/[\u202e\n]/.test(text), text);
});
