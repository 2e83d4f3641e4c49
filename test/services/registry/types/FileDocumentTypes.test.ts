import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { schemaAnnotations, toDocumentTypeId } from "@sello/sdk";
import { Ajv2020 } from "ajv/dist/2020.js";
import { claimFormats } from "../../../../services/registry/claims/compileClaims.ts";
import type { Claims, DocumentType } from "../../../../services/registry/types/DocumentType.ts";
import { FileDocumentTypes } from "../../../../services/registry/types/FileDocumentTypes.ts";
import { toTypeMetadataDocument } from "../../../../services/registry/types/toTypeMetadataDocument.ts";
import { sampleClaims } from "../sampleClaims.ts";

const publicUrl = "http://localhost:8420";
const types = new FileDocumentTypes({ publicUrl });
const resident = types.byName("resident-id");
const residentClaims = sampleClaims["resident-id"] ?? {};
const at = Date.UTC(2026, 10, 23) / 1000;

const codesOf = (violations: readonly { pointer: string; code: string }[]) =>
  violations.map(({ pointer, code }) => `${pointer} ${code}`);

const annotated = () =>
  new Ajv2020({ strict: true, formats: claimFormats }).addVocabulary(
    Object.values(schemaAnnotations),
  );

const check = (type: DocumentType, claims: Claims) => types.read(type, claims, at).violations;

test("there is a valid sample of every type, and its completed claims fit the published schema", () => {
  assert.deepEqual(
    [...new Set(types.all().map(({ name }) => name))].sort(),
    Object.keys(sampleClaims).sort(),
  );
  for (const type of types.all()) {
    const claims = sampleClaims[type.name] ?? {};
    assert.deepEqual(check(type, claims), [], type.name);
    const complete = types.complete(type, claims, at);
    const validate = annotated().compile(type.schema);
    assert.ok(validate(complete), type.name);
    assert.deepEqual(
      Object.keys(type.schema.properties as object).sort(),
      Object.keys(type.claims).sort(),
    );
  }
});

test("ids and vct follow from the public URL, name and version", () => {
  assert.equal(resident.vct, `${publicUrl}/types/resident-id/2`);
  assert.equal(resident.id, toDocumentTypeId(resident.vct));
  assert.equal(types.byId(resident.id), resident);
  assert.equal(types.byName("resident-id", 2), resident);
  assert.deepEqual(
    types.versions("resident-id").map(({ version }) => version),
    [2, 1],
  );
  assert.throws(() => types.byName("resident-id", 3), { code: "document_type.unknown" });
  assert.throws(() => types.byName("passport"), { code: "document_type.unknown" });
});

test("what is wrong is said by place and code, all at once", () => {
  const { name: _name, ...rest } = residentClaims;
  const wrong = { ...rest, sex: "x", ethnicity: "", district: 7, id_number: "110105194912310021" };
  assert.deepEqual(codesOf(check(resident, { ...wrong, age_over_18: true })).sort(), [
    "/age_over_18 claim.unknown",
    "/district claim.not_listed",
    "/ethnicity claim.length",
    "/id_number claim.format",
    "/name claim.missing",
    "/sex claim.not_listed",
  ]);
});

test("no value, nor a name that may be one, is repeated in what is said", () => {
  const secretText = "十分私密 4403051990";
  for (const name of Object.keys(residentClaims)) {
    const told = JSON.stringify(check(resident, { ...residentClaims, [name]: secretText }));
    assert.ok(!told.includes("4403051990"), name);
  }
  const violations = check(resident, { ...residentClaims, [secretText]: 1 });
  assert.deepEqual(codesOf(violations), [" claim.unknown"]);
});

test("an identity number that contradicts the birth date or the sex is refused", () => {
  const otherDate = check(resident, { ...residentClaims, birth_date: "1949-12-30" });
  assert.deepEqual(codesOf(otherDate), ["/birth_date claim.contradiction"]);
  const otherSex = check(resident, { ...residentClaims, sex: "male" });
  assert.deepEqual(codesOf(otherSex), ["/sex claim.contradiction"]);
});

test("a bank card with a full number is refused, wherever the number stands", () => {
  const type = types.byName("bank-card");
  const card = sampleClaims["bank-card"] ?? {};
  const numbers = ["6225880123456789", "6225 8801 2345 6789", "622588******6789", "****1234"];
  for (const masked_number of numbers) {
    assert.equal(check(type, { ...card, masked_number }).length > 0, true, masked_number);
  }
  for (const claim of ["bank", "card_reference"]) {
    assert.ok(check(type, { ...card, [claim]: "6225880123456789" }).length > 0, claim);
  }
});

test("a sealed file has a lowercase digest and a name without a path", () => {
  const type = types.byName("sealed-file");
  const file = sampleClaims["sealed-file"] ?? {};
  const upper = check(type, { ...file, sha256: String(file.sha256).toUpperCase() });
  assert.deepEqual(codesOf(upper), ["/sha256 claim.pattern"]);
  assert.deepEqual(codesOf(check(type, { ...file, name: "../a.pdf" })), ["/name claim.pattern"]);
  assert.deepEqual(codesOf(check(type, { ...file, size: -1 })), ["/size claim.range"]);
});

test("ages are derived for the day of issue in the city, and stand for the birthday", () => {
  const born = { ...residentClaims, birth_date: "2008-11-23" };
  const eve = Date.UTC(2026, 10, 22, 15, 59, 59) / 1000;
  const agesAt = (time: number) => {
    const { age_over_14, age_over_18, age_over_60 } = types.complete(resident, born, time);
    return [age_over_14, age_over_18, age_over_60];
  };
  assert.deepEqual(agesAt(eve), [true, false, false]);
  assert.deepEqual(agesAt(eve + 1), [true, true, false]);
  assert.ok(resident.disclosable.includes("age_over_18"));
  assert.ok(resident.disclosable.includes("birth_date"));
});

test("the order of the claims to sign is the type's, whatever order they came in", () => {
  const reversed = Object.fromEntries(Object.entries(residentClaims).reverse());
  const given = JSON.stringify(types.complete(resident, residentClaims, at));
  assert.equal(JSON.stringify(types.complete(resident, reversed, at)), given);
});

test("a hundred thousand claim sets are checked in a second of one core", () => {
  const before = process.cpuUsage();
  for (let count = 0; count < 100_000; count += 1) check(resident, residentClaims);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 1_000_000, `${user + system} µs`);
});

test("type metadata has the members of SD-JWT VC, in three languages", () => {
  for (const type of types.all()) {
    const { vct, display, claims } = type.metadata as {
      vct: string;
      display: { locale: string; name: string }[];
      claims: { path: string[]; sd: string; mandatory: boolean; display: { label: string }[] }[];
    };
    assert.equal(vct, type.vct);
    assert.deepEqual(
      display.map(({ locale }) => locale),
      ["zh-CN", "es", "en"],
    );
    assert.ok(claims.every((claim) => claim.display.length === 3));
    const hidden = claims.filter(({ sd }) => sd === "always").map(({ path }) => path[0]);
    assert.deepEqual(hidden, type.disclosable);
    const mandatory = claims.filter((claim) => claim.mandatory).map(({ path }) => path[0]);
    assert.deepEqual(mandatory.sort(), [...(type.schema.required as string[])].sort());
  }
});

test("the integrity of the served metadata is that of its bytes", async () => {
  const { text, integrity } = toTypeMetadataDocument(resident);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  assert.equal(integrity, `sha256-${Buffer.from(digest).toString("base64")}`);
  assert.deepEqual(JSON.parse(text), resident.metadata);
});

test("text on a card is readable: a contrast of at least 4.5 to 1", () => {
  for (const { name, card } of types.all()) {
    const [light, dark] = [luminance(card.text), luminance(card.background)].sort((a, b) => b - a);
    assert.ok(((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05) >= 4.5, name);
  }
});

// WCAG 2.2, relative luminance.
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const ownType = {
  name: "fishing-permit",
  version: 1,
  title: { zh: "钓鱼证", es: "Permiso de pesca", en: "Fishing permit" },
  description: { zh: "钓鱼证", es: "Permiso de pesca", en: "Fishing permit" },
  card: { background: "#003049", text: "#ffffff" },
  validityDays: 365,
  naturalKey: ["number"],
  visible: [],
  claims: { number: { zh: "编号", es: "Número", en: "Number" } },
  derived: [],
  agreements: [],
  schema: {
    type: "object",
    properties: { number: { type: "string", pattern: "^[0-9]{8}$" } },
    required: ["number"],
    additionalProperties: false,
  },
};

/** The types with one more file, in a folder of an operator. */
function loadOwn(content: unknown, name = "fishing-permit-1.json") {
  const folder = mkdtempSync(join(tmpdir(), "sello-types-"));
  writeFileSync(
    join(folder, name),
    typeof content === "string" ? content : JSON.stringify(content),
  );
  try {
    return new FileDocumentTypes({ publicUrl, directories: [folder] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("an operator adds a type by a file, and a newer version beside the old one", () => {
  const own = loadOwn(ownType);
  assert.equal(own.byName("fishing-permit").vct, `${publicUrl}/types/fishing-permit/1`);
  assert.deepEqual(
    own.read(own.byName("fishing-permit"), { number: "12345678" }, at).violations,
    [],
  );
  const newer = loadOwn({ ...ownType, name: "library-card", version: 3 }, "library-card-3.json");
  assert.equal(newer.byName("library-card").version, 3);
  assert.equal(newer.byName("library-card", 1).version, 1);
});

const wrongFiles: Readonly<Record<string, unknown>> = {
  "not JSON": "{",
  "a member too many": { ...ownType, colour: "red" },
  "a language missing": { ...ownType, title: { zh: "钓鱼证", en: "Fishing permit" } },
  "a claim without a label": { ...ownType, claims: {} },
  "a label without a claim": { ...ownType, claims: { ...ownType.claims, other: ownType.title } },
  "a reserved name": {
    ...ownType,
    claims: { ...ownType.claims, iss: ownType.title },
    schema: {
      ...ownType.schema,
      properties: { ...ownType.schema.properties, iss: { type: "boolean" } },
    },
  },
  "claims that are not listed allowed": {
    ...ownType,
    schema: { ...ownType.schema, additionalProperties: true },
  },
  "a string without an end": {
    ...ownType,
    schema: { ...ownType.schema, properties: { number: { type: "string", pattern: "^[0-9]+$" } } },
  },
  "an unknown format": {
    ...ownType,
    schema: {
      ...ownType.schema,
      properties: { number: { type: "string", format: "iban", maxLength: 9 } },
    },
  },
  "an unknown keyword": {
    ...ownType,
    schema: {
      ...ownType.schema,
      properties: { number: { type: "string", maxlength: 9, maxLength: 9 } },
    },
  },
  "a natural key that may be absent": { ...ownType, naturalKey: ["other"] },
  "an age of what is no date": {
    ...ownType,
    claims: { ...ownType.claims, age_over_18: ownType.title },
    derived: [{ claim: "age_over_18", rule: "age_over", from: "number", years: 18 }],
  },
  "no word on how long it lasts": (({ validityDays: _, ...rest }) => rest)(ownType),
  "two words on how long it lasts": { ...ownType, term: { years: 1 } },
  "a face with a claim that is not there": {
    ...ownType,
    card: { ...ownType.card, face: ["photo"] },
  },
  "a column name of two claims": {
    ...ownType,
    person: { title: ownType.claims.number, aliases: [], rule: ownType.title },
  },
  "another name than its file's": { ...ownType, name: "hunting-permit" },
};

for (const [what, content] of Object.entries(wrongFiles)) {
  test(`a type's file is refused for ${what}`, () => {
    assert.throws(() => loadOwn(content), { code: "document_type.file_invalid" });
  });
}

test("a type that exists is not replaced by another file", () => {
  const again = { ...ownType, name: "library-card" };
  assert.throws(() => loadOwn(again, "library-card-1.json"), {
    code: "document_type.file_invalid",
  });
});
