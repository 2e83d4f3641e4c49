import assert from "node:assert/strict";
import { test } from "node:test";
import { claimKinds, findDesignFaults } from "@sello/api";
import {
  changeClaim,
  moveClaim,
  removeClaim,
} from "../../../web/office/types/design/changeDesign.ts";
import { findDifferences } from "../../../web/office/types/design/findDifferences.ts";
import {
  emptyDesign,
  freeName,
  newClaim,
  toClaimName,
  toTypeName,
} from "../../../web/office/types/design/newDesign.ts";
import { toPreviewType, toSamples } from "../../../web/office/types/design/toPreview.ts";
import { sampleDesign } from "../../support/sampleDesign.ts";

const design = sampleDesign();
const at = (name: string): number => design.claims.findIndex((each) => each.name === name);
const claimOf = (name: string) => {
  const found = design.claims[at(name)];
  assert.ok(found);
  return found;
};

test("a claim with another name takes along all that names it", () => {
  const renamed = [
    ["name", "keeper"],
    ["licence_number", "number"],
    ["id_number", "citizen"],
    ["birth_date", "born"],
  ].reduce(
    (now, [before, after]) =>
      changeClaim(now, at(before as string), {
        ...claimOf(before as string),
        name: after as string,
      }),
    design,
  );
  assert.deepEqual(renamed.card.face, ["keeper", "number", "size", "dogs"]);
  assert.deepEqual(renamed.naturalKey, ["number"]);
  assert.deepEqual(renamed.person, { kind: "claim", claim: "citizen" });
  assert.equal(renamed.nameClaim, "keeper");
  const age = renamed.claims.find((claim) => claim.kind === "ageOver");
  assert.equal(age?.kind === "ageOver" && age.from, "born");
  assert.deepEqual(findDesignFaults(renamed), []);
});

test("a claim that is removed is named nowhere any more", () => {
  const { card, claims } = removeClaim(design, at("photo"));
  assert.equal(card.photo, null);
  assert.equal(claims.length, design.claims.length - 1);
  const without = removeClaim(design, at("name"));
  assert.equal(without.nameClaim, null);
  assert.deepEqual(without.card.face, ["licence_number", "size", "dogs"]);
  assert.deepEqual(removeClaim(design, at("id_number")).person, { kind: "none" });
});

test("a claim that moves keeps the card in the order of the claims", () => {
  const moved = moveClaim(design, at("licence_number"), -1);
  assert.deepEqual(moved.card.face, ["licence_number", "name", "size", "dogs"]);
});

test("differences are named by claim and part, and an order that differs is one", () => {
  assert.deepEqual(findDifferences(design, design), []);
  const title = { ...claimOf("dogs").title, es: "Canes" };
  const changed = changeClaim({ ...design, copiesMax: 9 }, at("dogs"), {
    ...claimOf("dogs"),
    title,
  });
  assert.deepEqual(findDifferences(design, changed), [
    { claim: null, part: "copiesMax", before: "5", after: "9" },
    { claim: title, part: "title.es", before: "Perros", after: "Canes" },
  ]);
  const moved = findDifferences(design, moveClaim(design, 0, 1));
  assert.deepEqual(moved.map(({ part }) => part).sort(), ["card.face", "claims"]);
  const gone = findDifferences(design, removeClaim(design, at("dogs")));
  assert.ok(gone.some(({ part, before, after }) => part === "" && before === "dogs" && !after));
});

test("names come from English titles, and no two claims have one", () => {
  assert.equal(toTypeName("Dog licence (2nd)"), "dog-licence-2nd");
  assert.equal(toClaimName("Año de Ímpetu"), "ano_de_impetu");
  assert.equal(toClaimName("2nd owner"), "c_2nd_owner");
  assert.equal(toClaimName("犬证"), "");
  assert.equal(freeName("size", design), "size_2");
});

test("what is added of each kind lacks its title alone, and has a picture at once", () => {
  for (const kind of claimKinds) {
    const added = { ...design, claims: [...design.claims, newClaim(kind, design)] };
    for (const language of ["zh", "es", "en"] as const) {
      const samples = toSamples(added, language);
      assert.ok(samples.name);
    }
    assert.equal(toPreviewType(added).claims.size?.words?.small?.zh, "小型犬");
  }
  assert.ok(findDesignFaults(emptyDesign).length > 0);
});
