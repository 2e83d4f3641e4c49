import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeGb18030 } from "../../scripts/samples/encodeGb18030.ts";
import { readFile } from "./readFile.ts";

const LH = "name,card_number,home_library,birth_date,loans_max,joined";
const A = "甲一,0440888800001,深圳图书馆,1985-09-30,5,2026-02-01";
const B = "乙二,0440888800002,深圳图书馆,1985-09-30,5,2026-02-01";
const C = "丙三,0440888800003,深圳图书馆,1985-09-30,5,2026-02-01";
const RH = "name,sex,ethnicity,birth_date,district,address,id_number";
const W = "王伟,male,汉,1992-07-07,福田区,深圳市福田区示例路1号";
const number = "990301199207070018";
const resident = { type: "resident-id" };

const numbersOf = (claims: readonly Readonly<Record<string, unknown>>[]) =>
  claims.map((each) => each.card_number ?? each.id_number);

test("B1 a lone CR ends a row, in any mixture of line ends", async () => {
  const files = [
    `${LH}\r${A}\n${B}\n${C}\n`,
    `${LH}\r${A}\r${B}\r${C}\r`,
    `${LH}\n${A}\r${B}\r${C}`,
    `${LH}\r\n${A}\n\r${B}\r\r\n${C}`,
  ];
  for (const file of files) {
    const { claims, total, rejected } = await readFile(file);
    assert.deepEqual([total, claims.length, rejected], [3, 3, []], JSON.stringify(file));
  }
});

test("B2 U+FFFD is refused wherever it comes from", async () => {
  const broken = A.replace("甲", "\ufffd");
  assert.deepEqual((await readFile(`${LH}\n${broken}`)).rejected, ["2 A claim.character"]);
  const json = JSON.stringify({ name: "\ufffd一", card_number: "0440888800001" });
  const { claims } = await readFile(json, { format: "ndjson" });
  assert.equal(claims.length, 0);
});

test("B3 GBK is refused with words in three languages, and read when it is asked for", async () => {
  const titles = "姓名,读者证号,办证馆,出生日期,可借册数,注册日期";
  for (const [header, line] of [
    [LH, 2],
    [titles, 1],
  ] as const) {
    const file = encodeGb18030(`${header}\r\n${A}\r\n`);
    const refused = await readFile(file);
    assert.equal(refused.refused, "import.encoding");
    assert.deepEqual(refused.data, { line, looksLike: "gb18030" });
    assert.match(refused.words?.en ?? "", /GBK \(ANSI\).*CSV UTF-8.*--encoding gb18030/);
    assert.match(refused.words?.zh ?? "", /GBK.*CSV UTF-8/);
    const { claims } = await readFile(file, { encoding: "gb18030" });
    assert.deepEqual([claims[0]?.name, claims[0]?.home_library], ["甲一", "深圳图书馆"]);
  }
  const strange = Buffer.concat([
    encodeGb18030(`${LH}\r\n`),
    Buffer.from([0xaa, 0xa1]),
    encodeGb18030(A),
  ]);
  assert.equal((await readFile(strange, { encoding: "gb18030" })).refused, "import.encoding");
});

test("B3 UTF-16 and Western text are named, and read when they are asked for", async () => {
  const text = `${LH}\r\n${A.replace("甲一", "José Núñez")}\r\n`;
  const little = Buffer.from(`\ufeff${text}`, "utf16le");
  const files = {
    "utf-16le": little,
    "utf-16be": Buffer.from(little).swap16(),
    "windows-1252": Buffer.from(text.replace("深圳图书馆", "Biblioteca"), "latin1"),
  } as const;
  for (const [encoding, file] of Object.entries(files)) {
    const refused = await readFile(file);
    assert.equal(refused.refused, "import.encoding", encoding);
    assert.equal(refused.data.looksLike, encoding);
    const { claims } = await readFile(file, { encoding: encoding as keyof typeof files });
    assert.equal(claims[0]?.name, "José Núñez", encoding);
  }
});

test("B4 guards around a number are taken away and counted; it is itself again", async () => {
  const guarded = [
    `${number}\t`,
    `\t${number}`,
    `'${number}`,
    `${number} `,
    `\u3000${number}\u00a0`,
    "９９０３０１１９９２０７０７００１８",
    `="${number}"`,
    `"=""${number}"""`,
    `\`${number}`,
    `"${number}\t"`,
  ];
  for (const cell of guarded) {
    const found = await readFile(`${RH}\n${W},${cell}\n`, resident);
    assert.deepEqual([numbersOf(found.claims), found.cleaned], [[number], 1], cell);
  }
});

test("B4 a number that a spreadsheet changed is refused with that cause, never guessed", async () => {
  const changed = [
    "9.90301E+17",
    "990301199207070000",
    "9.90301199207070E+17",
    "990,301,199,207,070,018",
    `${number}.0`,
  ];
  for (const cell of changed) {
    const { rejected, claims } = await readFile(`${RH}\n${W},"${cell}"\n`, resident);
    assert.deepEqual([claims.length, rejected], [0, ["2 G number.changed"]], cell);
  }
  const lostZero = A.replace("0440888800001", "440888800001");
  assert.deepEqual((await readFile(`${LH}\n${lostZero}`)).rejected, ["2 B number.changed"]);
});

test("B7 blank rows are ignored, and lines are counted with them", async () => {
  const blank = [
    ",,,,,",
    '" , , , , , "',
    " , ,\u3000, ,\u00a0,",
    "",
    '"","","","","",""',
    '="",,,,,',
    "   ",
  ];
  const file = [LH, A, B, ...blank, `${C},too,many`].join("\n");
  const found = await readFile(file);
  assert.deepEqual([found.total, found.claims.length], [3, 2]);
  assert.deepEqual(found.rejected, [`${4 + blank.length} row.fields`]);
  assert.equal((await readFile(`${LH},,\n${A},,\n${B},,\n`)).claims.length, 2);
});

test("B8 a line sep= sets the delimiter and is no row", async () => {
  for (const delimiter of [",", ";", "\t", "|"]) {
    const swap = (text: string) => text.replaceAll(",", delimiter);
    for (const first of [`sep=${delimiter}`, `"sep=${delimiter}"`, `SEP=${delimiter}`]) {
      const { claims } = await readFile(`\ufeff${first}\r\n${swap(LH)}\r\n${swap(A)}\r\n`);
      assert.deepEqual(numbersOf(claims), ["0440888800001"], first);
    }
  }
  assert.equal((await readFile(`sep=^\n${LH}\n${A}`)).refused, "import.delimiter");
});

const card = (name: string, last: number) => ({
  name,
  card_number: `044088880000${last}`,
  home_library: "深圳图书馆",
  birth_date: "1985-09-30",
  loans_max: 5,
  joined: "2026-02-01",
});

test("B9 a JSON array is read whole, or the whole of it is refused", async () => {
  const people = [card("甲一", 1), card("乙二", 2)];
  const array = `[\n${people.map((each) => JSON.stringify(each)).join(",\n")}\n]\n`;
  for (const text of [
    array,
    JSON.stringify(people),
    JSON.stringify(people, null, 2),
    ` \n${array}`,
  ]) {
    const { claims } = await readFile(text, { format: "ndjson" });
    assert.deepEqual(
      claims.map(({ name }) => name),
      ["甲一", "乙二"],
    );
  }
  const broken = [
    array.replace("]", ""),
    array.replace("},", "}"),
    JSON.stringify(people[0], null, 2),
  ];
  for (const text of broken)
    assert.equal((await readFile(text, { format: "ndjson" })).refused, "import.json", text);
});

test("B9 a member with the same name twice rejects its row, nested ones too", async () => {
  const good = JSON.stringify(card("甲一", 1));
  const rows = [
    good.replace("}", ',"name":"乙二"}'),
    good.replace("}", ',"na\\u006de":"乙二"}'),
    good.replace("}", ',"more":[{"a":1,"b":{"c":1,"c":2}}]}'),
    good,
  ];
  const { claims, rejected } = await readFile(rows.join("\n"), { format: "ndjson" });
  assert.equal(claims.length, 1);
  assert.deepEqual(rejected, ["1 row.member_twice", "2 row.member_name", "3 row.member_twice"]);
});

test("Numbers from files: what would not be written back as the same text is not taken", async () => {
  const cells = [
    "1,0",
    "1.234,5",
    "007",
    "5.0",
    "+5",
    "5e0",
    "1 000",
    "12345678901234567890",
    "５,0",
    "-0",
  ];
  for (const cell of cells) {
    const { claims, rejected } = await readFile(`${LH}\n${A.replace(",5,", `,"${cell}",`)}`);
    assert.deepEqual([claims.length, rejected], [0, ["2 E number.changed"]], cell);
    const json = JSON.stringify(card("甲一", 1)).replace(":5,", `:${cell},`);
    const found = await readFile(json, { format: "ndjson" });
    assert.equal(found.claims.length, 0, json);
  }
  const { claims } = await readFile(`${LH}\n${A.replace(",5,", ",５,")}`);
  assert.equal(claims[0]?.loans_max, 5);
});

test("B11 a byte order mark is passed over, in CSV and JSON", async () => {
  assert.equal((await readFile(`\ufeff${LH}\n${A}`)).claims.length, 1);
  const json = `\ufeff${JSON.stringify(card("甲一", 1))}`;
  assert.equal((await readFile(json, { format: "ndjson" })).claims.length, 1);
  assert.equal((await readFile(`\ufeff[${json.slice(1)}]`, { format: "ndjson" })).claims.length, 1);
});

test("B13a columns are known by their titles in three languages, in any case and width", async () => {
  const headers = [
    "姓名,读者证号,办证馆,出生日期,可借册数,注册日期",
    "NAME,Card Number,HOME_LIBRARY,Date of birth,loans at a time,Joined on",
    " nombre , Número de carné,Biblioteca de origen,Fecha de nacimiento,Préstamos simultáneos,Fecha de alta",
    "ｎａｍｅ,ｃａｒｄ＿ｎｕｍｂｅｒ,home_library,birth_date,loans_max,joined",
  ];
  for (const header of headers)
    assert.deepEqual(
      numbersOf((await readFile(`${header}\n${A}`)).claims),
      ["0440888800001"],
      header,
    );
  const chinese = headers[0]?.replaceAll(",", "，");
  assert.equal((await readFile(`${chinese}\n${A}`)).refused, "import.delimiter");
  const near = await readFile(`${LH.replace("card_number", "card_numbr")}\n${A}`);
  assert.equal(near.refused, "import.column_unknown");
  assert.deepEqual(near.data.nearest, { card_numbr: "card_number" });
});

test("B13a values are known by their words too", async () => {
  const header = "姓名,性别,民族,出生日期,所属区,住址,公民身份号码";
  const { claims } = await readFile(`${header}\n${W.replace("male", "男")},${number}`, resident);
  assert.equal(claims[0]?.sex, "male");
});

test("B13d an old number of 15 digits is called so", async () => {
  const { rejected } = await readFile(`${RH}\n${W},990301920707001`, resident);
  assert.deepEqual(rejected, ["2 G number.old_id"]);
});
