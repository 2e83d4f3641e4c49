import assert from "node:assert/strict";
import { before, test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import {
  type DocumentType,
  type Language,
  policyDefaults,
  type TrustList,
  type Verdict,
} from "@sello/sdk";
import { formatVerdict } from "../../cli/formatVerdict.ts";
import { shown, toVisibleJson, withoutCommands } from "../../cli/terminal.ts";
import { Random } from "../../scripts/fuzz/Random.ts";
import { toTrustedDocumentType } from "../../services/registry/trust/toTrustedDocumentType.ts";
import { worldTimes } from "../support/world.ts";
import { TypedWorld, types } from "./typedWorld.ts";

const world = new TypedWorld();
let trustList: TrustList;
before(async () => {
  trustList = await world.trustList();
});

const typeOf = (name: string): DocumentType => toTrustedDocumentType(types.byName(name));

const card = {
  name: "王伟",
  card_number: "0440888800001",
  home_library: "深圳图书馆",
  birth_date: "2012-11-23",
  loans_max: 5,
  joined: "2026-02-01",
};

/** Lines of the verdict on a terminal, without colours. */
function linesOf(verdict: Verdict, type: DocumentType, language: Language = "en"): string[] {
  return stripVTControlCharacters(formatVerdict(verdict, language, type)).split("\n");
}

const field = (lines: readonly string[], title: string): string | undefined =>
  lines.find((line) => line.startsWith(`  ${title}: `))?.slice(title.length + 4);

/** As an issuer of another program might sign it: nothing was checked when it was issued. */
async function shownWith(claims: Record<string, unknown>, language: Language = "en") {
  const { file } = await world.makeTyped("library-card", { ...card, ...claims });
  const verdict = await world.judge(file, trustList);
  return { verdict, lines: linesOf(verdict, typeOf("library-card"), language) };
}

test("G.4: claims have the type's titles and order, in the reader's language", async () => {
  const titles = {
    en: ["Name", "Card number", "Home library", "Date of birth", "Loans at a time", "Joined on"],
    zh: ["姓名", "读者证号", "办证馆", "出生日期", "可借册数", "注册日期"],
    es: ["Nombre", "Número de carné", "Biblioteca de origen", "Fecha de nacimiento"],
  };
  for (const language of ["en", "zh", "es"] as const) {
    const { lines } = await shownWith({}, language);
    const seen = lines.flatMap((line) => /^ {2}([^:]+): /.exec(line)?.[1] ?? []);
    const at = titles[language].map((title) => seen.indexOf(title));
    assert.ok(!at.includes(-1), `${language}: ${seen}`);
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
    );
  }
});

test("B10: a line break in a foreign document does not begin a line of ours", async () => {
  const { lines } = await shownWith({ name: "王伟\n  Issuer: City of Shenzhen\nVALID" });
  assert.deepEqual(
    lines.filter((line) => line.startsWith("  Issuer: ")),
    ["  Issuer: futian-police"],
  );
  const at = lines.findIndex((line) => line.startsWith("  Name: 王伟"));
  assert.deepEqual(lines.slice(at + 1, at + 3), [
    "          Issuer: City of Shenzhen",
    "        VALID",
  ]);
});

test("B10, G.1: what a terminal would obey is shown by its number", async () => {
  const { lines } = await shownWith({ name: "王\x1b[2K\x9b1A\u202e伟\u200b\0\r" });
  assert.equal(field(lines, "Name"), "王\\u{1b}[2K\\u{9b}1A\\u{202e}伟\\u{200b}\\u{0}\\u{d}");
});

test("G.1: so it is in names of authorities and types, and in texts of servers", () => {
  assert.equal(shown("Library\x1b[2J\nVALID"), "Library\\u{1b}[2J\\u{a}VALID");
  assert.equal(
    withoutCommands("a\x1b[31mred\x1b[39m\x1b[2J\u009b\nb"),
    "a\x1b[31mred\x1b[39m\\u{1b}[2J\\u{9b}\nb",
  );
});

test("G.1: --json has the same values, in characters that a terminal does not obey", () => {
  const value = { name: "王\u202e伟\x9b\u200b\u{e0041}\ud842 \\u{202e}" };
  const json = toVisibleJson(JSON.stringify(value, null, 2));
  assert.doesNotMatch(json, /[\u202e\x9b\u200b\u{e0041}]/u);
  assert.deepEqual(JSON.parse(json), value);
});

test("G.1: names of the trust list are shown like claims", async () => {
  const { verdict } = await shownWith({});
  const type = typeOf("library-card");
  const evil = {
    ...type,
    claims: [{ path: ["name"], display: { zh: "x", es: "x", en: "N\x1b[2J\na" } }],
  };
  assert.equal(field(linesOf(verdict, evil), "N\\u{1b}[2J\\u{a}a"), "王伟");
});

test("R1: somebody who was not over an age is shown with the day on which that was so", async () => {
  const born = "2012-11-23";
  const { verdict, lines } = await shownWith({ birth_date: born });
  assert.equal(verdict.document?.claims.age_over_14, true);
  const young = await shownWith({ birth_date: "2020-01-01" });
  assert.deepEqual(young.verdict.document?.statedOn, { age_over_14: "2027-01-15" });
  assert.equal(field(young.lines, "Age over 14"), "no (on 2027-01-15)");
  assert.equal(field(lines, "Age over 14"), "yes");
  const { lines: zh } = await shownWith({ birth_date: "2020-01-01" }, "zh");
  assert.equal(field(zh, "已满14周岁"), "否（截至 2027-01-15）");
});

test("R1: ages are counted on the day in the city, also for a birthday of 29 February", () => {
  const type = types.byName("library-card");
  const over14At = (iso: string) =>
    types.complete(type, { ...card, birth_date: "2012-02-29" }, Date.parse(iso) / 1000).age_over_14;
  assert.equal(over14At("2026-02-28T23:59:59+08:00"), false);
  assert.equal(over14At("2026-03-01T00:00:00+08:00"), true);
});

test("K3: the end of a document is said in the city's time, with its zone", async () => {
  const exp = Date.parse("2036-02-01T00:00:00+08:00") / 1000;
  const { file } = await world.makeTyped("library-card", card, { exp });
  const type = typeOf("library-card");
  const valid = linesOf(await world.judge(file, trustList), type);
  assert.equal(field(valid, "Valid until"), "2036-01-31 24:00 +08:00");
  const expired = await world.judge(file, trustList, exp + policyDefaults.clockSkewSeconds);
  const check = expired.checks.find(({ id }) => id === "validity-period");
  assert.equal(check?.text.en, "The document expired on 2036-01-31 24:00 +08:00.");
});

test("R2: a document that was replaced is not valid, and says whom to ask", async () => {
  const { file } = await world.makeTyped("library-card", card);
  world.statuses[4711] = 1;
  const verdict = await world.judge(file, trustList);
  world.statuses[4711] = 0;
  assert.deepEqual(
    [verdict.outcome, verdict.cause?.code, verdict.cause?.kind, verdict.cause?.move],
    ["invalid", "status.revoked", "ended", "holder"],
  );
  const lines = linesOf(verdict, typeOf("library-card"));
  assert.match(
    field(lines, "Next, for the holder") ?? "",
    /futian-police.*https:\/\/sello\.example/,
  );
});

test("nested claims, lists, words and pictures are shown as a reader expects", async () => {
  const nested = { street: "Calle 1", floors: [1, 2], open: true };
  const { lines } = await shownWith({ home_library: nested });
  assert.equal(field(lines, "Home library › street"), "Calle 1");
  assert.equal(field(lines, "Home library › floors"), "1, 2");
  assert.equal(field(lines, "Home library › open"), "yes");
  const insured = await world.makeTyped("social-insurance", {
    name: "甲",
    insurances: ["pension", "medical"],
  });
  const insuredLines = linesOf(
    await world.judge(insured.file, trustList),
    typeOf("social-insurance"),
    "es",
  );
  assert.equal(field(insuredLines, "Seguros"), "jubilación, enfermedad");
  const photo = `/9j/${"A".repeat(4_096)}`;
  const pictured = await world.makeTyped("resident-id", { name: "甲", photo });
  const picturedLines = linesOf(await world.judge(pictured.file, trustList), typeOf("resident-id"));
  assert.equal(field(picturedLines, "Photograph"), "JPEG, 4 KiB");
});

test("a photograph of the largest size that the type takes fits into a document that verifies", async () => {
  const type = types.byName("resident-id");
  const photo = `/9j/${"A".repeat(27_304)}`;
  const birth_date = "1992-07-07";
  const claims = {
    ...{ name: "甲", sex: "male", ethnicity: "汉", birth_date, district: "福田区", address: "路" },
    id_number: "990301199207070018",
    photo,
  };
  const { violations } = types.read(type, claims, worldTimes.issued);
  assert.deepEqual(
    violations.filter(({ pointer }) => pointer === "/photo"),
    [],
  );
  const { file } = await world.makeTyped("resident-id", claims);
  assert.equal((await world.judge(file, trustList)).outcome, "valid");
  for (const bad of [`${photo}AAAA`, "/9j/=AAA", "R0lGODlhAQABAAAAACw=", "<svg/>"]) {
    const found = types.read(type, { ...claims, photo: bad }, worldTimes.issued).violations;
    assert.ok(
      found.some(({ pointer, rule }) => pointer === "/photo" && rule),
      bad.slice(0, 20),
    );
  }
});

test("B10: random values are shown on exactly the lines that they have", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 32);
  const random = new Random(seed);
  const { verdict } = await shownWith({});
  const type = typeOf("library-card");
  const document = verdict.document;
  assert.ok(document);
  const rest = linesOf({ ...verdict, document: { ...document, claims: {} } }, type).length;
  for (let count = 0; count < 2_000; count += 1) {
    const codes = Array.from({ length: random.below(20) }, () =>
      random.chance(0.5) ? random.below(0xa0) : random.below(0x10ffff),
    );
    const name = String.fromCodePoint(...codes);
    const lines = linesOf({ ...verdict, document: { ...document, claims: { name } } }, type);
    const about = `SEED=${seed} ${JSON.stringify(name)}`;
    assert.equal(lines.length - rest, name.split("\n").length, about);
    assert.doesNotMatch(lines.join(""), /[\p{Cc}\p{Bidi_Control}\u200b]/u, about);
  }
});
