import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../scripts/fuzz/Random.ts";
import { toGb11643CheckCharacter } from "../../services/registry/claims/gb11643.ts";
import type { Claims } from "../../services/registry/types/DocumentType.ts";
import { readClaims, types } from "./typedWorld.ts";

const cardA: Claims = {
  name: "甲一",
  card_number: "0440888800001",
  home_library: "深圳图书馆",
  birth_date: "1985-09-30",
  loans_max: 5,
  joined: "2026-02-01",
};

const toNumber = (region: string, birthDate: string, order = "001"): string => {
  const digits = `${region}${birthDate.replaceAll("-", "")}${order}`;
  return digits + toGb11643CheckCharacter(digits);
};

const resident = (changes: Claims = {}): Claims => {
  const birth_date = String(changes.birth_date ?? "1992-07-07");
  return {
    name: "王伟",
    sex: "male",
    ethnicity: "汉",
    birth_date,
    district: "福田区",
    address: "深圳市福田区示例路1号",
    id_number: toNumber("990301", birth_date),
    ...changes,
  };
};

const codesOf = (name: string, claims: Claims, version?: number): string[] =>
  readClaims(name, claims, version).violations.map(({ pointer, code }) => `${pointer} ${code}`);

const withName = (name: string): Claims => ({ ...cardA, name });

const refused: Readonly<Record<string, readonly [string, string]>> = {
  "a line that forges another": ["王伟\n  Issuer: City of Shenzhen", "U+000A LINE FEED"],
  "an erasing sequence": ["王伟\x1b[1A\x1b[2K", "U+001B ESCAPE"],
  "a C1 control": ["王\x9b2K伟", "U+009B CONTROL SEQUENCE INTRODUCER"],
  "a direction override": ["王\u202e伟", "U+202E RIGHT-TO-LEFT OVERRIDE"],
  "a direction isolate": ["王\u2067伟", "U+2067 RIGHT-TO-LEFT ISOLATE"],
  "a zero-width space": ["王\u200b伟", "U+200B ZERO WIDTH SPACE"],
  "a zero-width joiner": ["王\u200d伟", "U+200D ZERO WIDTH JOINER"],
  NUL: ["王\0伟", "U+0000 NULL"],
  "half a surrogate pair": ["\ud842田", "U+D842 HALF OF A SURROGATE PAIR"],
  "a byte order mark": ["\ufeff王伟", "U+FEFF ZERO WIDTH NO-BREAK SPACE"],
  "what a lost character left": ["王\ufffd", "U+FFFD REPLACEMENT CHARACTER"],
  "a line separator": ["王\u2028伟", "U+2028 LINE SEPARATOR"],
  "a tag": ["王\u{e0041}伟", "U+E0041 TAG CHARACTER"],
  "a noncharacter": ["王\ufdd0伟", "U+FDD0 NONCHARACTER"],
  "an unassigned character": ["王\u0378伟", "U+0378 UNASSIGNED"],
  "a filler that is not seen": ["王\u3164伟", "U+3164 HANGUL FILLER"],
};

for (const [what, [name, character]] of Object.entries(refused)) {
  test(`B10: ${what} in a name is refused by the character's name`, () => {
    for (const version of [1, 2]) {
      const { violations } = readClaims("library-card", withName(name), version);
      assert.deepEqual(
        violations.map(({ pointer, code }) => `${pointer} ${code}`),
        ["/name claim.character"],
      );
      assert.ok(violations[0]?.message.includes(character), violations[0]?.message);
      assert.ok(!violations[0]?.message.includes("伟"), "a value is not repeated");
    }
  });
}

test("B10: white space at the ends is trimmed, ideographic and no-break spaces too", () => {
  for (const name of ["王伟 ", "\u3000王伟", "\u00a0王伟\t", "王伟\n"]) {
    const { claims, violations, changed } = readClaims("library-card", withName(name));
    assert.deepEqual([claims.name, violations, changed], ["王伟", [], ["/name"]]);
  }
});

test("B10: a line break is taken only where the type says so, and is always a line feed", () => {
  const { claims, violations } = readClaims("resident-id", resident({ address: "福田区\r\n1号" }));
  assert.deepEqual([claims.address, violations], ["福田区\n1号", []]);
  assert.deepEqual(codesOf("resident-id", resident({ address: "福田区\r\n1号" }), 1), [
    "/address claim.character",
  ]);
});

test("B10: characters inside lists and members, and names of members, are looked at too", () => {
  const own = (value: unknown) => codesOf("library-card", { ...cardA, name: value as string });
  assert.ok(own(["甲\u0000一"]).includes("/name/0 claim.character"));
  assert.ok(own({ "a\u202eb": "x" }).includes("/name claim.name"));
  assert.ok(own({ "e\u0301": "x" }).includes("/name claim.name"));
});

test("B10: what is signed is in normal form C", () => {
  const { claims } = readClaims("library-card", withName("Jose\u0301"));
  assert.equal(claims.name, "José");
});

test("B5: a lower-case x, and full-width digits, are one number with the capital", () => {
  const found = ["19920707", "19920708", "19920709", "19920710", "19920711", "19920712"]
    .flatMap((date) => [...Array(20).keys()].map((order) => [date, order] as const))
    .map(([date, order]) => ({ date, number: toNumber("990301", date, String(order * 2 + 101)) }))
    .find(({ number }) => number.endsWith("X"));
  assert.ok(found);
  const birth_date = found.date.replace(/(....)(..)(..)/, "$1-$2-$3");
  const given = (id_number: string) =>
    readClaims("resident-id", resident({ birth_date, id_number }));
  const fullWidth = found.number.replace(/[0-9X]/g, (one) =>
    String.fromCharCode(one.charCodeAt(0) + 0xfee0),
  );
  for (const number of [found.number, found.number.toLowerCase(), fullWidth]) {
    const { claims, violations } = given(number);
    assert.deepEqual([claims.id_number, violations], [found.number, []]);
  }
});

const birthTypes = ["resident-id", "library-card", "school-certificate"] as const;

test("B6: a birth date after today in the city, or before 1850, is refused", () => {
  for (const birth_date of ["2099-01-01", "0001-01-01", "1849-12-31"]) {
    for (const version of [1, 2]) {
      const codes = codesOf("resident-id", resident({ birth_date }), version);
      assert.deepEqual(codes, ["/birth_date claim.birth_date", "/id_number claim.birth_date"]);
      assert.deepEqual(codesOf("library-card", { ...cardA, birth_date }, version), [
        "/birth_date claim.birth_date",
      ]);
    }
  }
  for (const birth_date of ["2008-02-29", "2026-03-01", "1850-01-01"])
    assert.deepEqual(codesOf("resident-id", resident({ birth_date })), []);
});

test("B6: every type that has a birth date, or an ID number with one, refuses", () => {
  for (const name of birthTypes) {
    const { birth } = types.byName(name).claims.birth_date ?? {};
    assert.equal(birth, true, name);
  }
  for (const type of types.all().filter(({ version }) => version === 2)) {
    const properties = type.inputSchema.properties as Record<string, unknown>;
    assert.equal("birth_date" in properties, type.claims.birth_date?.birth === true, type.name);
  }
});

test("B6: today is the city's: born today is right, tomorrow is not, around midnight", () => {
  const type = types.byName("library-card");
  const eve = Date.UTC(2026, 10, 28, 15, 59, 59) / 1000;
  const born = { ...cardA, birth_date: "2026-11-29" };
  assert.equal(types.read(type, born, eve).violations.length, 1);
  assert.equal(types.read(type, born, eve + 1).violations.length, 0);
});

test("B13b: rare names are taken as they are, and counted in characters", () => {
  for (const name of ["古丽米热·艾比布力", "葛曾䮌", "𠮷".repeat(50), "葛\u{e0100}城", "\u{323b0}"])
    assert.deepEqual(readClaims("library-card", withName(name)).claims.name, name);
  assert.deepEqual(codesOf("library-card", withName("𠮷".repeat(51))), ["/name claim.length"]);
});

test("R5: none of the middle dots is changed into another in what is signed", () => {
  for (const dot of ["\u00b7", "\u2022", "\u2027", "\uff0e", "\u30fb"]) {
    const name = `古丽米热${dot}艾比布力`;
    assert.equal(readClaims("library-card", withName(name)).claims.name, name);
  }
});

test("B13c: numbers of residents of Hong Kong, Macao and Taiwan, and of foreigners, are taken", () => {
  for (const region of ["810000", "820000", "830000", "911124"]) {
    const id_number = toNumber(region, "1992-07-07");
    assert.deepEqual(codesOf("resident-id", resident({ id_number })), [], region);
  }
});

test("B13d: a number of 15 digits is refused, and the rule says that it is the old one", () => {
  const [violation] = readClaims(
    "resident-id",
    resident({ id_number: "990301920707001" }),
  ).violations;
  assert.match(violation?.rule?.en ?? "", /old 15-digit number/);
  assert.match(violation?.rule?.zh ?? "", /15位/);
});

test("B13e: 吕 is LYU, LÜ or LV as it was given, composed or not", () => {
  for (const name_latin of ["LYU WEI", "LÜ WEI", "LV WEI", "LU\u0308 WEI"]) {
    const { claims, violations } = readClaims("resident-id", resident({ name_latin }));
    assert.deepEqual([claims.name_latin, violations], [name_latin.normalize("NFC"), []]);
  }
});

test("every claim that can be given wrongly has a rule in three languages", () => {
  for (const type of types.all().filter(({ version }) => version === 2))
    for (const claim of Object.keys(type.inputSchema.properties as object)) {
      const rule = type.claims[claim]?.rule;
      assert.ok(rule?.zh && rule.es && rule.en, `${type.name} ${claim}`);
    }
});

// Every plane, with more of what is at its edges and of what is refused.
function randomText(random: Random): string {
  const starts = [
    0, 0x20, 0x4e00, 0x200b, 0x2028, 0xd800, 0xfdd0, 0xff01, 0x20000, 0x3fff0, 0xe0000,
  ];
  const length = 1 + random.below(12);
  const units = Array.from({ length }, () => {
    const start = random.chance(0.5) ? 0x4e00 : random.pick(starts);
    const code = random.chance(0.05) ? random.below(0x110000) : start + random.below(0x40);
    return code >= 0xd800 && code <= 0xdfff
      ? String.fromCharCode(code)
      : String.fromCodePoint(Math.min(code, 0x10ffff));
  });
  return units.join("");
}

const neverSigned =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u200b-\u200d\u2060\ufeff\ufffd]/u;

test("B10: of random texts, what is taken is in NFC, trimmed, and free of what is refused", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 32);
  const random = new Random(seed);
  let taken = 0;
  for (let count = 0; count < 20_000; count += 1) {
    const given = randomText(random);
    const { claims, violations } = readClaims("library-card", withName(given));
    if (violations.length > 0) continue;
    taken += 1;
    const name = String(claims.name);
    const about = `SEED=${seed} ${JSON.stringify(given)}`;
    assert.equal(name, name.normalize("NFC"), about);
    assert.equal(name, name.trim(), about);
    assert.doesNotMatch(name, neverSigned, about);
    assert.equal(readClaims("library-card", withName(name)).claims.name, name, about);
  }
  assert.ok(taken > 1_000, `SEED=${seed}: only ${taken} taken`);
});
