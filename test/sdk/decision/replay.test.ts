import assert from "node:assert/strict";
import { before, test } from "node:test";
import { formatSelloFile, parsePresentation, parseSelloFile, present } from "@sello/sdk";
import {
  type DecisionReceipt,
  findRuleSigners,
  type ReceiptInput,
  type Replay,
  type RuleVersion,
  type RuleVersionTypedData,
  readReceiptClaims,
  readRuleVersion,
  replay,
  replayPresentations,
  toReceiptClaims,
  toRuleVersionClaims,
} from "@sello/sdk/decision";
import { type Hex, recoverTypedDataAddress } from "viem";
import {
  authority,
  given,
  makeSealed,
  officers,
  ruleText,
  sign,
  toReceipt,
  version,
} from "./receiptScene.ts";

/** A receipt of which only these inputs are opened. */
function open(receipt: DecisionReceipt, names: readonly string[]) {
  const kept = Object.entries(receipt.inputs).filter(([name]) => names.includes(name));
  const withheld = Object.keys(receipt.inputs).length - kept.length;
  return { receipt: { ...receipt, inputs: Object.fromEntries(kept) }, withheld };
}

const whole = (receipt: DecisionReceipt) => ({ receipt, withheld: 0 });
const withInput = (name: string, value: ReceiptInput, receipt = toReceipt()) =>
  whole({ ...receipt, inputs: { ...receipt.inputs, [name]: value } });
const at = (opened: Parameters<typeof replay>[0]): Replay => replay(opened, [version]);

test("the same rules and inputs give the same outcome: granted, refused, and cannot tell", () => {
  assert.deepEqual(at(whole(toReceipt())), { kind: "same", outcome: "granted", path: ["from-65"] });
  const withIdentity = (verdict: "revoked" | "unknown") =>
    toReceipt({
      ...given,
      evidence: { identity: { verdict, claims: { birth_date: "1955-02-20" } } },
    });
  const refused = at(whole(withIdentity("revoked")));
  assert.deepEqual(refused, { kind: "same", outcome: "refused", path: ["identity-revoked"] });
  const unknown = withIdentity("unknown");
  assert.deepEqual(unknown.missing, ["identity", "age"]);
  assert.deepEqual(at(whole(unknown)), { kind: "same", outcome: "cannot-tell", path: [] });
});

test("facts alone are enough, without what they come from; which are needed is said", () => {
  const receipt = toReceipt();
  assert.equal(at(open(receipt, ["fact.identity", "fact.age"])).kind, "same");
  assert.equal(
    at(open(receipt, ["evidence.identity", "evidence.identity.birth_date"])).kind,
    "same",
  );
  const missing = (names: string[]) => at(open(receipt, names));
  const cannot = (...names: string[]) => ({ kind: "cannot-tell", why: "inputs", missing: names });
  assert.deepEqual(missing(["fact.identity"]), cannot("fact.age"));
  assert.deepEqual(missing(["fact.age"]), cannot("fact.identity"));
  // A row that decides by the identity card alone needs no age.
  const revoked = toReceipt({
    ...given,
    evidence: { identity: { verdict: "revoked", claims: {} } },
  });
  assert.deepEqual(revoked.missing, ["age"]);
  assert.deepEqual(at(open(revoked, ["fact.identity"])), cannot("fact.age"));
  const byIdentity = toReceipt({
    ...given,
    evidence: { identity: { verdict: "revoked", claims: { birth_date: "1955-02-20" } } },
  });
  assert.equal(at(open(byIdentity, ["fact.identity"])).kind, "same");
});

test("another outcome is told with the row, the fact and what it is", () => {
  const rows: [Parameters<typeof replay>[0], string, object][] = [
    [withInput("fact.age", 59), "granted", { row: null, fact: "age", value: 71 }],
    [
      open({ ...toReceipt(), inputs: { "fact.age": 59, "fact.identity": "valid", x: 1 } }, [
        "fact.age",
        "fact.identity",
      ]),
      "refused",
      { row: "under-60", fact: null, value: null },
    ],
    [
      open({ ...toReceipt(), path: ["from-60"], inputs: { ...toReceipt().inputs } }, [
        "fact.age",
        "fact.identity",
      ]),
      "granted",
      { row: "from-60", fact: "age", value: 71 },
    ],
    [
      whole({ ...toReceipt(), rulesOutcome: "refused", outcome: "refused" }),
      "granted",
      { row: "from-65", fact: null, value: null },
    ],
    [
      whole({
        ...toReceipt(),
        rulesOutcome: "cannot-tell",
        outcome: "cannot-tell",
        path: [],
        missing: ["age"],
      }),
      "granted",
      { row: null, fact: "age", value: 71 },
    ],
  ];
  for (const [opened, outcome, parted] of rows) {
    const found = at(opened);
    assert.deepEqual(
      found.kind === "other" && [found.outcome, found.parted],
      [outcome, parted],
      JSON.stringify(found),
    );
  }
});

test("rules that are not those of the receipt are altered; another version is not at hand", () => {
  const opened = whole(toReceipt());
  const rulesOf = (changed: Partial<RuleVersion>) => replay(opened, [{ ...version, ...changed }]);
  assert.deepEqual(rulesOf({ rules: ruleText.replace("< 60", "< 55") }), {
    kind: "altered",
    what: "rules",
  });
  const notHere = { kind: "cannot-tell", why: "rules", missing: [] };
  assert.deepEqual(rulesOf({ version: 2 }), notHere);
  assert.deepEqual(replay(opened, []), notHere);
  assert.equal(replay(opened, [{ ...version, version: 2, rules: "{}" }, version]).kind, "same");
  const contradicting = { ...toReceipt(), outcome: "refused" } as const;
  assert.deepEqual(at(whole(contradicting)), { kind: "altered", what: "receipt" });
  // A person may decide otherwise than the rules.
  assert.equal(at(whole({ ...contradicting, decidedBy: "person" })).kind, "same");
});

test("claims of receipts and versions are read as they were written, and only those", async () => {
  const receipt = { ...toReceipt(), appeals: "0198f000-0000-7000-8000-000000000003" };
  assert.deepEqual(readReceiptClaims(toReceiptClaims(receipt)), receipt);
  assert.throws(() => readReceiptClaims({}), { code: "decision.receipt-malformed" });
  const signed = await sign();
  const claims = toRuleVersionClaims(signed);
  assert.deepEqual(readRuleVersion(claims), signed);
  assert.throws(() => readRuleVersion({ ...claims, cases: "{}" }), {
    code: "decision.rules-altered",
  });
  assert.throws(() => readRuleVersion({ ...claims, from: -1 }), {
    code: "decision.version-malformed",
  });
});

test("who signed a version is known without the chain; a change takes both away", async () => {
  const recover = async (typedData: RuleVersionTypedData, signature: Hex) =>
    (await recoverTypedDataAddress({ ...typedData, signature })).toLowerCase() as Hex;
  const signed = await sign();
  const accounts = officers.map(({ address }) => address.toLowerCase());
  assert.deepEqual(await findRuleSigners(signed, authority, recover), accounts);
  const twice = { ...signed, signatures: [signed.signatures[0], signed.signatures[0]] as never };
  assert.equal((await findRuleSigners(twice, authority, recover)).length, 1);
  for (const change of [
    { rules: "{}" },
    { cases: "{}" },
    { from: 1 },
    { until: 9 },
    { version: 2 },
  ])
    assert.deepEqual(await findRuleSigners({ ...signed, ...change }, authority, recover), []);
});

let sealed: Awaited<ReturnType<typeof makeSealed>>;
before(async () => {
  sealed = await makeSealed();
});

test("sealed documents replay whole and partly opened, and what was altered is told", async () => {
  const { judged, receiptFile } = sealed;
  const rulesDocument = await judged(sealed.versionFile);
  const run = async (file: string) => replayPresentations(await judged(file), [rulesDocument]);
  const found = await run(receiptFile);
  assert.deepEqual([found.replay.kind, found.isSealed], ["same", true]);

  const parts = parseSelloFile(receiptFile);
  const fileOf = (document: string) => formatSelloFile({ ...parts, document });
  const shown = await present(parts.document, [
    ["inputs", "fact.age"],
    ["inputs", "fact.identity"],
  ]);
  const partly = await run(fileOf(shown));
  assert.deepEqual([partly.replay.kind, partly.isSealed], ["same", true]);
  assert.deepEqual(partly.receipt?.inputs, { "fact.age": 71, "fact.identity": "valid" });

  const swapped = shown.split("~").map((part) => {
    const text = Buffer.from(part, "base64url").toString();
    return text.includes('"fact.age",71')
      ? Buffer.from(text.replace("71", "59")).toString("base64url")
      : part;
  });
  const input = await run(fileOf(swapped.join("~")));
  assert.deepEqual(input.replay, { kind: "altered", what: "input" });

  const [header, payload = "", ...rest] = parts.document.split(".");
  const changed = Buffer.from(payload, "base64url").toString().replaceAll('"granted"', '"refused"');
  const document = [header, Buffer.from(changed).toString("base64url"), ...rest].join(".");
  const receipt = await run(fileOf(document));
  assert.deepEqual(receipt.replay, { kind: "altered", what: "receipt" });

  const touched = await run(receiptFile.replace('"document":"e', '"document":"f'));
  assert.deepEqual(touched.replay, { kind: "altered", what: "file" });

  const unjudged = { presentation: parsePresentation(receiptFile) };
  assert.equal(replayPresentations(unjudged, [rulesDocument]).isSealed, null);
  assert.throws(() => replayPresentations(rulesDocument, []), {
    code: "decision.receipt-malformed",
  });
});
