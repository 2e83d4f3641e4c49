import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type DesignClaim,
  designFaults,
  findDesignFaults,
  type TypeDesign,
  toTypeFile,
} from "@sello/api";
import { formatDocumentType, parseDocumentType } from "@sello/sdk/trust";
import { typeDesign } from "../../api/schemas/typeDesigns.ts";
import { claimsCompiler } from "../../services/registry/claims/compileClaims.ts";
import { toTrustedDocumentType } from "../../services/registry/trust/toTrustedDocumentType.ts";
import { FileDocumentTypes } from "../../services/registry/types/FileDocumentTypes.ts";
import { sampleDesign, sampleLicence } from "../support/sampleDesign.ts";

const types = new FileDocumentTypes({ publicUrl: "https://sello.test" });
const read = (design: TypeDesign) =>
  types.toType(`${design.name}-${design.version}.json`, JSON.stringify(toTypeFile(design)));

const codesOf = (design: TypeDesign): string[] =>
  findDesignFaults(design).map(({ pointer, code }) => `${pointer} ${code.replace("design.", "")}`);

/** The sample with one claim changed. */
const withClaim = (name: string, change: Partial<DesignClaim>): TypeDesign => {
  const design = sampleDesign();
  const claims = design.claims.map((claim) =>
    claim.name === name ? ({ ...claim, ...change } as DesignClaim) : claim,
  );
  return { ...design, claims };
};

test("a design becomes the type that it says", () => {
  const design = sampleDesign();
  assert.deepEqual(typeDesign.parse(design), design);
  assert.deepEqual(codesOf(design), []);
  const { type, file } = read(design);
  assert.deepEqual(type.term, { years: 2 });
  assert.deepEqual(type.person, { claim: "id_number" });
  assert.equal(type.nameClaim, "name");
  assert.deepEqual(type.disclosable.includes("licence_number"), false);
  assert.deepEqual(file.derived, [
    { claim: "age_over_18", rule: "age_over", from: "birth_date", years: 18 },
  ]);
  assert.equal(type.claims.size?.words?.large?.es, "perro grande");
  assert.match(type.claims.licence_number?.rule?.en ?? "", /^DL- and 6–8 digits\.$/);
  const published = new FileDocumentTypes({ publicUrl: "https://sello.test" });
  published.add("dog-licence-1.json", JSON.stringify(toTypeFile(design)));
  const added = published.byName("dog-licence");
  const at = 1_800_000_000;
  assert.deepEqual(published.read(added, sampleLicence(1), at).violations, []);
  assert.equal(published.complete(added, sampleLicence(1), at).age_over_18, true);
  const wrong = { ...sampleLicence(1), licence_number: "DL-1", dogs: 99, size: "huge" };
  const { violations } = published.read(added, wrong, at);
  assert.deepEqual(violations.map(({ pointer }) => pointer).sort(), [
    "/dogs",
    "/licence_number",
    "/size",
  ]);
});

test("each fault is found at its place, and has words in three languages", () => {
  const empty = { zh: "", es: " ", en: "x" };
  const base = sampleDesign();
  const cases: [TypeDesign, string][] = [
    [{ ...base, name: "Dog licence" }, "/name name_form"],
    [{ ...base, title: empty }, "/title text_missing"],
    [withClaim("dogs", { rule: empty }), "/claims/6/rule text_missing"],
    [withClaim("dogs", { name: "1" }), "/claims/6/name claim_name"],
    [withClaim("dogs", { name: "iss" }), "/claims/6/name claim_reserved"],
    [withClaim("dogs", { name: "size" }), "/claims/6/name claim_twice"],
    [withClaim("dogs", { aliases: ["KEEPER"] }), "/claims/6/aliases/0 column_twice"],
    [withClaim("dogs", { min: 10 } as never), "/claims/6/min range"],
    [withClaim("licence_number", { prefix: "(" } as never), "/claims/1/prefix prefix"],
    [withClaim("size", { choices: [] } as never), "/claims/5/choices choices_missing"],
    [
      withClaim("size", {
        choices: [
          { value: "a", words: base.title },
          { value: " a", words: base.title },
        ],
      } as never),
      "/claims/5/choices/1/value choice_value",
    ],
    [withClaim("photo", { name: "picture" }), "/claims/7/name one_photo"],
    [withClaim("age_over_18", { from: "size" } as never), "/claims/4/from age_source"],
    [{ ...base, naturalKey: [] }, "/naturalKey key"],
    [{ ...base, naturalKey: ["photo"] }, "/naturalKey key"],
    [{ ...base, person: { kind: "claim", claim: "name" } }, "/person person"],
    [{ ...base, nameClaim: "dogs" }, "/nameClaim name_claim"],
    [{ ...base, term: { unit: "years", count: 101 } }, "/term term"],
    [{ ...base, card: { ...base.card, face: ["photo"] } }, "/card/face face"],
    [{ ...base, card: { ...base.card, text: "#0f5c4d" } }, "/card/text contrast"],
    [
      { ...base, claims: base.claims.filter(({ kind }) => kind !== "photo") },
      "/card/photo card_photo",
    ],
    [{ ...base, claims: [] }, "/claims no_claims"],
    [
      {
        ...withClaim("dogs", { title: { zh: "公民身份号码", es: "a", en: "b" } }),
        person: { kind: "beside" },
      },
      "/claims/6/title column_twice",
    ],
  ];
  for (const [design, expected] of cases)
    assert.ok(codesOf(design).includes(expected), `${expected}: ${codesOf(design).join("; ")}`);
  for (const [code, { zh, es, en }] of Object.entries(designFaults))
    assert.ok(new Set([zh, es, en]).size === 3 && /\p{Script=Han}/u.test(zh), code);
});

test("what has no fault is taken by the reader of files, whatever it says", () => {
  let seed = 194;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed >>> 8) % below;
  };
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const words = [
    "",
    "<script>alert(1)</script>",
    "名",
    "a",
    "constructor",
    "__proto__",
    "Ⓐ",
    " b ",
  ];
  const names = ["name", "photo", "constructor", "toString", "x1", "iss", "size", "__proto__", ""];
  const compile = claimsCompiler();
  let taken = 0;
  for (let round = 0; round < 3_000; round += 1) {
    const base = sampleDesign();
    const claims = base.claims.map((claim) => {
      const change: Record<string, unknown> = {};
      if (random(40) === 0) change.name = pick(names);
      if (random(40) === 0) change.title = { zh: pick(words), es: pick(words), en: pick(words) };
      if (random(30) === 0 && claim.kind !== "ageOver") change.aliases = [pick(words)];
      if (random(30) === 0 && claim.kind !== "ageOver") change.required = random(2) === 0;
      if (claim.kind === "number") change.min = random(12);
      if (claim.kind === "code") change.prefix = pick(["", "A-", "]", "9"]);
      if (claim.kind === "choice" && random(3) === 0)
        change.choices = words.map((value) => ({ value, words: base.title }));
      return { ...claim, ...change } as DesignClaim;
    });
    const maybe = <T>(usual: T, others: readonly T[]): T =>
      random(4) === 0 ? pick(others) : usual;
    const design: TypeDesign = {
      ...base,
      claims: maybe(claims, [claims.slice(0, 6), claims.slice(1)]),
      naturalKey: maybe(base.naturalKey, [["name"], ["photo"], ["size", "dogs"], [pick(names)]]),
      person: maybe(base.person, [{ kind: "none" }, { kind: "beside" }]),
      nameClaim: maybe(base.nameClaim, [null, "size"]),
      term: maybe(base.term, [null, { unit: "days", count: 1 + random(40_000) }]),
      card: maybe(base.card, [
        { ...base.card, face: [pick(names)] },
        { ...base.card, photo: null },
        { ...base.card, face: [], photo: "start" },
      ]),
    };
    if (findDesignFaults(design).length > 0) continue;
    taken += 1;
    const { type } = read(design);
    assert.doesNotThrow(() => compile(type.inputSchema), JSON.stringify(design));
    const entry = toTrustedDocumentType(type);
    assert.equal(parseDocumentType(formatDocumentType(entry)).vct, type.vct);
  }
  assert.ok(taken > 200, `${taken} of them have no fault`);
});
