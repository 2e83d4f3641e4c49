import assert from "node:assert/strict";
import { test } from "node:test";
import { forecast, type Given, review } from "@sello/sdk/decision";
import { readServiceItems } from "../../../services/applications/items/readServiceItems.ts";
import { FileDocumentTypes } from "../../../services/registry/types/FileDocumentTypes.ts";

const items = readServiceItems({
  types: new FileDocumentTypes({ publicUrl: "https://sello.test" }),
});
const itemOf = (slug: string) => {
  const found = items.find(({ item }) => item.slug === slug);
  assert.ok(found, slug);
  return found;
};

const at = Date.UTC(2026, 11, 1, 4) / 1_000;
const timeZone = "Asia/Shanghai";
const identity = (birth: string, verdict: "valid" | "revoked" = "valid") => ({
  identity: {
    verdict,
    claims: { name: "陈静", birth_date: birth, id_number: "110105195001010029" },
  },
});
const of = (slug: string, given: Pick<Given, "form" | "evidence">) =>
  forecast(itemOf(slug).rules, { ...given, at, timeZone });

test("where nothing has to be filled in, it says what the rules say", () => {
  for (const [birth, row, outcome] of [
    ["1950-01-01", "from-65", "granted"],
    ["1966-12-01", "from-60", "granted"],
    ["1966-12-02", "under-60", "refused"],
  ] as const)
    assert.deepEqual(of("senior-card", { form: {}, evidence: identity(birth) }), {
      ...{ kind: "certain", outcome, row },
    });
  const revoked = of("senior-card", { form: {}, evidence: identity("1950-01-01", "revoked") });
  assert.deepEqual(revoked, { kind: "certain", outcome: "refused", row: "identity-revoked" });
});

test("evidence that is not there is named, and no form's field", () => {
  assert.deepEqual(of("senior-card", { form: {}, evidence: {} }), {
    ...{ kind: "lacks", evidence: ["identity"] },
  });
  const graduate = of("graduate-settlement", { form: {}, evidence: identity("2003-05-01") });
  assert.deepEqual(graduate, { kind: "lacks", evidence: ["diploma"] });
});

test("what a form would still say leaves open what hangs on it, and nothing else", () => {
  const evidence = identity("1990-01-01");
  const trader = of("sole-trader-registration", { form: {}, evidence });
  assert.deepEqual(trader, { kind: "open", mayBeGranted: true });
  const revoked = of("sole-trader-registration", {
    form: {},
    evidence: identity("1990-01-01", "revoked"),
  });
  assert.ok(revoked.kind === "certain" && revoked.outcome === "refused");
});

test("filled in wholly, it is what the rules give, whatever is handed in", () => {
  const forms = [
    { premises_kind: "commercial", business: "retail", premises: "x", trade_name: "x" },
    { premises_kind: "home", business: "catering", premises: "x", trade_name: "x" },
    {
      ...{ premises_kind: "home", business: "services", premises: "x", trade_name: "x" },
      neighbours_agree: true,
    },
  ];
  const { rules } = itemOf("sole-trader-registration");
  for (const form of forms)
    for (const birth of ["1990-01-01", "2012-01-01"]) {
      const given = { form: { neighbours_agree: false, ...form }, evidence: identity(birth) };
      const said = review(rules, { ...given, at, timeZone });
      const expected = of("sole-trader-registration", given);
      assert.ok(expected.kind === "certain", JSON.stringify(expected));
      assert.deepEqual([expected.outcome, expected.row], [said.outcome, said.path[0] ?? null]);
    }
});
