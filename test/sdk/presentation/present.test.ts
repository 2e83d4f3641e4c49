import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  applyDisclosures,
  type ChosenClaims,
  parseKeyBinding,
  parseSdJwt,
  present,
  verifyKeyBinding,
} from "@sello/sdk";
import { type IssuedDocument, World, worldTypes } from "../../support/world.ts";

const world = new World({ witnessCount: 0 });
const claims = {
  full_name: "王小明",
  address: { city: "深圳", street: { name: "Fuhua", number: 1 } },
  phones: ["1", "2", "3"],
  open: "always shown",
};
const type = {
  ...worldTypes.resident,
  disclosable: ["full_name", "address", "phones"],
};
let issued: IssuedDocument;

before(async () => {
  const nested = [
    "full_name",
    "address",
    ["address", "city"],
    ["address", "street"],
    ["address", "street", "name"],
    ["phones", 0],
    ["phones", 2],
  ] as unknown as string[];
  issued = await world.issue({ claims, type: { ...type, disclosable: nested } });
});

async function shownBy(chosen: ChosenClaims) {
  const { issuerJwt, disclosures } = parseSdJwt(await present(issued.document, chosen));
  const { claims: all } = applyDisclosures(issuerJwt.payload, disclosures);
  const { full_name, address, phones, open } = all;
  return { full_name, address, phones, open };
}
const nothing = { full_name: undefined, address: undefined, phones: ["2"], open: "always shown" };

for (const [what, chosen, expected] of [
  ["nothing", [], {}],
  ["one claim", ["full_name"], { full_name: "王小明" }],
  ["a whole claim, with all that is inside", ["address"], { address: claims.address }],
  ["a member, with what it is inside of", [["address", "city"]], { address: { city: "深圳" } }],
  [
    "a member two levels down",
    [["address", "street", "name"]],
    { address: { street: { name: "Fuhua", number: 1 } } },
  ],
  [
    "a member that cannot be withheld by itself",
    [["address", "street", "number"]],
    { address: { street: { number: 1 } } },
  ],
  ["an element of an array", [["phones", 2]], { phones: ["2", "3"] }],
  ["a whole array", ["phones"], { phones: ["1", "2", "3"] }],
  ["what is shown anyway", ["open"], {}],
] as const) {
  test(`presenting ${what}`, async () => {
    assert.deepEqual(await shownBy(chosen), { ...nothing, ...expected });
  });
}

test("a claim that the document does not have is refused", async () => {
  for (const chosen of ["shoe_size", "toString", "__proto__", ["address", "zip"], ["phones", 3]]) {
    await assert.rejects(present(issued.document, [chosen]), {
      code: "presentation.no-such-claim",
    });
  }
});

test("a presentation can be narrowed again, but not widened", async () => {
  const two = await present(issued.document, ["full_name", ["address", "city"]]);
  const one = await present(two, ["full_name"]);
  assert.equal(parseSdJwt(one).disclosures.length, 1);
  await assert.rejects(present(one, [["address", "city"]]), { code: "presentation.no-such-claim" });
});

test("a key binding names audience, nonce and this very presentation", async () => {
  const keyBinding = { sign: world.holder.sign, audience: "a", nonce: "n", iat: 7 };
  const text = await present(issued.document, ["full_name"], { keyBinding });
  const { keyBinding: jws, withoutKeyBinding } = parseSdJwt(text);
  assert.ok(jws);
  assert.equal(withoutKeyBinding, await present(issued.document, ["full_name"]));
  const binding = parseKeyBinding(jws);
  assert.deepEqual([binding.audience, binding.nonce, binding.issuedAt], ["a", "n", 7]);
  const { jwk } = world.holder;
  assert.equal(await verifyKeyBinding(jws, binding, withoutKeyBinding, jwk), "ok");
  await assert.rejects(present(text, []), { code: "presentation.already-bound" });
});
