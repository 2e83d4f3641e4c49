import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileEncoding } from "@sello/api";
import { Random } from "../../scripts/fuzz/Random.ts";
import { encodeGb18030 } from "../../scripts/samples/encodeGb18030.ts";
import { writeWorkbook } from "../../scripts/samples/writeWorkbook.ts";
import { readFile } from "./readFile.ts";

// Files in every form that people send: what was written is what is issued, or the whole file is refused; never
// fewer rows, and never other values. SEED=… repeats a run.
const seed = Number(process.env.SEED ?? Date.now() % 1e9);
const rounds = Number(process.env.ROUNDS ?? 300);

const columns = ["name", "card_number", "home_library", "birth_date", "loans_max", "joined"];
const titles = ["姓名", "读者证号", "办证馆", "出生日期", "可借册数", "注册日期"];
const encoders: Readonly<Record<FileEncoding, (text: string) => Buffer>> = {
  "utf-8": (text) => Buffer.from(text),
  gb18030: encodeGb18030,
  "utf-16le": (text) => Buffer.from(text, "utf16le"),
  "utf-16be": (text) => Buffer.from(text, "utf16le").swap16(),
  big5: (text) => Buffer.from(text),
  "windows-1252": (text) => Buffer.from(text, "latin1"),
};
const names = [
  "王芳",
  "欧阳·娜娜",
  "葛曾䮌",
  "𠮷田",
  'O"Brien',
  "Ana, María",
  "古丽米热·艾比布力",
  "Jo;sé|x",
  "'t Hooft",
];
const latinNames = ["José Núñez", "Ana, María", 'O"Brien', "Ñ"];
const guards: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => `${number}\t`,
  (number) => `'${number}`,
  (number) => ` ${number}\u00a0`,
  (number) => `="${number}"`,
];

type Card = Record<string, string | number>;

const makeCards = (random: Random, isLatin: boolean): Card[] =>
  Array.from({ length: 1 + random.below(12) }, (_, index) => ({
    name: random.pick(isLatin ? latinNames : names),
    card_number: `0440${String(random.below(1e5)).padStart(5, "0")}${String(index).padStart(4, "0")}`,
    home_library: isLatin ? "Biblioteca" : "深圳图书馆",
    birth_date: `19${50 + random.below(50)}-0${1 + random.below(9)}-1${random.below(10)}`,
    loans_max: 1 + random.below(100),
    joined: "2026-02-01",
  }));

function writeCsv(random: Random, cards: readonly Card[], isLatin: boolean) {
  const delimiter = random.pick([",", ";", "\t", "|"]);
  const guard = random.pick(guards);
  const ends = random.pick([["\n"], ["\r"], ["\r\n"], ["\n", "\r", "\r\n"]]);
  const isQuoted = random.chance(0.3);
  const write = (cell: string) => {
    // As spreadsheets write ="…": without quotes around it.
    if (cell.startsWith('="') && !isQuoted) return cell;
    const needs = /["\r\n]/.test(cell) || cell.includes(delimiter);
    return isQuoted || needs ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const header = isLatin || random.chance(0.5) ? columns : titles;
  const rows = cards.map((card) =>
    columns.map((column) => {
      const cell = String(card[column]);
      return column === "card_number" && !(delimiter === "\t" && guard(cell).includes("\t"))
        ? guard(cell)
        : cell;
    }),
  );
  const lines = [header, ...rows].flatMap((row) => {
    const line = row.map(write).join(delimiter);
    return random.chance(0.1) ? [line, columns.map(() => "").join(delimiter)] : [line];
  });
  if (random.chance(0.2)) lines.unshift(`sep=${delimiter}`);
  // A blank line makes no difference, so an LF behind a CR is no matter.
  const text = lines.map((line) => line + random.pick(ends)).join("");
  return random.chance(0.5) ? text : text.replace(/[\r\n]+$/, "");
}

test(`csv: what was written is what is issued (SEED=${seed})`, async () => {
  const random = new Random(seed);
  for (let round = 0; round < rounds; round += 1) {
    const encoding = random.pick([
      "utf-8",
      "gb18030",
      "utf-16le",
      "utf-16be",
      "windows-1252",
    ] as const);
    const isLatin = encoding === "windows-1252";
    const cards = makeCards(random, isLatin);
    const text = writeCsv(random, cards, isLatin);
    const mark = encoding.startsWith("utf") && random.chance(0.5) ? "\ufeff" : "";
    const file = encoders[encoding](mark + text);
    const where = `SEED=${seed} round ${round} ${encoding} ${JSON.stringify(text)}`;
    const pieceBytes = 1 + random.below(200);
    const found = await readFile(file, { encoding, pieceBytes });
    assert.deepEqual([found.refused, found.rejected], [null, []], where);
    assert.deepEqual(found.claims, cards, where);
    // Without the encoding given: the same, or nothing at all.
    const untold = await readFile(file, { pieceBytes });
    if (untold.refused === null) assert.deepEqual(untold.claims, cards, where);
    else assert.equal(untold.refused, "import.encoding", where);
  }
});

test(`csv: no line with something in it goes without a word (SEED=${seed})`, async () => {
  const random = new Random(seed + 1);
  const pieces = [",", ",", '"', "\r", "\n", "\r\n", "a", "5", " ", '="', "\t", "'", "王"];
  for (let round = 0; round < rounds * 3; round += 1) {
    const noise = () => Array.from({ length: random.below(8) }, () => random.pick(pieces)).join("");
    const lines = Array.from({ length: 1 + random.below(5) }, () =>
      random.chance(0.5)
        ? `王芳,0440000000001,深圳图书馆,1985-09-30,5,2026-02-01${noise()}`
        : noise(),
    );
    const body = lines.join(random.pick(["\r", "\n", "\r\n"]));
    const found = await readFile(`${columns.join(",")}\n${body}`);
    // Inside quotes a line end is a part of a cell.
    if (found.refused !== null || body.includes('"')) continue;
    const written = body.split(/[\r\n]/).filter((line) => line.replace(/[\s,]/g, "") !== "");
    const blankGuards = written.filter((line) => /^[\s,'=]*$/.test(line)).length;
    const where = `SEED=${seed} round ${round} ${JSON.stringify(body)}`;
    assert.ok(found.total >= written.length - blankGuards, where);
  }
});

test(`json: lines and arrays give the same rows (SEED=${seed})`, async () => {
  const random = new Random(seed + 2);
  for (let round = 0; round < rounds; round += 1) {
    const cards = makeCards(random, false);
    const end = random.pick(["\n", "\r", "\r\n", "\n\n"]);
    const lines = cards.map((card) => JSON.stringify(card)).join(end);
    const array = JSON.stringify(cards, null, random.below(3));
    for (const text of [lines, array]) {
      const pieceBytes = 1 + random.below(100);
      const found = await readFile(text, { format: "ndjson", pieceBytes });
      assert.deepEqual(found.claims, cards, `SEED=${seed} round ${round} ${text}`);
      const cut = text.slice(0, random.below(text.length));
      const part = await readFile(cut, { format: "ndjson" });
      if (text === array) assert.ok(part.refused !== null, `SEED=${seed} round ${round} ${cut}`);
    }
  }
});

test(`xlsx: what was written is what is issued (SEED=${seed})`, async () => {
  const random = new Random(seed + 3);
  for (let round = 0; round < 10; round += 1) {
    const cards = makeCards(random, false);
    const is1904 = random.chance(0.5);
    const toDate = (date: string) => ({
      date: Date.parse(date) / 86_400_000 + 25_569 - (is1904 ? 1_462 : 0),
    });
    const rows = cards.map((card) =>
      columns.map((column) => {
        const value = card[column] as string | number;
        return /date|joined/.test(column) && random.chance(0.5) ? toDate(String(value)) : value;
      }),
    );
    const header = random.chance(0.5) ? columns : titles;
    const blank = columns.map(() => null);
    const file = writeWorkbook(
      [
        { name: "first", rows: [blank, header, ...rows.flatMap((row) => [row, blank])] },
        { name: "second", rows: [["x"]] },
      ],
      { is1904 },
    );
    const found = await readFile(file, { format: "xlsx", pieceBytes: 5_000 });
    const where = `SEED=${seed} round ${round}`;
    assert.deepEqual([found.refused, found.rejected], [null, []], where);
    assert.deepEqual(found.claims, cards, where);
  }
});
